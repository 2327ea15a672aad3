import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Activity } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Heading } from "../parts/Heading.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface RemoveMeetingProps {
  busy: Activity | null;
  onRemove: () => void;
}

/** Asks in place, without a dialog: it says what attendees will see before anything happens. */
export function RemoveMeeting({ busy, onRemove }: RemoveMeetingProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLHeadingElement>(null);
  const opener = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (asking) question.current?.focus();
    else if (wasAsking.current) opener.current?.querySelector("button")?.focus();
    wasAsking.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <div ref={opener}>
        <ActionButton
          label={t("meeting.remove")}
          busyLabel={t("meeting.removeBusy")}
          running={busy === "remove"}
          blocked={busy !== null}
          onClick={() => setAsking(true)}
        />
      </div>
    );
  }
  return (
    <section
      className={styles.card}
      aria-label={t("remove.title")}
      onKeyDown={(event) => {
        if (event.key === "Escape") setAsking(false);
      }}
    >
      <Heading level={2} className={styles.heading} ref={question}>
        {t("remove.title")}
      </Heading>
      <p className={styles.text}>{t("remove.text")}</p>
      <div className={styles.row}>
        <ActionButton
          primary
          label={t("remove.confirm")}
          busyLabel={t("meeting.removeBusy")}
          running={busy === "remove"}
          blocked={busy !== null}
          onClick={onRemove}
        />
        <ActionButton
          label={t("remove.cancel")}
          blocked={busy !== null}
          onClick={() => setAsking(false)}
        />
      </div>
    </section>
  );
}
