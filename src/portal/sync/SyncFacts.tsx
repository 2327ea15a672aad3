import type { ReactNode } from "react";
import type { SyncStatus } from "../../shared/api/sync.ts";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** When it ran and will run, and whether the Zoom calendar shows the other appointments. */
export function SyncFacts({ status }: { status: SyncStatus }): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const { phase, lastRunAt, mirror } = status;
  // Before the first run the calendar has not been made.
  const isDecided = mirror !== "off" || (phase !== "preparing" && phase !== "preview");
  return (
    <dl className={styles.facts}>
      {(phase === "live" || lastRunAt !== null) && (
        <>
          <dt>{t("sync.fact.lastRun")}</dt>
          <dd>{lastRunAt === null ? t("sync.fact.notYet") : dateTime(lastRunAt)}</dd>
        </>
      )}
      {phase === "live" && (
        <>
          <dt>{t("sync.fact.nextRun")}</dt>
          <dd>
            <NextLook status={status} />
          </dd>
        </>
      )}
      {isDecided && (
        <>
          <dt>{t("sync.fact.mirror")}</dt>
          <dd>{t(`sync.mirror.${mirror}`)}</dd>
        </>
      )}
    </dl>
  );
}

function NextLook({ status: { isInstant, nextSweepAt } }: { status: SyncStatus }): ReactNode {
  const { t, dateTime } = useTexts();
  if (nextSweepAt === null) return t(isInstant ? "sync.fact.instantOnly" : "sync.fact.notYet");
  return t(isInstant ? "sync.fact.instant" : "sync.fact.bySweep", { time: dateTime(nextSweepAt) });
}
