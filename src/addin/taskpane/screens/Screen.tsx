import type { ReactNode } from "react";
import { useStyles } from "../parts/styles.ts";

interface ScreenProps {
  title: string;
  children: ReactNode;
}

/** The frame of every screen: one heading, then one column. */
export function Screen({ title, children }: ScreenProps): ReactNode {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      {children}
    </main>
  );
}
