import { languageFor } from "../../shared/texts/language.ts";
import { announceReady } from "../outlook/actions.ts";
import { answerOpener } from "../outlook/dialog.ts";
import type { DialogOutcome } from "./dialog-outcome.ts";
import { dialogSentence } from "./dialog-texts.ts";

/** The page a sign-in window ends on: hands the outcome to the pane and says so to the person. */
const outcome = JSON.parse(
  document.getElementById("outcome")?.textContent ?? '{"kind":"microsoft"}',
) as DialogOutcome;
const language = navigator.language;

document.documentElement.lang = languageFor(language);
const sentence = document.getElementById("sentence");
if (sentence !== null) sentence.textContent = dialogSentence(outcome, language);

announceReady(() => answerOpener(JSON.stringify(outcome)));
