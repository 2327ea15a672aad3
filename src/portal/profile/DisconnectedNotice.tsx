import { useEffect, useRef, type ReactNode } from "react";
import type { Disconnected } from "../../shared/api/portal.ts";
import { Notice } from "../parts/Notice.tsx";
import { useTexts } from "../texts.tsx";

/**
 * What was deleted, and what stays. It takes the focus, because the button that led here is gone; left
 * without a focus, the page would also stay hidden from screen readers as it was behind the dialog.
 */
export function DisconnectedNotice({ ended }: { ended: Disconnected }): ReactNode {
  const { t } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const afterDialog = setTimeout(() => place.current?.focus(), 300);
    return () => clearTimeout(afterDialog);
  }, []);
  return (
    <div ref={place} tabIndex={-1}>
      <Notice intent="success">
        <strong>{t("disconnect.done")}</strong>{" "}
        {t("disconnect.deleted", { count: ended.deletedSubscriptions })}{" "}
        {t("disconnect.kept", { count: ended.meetingsKept })}
        {ended.consentRemains && ` ${t("disconnect.consent")}`}
      </Notice>
    </div>
  );
}
