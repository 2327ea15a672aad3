import { languageFor } from "../../shared/texts/language.ts";
import type { DialogOutcome } from "./dialog-outcome.ts";

const texts = {
  en: {
    microsoft: "You are signed in. You can close this window and go back to Outlook.",
    zoom: "Zoom is connected. You can close this window and go back to Outlook.",
    declined: "Nothing was changed. Close this window, and try again in Outlook whenever you like.",
    failed:
      "This did not work. Your appointment is unchanged. Close this window and try again in Outlook.",
  },
  de: {
    microsoft:
      "Sie sind angemeldet. Sie können dieses Fenster schließen und zu Outlook zurückkehren.",
    zoom: "Zoom ist verbunden. Sie können dieses Fenster schließen und zu Outlook zurückkehren.",
    declined:
      "Es wurde nichts geändert. Schließen Sie dieses Fenster, und versuchen Sie es in Outlook jederzeit erneut.",
    failed:
      "Das hat nicht funktioniert. Ihr Termin ist unverändert. Schließen Sie dieses Fenster, und versuchen Sie es in Outlook erneut.",
  },
};

/** What the person reads in the window: what happened and that it may be closed. */
export function dialogSentence({ kind, code, error }: DialogOutcome, language: string): string {
  const words = texts[languageFor(language)];
  if (code !== undefined) return words[kind];
  if (error?.code === "access_denied") return words.declined;
  return error?.detail ? `${error.detail} ${words.failed}` : words.failed;
}
