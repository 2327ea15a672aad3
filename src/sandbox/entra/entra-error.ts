import { randomUUID } from "node:crypto";

/**
 * A refusal by Entra ID: OAuth's word, and the AADSTS number people search for.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export class EntraError extends Error {
  override readonly name = "EntraError";
  readonly error: string;
  readonly aadsts: number;
  readonly suberror: string | undefined;

  constructor(
    error: string,
    aadsts: number,
    message: string,
    { suberror, cause }: { suberror?: string; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.error = error;
    this.aadsts = aadsts;
    this.suberror = suberror;
  }

  /** `AADSTS50011: …`, as shown to people and given to redirect addresses. */
  get description(): string {
    return `AADSTS${this.aadsts}: ${this.message}`;
  }

  get status(): number {
    return this.error === "invalid_client" ? 401 : 400;
  }
}

/** The token endpoint's error body; `correlationId` is the caller's `client-request-id`, if it sent one. */
export function errorBody(error: EntraError, at: Date, correlationId: string = randomUUID()) {
  const timestamp = `${at.toISOString().replace("T", " ").slice(0, 19)}Z`;
  const traceId = randomUUID();
  return {
    error: error.error,
    error_description: `${error.description} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.aadsts],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(error.suberror !== undefined && { suberror: error.suberror }),
  };
}
