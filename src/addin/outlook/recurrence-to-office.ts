import type { Recurrence, RecurrencePattern } from "../../shared/api/recurrence.ts";
import { lastOccurrence } from "./last-occurrence.ts";
import { monthWord, shortDay, wordFromWeekdays } from "./recurrence-words.ts";

/** What Office.js can hold of a recurrence: no count of occurrences, and only whole sets of days. */
export interface OfficePattern {
  recurrenceType: string;
  recurrenceProperties: Office.RecurrenceProperties;
  timeZone: string;
  startDate: string;
  /** Null for a series without an end. */
  endDate: string | null;
}

/** @returns null for a pattern Outlook's add-in interface has no words for. */
export function toOfficePattern(recurrence: Recurrence): OfficePattern | null {
  const described = describe(recurrence.pattern);
  if (described === null) return null;
  const { range } = recurrence;
  const endDate =
    range.type === "endDate"
      ? range.endDate
      : range.type === "numbered"
        ? lastOccurrence(recurrence.pattern, range.startDate, range.numberOfOccurrences)
        : null;
  return { ...described, timeZone: recurrence.timeZone, startDate: range.startDate, endDate };
}

type Described = Pick<OfficePattern, "recurrenceType" | "recurrenceProperties">;

function describe(pattern: RecurrencePattern): Described | null {
  const { interval } = pattern;
  switch (pattern.type) {
    case "daily":
      return { recurrenceType: "daily", recurrenceProperties: { interval } };
    case "weekly":
      return {
        recurrenceType: "weekly",
        recurrenceProperties: {
          interval,
          days: pattern.daysOfWeek.map(shortDay),
          firstDayOfWeek: shortDay(pattern.firstDayOfWeek),
        },
      };
    case "absoluteMonthly":
      return {
        recurrenceType: "monthly",
        recurrenceProperties: { interval, dayOfMonth: pattern.dayOfMonth },
      };
    case "absoluteYearly":
      return {
        recurrenceType: "yearly",
        recurrenceProperties: {
          interval,
          dayOfMonth: pattern.dayOfMonth,
          month: monthWord(pattern.month),
        },
      };
    case "relativeMonthly":
    case "relativeYearly": {
      const dayOfWeek = wordFromWeekdays(pattern.daysOfWeek);
      if (dayOfWeek === null) return null;
      const properties = { interval, dayOfWeek, weekNumber: pattern.index };
      return pattern.type === "relativeMonthly"
        ? { recurrenceType: "monthly", recurrenceProperties: properties }
        : {
            recurrenceType: "yearly",
            recurrenceProperties: { ...properties, month: monthWord(pattern.month) },
          };
    }
  }
}
