import { useEffect, useRef, type ReactNode } from "react";
import { useStyles } from "../parts/styles.ts";

interface ScreenProps {
  title: string;
  children: ReactNode;
}

/** The frame of every screen: one heading, then one column. */
export function Screen({ title, children }: ScreenProps): ReactNode {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasLostFocus()) heading.current?.focus({ preventScroll: true });
  });
  return (
    <main className={styles.page}>
      <h1 className={styles.title} tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </main>
  );
}

/**
 * The button that was pressed is gone with what it changed: in a frame, Tab would lead nowhere from
 * there. A pane that merely opened has not got the focus, and does not take it.
 */
const hasLostFocus = (): boolean =>
  document.hasFocus() &&
  (document.activeElement === null || document.activeElement === document.body);
