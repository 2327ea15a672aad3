import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  ProgressBar,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { type Notification } from "../../host/compose-item.ts";
import { usePage } from "../page-context.ts";
import { useForm, useItem } from "./form-context.ts";

const useStyles = makeStyles({
  bars: { display: "flex", flexDirection: "column", gap: "4px", margin: "8px 12px 0" },
});

/** What add-ins say about the appointment, above its fields. */
export function NotificationBars() {
  const { notifications } = useItem();
  const { texts } = usePage();
  const styles = useStyles();
  return (
    <div className={styles.bars} role="status" aria-label={texts.addInNotices}>
      {notifications.map((notification) => (
        <NotificationBar key={notification.key} notification={notification} />
      ))}
    </div>
  );
}

function NotificationBar({ notification }: { notification: Notification }) {
  const { host } = useForm();
  const { texts } = usePage();
  const isProgress = notification.type === "progressIndicator";
  const dismissButton = (
    <Button
      appearance="transparent"
      icon={<DismissRegular />}
      aria-label={texts.dismiss}
      onClick={() => host?.dismissNotification(notification.key)}
    />
  );
  return (
    <MessageBar
      intent={notification.type === "errorMessage" ? "error" : "info"}
      role="group"
      aria-label={notification.message}
    >
      <MessageBarBody>
        {notification.message}
        {isProgress && <ProgressBar aria-label={notification.message} />}
      </MessageBarBody>
      <MessageBarActions {...(isProgress ? {} : { containerAction: dismissButton })}>
        {(notification.actions ?? []).map((action) => (
          <Button
            key={action.commandId}
            size="small"
            onClick={() => host?.activateControl(action.commandId, asText(action.contextData))}
          >
            {action.actionText}
          </Button>
        ))}
      </MessageBarActions>
    </MessageBar>
  );
}

function asText(contextData: unknown): string | undefined {
  if (contextData === undefined) return undefined;
  return typeof contextData === "string" ? contextData : JSON.stringify(contextData);
}
