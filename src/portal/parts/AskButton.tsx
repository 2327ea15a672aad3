import { Button, useRestoreFocusTarget, type ButtonProps } from "@fluentui/react-components";
import type { ReactNode } from "react";

/** A button that opens a question; it has the focus again when the question was closed. */
export function AskButton(props: ButtonProps): ReactNode {
  return <Button {...useRestoreFocusTarget()} {...props} />;
}
