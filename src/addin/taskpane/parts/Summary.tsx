import type { ReactNode } from "react";
import { useStyles } from "./styles.ts";

/**
 * What a folded part of the pane is called. It names its tab index, for office.js moves the focus on
 * the web and knows a summary only by that.
 */
export function Summary({ children }: { children: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <summary className={styles.summary} tabIndex={0}>
      {children}
    </summary>
  );
}
