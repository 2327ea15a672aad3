import { useId, type ReactNode } from "react";
import { useStyles } from "./styles.ts";

/** A part of a page under a heading of its own. */
export function Card({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id} className={styles.cardTitle}>
        {title}
      </h2>
      {children}
    </section>
  );
}
