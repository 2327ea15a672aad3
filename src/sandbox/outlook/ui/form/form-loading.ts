import { reasonOf, type Page } from "../page-context.ts";
import { type FormTarget } from "../page-params.ts";
import { type FormSetting } from "./form-session.ts";
import { readDraft, type Draft, type FormSource } from "./form-target.ts";

/** What a form may be asked to show. */
export type FormRequest = FormTarget | { kind: "new"; mailboxId: string; fields: Draft["fields"] };

export interface LoadedForm {
  source: FormSource;
  setting: FormSetting;
}

/** The draft is gone: it was sent or discarded in another window. */
class DraftGoneError extends Error {
  override readonly name = "DraftGoneError";
}

/** Fetches everything a form needs before it can open. */
export async function loadForm(page: Page, request: FormRequest): Promise<LoadedForm> {
  const [source, manifest, switches] = await Promise.all([
    loadSource(page, request),
    loadManifest(page),
    page.service.switches(),
  ]);
  return { source, setting: { manifest, switches } };
}

async function loadSource(page: Page, request: FormRequest): Promise<FormSource> {
  if (request.kind === "new") return request;
  if (request.kind === "event") {
    const event = await page.service.get(request.mailboxId, request.eventId);
    return { kind: "event", event };
  }
  const draft = readDraft(request.draftId);
  if (draft === null) throw new DraftGoneError(page.texts.notFound);
  if (draft.itemId === null) {
    return { kind: "new", mailboxId: draft.mailboxId, fields: draft.fields };
  }
  const event = await page.service.get(draft.mailboxId, draft.itemId);
  return { kind: "event", event: { ...event, ...draft.fields } };
}

async function loadManifest({ service, texts }: Page): Promise<FormSetting["manifest"]> {
  try {
    return { xml: await service.manifest() };
  } catch (error) {
    // The calendar works without an add-in; the form shows why it has none.
    return { fault: reasonOf(error, texts) };
  }
}
