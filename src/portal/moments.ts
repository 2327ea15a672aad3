import { useMemo } from "react";
import { useTexts } from "./texts.tsx";

const dayMs = 24 * 60 * 60_000;

/** Local midnight of the day that is `days` after the day of `date`; days of 23 or 25 hours count too. */
export const dayAfter = (date: Date, days: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);

export const isSameDay = (a: Date, b: Date): boolean =>
  dayAfter(a, 0).getTime() === dayAfter(b, 0).getTime();

/** Calendar days from one local midnight to another. */
export const daysBetween = (from: Date, to: Date): number =>
  Math.round((to.getTime() - from.getTime()) / dayMs);

/**
 * The local day that an end of an all-day entry stands for. Vendors give midnight in UTC or in the
 * calendar's own zone; neither may slip to the day before or after for somebody who reads it elsewhere.
 */
export function allDayDate(instant: string): Date {
  const at = new Date(instant);
  if (at.getTime() % dayMs === 0) {
    return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  }
  return dayAfter(at, at.getHours() < 12 ? 0 : 1);
}

/** Days and times as this person's browser writes them, in its own zone. */
export interface Moments {
  day: (date: Date) => string;
  shortDay: (date: Date) => string;
  days: (from: Date, to: Date) => string;
  time: (date: Date) => string;
  times: (from: Date, to: Date) => string;
  /** Day and time of something, or its day alone. */
  start: (instant: string, isAllDay: boolean) => string;
  /** From when to when, with the day. */
  range: (start: string, end: string) => string;
}

function momentsIn(locale: string): Moments {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const day = format({ weekday: "long", day: "numeric", month: "long" });
  const shortDay = format(date);
  const days = format({ day: "numeric", month: "long", year: "numeric" });
  const time = format(clock);
  const dayAndTime = format({ ...date, ...clock });
  return {
    day: (at) => day.format(at),
    shortDay: (at) => shortDay.format(at),
    days: (from, to) => days.formatRange(from, to),
    time: (at) => time.format(at),
    times: (from, to) => time.formatRange(from, to),
    start: (instant, isAllDay) =>
      isAllDay ? shortDay.format(allDayDate(instant)) : dayAndTime.format(new Date(instant)),
    range: (start, end) => dayAndTime.formatRange(new Date(start), new Date(end)),
  };
}

export function useMoments(): Moments {
  const { locale } = useTexts();
  return useMemo(() => momentsIn(locale), [locale]);
}
