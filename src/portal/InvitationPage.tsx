import { Link } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { routes } from "../shared/api/routes.ts";
import { Card } from "./parts/Card.tsx";
import { Notice } from "./parts/Notice.tsx";
import { PageTitle } from "./parts/PageTitle.tsx";
import { useStyles } from "./parts/styles.ts";
import { useTexts } from "./texts.tsx";
import { useReturn } from "./use-return.ts";

/** Where the link in an invitation and the add-in's support link lead, for whoever is not signed in. */
export function InvitationPage({ path }: { path: string }): ReactNode {
  const styles = useStyles();
  const { t, forCode } = useTexts();
  const failed = forCode("signIn", useReturn().signIn ?? "");
  return (
    <>
      <PageTitle>{t("app.name")}</PageTitle>
      {failed !== null && <Notice intent="warning">{failed}</Notice>}
      <p className={styles.text}>{t("invitation.lead")}</p>
      <Card title={t("signIn.invitedTitle")}>
        <p className={styles.text}>{t("signIn.invited")}</p>
      </Card>
      <Card title={t("signIn.organizerTitle")}>
        <p className={styles.text}>{t("signIn.organizer")}</p>
        <p className={styles.quiet}>
          <Link href={routes.portalSignIn(path)}>{t("invitation.signIn")}</Link>
        </p>
      </Card>
      <Card title={t("invitation.connectTitle")}>
        <p className={styles.text}>{t("invitation.connect")}</p>
      </Card>
    </>
  );
}
