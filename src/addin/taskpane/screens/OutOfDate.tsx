import type { ReactNode } from "react";
import type { FieldDifference, MeetingHealth } from "../../../shared/api/meeting.ts";
import { useFormats, type Formats } from "../mailbox-clock.tsx";
import type { PaneController } from "../model/pane-controller.ts";
import type { Activity } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Message } from "../parts/Message.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface OutOfDateProps {
  health: Extract<MeetingHealth, { state: "outOfDate" }>;
  busy: Activity | null;
  controller: PaneController;
}

/**
 * Both values side by side, and one click for either; the likelier one comes first. A changed
 * occurrence has no values to show, and only Outlook's can be written.
 */
export function OutOfDate({ health, busy, controller }: OutOfDateProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const { differences } = health;
  const push = (
    <ActionButton
      key="push"
      primary={health.behind !== "outlook"}
      label={t("outOfDate.push")}
      busyLabel={t("outOfDate.pushBusy")}
      running={busy === "push"}
      blocked={busy !== null}
      onClick={() => void controller.push()}
    />
  );
  const take = (
    <ActionButton
      key="take"
      primary={health.behind === "outlook"}
      label={t("outOfDate.take")}
      busyLabel={t("outOfDate.takeBusy")}
      running={busy === "take"}
      blocked={busy !== null}
      onClick={() => void controller.take(differences)}
    />
  );
  if (differences.length === 0) {
    return (
      <Message intent="warning" title={t("outOfDate.title")} actions={push}>
        {t("outOfDate.occurrence")}
      </Message>
    );
  }
  return (
    <section className={styles.stack} aria-label={t("outOfDate.title")}>
      <Message intent="warning" title={t("outOfDate.title")} />
      {differences.map((difference) => (
        <Compared key={difference.field} difference={difference} />
      ))}
      <div className={styles.tight}>
        {health.behind === "outlook" ? [take, push] : [push, take]}
      </div>
    </section>
  );
}

function Compared({ difference }: { difference: FieldDifference }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const formats = useFormats();
  const [outlook, zoom] = describeValues(difference, formats);
  return (
    <div>
      <h2 className={styles.heading}>{t(`outOfDate.${difference.field}`)}</h2>
      <dl className={styles.compare}>
        <div>
          <dt className={styles.term}>{t("outOfDate.outlook")}</dt>
          <dd className={styles.definition}>{outlook}</dd>
        </div>
        <div>
          <dt className={styles.term}>{t("outOfDate.zoom")}</dt>
          <dd className={styles.definition}>{zoom}</dd>
        </div>
      </dl>
    </div>
  );
}

function describeValues(difference: FieldDifference, formats: Formats): [string, string] {
  switch (difference.field) {
    case "subject":
      return [difference.outlook, difference.zoom];
    case "time":
      return [formats.time(difference.outlook), formats.time(difference.zoom)];
    case "recurrence":
      return [formats.recurrence(difference.outlook), formats.recurrence(difference.zoom)];
  }
}
