import { Button, Field, Radio, RadioGroup, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ConnectReply } from "../../shared/api/portal.ts";
import type { AccountSettings } from "../../shared/api/portal-admin.ts";
import { routes } from "../../shared/api/routes.ts";
import { useLeaveFor } from "../api/portal-queries.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useSettingsChange } from "./use-settings-change.tsx";

/** Which service, by which interface, and who connects: people themselves, or the Microsoft admin. */
export function SetUp({ settings }: { settings: AccountSettings }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { change, isBusy, error, dialog } = useSettingsChange(settings);
  const leave = useLeaveFor((api) => api.send<ConnectReply>("POST", routes.adminConsent));
  const connectBy = settings.effective?.connectBy ?? "users";
  return (
    <>
      <Field label={t("settings.service")}>
        <Select defaultValue="office365">
          <option value="office365">{t("wizard.office365")}</option>
        </Select>
      </Field>
      <Field label={t("settings.authorizeWith")}>
        <RadioGroup value="graph">
          <Radio value="graph" label={t("settings.graph")} />
          <Radio value="ews" disabled label={t("settings.ews")} />
        </RadioGroup>
        <span className={styles.quiet}>{t("settings.ewsHint")}</span>
      </Field>
      <Field label={t("settings.connectBy")}>
        <RadioGroup
          value={connectBy}
          disabled={isBusy}
          onChange={(_event, { value }) => change({ connectBy: value as "users" | "admin" })}
        >
          <Radio value="users" label={t("settings.connectBy.users")} />
          <Radio value="admin" label={t("settings.connectBy.admin")} />
        </RadioGroup>
      </Field>
      {connectBy === "admin" && (
        <>
          <p className={styles.quiet}>{t("settings.toMicrosoftHint")}</p>
          <div className={styles.buttons}>
            <Button
              appearance="primary"
              disabledFocusable={leave.isPending}
              onClick={() => leave.mutate()}
            >
              {t(leave.isPending ? "app.loading" : "settings.toMicrosoft")}
            </Button>
          </div>
        </>
      )}
      <Failure error={error ?? leave.error} />
      {dialog}
    </>
  );
}
