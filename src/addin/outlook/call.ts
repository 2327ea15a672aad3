export type OfficeCallFailure = "failed" | "timedOut" | "unsupported";

/** One call into Outlook that did not do what was asked; the appointment may be unchanged. */
export class OfficeCallError extends Error {
  declare readonly api: string;
  /** Outlook's number, such as 9046 for an appointment without an id; absent when it gave none. */
  declare readonly code: number | undefined;
  declare readonly reason: OfficeCallFailure;

  constructor(api: string, reason: OfficeCallFailure, code?: number, cause?: unknown) {
    super(`Outlook: ${api} ${reason}${code === undefined ? "" : ` (${code})`}`, { cause });
    this.name = "OfficeCallError";
    this.api = api;
    this.reason = reason;
    this.code = code;
  }
}

const defaultTimeoutMs = 10_000;

type Answer<T> = Pick<Office.AsyncResult<T>, "status" | "value" | "error">;

/**
 * Turns one callback of Office.js into a promise that always settles: a host that loses a request
 * never runs the callback, and the library drops it after 65 seconds without a word.
 * @throws OfficeCallError
 */
export function callOffice<T>(
  api: string,
  start: (done: (answer: Answer<T> | undefined) => void) => void,
  timeoutMs: number = defaultTimeoutMs,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new OfficeCallError(api, "timedOut")), timeoutMs);
    const done = (answer: Answer<T> | undefined): void => {
      clearTimeout(timer);
      if (answer === undefined) {
        // Newer libraries hand over nothing when the host answered with an empty object.
        reject(new OfficeCallError(api, "failed"));
      } else if (String(answer.status) === "succeeded") {
        resolve(answer.value);
      } else {
        const error = answer.error as Office.Error | undefined;
        reject(new OfficeCallError(api, "failed", error?.code, error));
      }
    };
    try {
      start(done);
    } catch (cause) {
      clearTimeout(timer);
      reject(new OfficeCallError(api, "failed", undefined, cause));
    }
  });
}
