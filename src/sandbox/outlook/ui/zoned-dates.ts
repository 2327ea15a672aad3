import { Temporal } from "temporal-polyfill";

/** Between instants (epoch milliseconds) and what date and time fields show in an IANA zone. */

const zoned = (epochMs: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);

/** `yyyy-MM-dd`. */
export const dateIn = (epochMs: number, zone: string) =>
  zoned(epochMs, zone).toPlainDate().toString();

/** `HH:mm`. */
export const timeIn = (epochMs: number, zone: string) =>
  zoned(epochMs, zone).toPlainTime().toString({ smallestUnit: "minute" });

/** The instant at which a wall clock in the zone shows this; a skipped time moves forward. */
export const instantOf = (date: string, time: string, zone: string) =>
  Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from(time),
  }).epochMilliseconds;

/** The instant at which the same wall clock stands in another zone. */
export const keepWallClock = (epochMs: number, fromZone: string, toZone: string) =>
  zoned(epochMs, fromZone).toPlainDateTime().toZonedDateTime(toZone).epochMilliseconds;

export const addDays = (date: string, days: number) =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Minutes since local midnight. */
export const minuteOfDay = (epochMs: number, zone: string) => {
  const { hour, minute } = zoned(epochMs, zone);
  return hour * 60 + minute;
};

/** The next full half hour from `nowMs` on. */
export function nextHalfHour(nowMs: number): number {
  const half = 30 * 60_000;
  return Math.ceil(nowMs / half) * half;
}

/** The six weeks a month page shows, as dates, beginning with `firstDay` (0 is Sunday). */
export function monthPage(month: string, firstDay: number): string[] {
  const first = Temporal.PlainDate.from(`${month}-01`);
  const lead = ((first.dayOfWeek % 7) - firstDay + 7) % 7;
  return Array.from({ length: 42 }, (_, index) => first.add({ days: index - lead }).toString());
}

export const addMonths = (month: string, months: number) =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString();

/** A date as `Intl` wants it, free of zones. */
export const plainDay = (date: string) => new Date(`${date}T00:00:00Z`);

export function formatDay(date: string, locale: string, options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(plainDay(date));
}
