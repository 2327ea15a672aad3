import { Button, Link } from "@fluentui/react-components";
import { EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useState, type ReactNode } from "react";
import type { MeetingView } from "../../../shared/api/meeting.ts";
import { groupMeetingId } from "../../../shared/invitation/invitation.ts";
import { CopyButton } from "../parts/CopyButton.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** The three things people copy, each with its own button. */
export function MeetingCard({ meeting }: { meeting: MeetingView }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <section className={styles.card} aria-label={meeting.topic}>
      <h2 className={styles.heading}>{meeting.topic}</h2>
      <p className={styles.quiet}>{t(`meeting.${meeting.recurrence}`)}</p>
      <dl className={styles.definitions}>
        <Row
          term={t("meeting.joinLink")}
          copyLabel={t("meeting.copyLink")}
          copyText={meeting.joinUrl}
        >
          <Link href={meeting.joinUrl} target="_blank" rel="noreferrer">
            {shortLink(meeting.joinUrl)}
          </Link>
        </Row>
        <Row
          term={t("meeting.id")}
          copyLabel={t("meeting.copyId")}
          copyText={meeting.zoomMeetingId}
        >
          <span className={styles.value}>{groupMeetingId(meeting.zoomMeetingId)}</span>
        </Row>
        {meeting.passcode === null ? null : <PasscodeRow passcode={meeting.passcode} />}
      </dl>
    </section>
  );
}

function PasscodeRow({ passcode }: { passcode: string }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const [shown, setShown] = useState(false);
  return (
    <Row
      term={t("meeting.passcode")}
      copyLabel={t("meeting.copyPasscode")}
      copyText={passcode}
      action={
        <Button
          appearance="subtle"
          icon={shown ? <EyeOffRegular /> : <EyeRegular />}
          aria-label={shown ? t("meeting.hidePasscode") : t("meeting.showPasscode")}
          onClick={() => setShown(!shown)}
        />
      }
    >
      {shown ? (
        <span className={styles.value}>{passcode}</span>
      ) : (
        <>
          <span aria-hidden>••••••</span>
          <span className={styles.onlySpoken}>{t("meeting.hidden")}</span>
        </>
      )}
    </Row>
  );
}

interface RowProps {
  term: string;
  copyLabel: string;
  copyText: string;
  action?: ReactNode;
  children: ReactNode;
}

function Row({ term, copyLabel, copyText, action, children }: RowProps): ReactNode {
  const styles = useStyles();
  return (
    <div>
      <dt className={styles.term}>{term}</dt>
      <dd className={`${styles.definition} ${styles.spread}`}>
        <span>{children}</span>
        <span className={styles.buttons}>
          {action}
          <CopyButton label={copyLabel} text={copyText} />
        </span>
      </dd>
    </div>
  );
}

/** Host and path: the rest is Zoom's token, which nobody reads. */
function shortLink(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
