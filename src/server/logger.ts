import { pino, type DestinationStream, type Logger } from "pino";
import { AppError } from "./errors.ts";
import { ZoomError } from "./zoom/errors.ts";

/**
 * Structured logs without personal data: errors are reduced to what an operator needs, because a
 * message or a cause may quote a subject, an address or a link.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, req: () => undefined, res: () => undefined },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface ErrorDescription {
  name: string;
  code?: string;
  status?: number | null;
  zoomCode?: number | null;
  trackingId?: string | null;
  stack?: string;
  cause?: ErrorDescription;
}

function isErrorLike(error: unknown): error is Error {
  return typeof error === "object" && error !== null && "name" in error && "message" in error;
}

function describeError(error: unknown): ErrorDescription {
  if (!isErrorLike(error)) return { name: typeof error };
  const description: ErrorDescription = { name: error.name };
  if ("code" in error && typeof error.code === "string") description.code = error.code;
  if (error instanceof ZoomError) {
    description.status = error.status;
    description.zoomCode = error.zoomCode;
    description.trackingId = error.trackingId;
  }
  // Frames name our files and lines; the first line of a stack repeats the message.
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at "));
  if (!(error instanceof AppError) && frames) description.stack = frames.slice(0, 12).join("\n");
  if (error.cause !== undefined) description.cause = describeError(error.cause);
  return description;
}
