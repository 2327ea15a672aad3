import { type Recurrence, type Weekday } from "../../shared/api/recurrence.ts";
import { weekdays } from "../../shared/weekdays.ts";

/** A calendar date as the number of days since 1970-01-01, without any zone. */
export type DayNumber = number;

const dayMs = 86_400_000;

export function toDayNumber(date: string): DayNumber {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

export function toPlainDate(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

function civil(day: DayNumber): { year: number; month: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}

function dayNumber(year: number, month: number, dayOfMonth: number): DayNumber {
  const date = new Date(0);
  date.setUTCFullYear(year, month, dayOfMonth);
  return date.getTime() / dayMs;
}

function lastDayOfMonth(year: number, month: number): DayNumber {
  return dayNumber(year, month + 1, 0);
}

/** In a month without that day Outlook takes the month's last day. `month` counts from 0 and may be > 11. */
function dayInMonth(year: number, month: number, dayOfMonth: number): DayNumber {
  return Math.min(dayNumber(year, month, dayOfMonth), lastDayOfMonth(year, month));
}

const weekIndexes = { first: 0, second: 1, third: 2, fourth: 3, last: -1 } as const;

/** With several weekdays the n-th day that is any of them. */
function weekdayInMonth(
  year: number,
  month: number,
  days: ReadonlySet<number>,
  index: keyof typeof weekIndexes,
): DayNumber {
  const first = dayNumber(year, month, 1);
  const last = lastDayOfMonth(year, month);
  if (index === "last") {
    let day = last;
    while (!days.has(weekdayOf(day))) day -= 1;
    return day;
  }
  let wanted = weekIndexes[index];
  let day = first;
  for (; ; day += 1) {
    if (!days.has(weekdayOf(day))) continue;
    if (wanted === 0) return day;
    wanted -= 1;
  }
}

function numbers(days: readonly Weekday[]): ReadonlySet<number> {
  return new Set(days.map((day) => weekdays.indexOf(day)));
}

/** Dates no calendar in use goes beyond; it ends endless series. */
const lastDay = toDayNumber("9990-01-01");

/**
 * The dates of a series in order, in the zone of its recurrence, at or after `from`. The recurrence
 * must have passed `checkRecurrence`. An endless series yields for thousands of years: stop asking.
 * @see https://learn.microsoft.com/graph/api/resources/recurrencepattern
 */
export function* occurrenceDates(
  recurrence: Recurrence,
  from: DayNumber = -Infinity,
): Generator<DayNumber, void> {
  const { pattern, range } = recurrence;
  const start = toDayNumber(range.startDate);
  const end = range.type === "endDate" ? toDayNumber(range.endDate) : lastDay;
  // A counted series must be counted from its beginning; the others can be entered anywhere.
  let left = range.type === "numbered" ? range.numberOfOccurrences : Infinity;
  const enterAt = range.type === "numbered" ? start : Math.max(start, from);
  for (const day of patternDates(pattern, start, enterAt)) {
    if (day > end || left === 0) return;
    if (day < start) continue;
    left -= 1;
    if (day >= from) yield day;
  }
}

function patternDates(
  pattern: Recurrence["pattern"],
  start: DayNumber,
  enterAt: DayNumber,
): Iterable<DayNumber> {
  switch (pattern.type) {
    case "daily":
      return dailyDates(start, pattern.interval, enterAt);
    case "weekly":
      return weeklyDates(
        start,
        pattern.interval,
        numbers(pattern.daysOfWeek),
        weekdays.indexOf(pattern.firstDayOfWeek),
        enterAt,
      );
    case "absoluteMonthly":
      return monthlyDates(start, pattern.interval, enterAt, (year, month) =>
        dayInMonth(year, month, pattern.dayOfMonth),
      );
    case "relativeMonthly": {
      const days = numbers(pattern.daysOfWeek);
      return monthlyDates(start, pattern.interval, enterAt, (year, month) =>
        weekdayInMonth(year, month, days, pattern.index),
      );
    }
    case "absoluteYearly":
      return yearlyDates(start, pattern.interval, pattern.month, enterAt, (year, month) =>
        dayInMonth(year, month, pattern.dayOfMonth),
      );
    case "relativeYearly": {
      const days = numbers(pattern.daysOfWeek);
      return yearlyDates(start, pattern.interval, pattern.month, enterAt, (year, month) =>
        weekdayInMonth(year, month, days, pattern.index),
      );
    }
  }
}

function* dailyDates(start: DayNumber, interval: number, enterAt: DayNumber): Generator<DayNumber> {
  for (let step = Math.floor((enterAt - start) / interval); ; step += 1) {
    const day = start + step * interval;
    if (day > lastDay) return;
    yield day;
  }
}

function* weeklyDates(
  start: DayNumber,
  interval: number,
  days: ReadonlySet<number>,
  firstDayOfWeek: number,
  enterAt: DayNumber,
): Generator<DayNumber> {
  const firstWeek = start - ((weekdayOf(start) - firstDayOfWeek + 7) % 7);
  const span = 7 * interval;
  for (let step = Math.floor((enterAt - firstWeek) / span); ; step += 1) {
    const week = firstWeek + step * span;
    if (week > lastDay) return;
    for (let day = week; day < week + 7; day += 1) if (days.has(weekdayOf(day))) yield day;
  }
}

function* monthlyDates(
  start: DayNumber,
  interval: number,
  enterAt: DayNumber,
  dayOf: (year: number, month: number) => DayNumber,
): Generator<DayNumber> {
  const first = civil(start);
  const entered = civil(enterAt);
  const months = (entered.year - first.year) * 12 + entered.month - first.month;
  for (let step = Math.floor(months / interval); ; step += 1) {
    const month = first.month + step * interval;
    const day = dayOf(first.year + Math.floor(month / 12), month % 12);
    if (day > lastDay) return;
    yield day;
  }
}

function* yearlyDates(
  start: DayNumber,
  interval: number,
  month: number,
  enterAt: DayNumber,
  dayOf: (year: number, month: number) => DayNumber,
): Generator<DayNumber> {
  const first = civil(start).year;
  for (let step = Math.floor((civil(enterAt).year - first) / interval); ; step += 1) {
    const day = dayOf(first + step * interval, month - 1);
    if (day > lastDay) return;
    yield day;
  }
}
