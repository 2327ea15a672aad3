/** A refusal of the token endpoint: `{reason, error}`. */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, reason: string) {
    super(reason);
    this.name = "OAuthError";
    this.status = status;
    this.error = error;
  }

  toBody(): { reason: string; error: string } {
    return { reason: this.message, error: this.error };
  }
}
