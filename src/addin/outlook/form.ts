import { OfficeCallError } from "./call.ts";

/** Members that phones or older clients do not have; everything else is in Mailbox 1.3. */
type NewerMember =
  | "enhancedLocation"
  | "getItemIdAsync"
  | "getSharedPropertiesAsync"
  | "notificationMessages"
  | "organizer"
  | "recurrence"
  | "seriesId"
  | "sessionData"
  | "addHandlerAsync";

/** The published types name a class for this member that they never declare. */
interface AllDayFlag {
  getAsync(done: (result: Office.AsyncResult<boolean>) => void): void;
}

/** An appointment open for editing, typed so that every newer member has to be tested for. */
export type AppointmentForm = Omit<Office.AppointmentCompose, NewerMember | "isAllDayEvent"> &
  Partial<Pick<Office.AppointmentCompose, NewerMember>> & { isAllDayEvent?: AllDayFlag };

type NewerMailboxMember =
  "convertToRestId" | "addHandlerAsync" | "convertToLocalClientTime" | "diagnostics";
export type OutlookMailbox = Omit<Office.Mailbox, NewerMailboxMember | "item"> &
  Partial<Pick<Office.Mailbox, NewerMailboxMember>> & { item?: unknown };

/** @throws OfficeCallError when the page runs outside Outlook. */
export function currentMailbox(): OutlookMailbox {
  const mailbox = Office.context.mailbox as OutlookMailbox | undefined;
  if (mailbox === undefined) throw new OfficeCallError("context.mailbox", "unsupported");
  return mailbox;
}

export type FormMode = "compose" | "read" | "none";

/** Read forms (an attendee's copy) show the subject as plain text, compose forms as an object. */
export function formMode(): FormMode {
  const item = currentMailbox().item as { subject?: unknown } | null | undefined;
  if (item === null || item === undefined) return "none";
  return typeof item.subject === "object" && item.subject !== null ? "compose" : "read";
}

/** @throws OfficeCallError when no appointment is open for editing. */
export function currentForm(): AppointmentForm {
  if (formMode() !== "compose") throw new OfficeCallError("mailbox.item", "unsupported");
  return currentMailbox().item as AppointmentForm;
}
