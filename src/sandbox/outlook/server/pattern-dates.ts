import { type WireRecurrence } from "../host/compose-item.ts";

/**
 * The dates on which a recurrence falls, from its first day on and without its end. Pure calendar
 * arithmetic, so the form and the service count occurrences the same way.
 */

/** A day without a time, 1-based month. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

export const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export const monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
] as const;
export const weekNumbers = ["first", "second", "third", "fourth", "last"] as const;

const dayMs = 86_400_000;
const workdays = ["mon", "tue", "wed", "thu", "fri"];

const toSerial = (day: CalendarDay) => Date.UTC(day.year, day.month - 1, day.day) / dayMs;

function fromSerial(serial: number): CalendarDay {
  const date = new Date(serial * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const weekdayOf = (serial: number) => (((serial + 4) % 7) + 7) % 7;
const lengthOfMonth = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The wire's day names that a word stands for: `weekday`, `weekendDay` and `day` are sets. */
export function expandDayWord(word: string): string[] {
  if (word === "weekday") return workdays;
  if (word === "weekendDay") return ["sat", "sun"];
  if (word === "day") return [...weekdayNames];
  return [word];
}

function* daysOfWeeks(start: number, recurrence: WireRecurrence): Generator<number> {
  const properties = recurrence.recurrenceProperties;
  const isWeekday = recurrence.recurrenceType === "weekday";
  const wanted = isWeekday
    ? workdays
    : (properties?.days ?? [weekdayNames[weekdayOf(start)] ?? "sun"]).flatMap(expandDayWord);
  const firstDay = weekdayNames.findIndex((name) => name === properties?.firstDayOfWeek);
  const weekStart = start - ((weekdayOf(start) - Math.max(firstDay, 0) + 7) % 7);
  const interval = isWeekday ? 1 : (properties?.interval ?? 1);
  for (let week = weekStart; ; week += 7 * interval) {
    for (let serial = week; serial < week + 7; serial++) {
      const name = weekdayNames[weekdayOf(serial)] ?? "sun";
      if (serial >= start && wanted.includes(name)) yield serial;
    }
  }
}

function dayInMonth(year: number, month: number, recurrence: WireRecurrence): number {
  const properties = recurrence.recurrenceProperties;
  const length = lengthOfMonth(year, month);
  if (properties?.weekNumber === undefined || properties.dayOfWeek === undefined) {
    // Outlook puts "day 31" on the last day of a shorter month.
    return toSerial({ year, month, day: Math.min(properties?.dayOfMonth ?? 1, length) });
  }
  const wanted = expandDayWord(properties.dayOfWeek);
  const first = toSerial({ year, month, day: 1 });
  const matches = Array.from({ length }, (_, index) => first + index).filter((serial) =>
    wanted.includes(weekdayNames[weekdayOf(serial)] ?? "sun"),
  );
  const index = weekNumbers.findIndex((name) => name === properties.weekNumber);
  return (properties.weekNumber === "last" ? matches.at(-1) : matches[index]) ?? first;
}

function* daysOfMonths(start: number, recurrence: WireRecurrence): Generator<number> {
  const properties = recurrence.recurrenceProperties;
  const isYearly = recurrence.recurrenceType === "yearly";
  const step = (properties?.interval ?? 1) * (isYearly ? 12 : 1);
  const first = fromSerial(start);
  const month = isYearly
    ? monthNames.findIndex((name) => name === properties?.month) + 1 || first.month
    : first.month;
  for (let count = first.year * 12 + month - 1; ; count += step) {
    const serial = dayInMonth(Math.floor(count / 12), (count % 12) + 1, recurrence);
    if (serial >= start) yield serial;
  }
}

/** Every date of the pattern, first to last, never ending. */
export function* patternDays(recurrence: WireRecurrence): Generator<CalendarDay> {
  const { startYear, startMonth, startDay } = recurrence.seriesTimeJson;
  const start = toSerial({ year: startYear, month: startMonth, day: startDay });
  const interval = recurrence.recurrenceProperties?.interval ?? 1;
  switch (recurrence.recurrenceType) {
    case "daily":
      for (let serial = start; ; serial += interval) yield fromSerial(serial);
    case "weekday":
    case "weekly":
      for (const serial of daysOfWeeks(start, recurrence)) yield fromSerial(serial);
      return;
    case "monthly":
    case "yearly":
      for (const serial of daysOfMonths(start, recurrence)) yield fromSerial(serial);
  }
}

/** The date of occurrence number `count`, 1 being the first. */
export function dayOfOccurrence(recurrence: WireRecurrence, count: number): CalendarDay {
  let left = count;
  for (const day of patternDays(recurrence)) {
    left -= 1;
    if (left <= 0) return day;
  }
  throw new RangeError("A pattern never ends, so the loop above always returns.");
}
