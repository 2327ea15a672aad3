import { useState, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { Finding, FindingAction, FindingKind } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { AskButton } from "../parts/AskButton.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { FindingView } from "./FindingView.tsx";

interface FindingGroupProps {
  kind: FindingKind;
  findings: readonly Finding[];
  onDone: () => void;
}

/** Findings of one kind: what they are, each with its ways out, and one way out for all. */
export function FindingGroup({ kind, findings, onDone }: FindingGroupProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [asked, setAsked] = useState<FindingAction | null>(null);
  const cleanUp = useChange((api, action: FindingAction) =>
    api.send("POST", routes.findingsCleanUp, { kind, action }),
  );
  const count = findings.length;
  const forAll = (findings[0]?.actions ?? []).filter((action) =>
    findings.every(({ actions }) => actions.includes(action)),
  );
  const close = (): void => {
    setAsked(null);
    cleanUp.reset();
  };
  const confirm = (): void => {
    if (asked === null) return;
    cleanUp.mutate(asked, {
      onSuccess: () => {
        close();
        onDone();
      },
    });
  };
  return (
    <div className={styles.stack}>
      <h3 className={styles.smallTitle}>{t(`finding.${kind}.title`)}</h3>
      <p className={styles.quiet}>{t(`finding.${kind}.lead`)}</p>
      <ul className={styles.list}>
        {findings.map((finding) => (
          <FindingView key={finding.id} finding={finding} onDone={onDone} />
        ))}
      </ul>
      {count > 1 && forAll.length > 0 && (
        <div className={styles.buttons}>
          <span className={styles.beside}>{t("finding.all", { count })}</span>
          {forAll.map((action) => (
            <AskButton key={action} size="small" onClick={() => setAsked(action)}>
              {t(`finding.all.${action}`)}
            </AskButton>
          ))}
        </div>
      )}
      <ConfirmDialog
        title={asked === null ? "" : `${t(`finding.all.${asked}`)}?`}
        action={asked === null ? "" : t(`finding.all.${asked}`)}
        isOpen={asked !== null}
        isBusy={cleanUp.isPending}
        error={cleanUp.error}
        onConfirm={confirm}
        onCancel={close}
      >
        {asked !== null && (
          <p className={styles.text}>
            {t("finding.confirm.count", { count })} {t(`finding.confirm.${asked}`)}
          </p>
        )}
      </ConfirmDialog>
    </div>
  );
}
