import type { RecurrencePattern, Weekday } from "../../shared/api/recurrence.ts";
import { weekdays } from "../../shared/weekdays.ts";

const dayMs = 86_400_000;
/** 999 yearly occurrences, 99 years apart, are more than any calendar holds. */
const horizonDays = 400 * 366;

/**
 * The date of the last of `count` occurrences: Office.js ends a series by date only.
 * @param startDate `yyyy-MM-dd`; plain dates throughout, so no zone plays a part.
 */
export function lastOccurrence(
  pattern: RecurrencePattern,
  startDate: string,
  count: number,
): string {
  const start = new Date(`${startDate}T00:00:00Z`);
  let left = count;
  let last = start;
  for (let ahead = 0; ahead < horizonDays && left > 0; ahead += 1) {
    const day = new Date(start.getTime() + ahead * dayMs);
    if (!occursOn(pattern, start, day)) continue;
    last = day;
    left -= 1;
  }
  return last.toISOString().slice(0, 10);
}

function occursOn(pattern: RecurrencePattern, start: Date, day: Date): boolean {
  switch (pattern.type) {
    case "daily":
      return Math.round((day.getTime() - start.getTime()) / dayMs) % pattern.interval === 0;
    case "weekly": {
      const firstDay = weekdays.indexOf(pattern.firstDayOfWeek);
      const weeks = (weekStart(day, firstDay) - weekStart(start, firstDay)) / (7 * dayMs);
      return pattern.daysOfWeek.includes(weekdayOf(day)) && weeks % pattern.interval === 0;
    }
    case "absoluteMonthly":
      return (
        monthsBetween(start, day) % pattern.interval === 0 &&
        day.getUTCDate() === Math.min(pattern.dayOfMonth, daysInMonth(day))
      );
    case "relativeMonthly":
      return monthsBetween(start, day) % pattern.interval === 0 && isRelativeDay(pattern, day);
    case "absoluteYearly":
      return (
        isMonthOfYear(pattern, start, day) &&
        day.getUTCDate() === Math.min(pattern.dayOfMonth, daysInMonth(day))
      );
    case "relativeYearly":
      return isMonthOfYear(pattern, start, day) && isRelativeDay(pattern, day);
  }
}

const weekdayOf = (day: Date): Weekday => weekdays[day.getUTCDay()] ?? "sunday";

const weekStart = (day: Date, firstDay: number): number =>
  day.getTime() - ((day.getUTCDay() - firstDay + 7) % 7) * dayMs;

const monthsBetween = (start: Date, day: Date): number =>
  (day.getUTCFullYear() - start.getUTCFullYear()) * 12 + day.getUTCMonth() - start.getUTCMonth();

const daysInMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

const isMonthOfYear = (
  { interval, month }: { interval: number; month: number },
  start: Date,
  day: Date,
): boolean =>
  day.getUTCMonth() + 1 === month &&
  (day.getUTCFullYear() - start.getUTCFullYear()) % interval === 0;

const indexes = ["first", "second", "third", "fourth"];

/** "The second weekday" counts every day of the set from the first of the month on. */
function isRelativeDay(
  { daysOfWeek, index }: { daysOfWeek: Weekday[]; index: string },
  day: Date,
): boolean {
  const inMonth = Array.from(
    { length: daysInMonth(day) },
    (_, at) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), at + 1)),
  ).filter((candidate) => daysOfWeek.includes(weekdayOf(candidate)));
  const chosen = index === "last" ? inMonth.at(-1) : inMonth[indexes.indexOf(index)];
  return chosen?.getTime() === day.getTime();
}
