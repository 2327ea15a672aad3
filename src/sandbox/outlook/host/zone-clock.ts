import { Temporal } from "temporal-polyfill";

/** The start of the local day `instant` (epoch ms) falls on in `zone`, as epoch ms. */
export function startOfDay(instant: number, zone: string): number {
  return zoned(instant, zone).startOfDay().epochMilliseconds;
}

/** The first midnight in `zone` at or after `instant` (epoch ms), as epoch ms. */
export function nextMidnight(instant: number, zone: string): number {
  const start = startOfDay(instant, zone);
  if (start === instant) return instant;
  return zoned(start, zone).add({ days: 1 }).startOfDay().epochMilliseconds;
}

/** The instant (epoch ms) of a wall-clock time in `zone`. */
export function instantOf(
  wallClock: { year: number; month: number; day: number; minute: number },
  zone: string,
): number {
  const { year, month, day, minute } = wallClock;
  return Temporal.PlainDate.from({ year, month, day })
    .toPlainDateTime(Temporal.PlainTime.from("00:00").add({ minutes: minute }))
    .toZonedDateTime(zone).epochMilliseconds;
}

/** The wall clock of `instant` (epoch ms) in `zone`. */
export function wallClockOf(instant: number, zone: string) {
  const { year, month, day, hour, minute } = zoned(instant, zone);
  return { year, month, day, minute: hour * 60 + minute };
}

/**
 * Offsets of `zone` as office.js wants them in its initial data: contiguous spans with the offset in
 * minutes, from five years before `now` to ten years after.
 */
export function timeZoneOffsets(
  zone: string,
  now: number,
): Array<{ start: number; end: number; offset: number }> {
  const last = zoned(now, zone).add({ years: 10 });
  const spans: Array<{ start: number; end: number; offset: number }> = [];
  let from = zoned(now, zone).subtract({ years: 5 });
  while (Temporal.ZonedDateTime.compare(from, last) < 0) {
    const change = from.getTimeZoneTransition("next");
    const until =
      change === null || Temporal.ZonedDateTime.compare(change, last) > 0 ? last : change;
    spans.push({
      start: from.epochMilliseconds,
      end: until.epochMilliseconds,
      offset: from.offsetNanoseconds / 60e9,
    });
    from = until;
  }
  return spans;
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
