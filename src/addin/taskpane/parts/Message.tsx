import {
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";

interface MessageProps {
  intent: "success" | "info" | "warning" | "error";
  title?: string | undefined;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A bar with what happened first and what to do as buttons below, so that it holds at 320 px. */
export function Message({ intent, title, children, actions }: MessageProps): ReactNode {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {title === undefined ? null : <MessageBarTitle>{title}</MessageBarTitle>}
        {children}
      </MessageBarBody>
      {actions === undefined ? null : <MessageBarActions>{actions}</MessageBarActions>}
    </MessageBar>
  );
}
