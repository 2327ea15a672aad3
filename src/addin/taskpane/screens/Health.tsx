import { CheckmarkCircleRegular, ClockRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { MeetingView } from "../../../shared/api/meeting.ts";
import { useFormats } from "../mailbox-clock.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** One line for the states that need nobody; the others have a bar of their own. */
export function Health({ meeting }: { meeting: MeetingView }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const formats = useFormats();
  const { health, checkedAt } = meeting;
  if (health.state === "inStep") {
    return (
      <p className={`${styles.quiet} ${styles.row}`}>
        <CheckmarkCircleRegular aria-hidden />
        {t("health.inStep")} · {t("health.checked", { time: formats.clock(checkedAt) })}
      </p>
    );
  }
  if (health.state !== "waiting") return null;
  return (
    <p className={`${styles.quiet} ${styles.row}`} role="status">
      <ClockRegular aria-hidden />
      {t(`health.${health.reason}`)}{" "}
      {health.until === null ? null : t("health.until", { time: formats.moment(health.until) })}
    </p>
  );
}
