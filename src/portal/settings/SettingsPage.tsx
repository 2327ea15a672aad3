import type { ReactNode } from "react";
import { useAccountSettings } from "../api/portal-queries.tsx";
import { Card } from "../parts/Card.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Notice } from "../parts/Notice.tsx";
import { PageTitle } from "../parts/PageTitle.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useReturn } from "../use-return.ts";
import { AccountSync } from "./AccountSync.tsx";
import { Domains } from "./Domains.tsx";
import { Groups } from "./Groups.tsx";
import { IntegrationSwitch } from "./IntegrationSwitch.tsx";
import { Microsoft } from "./Microsoft.tsx";
import { Offered } from "./Offered.tsx";
import { People } from "./People.tsx";
import { SetUp } from "./SetUp.tsx";
import { Standing } from "./Standing.tsx";

/** *Account settings ▸ Mail & Calendar ▸ Integrations*, for admins of the Zoom account. */
export function SettingsPage({ isAdmin }: { isAdmin: boolean }): ReactNode {
  const styles = useStyles();
  const { t, forCode } = useTexts();
  const back = useReturn();
  const ended = forCode("settings.consent", back.consent ?? "");
  return (
    <>
      <PageTitle>{t("settings.title")}</PageTitle>
      {isAdmin ? (
        <>
          <p className={styles.quiet}>{t("settings.tabs")}</p>
          {ended !== null && (
            <Notice intent={back.consent === "granted" ? "success" : "warning"}>{ended}</Notice>
          )}
          <Settings />
        </>
      ) : (
        <Notice intent="info">{t("settings.adminOnly")}</Notice>
      )}
    </>
  );
}

function Settings(): ReactNode {
  const { t } = useTexts();
  const settings = useAccountSettings();
  return (
    <Loaded query={settings}>
      {(known) => (
        <>
          <Card title={t("settings.integration")}>
            <IntegrationSwitch settings={known} />
          </Card>
          {known.effective?.integration === true && (
            <>
              <Card title={t("settings.connectBy")}>
                <SetUp settings={known} />
              </Card>
              <Card title={t("settings.microsoft")}>
                <Microsoft />
              </Card>
              <Card title={t("settings.scopes")}>
                <Offered settings={known} />
              </Card>
              <Card title={t("settings.domains")}>
                <Domains settings={known} />
              </Card>
              <Card title={t("account.sync")}>
                <AccountSync settings={known} />
              </Card>
              <Card title={t("groups.title")}>
                <Groups />
              </Card>
              <Card title={t("stands.title")}>
                <Standing />
              </Card>
            </>
          )}
          <Card title={t("settings.people")}>
            <People />
          </Card>
        </>
      )}
    </Loaded>
  );
}
