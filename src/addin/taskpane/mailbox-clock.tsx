import { createContext, useContext, useMemo } from "react";
import type { AppointmentTime } from "../../shared/api/appointment.ts";
import type { Recurrence } from "../../shared/api/recurrence.ts";
import { useTexts, type Texts } from "./texts.tsx";

/** An instant as the mailbox's wall clock shows it, carried in the UTC fields of a Date. */
export type ToWallClock = (instant: Date) => Date;

const ClockContext = createContext<ToWallClock>((instant) => instant);
export const ClockProvider = ClockContext.Provider;

export interface Formats {
  time(time: AppointmentTime): string;
  moment(instant: string): string;
  clock(instant: string): string;
  recurrence(recurrence: Recurrence | null): string;
}

/** Dates in the zone and the words of the mailbox, which need not be those of the browser. */
export function useFormats(): Formats {
  const texts = useTexts();
  const toWallClock = useContext(ClockContext);
  return useMemo(() => createFormats(texts, toWallClock), [texts, toWallClock]);
}

function createFormats({ locale, t }: Texts, toWallClock: ToWallClock): Formats {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const day = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const dayAndTime = format({
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  });
  const clock = format({ hour: "numeric", minute: "2-digit" });
  const wall = (instant: string): Date => toWallClock(new Date(instant));
  const plain = (date: string): string => day.format(new Date(`${date}T00:00:00Z`));
  return {
    time: ({ start, end, isAllDay }) =>
      isAllDay
        ? t("time.allDay", { day: day.format(wall(start)) })
        : dayAndTime.formatRange(wall(start), wall(end)),
    moment: (instant) => dayAndTime.format(wall(instant)),
    clock: (instant) => clock.format(wall(instant)),
    recurrence(recurrence) {
      if (recurrence === null) return t("recurrence.none");
      const pattern = describePattern(recurrence, { locale, t });
      const { range } = recurrence;
      const start = plain(range.startDate);
      if (range.type === "noEnd") return t("recurrence.from", { pattern, start });
      if (range.type === "numbered") {
        return t("recurrence.times", { pattern, start, times: range.numberOfOccurrences });
      }
      return t("recurrence.until", { pattern, start, end: plain(range.endDate) });
    },
  };
}

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

function describePattern({ pattern }: Recurrence, { locale, t }: Texts): string {
  const count = pattern.interval;
  switch (pattern.type) {
    case "daily":
      return t("recurrence.daily", { count });
    case "weekly": {
      const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
      // 2023-01-01 was a Sunday.
      const names = pattern.daysOfWeek.map((day) =>
        name.format(new Date(Date.UTC(2023, 0, 1 + weekdays.indexOf(day)))),
      );
      return t("recurrence.weekly", { count, days: new Intl.ListFormat(locale).format(names) });
    }
    case "absoluteMonthly":
    case "relativeMonthly":
      return t("recurrence.monthly", { count });
    case "absoluteYearly":
    case "relativeYearly":
      return t("recurrence.yearly", { count });
  }
}
