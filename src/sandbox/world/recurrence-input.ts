import { CalendarError, invalidProperty } from "./calendar-error.ts";
import { type DateTimeTimeZone, type PatternedRecurrence } from "./model.ts";
import { occurrenceDates } from "./occurrences.ts";
import { weekdays } from "./weekdays.ts";
import { storedZoneName, wallClock, zoned, ianaZone } from "./zoned-time.ts";

type Pattern = PatternedRecurrence["pattern"];
type Range = PatternedRecurrence["range"];

const indexes = ["first", "second", "third", "fourth", "last"] as const;
const patternTypes = [
  "daily",
  "weekly",
  "absoluteMonthly",
  "relativeMonthly",
  "absoluteYearly",
  "relativeYearly",
] as const;
const rangeTypes = ["endDate", "noEnd", "numbered"] as const;

/** What a request may leave out; Graph fills in the rest. */
export type RecurrenceInput = { pattern?: Partial<Pattern>; range?: Partial<Range> };

/**
 * Checks a recurrence as Exchange does and completes it.
 * https://learn.microsoft.com/graph/api/resources/recurrencepattern
 * @throws CalendarError `ErrorPropertyValidationFailure`, `ErrorRecurrenceHasNoOccurrence`,
 * `ErrorRecurrenceEndDateTooBig`
 */
export function storedRecurrence(
  input: RecurrenceInput,
  start: DateTimeTimeZone,
): PatternedRecurrence {
  if (input.pattern === undefined || input.range === undefined)
    throw invalidProperty("A recurrence needs both a pattern and a range.");
  const recurrence = {
    pattern: storedPattern(input.pattern),
    range: storedRange(input.range, start),
  };
  if (occurrenceDates(recurrence).next().done === true)
    throw new CalendarError(
      "ErrorRecurrenceHasNoOccurrence",
      400,
      "There are no occurrences in the recurrence range.",
    );
  return recurrence;
}

function storedPattern(input: Partial<Pattern>): Pattern {
  const type = oneOf(patternTypes, input.type, "pattern.type");
  const pattern: Pattern = {
    type,
    interval: whole(input.interval, 1, 999, "pattern.interval"),
    month: whole(input.month ?? 0, 0, 12, "pattern.month"),
    dayOfMonth: whole(input.dayOfMonth ?? 0, 0, 31, "pattern.dayOfMonth"),
    daysOfWeek: (input.daysOfWeek ?? []).map((day) => oneOf(weekdays, day, "pattern.daysOfWeek")),
    firstDayOfWeek: oneOf(weekdays, input.firstDayOfWeek ?? "sunday", "pattern.firstDayOfWeek"),
    index: oneOf(indexes, input.index ?? "first", "pattern.index"),
  };
  const needsDays = type === "weekly" || type === "relativeMonthly" || type === "relativeYearly";
  if (needsDays && pattern.daysOfWeek.length === 0)
    throw invalidProperty(`A ${type} pattern needs daysOfWeek.`);
  if ((type === "absoluteMonthly" || type === "absoluteYearly") && pattern.dayOfMonth === 0)
    throw invalidProperty(`An ${type} pattern needs dayOfMonth.`);
  if ((type === "absoluteYearly" || type === "relativeYearly") && pattern.month === 0)
    throw invalidProperty(`A ${type} pattern needs month.`);
  return pattern;
}

/** Graph answers unused dates and counts with these. */
const unused = { date: "0001-01-01", count: 0 };

function storedRange(input: Partial<Range>, start: DateTimeTimeZone): Range {
  const type = oneOf(rangeTypes, input.type, "range.type");
  const zone = input.recurrenceTimeZone ? storedZoneName(input.recurrenceTimeZone) : start.timeZone;
  const startDate = date(input.startDate, "range.startDate").toString();
  const allowed = [
    wallClock(start).toPlainDate().toString(),
    zoned(start).withTimeZone(ianaZone(zone)).toPlainDate().toString(),
  ];
  if (!allowed.includes(startDate))
    throw invalidProperty("range.startDate must be the date on which the event starts.");
  const range: Range = {
    type,
    startDate,
    endDate: unused.date,
    recurrenceTimeZone: zone,
    numberOfOccurrences: unused.count,
  };
  if (type === "endDate") {
    const end = date(input.endDate, "range.endDate");
    if (Temporal.PlainDate.compare(end, "4500-09-01") > 0)
      throw new CalendarError(
        "ErrorRecurrenceEndDateTooBig",
        400,
        "The end date of the recurrence is too far in the future.",
      );
    range.endDate = end.toString();
  }
  if (type === "numbered")
    range.numberOfOccurrences = whole(
      input.numberOfOccurrences,
      1,
      999,
      "range.numberOfOccurrences",
    );
  return range;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, name: string): T {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  const found = allowed.find((candidate) => candidate.toLowerCase() === text);
  if (found === undefined) throw invalidProperty(`${name} must be one of ${allowed.join(", ")}.`);
  return found;
}

function whole(value: unknown, least: number, most: number, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw invalidProperty(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}

function date(value: unknown, name: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(String(value));
  } catch (cause) {
    throw invalidProperty(`${name} must be a date such as 2026-03-29.`, cause);
  }
}
