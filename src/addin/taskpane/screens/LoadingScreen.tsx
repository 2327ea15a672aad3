import type { ReactNode } from "react";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Screen } from "./Screen.tsx";

/** The same grey bars as in the page's own HTML, so that nothing jumps when scripts take over. */
export function LoadingScreen(): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <Screen title={t("title")}>
      <p className={styles.onlySpoken} role="status">
        {t("loading")}
      </p>
      {["first", "second", "third", "fourth"].map((bar) => (
        <div key={bar} className={styles.placeholder} aria-hidden />
      ))}
    </Screen>
  );
}
