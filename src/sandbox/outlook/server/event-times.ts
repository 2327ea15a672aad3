import { type DateTimeTimeZone } from "../../world/model.ts";
import { ianaZone } from "../../world/zoned-time.ts";

/** Epoch milliseconds of a wall-clock time in its zone. */
export function toEpochMs(time: DateTimeTimeZone): number {
  return Temporal.PlainDateTime.from(time.dateTime).toZonedDateTime(ianaZone(time.timeZone))
    .epochMilliseconds;
}

/** The wall-clock time that `epochMs` shows in the Windows or IANA zone, as Graph spells it. */
export function toWallClock(epochMs: number, timeZone: string): DateTimeTimeZone {
  const local = wallClock(epochMs, timeZone).toString({ fractionalSecondDigits: 7 });
  return { dateTime: local, timeZone };
}

/** The local date (`yyyy-MM-dd`) of an instant. */
export function toLocalDate(epochMs: number, timeZone: string): string {
  return wallClock(epochMs, timeZone).toPlainDate().toString();
}

/** Midnight that begins the local date, in epoch milliseconds. */
export function toMidnightMs(date: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(ianaZone(timeZone)).epochMilliseconds;
}

function wallClock(epochMs: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(ianaZone(timeZone))
    .toPlainDateTime();
}
