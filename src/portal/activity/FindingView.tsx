import { useState, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { Finding, FindingAction } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { useMoments } from "../moments.ts";
import { AskButton } from "../parts/AskButton.tsx";
import { CauseText } from "../parts/CauseText.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useSubject } from "../parts/use-subject.ts";
import { useTexts } from "../texts.tsx";

interface FindingViewProps {
  finding: Finding;
  onDone: () => void;
}

/** What deletes something, or sends new links to people who were invited, is asked for first. */
const dangerous: readonly FindingAction[] = ["deleteMeeting", "removeLink", "giveMeeting"];

/** One finding, and its ways out. */
export function FindingView({ finding, onDone }: FindingViewProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { start } = useMoments();
  const subjectOf = useSubject();
  const [asked, setAsked] = useState<FindingAction | null>(null);
  const decide = useChange((api, action: FindingAction) =>
    api.send("POST", routes.finding(finding.id), { action }),
  );
  const act = (action: FindingAction): void =>
    decide.mutate(action, {
      onSuccess: () => {
        setAsked(null);
        onDone();
      },
    });
  const subject = subjectOf(finding.subject);
  const facts = [
    ...(finding.start === null ? [] : [start(finding.start, finding.isAllDay)]),
    ...(finding.zoomMeetingId === null
      ? []
      : [t("finding.meetingId", { id: finding.zoomMeetingId })]),
  ];
  return (
    <li className={styles.item}>
      <div className={styles.field}>
        <h4 className={styles.itemTitle}>{subject}</h4>
        <span className={styles.quiet}>{facts.join(" · ")}</span>
        <CauseText code={finding.code} />
      </div>
      {asked === null && <Failure error={decide.error} />}
      <div className={styles.buttons}>
        {finding.actions.map((action) => (
          <AskButton
            key={action}
            disabledFocusable={decide.isPending}
            aria-label={`${t(`finding.action.${action}`)}: ${subject}`}
            onClick={() => (dangerous.includes(action) ? setAsked(action) : act(action))}
          >
            {t(`finding.action.${action}`)}
          </AskButton>
        ))}
      </div>
      <ConfirmDialog
        title={asked === null ? "" : `${t(`finding.action.${asked}`)}?`}
        action={asked === null ? "" : t(`finding.action.${asked}`)}
        isOpen={asked !== null}
        isBusy={decide.isPending}
        error={decide.error}
        onConfirm={() => asked !== null && act(asked)}
        onCancel={() => setAsked(null)}
      >
        {asked !== null && (
          <>
            <p className={styles.text}>
              <strong>{subject}</strong>
            </p>
            <p className={styles.text}>{t(`finding.confirm.${asked}`)}</p>
          </>
        )}
      </ConfirmDialog>
    </li>
  );
}
