import { type Recurrence, type RecurrencePattern } from "../../shared/api/recurrence.ts";
import { SyncError } from "../../sync/errors.ts";
import { checkRecurrence } from "../../sync/recurrence/check.ts";
import { toIana } from "../../sync/time-zones.ts";
import { firstKnownZone } from "./event-time.ts";
import { type GraphRecurrence } from "./graph-schema.ts";

/**
 * A recurrence without the padding Graph fills unused members with: month 0, index first, 0
 * occurrences, end date 0001-01-01.
 * @see https://learn.microsoft.com/graph/api/resources/recurrencepattern
 * @param timeZone the event's own, where the range names none
 * @throws SyncError for a recurrence that cannot be
 */
export function readRecurrence({ pattern, range }: GraphRecurrence, timeZone: string): Recurrence {
  const recurrence = {
    pattern: readPattern(pattern),
    range: readRange(range),
    timeZone: firstKnownZone(range.recurrenceTimeZone, timeZone),
  };
  // Looking for occurrences of what cannot be would not end.
  checkRecurrence(recurrence);
  return recurrence;
}

function readPattern(pattern: GraphRecurrence["pattern"]): RecurrencePattern {
  const { type, interval, month = 0, dayOfMonth = 0, daysOfWeek = [] } = pattern;
  const index = pattern.index ?? "first";
  switch (type) {
    case "daily":
      return { type, interval };
    case "weekly":
      return { type, interval, daysOfWeek, firstDayOfWeek: pattern.firstDayOfWeek ?? "sunday" };
    case "absoluteMonthly":
      return { type, interval, dayOfMonth };
    case "relativeMonthly":
      return { type, interval, daysOfWeek, index };
    case "absoluteYearly":
      return { type, interval, dayOfMonth, month };
    case "relativeYearly":
      return { type, interval, daysOfWeek, index, month };
    default:
      return refuse("pattern.type", type);
  }
}

function readRange(range: GraphRecurrence["range"]): Recurrence["range"] {
  const { type, startDate } = range;
  switch (type) {
    case "noEnd":
      return { type, startDate };
    case "endDate":
      return { type, startDate, endDate: range.endDate ?? "" };
    case "numbered":
      return { type, startDate, numberOfOccurrences: range.numberOfOccurrences ?? 0 };
    default:
      return refuse("range.type", type);
  }
}

function refuse(field: string, value: unknown): never {
  throw new SyncError(
    "recurrence.invalid",
    `event.recurrence.${field}`,
    value,
    "a way to repeat that Graph does not document",
  );
}

/**
 * Always whole, as Graph takes it. Members a pattern does not use are left out: Graph checks them too.
 * @param startDate must be the date of the event's start
 * @see https://learn.microsoft.com/graph/api/resources/recurrencerange
 */
export function writeRecurrence(recurrence: Recurrence, startDate?: string): GraphRecurrence {
  const { pattern, range, timeZone } = recurrence;
  return {
    pattern: { ...pattern },
    range: {
      ...range,
      startDate: startDate ?? range.startDate,
      recurrenceTimeZone: toIana(timeZone),
    },
  };
}
