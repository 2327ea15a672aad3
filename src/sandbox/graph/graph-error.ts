import { CalendarError } from "../world/calendar-error.ts";

/** A refusal by Graph itself, before any mailbox is reached. https://learn.microsoft.com/graph/errors */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    { cause, headers = {} }: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string, code = "BadRequest"): GraphError =>
  new GraphError(400, code, message);

export const accessDenied = (): GraphError =>
  new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

export const isRefusal = (error: unknown): error is GraphError | CalendarError =>
  error instanceof GraphError || error instanceof CalendarError;

export interface RequestIds {
  requestId: string;
  clientRequestId: string;
}

/** The one shape of every Graph error. */
export function errorBody(
  error: GraphError | CalendarError,
  at: Date,
  { requestId, clientRequestId }: RequestIds,
) {
  return {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: at.toISOString().slice(0, 19),
        "request-id": requestId,
        "client-request-id": clientRequestId,
      },
      ...(error instanceof CalendarError && error.members),
    },
  };
}
