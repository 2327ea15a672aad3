import type { Weekday } from "../../shared/api/recurrence.ts";
import { weekdays } from "../../shared/weekdays.ts";

/** Office.js writes weekdays as `sun`…`sat`, months as `jan`…`dec`. */
const shortDays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
export const workingDays = weekdays.slice(1, 6);
const weekend: Weekday[] = ["sunday", "saturday"];

/** `null` for a word Office.js does not document. */
export function weekdaysFromWord(word: string): Weekday[] | null {
  if (word === "day") return weekdays.slice();
  if (word === "weekday") return workingDays.slice();
  if (word === "weekendDay") return weekend.slice();
  const day = weekdays[shortDays.indexOf(word)];
  return day === undefined ? null : [day];
}

export function wordFromWeekdays(days: readonly Weekday[]): string | null {
  if (days.length === 7) return "day";
  const has = (day: Weekday): boolean => days.includes(day);
  if (days.length === 5 && workingDays.every(has)) return "weekday";
  if (days.length === 2 && weekend.every(has)) return "weekendDay";
  const [only] = days;
  return days.length === 1 && only !== undefined ? shortDay(only) : null;
}

export const shortDay = (day: Weekday): string => shortDays[weekdays.indexOf(day)] ?? "sun";
export const monthNumber = (word: string): number => months.indexOf(word) + 1;
export const monthWord = (month: number): string => months[month - 1] ?? "jan";
