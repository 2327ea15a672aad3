import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { SyncStatus } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { useSyncStatus } from "../api/sync-queries.tsx";
import { Card } from "../parts/Card.tsx";
import { KeepFocus } from "../parts/KeepFocus.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Failure } from "../parts/Notice.tsx";
import { Said } from "../parts/Said.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Attention } from "./Attention.tsx";
import { PhaseView } from "./PhaseView.tsx";
import { QuotaMeter } from "./QuotaMeter.tsx";
import { SyncFacts } from "./SyncFacts.tsx";
import { VersionChoice } from "./VersionChoice.tsx";

/** How this person's calendar is kept in step: how it stands, what to decide, and which version. */
export function SyncCard(): ReactNode {
  const { t } = useTexts();
  const status = useSyncStatus();
  return (
    <Card title={t("sync.title")}>
      <Loaded query={status}>
        {(known) => (
          <KeepFocus>
            <Known status={known} />
          </KeepFocus>
        )}
      </Loaded>
    </Card>
  );
}

function Known({ status }: { status: SyncStatus }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const look = useChange((api) => api.send("POST", routes.syncNow));
  const { phase } = status;
  const isRunning = phase === "live" || phase === "backfill";
  return (
    <>
      <p role="status" className={styles.text}>
        <strong>{t(`sync.phase.${phase}`)}</strong>
      </p>
      <PhaseView status={status} />
      <Attention status={status} />
      {phase !== "off" && <SyncFacts status={status} />}
      {isRunning && <QuotaMeter quota={status.quota} />}
      {phase === "live" && (
        <div className={styles.buttons}>
          <Button disabledFocusable={look.isPending} onClick={() => look.mutate()}>
            {t("sync.now")}
          </Button>
        </div>
      )}
      <Failure error={look.error} />
      <Said>{look.isSuccess && phase === "live" ? t("sync.now.done") : ""}</Said>
      <VersionChoice status={status} />
    </>
  );
}
