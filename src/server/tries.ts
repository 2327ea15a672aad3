/** How work on one thing went so far; it is tried again by itself until `mostTries`. */
export interface Tries {
  /** Failures in a row. */
  tries: number;
  /** Not before then; null: at once. */
  retryAt: Temporal.Instant | null;
  /** Of the newest failure, as the texts know it. */
  errorCode: string | null;
}

/** After so many failures in a row a thing waits for a person. */
export const mostTries = 8;

/** After the first failure a thing waits so long, and twice as long after each further one. */
const firstWaitMs = 30_000;

export const untried: Readonly<Tries> = { tries: 0, retryAt: null, errorCode: null };

/** Counts one more failure, and puts the next try off. */
export function countFailure(thing: Tries, code: string, now: Temporal.Instant): void {
  thing.tries += 1;
  thing.retryAt = now.add({ milliseconds: firstWaitMs * 2 ** (thing.tries - 1) });
  thing.errorCode = code;
}
