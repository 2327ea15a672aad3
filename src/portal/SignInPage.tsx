import type { ReactNode } from "react";
import { routes } from "../shared/api/routes.ts";
import { Card } from "./parts/Card.tsx";
import { LinkButton } from "./parts/LinkButton.tsx";
import { Notice } from "./parts/Notice.tsx";
import { PageTitle } from "./parts/PageTitle.tsx";
import { useStyles } from "./parts/styles.ts";
import { useReturn } from "./use-return.ts";
import { useTexts } from "./texts.tsx";

/** For whoever is not signed in: also people who came from an invitation, or who helped as an admin. */
export function SignInPage({ path }: { path: string }): ReactNode {
  const styles = useStyles();
  const { t, forCode } = useTexts();
  const back = useReturn();
  const failed = forCode("signIn", back.signIn ?? "");
  const approval = forCode("signIn.adminApproval", back.adminApproval ?? "");
  return (
    <>
      <PageTitle>{t("signIn.title")}</PageTitle>
      {approval !== null && <Notice intent="info">{approval}</Notice>}
      {failed !== null && <Notice intent="warning">{failed}</Notice>}
      <p className={styles.text}>{t("signIn.lead")}</p>
      <div className={styles.buttons}>
        <LinkButton to={routes.portalSignIn(path)}>{t("signIn.button")}</LinkButton>
      </div>
      <Card title={t("signIn.invitedTitle")}>
        <p className={styles.text}>{t("signIn.invited")}</p>
      </Card>
      <Card title={t("signIn.organizerTitle")}>
        <p className={styles.text}>{t("signIn.organizer")}</p>
      </Card>
    </>
  );
}
