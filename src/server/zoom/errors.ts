import { AppError, type Retry } from "../errors.ts";

interface ZoomErrorOptions {
  cause?: unknown;
  retry?: Retry;
  status?: number;
  zoomCode?: number;
  trackingId?: string | null;
}

/** Zoom answered with a refusal, or not at all. Carries Zoom's own code and tracking id for the log. */
export class ZoomError extends AppError {
  readonly status: number | null;
  readonly zoomCode: number | null;
  readonly trackingId: string | null;

  constructor(code: string, message: string, options: ZoomErrorOptions = {}) {
    super(code, message, options);
    this.status = options.status ?? null;
    this.zoomCode = options.zoomCode ?? null;
    this.trackingId = options.trackingId ?? null;
  }
}

/** The meeting does not exist: deleted, expired, or of another account (404, code 3001). */
export class ZoomMeetingGone extends ZoomError {}

/** A calendar, one of its events or a setting does not exist, or not for this person (404). */
export class ZoomNotFound extends ZoomError {}

/** The sync token is not accepted any more: list everything again. */
export class ZoomCursorExpired extends ZoomError {}

/** The network, a time-out or a 5xx: the call may or may not have been carried out. */
export class ZoomUnavailable extends ZoomError {}

/** Too many calls; `retry.after` says when the same call may be made again. */
export class ZoomThrottled extends ZoomError {}

/** The host used up the 100 create and update calls of this UTC day. */
export class ZoomDailyLimit extends ZoomError {}

/** The token is not accepted (401, code 124): refresh once, then ask the person to reconnect. */
export class ZoomTokenRefused extends ZoomError {}

/** The grant lacks a scope, or the role a right; the person must connect again or ask an admin. */
export class ZoomNotPermitted extends ZoomError {}

/** The grant was given before the app asked for this right: only connecting again helps. */
export function isScopeMissing(error: unknown): boolean {
  return error instanceof ZoomNotPermitted && error.code === "zoom.scopeMissing";
}

/** Zoom refused what we sent; `fields` names the parameters it objects to. */
export class ZoomRefused extends ZoomError {
  readonly fields: ReadonlyArray<{ field: string; message: string }>;

  constructor(
    message: string,
    fields: ReadonlyArray<{ field: string; message: string }>,
    options: ZoomErrorOptions,
  ) {
    super("zoom.refused", message, options);
    this.fields = fields;
  }
}
