import { useEffect, useRef, type ReactNode } from "react";
import { Heading } from "../parts/Heading.tsx";
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
      <Heading level={1} className={styles.title} ref={heading}>
        {title}
      </Heading>
      {children}
    </main>
  );
}

/**
 * The button that was pressed is gone with what it changed, and with it the place the keyboard was
 * at. A pane that merely opened has not got the focus, and does not take it.
 */
const hasLostFocus = (): boolean =>
  document.hasFocus() &&
  (document.activeElement === null || document.activeElement === document.body);
