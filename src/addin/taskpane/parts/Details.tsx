import type { ReactNode } from "react";
import type { ActivityLog } from "../model/activity-log.ts";
import { useTexts } from "../texts.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Summary } from "./Summary.tsx";
import { useStyles } from "./styles.ts";

/** What the pane did, ready to be handed to support. */
export function Details({ log }: { log: ActivityLog }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const text = log.asText();
  return (
    <details>
      <Summary>{t("details.title")}</Summary>
      <div className={styles.spread}>
        <p className={styles.quiet}>{t("details.intro")}</p>
        <CopyButton label={t("details.copy")} text={text} />
      </div>
      <pre className={styles.log} tabIndex={0} aria-label={t("details.title")}>
        {text === "" ? t("details.empty") : text}
      </pre>
    </details>
  );
}
