import { type Recurrence } from "../../shared/api/recurrence.ts";
import { checkObject, checkOneOf, checkWhole, refuse } from "../check-values.ts";
import { SyncError } from "../errors.ts";
import { toIana } from "../time-zones.ts";
import { occurrenceDates, toDayNumber, toPlainDate } from "./dates.ts";
import { weekdays } from "../../shared/weekdays.ts";

const weekIndexes = ["first", "second", "third", "fourth", "last"];

const invalid = "recurrence.invalid";

function refuseField(field: string, value: unknown, message: string): never {
  refuse(invalid, "recurrence", field, value, message);
}

function checkNumber(field: string, value: unknown, max: number): void {
  checkWhole(value, "recurrence", field, 1, max, invalid);
}

function checkChoice(field: string, value: unknown, allowed: readonly string[]): void {
  checkOneOf(value, "recurrence", field, allowed, invalid);
}

function checkDays(value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) {
    refuseField("pattern.daysOfWeek", value, "at least one weekday is needed");
  }
  for (const day of value as unknown[]) checkChoice("pattern.daysOfWeek", day, weekdays);
}

/** Throws `date.invalid` for anything but a real date written yyyy-MM-dd. */
function checkDate(field: string, value: unknown): void {
  const isDate =
    typeof value === "string" &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(toDayNumber(value)) &&
    toPlainDate(toDayNumber(value)) === value;
  if (!isDate) {
    throw new SyncError("date.invalid", `recurrence.${field}`, value, "not a date in the calendar");
  }
}

function checkPattern(pattern: Recurrence["pattern"]): void {
  checkNumber("pattern.interval", pattern.interval, 999);
  if (pattern.type === "absoluteMonthly" || pattern.type === "absoluteYearly") {
    checkNumber("pattern.dayOfMonth", pattern.dayOfMonth, 31);
  }
  if (pattern.type === "absoluteYearly" || pattern.type === "relativeYearly") {
    checkNumber("pattern.month", pattern.month, 12);
  }
  if (pattern.type === "relativeMonthly" || pattern.type === "relativeYearly") {
    checkDays(pattern.daysOfWeek);
    checkChoice("pattern.index", pattern.index, weekIndexes);
  }
  if (pattern.type === "weekly") {
    checkDays(pattern.daysOfWeek);
    checkChoice("pattern.firstDayOfWeek", pattern.firstDayOfWeek, weekdays);
  }
}

function checkRange(range: Recurrence["range"]): void {
  checkChoice("range.type", range.type, ["endDate", "noEnd", "numbered"]);
  checkDate("range.startDate", range.startDate);
  if (range.type === "numbered") {
    checkNumber("range.numberOfOccurrences", range.numberOfOccurrences, 999);
  }
  if (range.type === "endDate") {
    checkDate("range.endDate", range.endDate);
    if (range.endDate < range.startDate) {
      refuseField("range.endDate", range.endDate, "lies before the start of the series");
    }
  }
}

const patternTypes = [
  "daily",
  "weekly",
  "absoluteMonthly",
  "relativeMonthly",
  "absoluteYearly",
  "relativeYearly",
];

/** Throws a `SyncError` that names the first field that cannot be true. */
export function checkRecurrence(recurrence: Recurrence): void {
  checkObject(recurrence, "recurrence", "", invalid);
  const { pattern, range, timeZone } = recurrence;
  checkObject(pattern, "recurrence", "pattern", invalid);
  checkObject(range, "recurrence", "range", invalid);
  checkChoice("pattern.type", pattern.type, patternTypes);
  checkPattern(pattern);
  checkRange(range);
  toIana(timeZone, "recurrence.timeZone");
  if (occurrenceDates(recurrence).next().done === true) {
    throw new SyncError("recurrence.empty", "recurrence.range", range, "the series never happens");
  }
}
