import { mergeClasses } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { PlannedItem } from "../../shared/api/sync.ts";
import { useMoments } from "../moments.ts";
import { useStyles } from "../parts/styles.ts";
import { useSubject } from "../parts/use-subject.ts";
import { useTexts } from "../texts.tsx";

interface PlannedItemsProps {
  title: string;
  items: readonly PlannedItem[];
  /** How many are not listed. */
  more: number;
}

/** What a run would do, one line each; long lists scroll in their own frame. */
export function PlannedItems({ title, items, more }: PlannedItemsProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { start } = useMoments();
  const subjectOf = useSubject();
  if (items.length === 0) return null;
  return (
    <div className={styles.field}>
      <h3 className={styles.smallTitle}>{title}</h3>
      <ul
        className={mergeClasses(styles.list, styles.scrolling)}
        // Reached by keyboard, so that it can be scrolled with it.
        tabIndex={0}
        aria-label={title}
      >
        {items.map((item, index) => (
          <li key={index}>
            {subjectOf(item.subject)}
            <br />
            <span className={styles.quiet}>
              {item.action === "delete" ? (
                <strong>{t(`sync.plan.delete.${item.place}`)}</strong>
              ) : (
                t(`sync.plan.${item.action}.${item.place}`)
              )}
              {item.start !== null && ` · ${start(item.start, item.isAllDay)}`}
            </span>
          </li>
        ))}
        {more > 0 && <li className={styles.quiet}>{t("sync.items.more", { count: more })}</li>}
      </ul>
    </div>
  );
}
