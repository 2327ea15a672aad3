/** One faulty field of a request, as Zoom lists them with code 300. */
export interface FieldFault {
  field: string;
  message: string;
}

/**
 * A refusal in Zoom's own shape: `{code, message, errors?}`
 * (https://developers.zoom.us/docs/api/errors/).
 */
export class ZoomError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: readonly FieldFault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    message: string,
    extra: { errors?: readonly FieldFault[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = "ZoomError";
    this.status = status;
    this.code = code;
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }

  toBody(): { code: number; message: string; errors?: readonly FieldFault[] } {
    return this.errors === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, errors: this.errors };
  }
}

export const validationFailed = (...errors: FieldFault[]) =>
  new ZoomError(400, 300, "Validation Failed.", { errors });

export const meetingMissing = (meetingId: number | string) =>
  new ZoomError(404, 3001, `Meeting does not exist: ${meetingId}.`);

export const userMissing = (userId: string) =>
  new ZoomError(404, 1001, `User does not exist: ${userId}.`);

export const notPermitted = () =>
  new ZoomError(403, 403, "authenticated user has not permitted access to the targeted resource");
