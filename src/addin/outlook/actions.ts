/** The part of an add-in command's or handler's event that has to be answered exactly once. */
export interface CompletableEvent<Answer> {
  completed(answer?: Answer): void;
}

/** Answer to `OnAppointmentSend`; texts are cut to what Outlook shows. */
export type SendAnswer = Office.SmartAlertsEventCompletedOptions;

/** Makes `action` reachable under the name the manifest uses. */
export function associate<Answer>(
  name: string,
  action: (event: CompletableEvent<Answer>) => void,
): void {
  Office.actions.associate(name, action);
}

/**
 * Browser runtimes deliver nothing before this is called; classic Outlook's runtime never runs what
 * waits for it. So actions are associated first and nothing waits.
 */
export function announceReady(then?: () => void): void {
  void Office.onReady(then);
}

export const displayLanguage = (): string => Office.context.displayLanguage || "en-US";
