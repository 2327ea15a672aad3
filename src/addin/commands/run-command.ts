import type { CompletableEvent } from "../outlook/actions.ts";

/** Phones want to know whether the toggle took effect; other clients ignore it. */
export interface CommandAnswer {
  allowEvent: boolean;
}

/** Phones wait a minute for a command, not counting sign-in windows; other clients longer. */
const budgetMs = 11 * 60_000;

/** Runs a command and answers its event exactly once, whatever happens to the command. */
export function runCommand(
  event: CompletableEvent<CommandAnswer>,
  command: () => Promise<boolean>,
): Promise<void> {
  return new Promise((resolve) => {
    let answered = false;
    const answer = (allowEvent: boolean): void => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      event.completed({ allowEvent });
      resolve();
    };
    const timer = setTimeout(() => answer(false), budgetMs);
    Promise.resolve()
      .then(command)
      .then(answer, (error: unknown) => {
        console.warn("Zoom Meetings for Outlook:", error);
        answer(false);
      });
  });
}
