import {
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useStyles } from "./styles.ts";

interface MessageProps {
  intent: "success" | "info" | "warning" | "error";
  title?: string | undefined;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A bar with what happened first and what to do as buttons below, so that it holds at 320 px. */
export function Message({ intent, title, children, actions }: MessageProps): ReactNode {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {title === undefined ? null : (
          <MessageBarTitle className={styles.messageTitle}>{title}</MessageBarTitle>
        )}
        {children}
      </MessageBarBody>
      {actions === undefined ? null : (
        <MessageBarActions className={styles.messageActions}>{actions}</MessageBarActions>
      )}
    </MessageBar>
  );
}
