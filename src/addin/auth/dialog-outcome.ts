import { DialogError } from "../outlook/dialog.ts";
import { SignInError } from "./errors.ts";

/** What our sign-in pages hand back through the dialog: a one-time code, or why there is none. */
export interface DialogOutcome {
  kind: "microsoft" | "zoom";
  code?: string;
  error?: { code: string; detail: string };
}

/**
 * Waits for the one-time code of a dialog.
 * @throws SignInError with a text key for every way in which windows fail.
 */
export async function askForCode(
  kind: DialogOutcome["kind"],
  ask: () => Promise<string>,
): Promise<string> {
  let text: string;
  try {
    text = await ask();
  } catch (error) {
    if (!(error instanceof DialogError)) throw error;
    if (error.failure === "closed" || error.failure === "ignored") {
      throw new SignInError("cancelled", `dialog.${error.failure}`, error);
    }
    throw new SignInError("unavailable", `dialog.${error.failure}`, error);
  }
  const outcome = readOutcome(text);
  if (outcome?.kind !== kind) throw new SignInError("unavailable", "dialog.failed");
  if (outcome.code !== undefined) return outcome.code;
  throw outcome.error?.code === "access_denied"
    ? new SignInError("cancelled", "dialog.declined")
    : new SignInError("unavailable", "dialog.failed", outcome.error);
}

function readOutcome(text: string): DialogOutcome | null {
  try {
    return JSON.parse(text) as DialogOutcome;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
