import type { ReactNode } from "react";
import type { FieldChange } from "../../shared/api/sync.ts";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useValues } from "./use-values.ts";

/** Field by field, what it was and what it became. */
export function Changes({ changes }: { changes: readonly FieldChange[] }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const values = useValues();
  if (changes.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {changes.map(({ field, originalStart, before, after }, index) => {
        const [was, is] = values.pair(field, before, after);
        return (
          <div key={index} className={styles.fact}>
            <dt>{values.field(field, originalStart)}</dt>
            <dd className={styles.value}>
              <span className={styles.unseen}>{t("history.before")} </span>
              {was} <span aria-hidden>→</span>{" "}
              <span className={styles.unseen}>{t("history.after")} </span>
              {is}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
