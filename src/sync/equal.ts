import {
  type MeetingTime,
  type OccurrenceException,
  type Recurrence,
  type ZoomException,
} from "./model.ts";
import { isSameZone, toIana } from "./time-zones.ts";

/** Deep equality of plain data; a missing key and `undefined` are the same. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key in left) if (!isSameJson(left[key], right[key])) return false;
  for (const key in right) if (!Object.hasOwn(left, key) && right[key] !== undefined) return false;
  return true;
}

function isSameNamedZone(a: string, b: string): boolean {
  return a === b || isSameZone(toIana(a), toIana(b));
}

export function isSameTime(a: MeetingTime, b: MeetingTime): boolean {
  return (
    a === b ||
    (a.start === b.start &&
      a.end === b.end &&
      a.isAllDay === b.isAllDay &&
      isSameNamedZone(a.timeZone, b.timeZone))
  );
}

export function isSameRecurrence(a: Recurrence | null, b: Recurrence | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || !isSameNamedZone(a.timeZone, b.timeZone)) return false;
  return isSameJson(canonicalPattern(a), canonicalPattern(b)) && isSameJson(a.range, b.range);
}

/** Weekdays are a set: their order says nothing. */
function canonicalPattern({ pattern }: Recurrence): unknown {
  return "daysOfWeek" in pattern
    ? { ...pattern, daysOfWeek: [...new Set(pattern.daysOfWeek)].sort() }
    : pattern;
}

export function isSameException(
  a: OccurrenceException | ZoomException | undefined,
  b: OccurrenceException | ZoomException | undefined,
): boolean {
  return isSameJson(a, b);
}

export function addressSet(addresses: readonly string[]): ReadonlySet<string> {
  return new Set(addresses.map((address) => address.trim().toLowerCase()));
}

export function isSameAddressSet(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  const left = addressSet(a);
  const right = addressSet(b);
  return left.size === right.size && [...left].every((address) => right.has(address));
}
