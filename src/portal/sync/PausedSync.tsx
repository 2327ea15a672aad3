import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { ReleaseDecision, SyncStatus } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { AskButton } from "../parts/AskButton.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Failure, Notice } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { PlannedItems } from "./PlannedItems.tsx";

interface PausedSyncProps {
  pause: NonNullable<SyncStatus["pause"]>;
}

/** Why it stopped, and the decision it waits for. */
export function PausedSync({ pause }: PausedSyncProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const release = useChange((api, decision: ReleaseDecision["decision"]) =>
    api.send("POST", routes.syncRelease, { decision }),
  );
  const { reason, deletions: count, total, items } = pause;
  const isLoop = reason === "loop";
  return (
    <>
      <Notice intent="warning">
        {isLoop ? t("sync.paused.loop") : t("sync.paused.massDeletion", { count, total })}
      </Notice>
      {!isLoop && (
        <PlannedItems
          title={t("sync.paused.items")}
          items={items}
          more={Math.max(0, count - items.length)}
        />
      )}
      {!isAsking && <Failure error={release.error} />}
      <div className={styles.buttons}>
        {!isLoop && (
          <AskButton disabledFocusable={release.isPending} onClick={() => setAsking(true)}>
            {t("sync.paused.delete")}
          </AskButton>
        )}
        <Button
          appearance="primary"
          disabledFocusable={release.isPending}
          onClick={() => release.mutate("keep")}
        >
          {t(isLoop ? "sync.paused.loopGoOn" : "sync.paused.keep")}
        </Button>
      </div>
      <ConfirmDialog
        title={t("sync.paused.confirmTitle")}
        action={t("sync.paused.confirm", { count })}
        isOpen={isAsking}
        isBusy={release.isPending}
        error={release.error}
        onConfirm={() => release.mutate("delete", { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        <p className={styles.text}>{t("sync.paused.confirmLead", { count })}</p>
      </ConfirmDialog>
    </>
  );
}
