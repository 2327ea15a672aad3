import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { AccountSync } from "../../shared/api/sync.ts";
import { useAccountSync } from "../api/sync-queries.tsx";
import { CauseText } from "../parts/CauseText.tsx";
import { KeepFocus } from "../parts/KeepFocus.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { DeadLetters } from "./DeadLetters.tsx";
import { PeopleTable } from "./PeopleTable.tsx";

type Connection = AccountSync["connections"][number];

const shownAtFirst = 20;
const phases = ["paused", "lapsed", "preview", "preparing", "backfill", "live", "off"] as const;

/** Everybody's sync at a glance: who needs somebody first, and what was given up. */
export function Standing(): ReactNode {
  const sync = useAccountSync();
  return (
    <Loaded query={sync}>
      {({ connections, deadLetters }) => (
        <KeepFocus>
          <Connections connections={connections} />
          <DeadLetters deadLetters={deadLetters} />
        </KeepFocus>
      )}
    </Loaded>
  );
}

/** The lower, the sooner somebody should look. */
const rank = ({ failed, errorCode, phase }: Connection): number =>
  (failed > 0 || errorCode !== null ? 0 : phases.length) + phases.indexOf(phase);

function Connections({ connections }: { connections: readonly Connection[] }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [isAllShown, setAllShown] = useState(false);
  if (connections.length === 0) return <p className={styles.text}>{t("stands.none")}</p>;
  const inOrder = connections.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  const counts = phases
    .map((phase) => [phase, connections.filter((each) => each.phase === phase).length] as const)
    .filter(([, count]) => count > 0)
    .map(([phase, count]) => t("stands.count", { phase: t(`stands.phase.${phase}`), count }));
  return (
    <>
      <p className={styles.text}>{counts.join(" · ")}</p>
      <PeopleTable people={isAllShown ? inOrder : inOrder.slice(0, shownAtFirst)}>
        {(connection) => <State connection={connection} />}
      </PeopleTable>
      {!isAllShown && connections.length > shownAtFirst && (
        <div className={styles.buttons}>
          <Button onClick={() => setAllShown(true)}>
            {t("stands.showAll", { count: connections.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function State({ connection }: { connection: Connection }): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const { version, phase, failed, waiting, lastRunAt, errorCode } = connection;
  const counts = [
    ...(failed > 0 ? [t("stands.failed", { count: failed })] : []),
    ...(waiting > 0 ? [t("stands.waiting", { count: waiting })] : []),
  ];
  return (
    <>
      <strong>{t(`stands.phase.${phase}`)}</strong>
      {version !== "off" && `, ${t("stands.version", { version: version.slice(1) })}`}
      {counts.length > 0 && (
        <>
          <br />
          {counts.join(", ")}
        </>
      )}
      <p className={styles.quiet}>
        {lastRunAt === null
          ? t("stands.noRun")
          : t("stands.lastRun", { time: dateTime(lastRunAt) })}
      </p>
      <CauseText code={errorCode} />
    </>
  );
}
