import {
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
  type WeekIndex,
  type Weekday,
} from "../../shared/api/recurrence.ts";
import { type Instant } from "../../sync/instant.ts";
import { toDayNumber } from "../../sync/recurrence/dates.ts";
import { weekdays } from "../../shared/weekdays.ts";
import { momentAt } from "../../sync/recurrence/expand.ts";

/**
 * Recurrences as RRULE lines. What Outlook and the rules count differently is written so that the dates
 * are Outlook's; `fromRule` reads the same.
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */

export const dayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
export const positions: Record<WeekIndex, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: -1,
};
const lastSecondOfDayMs = 86_399_000;

const codeOf = (day: Weekday): string => dayCodes[weekdays.indexOf(day)] ?? "SU";

/** `20261201T090000Z`. */
export function compact(moment: Instant): string {
  return moment.replaceAll(/[-:]/g, "");
}

export const compactDate = (date: string): string => date.replaceAll("-", "");

export function toRule({ pattern, range, timeZone }: Recurrence, isAllDay: boolean): string {
  const parts = [...patternParts(pattern), ...rangeParts(range, timeZone, isAllDay)];
  return `RRULE:${parts.join(";")}`;
}

function patternParts(pattern: RecurrencePattern): string[] {
  const every = (frequency: string) => [`FREQ=${frequency}`, `INTERVAL=${pattern.interval}`];
  switch (pattern.type) {
    case "daily":
      return every("DAILY");
    case "weekly":
      return [
        ...every("WEEKLY"),
        `BYDAY=${pattern.daysOfWeek.map(codeOf).join(",")}`,
        ...(pattern.interval === 1 ? [] : [`WKST=${codeOf(pattern.firstDayOfWeek)}`]),
      ];
    case "absoluteMonthly":
      return [...every("MONTHLY"), ...monthDayParts(pattern.dayOfMonth)];
    case "relativeMonthly":
      return [...every("MONTHLY"), ...weekdayParts(pattern.daysOfWeek, pattern.index)];
    case "absoluteYearly": {
      // A rule leaves out the years without that day; Outlook takes the last day of the month.
      const isLast = pattern.month === 2 && pattern.dayOfMonth === 29;
      const day = isLast ? -1 : pattern.dayOfMonth;
      return [...every("YEARLY"), `BYMONTH=${pattern.month}`, `BYMONTHDAY=${day}`];
    }
    case "relativeYearly":
      return [
        ...every("YEARLY"),
        `BYMONTH=${pattern.month}`,
        ...weekdayParts(pattern.daysOfWeek, pattern.index),
      ];
  }
}

/** A rule leaves out the months without that day; Outlook takes the last day of the month. */
export function monthDayParts(day: number): string[] {
  if (day === 31) return ["BYMONTHDAY=-1"];
  if (day <= 28) return [`BYMONTHDAY=${day}`];
  const days = Array.from({ length: day - 27 }, (_, index) => 28 + index);
  return [`BYMONTHDAY=${days.join(",")}`, "BYSETPOS=-1"];
}

function weekdayParts(days: readonly Weekday[], index: WeekIndex): string[] {
  const position = positions[index];
  const [only, ...others] = days;
  if (only !== undefined && others.length === 0) return [`BYDAY=${position}${codeOf(only)}`];
  return [`BYDAY=${days.map(codeOf).join(",")}`, `BYSETPOS=${position}`];
}

function rangeParts(range: RecurrenceRange, timeZone: string, isAllDay: boolean): string[] {
  switch (range.type) {
    case "noEnd":
      return [];
    case "numbered":
      return [`COUNT=${range.numberOfOccurrences}`];
    case "endDate": {
      if (isAllDay) return [`UNTIL=${compactDate(range.endDate)}`];
      // The whole last day counts, on the clock of the series.
      const until = momentAt(toDayNumber(range.endDate), lastSecondOfDayMs, timeZone);
      return [`UNTIL=${compact(until)}`];
    }
  }
}
