import type { ReactNode } from "react";
import { useStyles } from "./styles.ts";

/** A place where results are read out; it is there before there is anything to say. */
export function Said({ children }: { children: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <p role="status" className={styles.said}>
      {children}
    </p>
  );
}
