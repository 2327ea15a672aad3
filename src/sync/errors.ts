/** What a person or a program gave the engine that cannot be true. */
export type SyncErrorCode =
  | "instant.invalid"
  | "date.invalid"
  | "time.endsBeforeStart"
  | "timeZone.unknown"
  | "timeZone.custom"
  | "recurrence.invalid"
  | "recurrence.empty"
  | "exception.outsideSeries"
  | "state.invalid"
  | "policy.invalid"
  | "conflict.gone"
  | "undo.gone";

/** By name, because an error of another realm (a frame, a test) is no instance of ours. */
export function isErrorNamed(error: unknown, name: string): error is Error {
  return typeof error === "object" && error !== null && "name" in error && error.name === name;
}

/**
 * The engine refused its input. Nothing was decided and nothing written: what both sides hold is
 * still safe. `field` and `value` name the culprit; `value` may be personal, so log only `field`.
 */
export class SyncError extends Error {
  override readonly name = "SyncError";
  readonly code: SyncErrorCode;
  readonly field: string;
  readonly value: unknown;

  constructor(
    code: SyncErrorCode,
    field: string,
    value: unknown,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${field}: ${message}`, options);
    this.code = code;
    this.field = field;
    this.value = value;
  }
}
