import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { ActivityItem } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { AskButton } from "../parts/AskButton.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { useStyles } from "../parts/styles.ts";
import { useSubject } from "../parts/use-subject.ts";
import { useTexts } from "../texts.tsx";
import { Changes } from "./Changes.tsx";
import { Outcome } from "./Outcome.tsx";

interface HistoryStepProps {
  item: ActivityItem;
  /** Absent where the list is of this appointment already. */
  onFilter?: (filter: { entryId: string; subject: string }) => void;
  onUndone: () => void;
}

/** One step: when and which appointment, who changed what, how we learnt of it, and what we did. */
export function HistoryStep({ item, onFilter, onUndone }: HistoryStepProps): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const subjectOf = useSubject();
  const [isAsking, setAsking] = useState(false);
  const undo = useChange((api) => api.send("POST", routes.activityUndo(item.id)));
  const { changedBy, changedIn, entryId } = item;
  const subject = subjectOf(item.subject);
  const time = dateTime(item.at);
  const isDone = item.outcome === "done";
  const writes = item.did.map(({ action, place }) => {
    if (action === "putBack") return t("history.did.putBack");
    return t(isDone ? `history.did.${action}.${place}` : `sync.plan.${action}.${place}`);
  });
  const did = writes.length === 0 ? t("history.did.nothing") : [...new Set(writes)].join(". ");
  return (
    <li className={styles.item}>
      <div className={styles.field}>
        <h3 className={styles.itemTitle}>{subject}</h3>
        <span className={styles.quiet}>
          <time dateTime={item.at}>{time}</time>
          {" · "}
          {t(`history.seen.${item.seenBy}`)}
        </span>
      </div>
      <p className={styles.text}>
        {changedBy === null
          ? t(`history.in.${changedIn}`)
          : t(`history.by.${changedIn}`, { name: changedBy })}
      </p>
      <Changes changes={item.changes} />
      <div className={styles.tags}>
        <Outcome outcome={item.outcome} />
        <span>{did}.</span>
      </div>
      {(item.canUndo || (onFilter && entryId !== null)) && (
        <div className={styles.buttons}>
          {onFilter && entryId !== null && (
            <Button
              size="small"
              aria-label={t("history.filterNamed", { subject })}
              onClick={() => onFilter({ entryId, subject })}
            >
              {t("history.filter")}
            </Button>
          )}
          {item.canUndo && (
            <AskButton
              size="small"
              aria-label={t("history.undoNamed", { subject, time })}
              onClick={() => setAsking(true)}
            >
              {t("history.undo")}
            </AskButton>
          )}
        </div>
      )}
      <ConfirmDialog
        title={t("history.undoTitle")}
        action={t("history.undo")}
        isOpen={isAsking}
        isBusy={undo.isPending}
        error={undo.error}
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          undo.mutate(undefined, {
            onSuccess: () => {
              setAsking(false);
              onUndone();
            },
          })
        }
      >
        <p className={styles.text}>
          <strong>
            {subject}, {time}
          </strong>
        </p>
        <p className={styles.text}>{t("history.undoLead")}</p>
      </ConfirmDialog>
    </li>
  );
}
