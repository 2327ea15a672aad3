import type { AgendaEntry } from "../../shared/api/sync.ts";
import { allDayDate, dayAfter, daysBetween } from "../moments.ts";

/** An entry as it falls on one day. */
export interface DayPart {
  entry: AgendaEntry;
  /** 1 on its first day. */
  day: number;
  days: number;
  /** `from` and `until`: the other end is on another day. */
  shows: "allDay" | "times" | "from" | "until";
}

export interface AgendaDay {
  date: Date;
  parts: DayPart[];
}

/** The days from `first` on, each with all that falls on it: whole days first, then by the clock. */
export function agendaDays(
  entries: readonly AgendaEntry[],
  first: Date,
  count: number,
): AgendaDay[] {
  const days = Array.from({ length: count }, (_, index): AgendaDay => {
    return { date: dayAfter(first, index), parts: [] };
  });
  for (const entry of entries.toSorted((a, b) => a.start.localeCompare(b.start))) {
    const { from, last } = daysOf(entry);
    const length = daysBetween(from, last) + 1;
    for (const { date, parts } of days) {
      const day = daysBetween(from, date) + 1;
      if (day < 1 || day > length) continue;
      parts.push({ entry, day, days: length, shows: shownAs(entry, day, length) });
    }
  }
  for (const { parts } of days) {
    parts.sort((a, b) => Number(b.shows === "allDay") - Number(a.shows === "allDay"));
  }
  return days;
}

function daysOf(entry: AgendaEntry): { from: Date; last: Date } {
  if (entry.isAllDay) {
    const from = allDayDate(entry.start);
    const length = daysBetween(from, allDayDate(entry.end));
    return { from, last: dayAfter(from, Math.max(0, length - 1)) };
  }
  const [start, end] = [new Date(entry.start), new Date(entry.end)];
  // What ends at midnight does not reach into the day that begins then.
  const lastMoment = new Date(Math.max(start.getTime(), end.getTime() - 1));
  return { from: dayAfter(start, 0), last: dayAfter(lastMoment, 0) };
}

function shownAs(entry: AgendaEntry, day: number, days: number): DayPart["shows"] {
  if (entry.isAllDay || (day > 1 && day < days)) return "allDay";
  if (days === 1) return "times";
  return day === 1 ? "from" : "until";
}
