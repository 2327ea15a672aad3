import { CheckmarkCircle20Regular } from "@fluentui/react-icons";
import { useState, type ReactNode } from "react";
import type { ConflictItem, Finding, FindingKind } from "../../shared/api/sync.ts";
import { useConflicts, useFindings } from "../api/sync-queries.tsx";
import { Card } from "../parts/Card.tsx";
import { KeepFocus } from "../parts/KeepFocus.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Said } from "../parts/Said.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { ConflictView } from "./ConflictView.tsx";
import { FindingGroup } from "./FindingGroup.tsx";

const kinds: readonly FindingKind[] = [
  "failed",
  "copy",
  "eventWithoutZoom",
  "zoomWithoutEvent",
  "unlinked",
];

/** Everything that waits for this person's decision. */
export function NeedsYou(): ReactNode {
  const { t } = useTexts();
  const conflicts = useConflicts();
  const findings = useFindings();
  return (
    <Card title={t("needs.title")}>
      <Loaded query={conflicts}>
        {(both) => (
          <Loaded query={findings}>
            {(found) => (
              <KeepFocus>
                <Waiting conflicts={both.conflicts} findings={found.findings} />
              </KeepFocus>
            )}
          </Loaded>
        )}
      </Loaded>
    </Card>
  );
}

function Waiting(props: { conflicts: ConflictItem[]; findings: Finding[] }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { conflicts, findings } = props;
  const [isDone, setDone] = useState(false);
  const onDone = (): void => setDone(true);
  return (
    <>
      <Said>{isDone ? t("needs.done") : ""}</Said>
      {conflicts.length + findings.length === 0 && (
        <p className={styles.row}>
          <CheckmarkCircle20Regular className={styles.works} aria-hidden />
          <span>{t("needs.nothing")}</span>
        </p>
      )}
      {conflicts.length > 0 && (
        <div className={styles.stack}>
          <h3 className={styles.smallTitle}>{t("conflicts.title")}</h3>
          <p className={styles.quiet}>{t("conflicts.lead")}</p>
          <ul className={styles.list}>
            {conflicts.map((conflict) => (
              <ConflictView key={conflict.id} conflict={conflict} onDone={onDone} />
            ))}
          </ul>
        </div>
      )}
      {kinds.map((kind) => {
        const ofKind = findings.filter((finding) => finding.kind === kind);
        if (ofKind.length === 0) return null;
        return <FindingGroup key={kind} kind={kind} findings={ofKind} onDone={onDone} />;
      })}
    </>
  );
}
