import type { ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { useStyles } from "./styles.ts";

/** Why something did not work out, by the server's code, and what to do; nothing without a code. */
export function CauseText({ code }: { code: string | null }): ReactNode {
  const styles = useStyles();
  const { t, forCode } = useTexts();
  if (code === null) return null;
  const text = forCode("cause", code) ?? forCode("problem", code) ?? t("cause.other", { code });
  return <p className={styles.quiet}>{text}</p>;
}
