import { type Recurrence } from "../../shared/api/recurrence.ts";
import { SyncError } from "../errors.ts";
import { toIana } from "../time-zones.ts";
import { occurrenceDates, toDayNumber, toPlainDate, weekdays } from "./dates.ts";

const weekIndexes = ["first", "second", "third", "fourth", "last"];

function refuse(field: string, value: unknown, message: string): never {
  throw new SyncError("recurrence.invalid", `recurrence.${field}`, value, message);
}

function checkWhole(field: string, value: unknown, min: number, max: number): void {
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    refuse(field, value, `must be a whole number from ${min} to ${max}`);
  }
}

function checkOneOf(field: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value !== "string" || !allowed.includes(value)) {
    refuse(field, value, `must be one of ${allowed.join(", ")}`);
  }
}

function checkDays(value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) {
    refuse("pattern.daysOfWeek", value, "at least one weekday is needed");
  }
  for (const day of value as unknown[]) checkOneOf("pattern.daysOfWeek", day, weekdays);
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
  checkWhole("pattern.interval", pattern.interval, 1, 999);
  if (pattern.type === "absoluteMonthly" || pattern.type === "absoluteYearly") {
    checkWhole("pattern.dayOfMonth", pattern.dayOfMonth, 1, 31);
  }
  if (pattern.type === "absoluteYearly" || pattern.type === "relativeYearly") {
    checkWhole("pattern.month", pattern.month, 1, 12);
  }
  if (pattern.type === "relativeMonthly" || pattern.type === "relativeYearly") {
    checkDays(pattern.daysOfWeek);
    checkOneOf("pattern.index", pattern.index, weekIndexes);
  }
  if (pattern.type === "weekly") {
    checkDays(pattern.daysOfWeek);
    checkOneOf("pattern.firstDayOfWeek", pattern.firstDayOfWeek, weekdays);
  }
}

function checkRange(range: Recurrence["range"]): void {
  checkOneOf("range.type", range.type, ["endDate", "noEnd", "numbered"]);
  checkDate("range.startDate", range.startDate);
  if (range.type === "numbered") {
    checkWhole("range.numberOfOccurrences", range.numberOfOccurrences, 1, 999);
  }
  if (range.type === "endDate") {
    checkDate("range.endDate", range.endDate);
    if (range.endDate < range.startDate) {
      refuse("range.endDate", range.endDate, "lies before the start of the series");
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
  const { pattern, range, timeZone } = recurrence as Partial<Recurrence>;
  if (typeof pattern !== "object") refuse("pattern", pattern, "is missing");
  if (typeof range !== "object") refuse("range", range, "is missing");
  checkOneOf("pattern.type", pattern.type, patternTypes);
  checkPattern(pattern);
  checkRange(range);
  toIana(timeZone ?? "", "recurrence.timeZone");
  if (occurrenceDates(recurrence).next().done === true) {
    throw new SyncError("recurrence.empty", "recurrence.range", range, "the series never happens");
  }
}
