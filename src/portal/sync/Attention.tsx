import { Link } from "@fluentui/react-components";
import { Warning20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { SyncStatus } from "../../shared/api/sync.ts";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** How many things wait for a person, and the way to them; nothing when nothing does. */
export function Attention({ status: { failed, attention } }: { status: SyncStatus }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const counts = Object.entries({ failed, ...attention }) as Array<
    ["failed" | keyof typeof attention, number]
  >;
  const waiting = counts.filter(([, count]) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <div className={styles.field}>
      <h3 className={styles.smallTitle}>{t("sync.attention")}</h3>
      <ul className={styles.list}>
        {waiting.map(([kind, count]) => (
          <li key={kind} className={styles.row}>
            <Warning20Regular className={styles.warns} aria-hidden />
            <span>{t(`sync.attention.${kind}`, { count })}</span>
          </li>
        ))}
      </ul>
      <p className={styles.text}>
        <Link href="/portal/activity">{t("sync.attention.look")}</Link>
      </p>
    </div>
  );
}
