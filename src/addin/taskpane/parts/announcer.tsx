import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { useStyles } from "./styles.ts";

const AnnounceContext = createContext<(sentence: string) => void>(() => undefined);

/** Says a sentence to people who hear the pane instead of seeing it. */
export const useAnnounce = (): ((sentence: string) => void) => useContext(AnnounceContext);

/** One live region that is always there: those added later are not read by every screen reader. */
export function Announcer({ children }: { children: ReactNode }): ReactNode {
  const styles = useStyles();
  const [spoken, setSpoken] = useState({ sentence: "", turn: 0 });
  const announce = useCallback(
    (sentence: string) => setSpoken(({ turn }) => ({ sentence, turn: turn + 1 })),
    [],
  );
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div role="status" className={styles.onlySpoken}>
        {/* The same sentence twice is news only if the text differs. */}
        {spoken.sentence + (spoken.turn % 2 === 0 ? "" : "\u00a0")}
      </div>
    </AnnounceContext.Provider>
  );
}
