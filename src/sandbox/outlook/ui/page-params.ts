/** What the page's address says: who, in which language, and whether it is a form's own window. */
export interface PageParams {
  /** Key of the person, or null for the default one. */
  as: string | null;
  language: "en" | "de";
  /** Id of the event or draft this window shows on its own; null for the calendar. */
  form: FormTarget | null;
}

export type FormTarget =
  | { kind: "event"; mailboxId: string; eventId: string }
  /** Unsaved fields handed over by the window that opened this one. */
  | { kind: "draft"; draftId: string };

export function readPageParams(search: string): PageParams {
  const query = new URLSearchParams(search);
  const form = query.get("form");
  const draftId = query.get("draft");
  const mailboxId = query.get("mailbox");
  const target: FormTarget | null =
    form !== null && form !== "" && mailboxId !== null
      ? { kind: "event", mailboxId, eventId: form }
      : draftId !== null
        ? { kind: "draft", draftId }
        : null;
  return {
    as: query.get("as"),
    language: query.get("lang") === "de" ? "de" : "en",
    form: target,
  };
}

/** The address of the page for these parameters, relative to its origin. */
export function toPageAddress(params: PageParams): string {
  const query = new URLSearchParams();
  if (params.as !== null) query.set("as", params.as);
  if (params.language !== "en") query.set("lang", params.language);
  if (params.form?.kind === "event") {
    query.set("form", params.form.eventId);
    query.set("mailbox", params.form.mailboxId);
  }
  if (params.form?.kind === "draft") query.set("draft", params.form.draftId);
  const text = query.toString();
  return text === "" ? "/outlook/" : `/outlook/?${text}`;
}
