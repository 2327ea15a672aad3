import { type Json, isJsonObject } from "./json.ts";
import { type Recurrence } from "./meeting.ts";
import { isRealDate } from "./real-date.ts";
import { mostOccurrences } from "./recurrence.ts";
import { type FieldFault } from "./zoom-error.ts";

/** The largest `repeat_interval` for each recurrence type: days, weeks, months. */
const longestInterval = { 1: 99, 2: 50, 3: 10 } as const;

/** Checks a `recurrence`; it is always whole, never a part to be merged into what is stored. */
export function readRecurrence(
  given: Json | undefined,
  faults: FieldFault[],
): Recurrence | undefined {
  if (given === undefined || given === null) return undefined;
  const before = faults.length;
  const refuse = (field: string, message = "Invalid field.") =>
    faults.push({ field: field === "" ? "recurrence" : `recurrence.${field}`, message });
  if (!isJsonObject(given)) {
    refuse("");
    return undefined;
  }
  const type = ([1, 2, 3] as const).find((one) => one === given.type);
  if (type === undefined) {
    refuse("type");
    return undefined;
  }
  const integer = (field: string, least: number, most: number) => {
    const value = given[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) {
      return value;
    }
    refuse(field);
    return undefined;
  };

  const recurrence: Recurrence = {
    type,
    repeat_interval: integer("repeat_interval", 1, longestInterval[type]) ?? 1,
  };
  if (type === 2) {
    const days = given.weekly_days ?? "1";
    if (typeof days === "string" && /^[1-7](,[1-7])*$/.test(days)) recurrence.weekly_days = days;
    else refuse("weekly_days");
  }
  if (type === 3) Object.assign(recurrence, readMonthly(given, integer, refuse));
  Object.assign(recurrence, readEnd(given, integer, refuse));
  return faults.length === before ? recurrence : undefined;
}

type ReadInteger = (field: string, least: number, most: number) => number | undefined;
type Refuse = (field: string, message?: string) => void;

function readMonthly(
  given: Record<string, Json>,
  integer: ReadInteger,
  refuse: Refuse,
): Partial<Recurrence> {
  const week = given.monthly_week;
  const weekday = integer("monthly_week_day", 1, 7);
  if (week === undefined || week === null) {
    if (weekday !== undefined) refuse("monthly_week", "Required with monthly_week_day.");
    return { monthly_day: integer("monthly_day", 1, 31) ?? 1 };
  }
  const known = ([-1, 1, 2, 3, 4] as const).find((one) => one === week);
  if (known === undefined) refuse("monthly_week");
  if (weekday === undefined) refuse("monthly_week_day", "Required with monthly_week.");
  return known === undefined || weekday === undefined
    ? {}
    : { monthly_week: known, monthly_week_day: weekday };
}

function readEnd(
  given: Record<string, Json>,
  integer: ReadInteger,
  refuse: Refuse,
): Partial<Recurrence> {
  const times = integer("end_times", 0, mostOccurrences);
  const until = given.end_date_time;
  if (until === undefined || until === null || until === "") return { end_times: times ?? 1 };
  if (times !== undefined) {
    refuse("end_times", "Cannot be used with end_date_time.");
    return {};
  }
  const isUtc =
    typeof until === "string" &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(until) &&
    isRealDate(until);
  if (!isUtc) {
    refuse("end_date_time", "Invalid field. Use yyyy-MM-ddTHH:mm:ssZ.");
    return {};
  }
  return { end_date_time: until };
}
