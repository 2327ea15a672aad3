import { SyncError, type SyncErrorCode } from "./errors.ts";
import { type Instant } from "./instant.ts";

const canonical = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/**
 * These run for every field of every entry of a sweep, so the field's full name, `owner.field`, is put
 * together only for the error. Each throws a `SyncError` that names field and value.
 */
export function refuse(
  code: SyncErrorCode,
  owner: string,
  field: string,
  value: unknown,
  message: string,
): never {
  throw new SyncError(code, field === "" ? owner : `${owner}.${field}`, value, message);
}

/** `Date` reads 31 February as 3 March. */
function isInMonth(instant: string): boolean {
  const day = Number(instant.slice(8, 10));
  return day <= 28 || new Date(instant).getUTCDate() === day;
}

export function checkInstant(value: unknown, owner: string, field: string): void {
  if (typeof value !== "string" || !canonical.test(value) || !isInMonth(value)) {
    refuse("instant.invalid", owner, field, value, "not a moment in UTC");
  }
}

export function checkSpan(start: Instant, end: Instant, owner: string): void {
  checkInstant(start, owner, "start");
  checkInstant(end, owner, "end");
  if (end < start) {
    refuse("time.endsBeforeStart", owner, "end", end, `is before the start ${start}`);
  }
}

export function checkText(value: unknown, owner: string, field: string): void {
  if (typeof value !== "string") refuse("state.invalid", owner, field, value, "must be text");
}

/** `null` says that the field was not read. */
export function checkTextOrNull(value: unknown, owner: string, field: string): void {
  if (value !== null) checkText(value, owner, field);
}

export function checkTextsOrNull(value: unknown, owner: string, field: string): void {
  if (value === null) return;
  if (!Array.isArray(value)) refuse("state.invalid", owner, field, value, "must be a list");
  for (const text of value) checkText(text, owner, field);
}

export function checkBoolean(value: unknown, owner: string, field: string): void {
  if (typeof value !== "boolean") {
    refuse("state.invalid", owner, field, value, "must be true or false");
  }
}

export function checkObject(
  value: unknown,
  owner: string,
  field: string,
  code: SyncErrorCode = "state.invalid",
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(code, owner, field, value, "is missing");
  }
}

export function checkObjectOrNull(value: unknown, owner: string, field: string): void {
  if (value !== null) checkObject(value, owner, field);
}

export function checkOneOf(
  value: unknown,
  owner: string,
  field: string,
  allowed: readonly unknown[],
  code: SyncErrorCode = "state.invalid",
): void {
  if (!allowed.includes(value)) {
    refuse(code, owner, field, value, `must be one of ${allowed.join(", ")}`);
  }
}

export function checkWhole(
  value: unknown,
  owner: string,
  field: string,
  min: number,
  max: number,
  code: SyncErrorCode = "state.invalid",
): void {
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    const message = `must be a whole number from ${min} to ${max}`;
    refuse(code, owner, field, value, message);
  }
}
