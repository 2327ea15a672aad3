import { useEffect, useRef, type FocusEvent, type ReactNode } from "react";
import { useStyles } from "./styles.ts";

/**
 * Takes the focus when the part that had it goes away, as buttons do that have done their work: who
 * uses a keyboard or a screen reader stays where they were.
 */
export function KeepFocus({ children }: { children: ReactNode }): ReactNode {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    place.current?.focus({ preventScroll: true });
  });
  const leave = ({ target, relatedTarget }: FocusEvent): void => {
    // Whoever clicks beside everything has left; a part that is being taken away has not.
    queueMicrotask(() => {
      if (relatedTarget !== null || target.isConnected) hadFocus.current = false;
    });
  };
  return (
    <div
      ref={place}
      tabIndex={-1}
      className={styles.stack}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={leave}
    >
      {children}
    </div>
  );
}
