import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { PortalProblem } from "../api/portal-api.ts";
import { useTexts } from "../texts.tsx";

interface NoticeProps {
  intent: "info" | "success" | "warning" | "error";
  children: ReactNode;
}

/** A sentence that is read out when it appears. */
export function Notice({ intent, children }: NoticeProps): ReactNode {
  const isUrgent = intent === "error" || intent === "warning";
  return (
    <MessageBar intent={intent} layout="multiline" politeness={isUrgent ? "assertive" : "polite"}>
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

/** Why something that was asked of the server did not happen; nothing while there is no error. */
export function Failure({ error }: { error: Error | null }): ReactNode {
  const { t, forCode } = useTexts();
  if (error === null) return null;
  const text =
    error instanceof PortalProblem
      ? (forCode("problem", error.code) ?? forCode("cause", error.code) ?? error.message)
      : t("problem.unreachable");
  return <Notice intent="error">{text}</Notice>;
}
