import type { ReactNode } from "react";
import type { Scheduling } from "../model/pane-state.ts";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** Whose calendar and which Zoom account: delegates must see both. */
export function SchedulingAs({ me, owner }: Pick<Scheduling, "me" | "owner">): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <div className={styles.tight}>
      {owner === null ? null : <p className={styles.text}>{t("scheduling.for", { owner })}</p>}
      {me.zoom.state === "notConnected" ? null : (
        <p className={styles.quiet}>{t("scheduling.as", { email: me.zoom.email })}</p>
      )}
    </div>
  );
}
