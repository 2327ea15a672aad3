import type { ReactNode } from "react";
import type { SyncStatus } from "../../shared/api/sync.ts";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { FirstRun } from "./FirstRun.tsx";
import { PausedSync } from "./PausedSync.tsx";
import { Progress } from "./Progress.tsx";

/** What the phase means, and what can be decided in it. */
export function PhaseView({ status }: { status: SyncStatus }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { phase, progress, preview, pause, version } = status;
  switch (phase) {
    case "off":
      return <p className={styles.text}>{t(`sync.off.${version}`)}</p>;
    case "preparing":
    case "backfill":
      return (
        <>
          <p className={styles.text}>{t(`sync.${phase}`)}</p>
          {progress && <Progress phase={phase} {...progress} />}
        </>
      );
    case "preview":
      return preview && <FirstRun preview={preview} startsAt={status.startsAt} />;
    case "paused":
      return pause && <PausedSync pause={pause} />;
    case "live":
    case "lapsed":
      return <p className={styles.text}>{t(`sync.${phase}`)}</p>;
  }
}
