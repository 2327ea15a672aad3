import { callOffice, OfficeCallError } from "./call.ts";

/** Why a dialog ended without the message we waited for. */
export type DialogFailure =
  | "closed"
  | "blocked"
  | "ignored"
  | "alreadyOpen"
  | "notHttps"
  | "foreignOrigin"
  | "pageMissing"
  | "timedOut"
  | "failed";

export class DialogError extends Error {
  readonly failure: DialogFailure;

  constructor(failure: DialogFailure, cause?: unknown) {
    super(`The window ended without an answer: ${failure}`, { cause });
    this.name = "DialogError";
    this.failure = failure;
  }
}

/** @see https://learn.microsoft.com/office/dev/add-ins/develop/dialog-handle-errors-events */
const failures: Readonly<Record<number, DialogFailure>> = {
  12002: "pageMissing",
  12003: "notHttps",
  12004: "foreignOrigin",
  12005: "notHttps",
  12006: "closed",
  12007: "alreadyOpen",
  12009: "ignored",
  12011: "blocked",
};

/** People look for a second factor, call the help desk, and come back. */
const answerTimeoutMs = 10 * 60_000;

/**
 * Opens one of our own pages in a window and waits for the text it hands back.
 * @param url https, on the origin of the pane.
 * @throws DialogError
 */
export async function askInDialog(url: string): Promise<string> {
  const dialog = await open(url);
  return new Promise<string>((resolve, reject) => {
    const origin = new URL(url).origin;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      dialog.close();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new DialogError("timedOut"))), answerTimeoutMs);
    dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
      // Older clients name no origin; they deliver messages of the dialog's own page only.
      if (!("message" in event)) return;
      if (event.origin !== undefined && event.origin !== origin) return;
      end(() => resolve(event.message));
    });
    dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => {
      const code = "error" in event ? event.error : 0;
      clearTimeout(timer);
      // A closed dialog must not be closed again; one that failed to load still stands open.
      if (code !== 12006) dialog.close();
      reject(new DialogError(failures[code] ?? "failed", event));
    });
  });
}

async function open(url: string): Promise<Office.Dialog> {
  try {
    return await openOnce(url, false);
  } catch (error) {
    if (!(error instanceof DialogError) || error.failure !== "blocked") throw error;
    // The browser wants a click of its own: Outlook asks for it in the pane.
    return openOnce(url, true);
  }
}

async function openOnce(url: string, promptBeforeOpen: boolean): Promise<Office.Dialog> {
  try {
    return await callOffice<Office.Dialog>(
      "ui.displayDialogAsync",
      (done) =>
        Office.context.ui.displayDialogAsync(
          url,
          { height: 70, width: 40, promptBeforeOpen },
          done,
        ),
      60_000,
    );
  } catch (error) {
    if (!(error instanceof OfficeCallError)) throw error;
    throw new DialogError(
      error.reason === "timedOut" ? "timedOut" : (failures[error.code ?? 0] ?? "failed"),
      error,
    );
  }
}

/** From inside a dialog: hands `text` back to the page that opened it. */
export function answerOpener(text: string): void {
  Office.context.ui.messageParent(text);
}
