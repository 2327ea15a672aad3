import { callOffice, OfficeCallError } from "./call.ts";
import { currentForm } from "./form.ts";

/** One bar above the appointment; each new one takes the place of the last. */
export type NotificationBar =
  | { kind: "progress" | "error" | "success"; message: string }
  | { kind: "insight"; message: string; actionText: string };

const barKey = "zoomMeeting";
/** A resource of the manifest. */
const iconId = "Icon.16";
const paneControlId = "ZoomSettingsPane";
const maxMessageLength = 150;
const maxActionLength = 30;

/** Insight bars have a button, here always the one that opens the pane; since Mailbox 1.10. */
const hasInsightBars = (): boolean => Office.context.requirements.isSetSupported("Mailbox", "1.10");

/** Phones have no bars in the appointment form: there nothing is shown. */
export function showBar(bar: NotificationBar): Promise<unknown> {
  const { notificationMessages } = currentForm();
  if (notificationMessages === undefined) return Promise.resolve();
  const details = describeBar(bar);
  return callOffice("notificationMessages.replaceAsync", (done) =>
    notificationMessages.replaceAsync(barKey, details, done),
  ).catch((error: unknown) => {
    // Some hosts refuse to replace a bar that is not there yet.
    if (!(error instanceof OfficeCallError) || error.reason !== "failed") throw error;
    return callOffice("notificationMessages.addAsync", (done) =>
      notificationMessages.addAsync(barKey, details, done),
    );
  });
}

export async function hideBar(): Promise<void> {
  const { notificationMessages } = currentForm();
  if (notificationMessages === undefined) return;
  const bars = await callOffice<Office.NotificationMessageDetails[]>(
    "notificationMessages.getAllAsync",
    (done) => notificationMessages.getAllAsync(done),
  );
  if (!bars.some((bar) => bar.key === barKey)) return;
  await callOffice("notificationMessages.removeAsync", (done) =>
    notificationMessages.removeAsync(barKey, done),
  );
}

function describeBar(bar: NotificationBar): Office.NotificationMessageDetails {
  const message = shorten(bar.message, maxMessageLength);
  if (bar.kind === "progress") return { type: "progressIndicator", message };
  if (bar.kind === "error") return { type: "errorMessage", message };
  if (bar.kind === "insight" && hasInsightBars()) {
    return {
      type: "insightMessage",
      message,
      icon: iconId,
      actions: [
        {
          actionType: "showTaskPane",
          actionText: shorten(bar.actionText, maxActionLength),
          commandId: paneControlId,
          contextData: "{}",
        },
      ],
    };
  }
  return {
    type: "informationalMessage",
    message,
    icon: iconId,
    persistent: bar.kind !== "success",
  };
}

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
