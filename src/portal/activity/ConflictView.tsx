import { Button, mergeClasses } from "@fluentui/react-components";
import { CheckmarkCircle16Regular } from "@fluentui/react-icons";
import { useState, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { ConflictItem } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { AskButton } from "../parts/AskButton.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { Tag } from "../parts/Tag.tsx";
import { useSubject } from "../parts/use-subject.ts";
import { useTexts } from "../texts.tsx";
import { useValues } from "./use-values.ts";

interface ConflictViewProps {
  conflict: ConflictItem;
  onDone: () => void;
}

/** Both values side by side, and one click for the one or the other. */
export function ConflictView({ conflict, onDone }: ConflictViewProps): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const subjectOf = useSubject();
  const values = useValues();
  const [isAsking, setAsking] = useState(false);
  const { id, winner, field } = conflict;
  const loser = winner === "outlook" ? "zoom" : "outlook";
  const flip = useChange((api) => api.send("POST", routes.conflictFlip(id)));
  const dismiss = useChange((api) => api.send("POST", routes.conflictDismiss(id)));
  const isBusy = flip.isPending || dismiss.isPending;
  const take = (): void =>
    flip.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        onDone();
      },
    });
  const [ofOutlook, ofZoom] = values.pair(field, conflict.outlook, conflict.zoom);
  const side = (place: "outlook" | "zoom", value: string): ReactNode => (
    <div className={mergeClasses(styles.account, styles.field)}>
      <dt>
        <strong>{t(place === "outlook" ? "conflicts.inOutlook" : "conflicts.inZoom")}</strong>
      </dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.value}>
        {place === winner ? (
          <Tag tone="success" icon={<CheckmarkCircle16Regular aria-hidden />}>
            {t("conflicts.used")}
          </Tag>
        ) : (
          <Tag>{t("conflicts.kept")}</Tag>
        )}
      </dd>
    </div>
  );
  return (
    <li className={styles.item}>
      <div className={styles.field}>
        <h4 className={styles.itemTitle}>{subjectOf(conflict.subject)}</h4>
        <span className={styles.quiet}>
          {values.field(field, conflict.originalStart)} · {dateTime(conflict.at)}
        </span>
      </div>
      <dl className={styles.accounts}>
        {side("outlook", ofOutlook)}
        {side("zoom", ofZoom)}
      </dl>
      {!isAsking && <Failure error={flip.error ?? dismiss.error} />}
      <div className={styles.buttons}>
        <AskButton
          disabledFocusable={isBusy}
          // Deleting or bringing back is asked for first; any other value is one click.
          onClick={() => (field === "existence" ? setAsking(true) : take())}
        >
          {t(`conflicts.take.${loser}`)}
        </AskButton>
        <Button
          disabledFocusable={isBusy}
          onClick={() => dismiss.mutate(undefined, { onSuccess: onDone })}
        >
          {t(`conflicts.keep.${winner}`)}
        </Button>
      </div>
      <ConfirmDialog
        title={t("conflicts.confirmTitle")}
        action={t(`conflicts.take.${loser}`)}
        isOpen={isAsking}
        isBusy={flip.isPending}
        error={flip.error}
        onConfirm={take}
        onCancel={() => setAsking(false)}
      >
        <p className={styles.text}>{t("conflicts.confirmLead")}</p>
      </ConfirmDialog>
    </li>
  );
}
