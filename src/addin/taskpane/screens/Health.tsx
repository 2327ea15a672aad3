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
      <p className={`${styles.quiet} ${styles.marked}`}>
        <CheckmarkCircleRegular className={styles.mark} aria-hidden />
        <span>
          {t("health.inStep")} · {t("health.checked", { time: formats.clock(checkedAt) })}
        </span>
      </p>
    );
  }
  if (health.state !== "waiting") return null;
  // A moment is no time of day.
  const nextTry = health.reason === "editing" ? null : health.until;
  return (
    <p className={`${styles.quiet} ${styles.marked}`} role="status">
      <ClockRegular className={styles.mark} aria-hidden />
      <span>
        {t(`health.${health.reason}`)}{" "}
        {nextTry === null ? null : t("health.until", { time: formats.moment(nextTry) })}
      </span>
    </p>
  );
}
