/**
 * A refusal by the calendar, in the words Exchange uses through Microsoft Graph.
 * https://learn.microsoft.com/graph/errors
 */
export class CalendarError extends Error {
  override readonly name = "CalendarError";
  readonly code: string;
  /** The HTTP status Graph gives with this code. */
  readonly status: number;
  /** Further members of Graph's error object, such as `@event.existingEventId`. */
  readonly members: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    options: { cause?: unknown; members?: Record<string, string> } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = status;
    this.members = options.members ?? {};
  }
}

/** The item is not in this mailbox (any more). */
export const itemNotFound = (): CalendarError =>
  new CalendarError(
    "ErrorItemNotFound",
    404,
    "The specified object was not found in the store., The process failed to get the correct properties.",
  );

/** A property of the request cannot be stored as given. */
export const invalidProperty = (message: string, cause?: unknown): CalendarError =>
  new CalendarError("ErrorPropertyValidationFailure", 400, message, { cause });

/** The request as a whole makes no sense for this item. */
export const invalidRequest = (message: string): CalendarError =>
  new CalendarError("ErrorInvalidRequest", 400, message);
