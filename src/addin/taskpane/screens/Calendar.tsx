import { Link } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Me } from "../../../shared/api/account.ts";
import { Message } from "../parts/Message.tsx";
import { useTexts } from "../texts.tsx";

/** The calendar connection has ended: why, what waits, and where it is mended. Silent while it works. */
export function Calendar({ me }: { me: Me }): ReactNode {
  const { t } = useTexts();
  const { calendar } = me;
  if (calendar.state !== "lapsed") return null;
  const { reason, waitingChanges: count } = calendar;
  return (
    <Message
      intent="warning"
      title={t("calendar.lapsed")}
      actions={
        <Link href="/portal/profile" target="_blank" rel="noopener">
          {t("calendar.reconnect")}
        </Link>
      }
    >
      {t(`calendar.${reason}`)} {count > 0 ? t("calendar.waiting", { count }) : t("calendar.safe")}
    </Message>
  );
}
