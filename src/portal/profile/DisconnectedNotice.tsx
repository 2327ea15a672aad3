import type { ReactNode } from "react";
import type { Disconnected } from "../../shared/api/portal.ts";
import { Notice } from "../parts/Notice.tsx";
import { useTexts } from "../texts.tsx";

/** What was deleted, and what stays. */
export function DisconnectedNotice({ ended }: { ended: Disconnected }): ReactNode {
  const { t } = useTexts();
  return (
    <Notice intent="success">
      <strong>{t("disconnect.done")}</strong>{" "}
      {t("disconnect.deleted", { count: ended.deletedSubscriptions })}{" "}
      {t("disconnect.kept", { count: ended.meetingsKept })}
      {ended.consentRemains && ` ${t("disconnect.consent")}`}
    </Notice>
  );
}
