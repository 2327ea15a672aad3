export type SignInFailure =
  /** Only the person can go on, by a click. */
  | "signInRequired"
  | "cancelled"
  /** No way to sign in works in this Outlook at the moment; the sentence says why. */
  | "unavailable"
  | "network";

export class SignInError extends Error {
  readonly failure: SignInFailure;
  /** A key of the texts that says more, such as `dialog.blocked`. */
  readonly detail: string | undefined;

  constructor(failure: SignInFailure, detail?: string, cause?: unknown) {
    super(`Sign-in: ${failure}${detail === undefined ? "" : ` (${detail})`}`, { cause });
    this.name = "SignInError";
    this.failure = failure;
    this.detail = detail;
  }
}
