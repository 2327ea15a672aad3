import type { ReactNode } from "react";
import type { Explanation } from "../../meeting/explain.ts";
import { useTexts } from "../texts.tsx";
import { Message } from "./Message.tsx";
import { useStyles } from "./styles.ts";

/** What went wrong, what is still safe and what to do; with the number support asks for. */
export function Failure({ failure }: { failure: Explanation | null }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  if (failure === null) return null;
  return (
    <Message intent={failure.needs === undefined ? "error" : "warning"}>
      <span role="alert">{failure.key === undefined ? failure.detail : t(failure.key)}</span>
      {failure.correlationId === undefined ? null : (
        <p className={styles.quiet}>{t("details.reference", { id: failure.correlationId })}</p>
      )}
    </Message>
  );
}
