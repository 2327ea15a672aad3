import { type FormEvent, type FormFields } from "../../server/service-model.ts";

/** What a form is opened on. */
export type FormSource =
  | { kind: "event"; event: FormEvent }
  /** Nothing on the calendar yet. */
  | { kind: "new"; mailboxId: string; fields: FormFields };

/** Fields of a new appointment at a given time. */
export function blankFields(
  times: Pick<FormFields, "start" | "end" | "isAllDay">,
  timeZone: string,
): FormFields {
  return {
    subject: "",
    ...times,
    timeZone,
    location: "",
    requiredAttendees: [],
    optionalAttendees: [],
    bodyHtml: "",
    recurrence: null,
    sensitivity: "normal",
    showAs: times.isAllDay ? "free" : "busy",
    customProperties: "{}",
    categories: [],
  };
}

const draftKey = (draftId: string) => `outlook-draft-${draftId}`;

/** An unsaved form on its way into a window of its own. */
export interface Draft {
  mailboxId: string;
  /** Null for an appointment that is not on the calendar yet. */
  itemId: string | null;
  fields: FormFields;
}

/** Keeps the draft for the window that is about to open; returns the id it finds it by. */
export function handOverDraft(draft: Draft): string {
  const draftId = crypto.randomUUID();
  window.localStorage.setItem(draftKey(draftId), JSON.stringify(draft));
  return draftId;
}

/** The draft another window left; null when it was already sent or discarded. */
export function readDraft(draftId: string): Draft | null {
  const text = window.localStorage.getItem(draftKey(draftId));
  return text === null ? null : (JSON.parse(text) as Draft);
}

export const forgetDraft = (draftId: string) => window.localStorage.removeItem(draftKey(draftId));
