import type { CompletableEvent } from "../outlook/actions.ts";

/**
 * Runs `work` and answers the event exactly once: with its result, or with nothing when it fails or
 * takes longer than `budgetMs`. An answer to Send that is missing leaves people waiting for minutes.
 */
export function settle<Answer>(
  event: CompletableEvent<Answer>,
  budgetMs: number,
  otherwise: Answer | undefined,
  work: () => Promise<Answer | undefined>,
): void {
  let answered = false;
  const answer = (value: Answer | undefined): void => {
    if (answered) return;
    answered = true;
    clearTimeout(timer);
    if (value === undefined) event.completed();
    else event.completed(value);
  };
  const timer = setTimeout(() => answer(otherwise), budgetMs);
  Promise.resolve()
    .then(work)
    .then(answer, (error: unknown) => {
      // The only trace a failed handler leaves: Outlook's runtime log shows the console.
      console.warn("Zoom Meetings for Outlook:", error);
      answer(otherwise);
    });
}
