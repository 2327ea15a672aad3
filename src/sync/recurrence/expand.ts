import { type Recurrence } from "../../shared/api/recurrence.ts";
import { epochMs, fromEpochMs, type Instant } from "../instant.ts";
import { type Span } from "../zoom-zone.ts";
import { toIana } from "../time-zones.ts";
import { checkRecurrence } from "./check.ts";
import { occurrenceDates, toDayNumber, toPlainDate, type DayNumber } from "./dates.ts";

export interface Occurrence {
  readonly start: Instant;
  readonly end: Instant;
}

const dayMs = 86_400_000;

/** The wall clock at `instant`, as milliseconds since midnight and a date. */
export function wallClock(instant: Instant, zone: string): { day: DayNumber; timeMs: number } {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const localMs = zoned.epochMilliseconds + zoned.offsetNanoseconds / 1e6;
  const day = Math.floor(localMs / dayMs);
  return { day, timeMs: localMs - day * dayMs };
}

/**
 * The moment a clock in `zone` shows that time. A time the clock jumps over is taken after the jump
 * (02:30 becomes 03:30); of a time shown twice the first is taken, as Outlook does.
 */
export function momentAt(day: DayNumber, timeMs: number, zone: string): Instant {
  const midnight = Temporal.PlainDateTime.from(toPlainDate(day));
  const wall = midnight.add({ milliseconds: timeMs });
  return fromEpochMs(
    wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds,
  );
}

/** The starts of a checked series in order, each at the wall time of `firstStart`. */
export function* occurrenceStarts(
  recurrence: Recurrence,
  firstStart: Instant,
  from?: Instant,
): Generator<Instant, void> {
  const zone = toIana(recurrence.timeZone);
  const { timeMs } = wallClock(firstStart, zone);
  // A day of slack: the same moment is another date elsewhere.
  const fromDay = from === undefined ? undefined : wallClock(from, zone).day - 1;
  for (const day of occurrenceDates(recurrence, fromDay)) {
    const start = momentAt(day, timeMs, zone);
    if (from === undefined || start >= from) yield start;
  }
}

/**
 * The occurrences of a series that overlap the window, without its exceptions. `firstStart` gives the
 * time of day; the wall clock of the recurrence's zone keeps it across daylight saving. Throws a
 * `SyncError` for a recurrence that cannot be.
 */
export function expandOccurrences(
  recurrence: Recurrence,
  firstStart: Instant,
  durationMinutes: number,
  window: Span,
): Occurrence[] {
  checkRecurrence(recurrence);
  const durationMs = durationMinutes * 60_000;
  const from = fromEpochMs(epochMs(window.start) - durationMs);
  const found: Occurrence[] = [];
  for (const start of occurrenceStarts(recurrence, firstStart, from)) {
    if (start >= window.end) break;
    const end = fromEpochMs(epochMs(start) + durationMs);
    if (end > window.start) found.push({ start, end });
  }
  return found;
}

/** True when the series has an occurrence that starts at that very moment. */
export function hasOccurrenceAt(
  recurrence: Recurrence,
  firstStart: Instant,
  moment: Instant,
): boolean {
  const next = occurrenceStarts(recurrence, firstStart, moment).next();
  return next.done !== true && next.value === moment;
}

/** The first of the moments at which the series has no occurrence; `null` when it has them all. */
export function findStrayMoment(
  recurrence: Recurrence,
  firstStart: Instant,
  moments: readonly Instant[],
): Instant | null {
  const zone = toIana(recurrence.timeZone);
  const { timeMs } = wallClock(firstStart, zone);
  const wanted = moments.map((moment) => ({ moment, day: wallClock(moment, zone).day }));
  const days = new Set<DayNumber>();
  const last = Math.max(...wanted.map(({ day }) => day));
  for (const day of occurrenceDates(recurrence)) {
    if (day > last) break;
    days.add(day);
  }
  // A clock that jumps over midnight shows an occurrence on the day after its date.
  const isOccurrence = (day: DayNumber, moment: Instant) =>
    days.has(day) && momentAt(day, timeMs, zone) === moment;
  const stray = wanted.find(
    ({ day, moment }) => !isOccurrence(day, moment) && !isOccurrence(day - 1, moment),
  );
  return stray?.moment ?? null;
}

/** The start of the last occurrence, or `null` for an endless series. */
export function lastOccurrenceStart(recurrence: Recurrence, firstStart: Instant): Instant | null {
  if (recurrence.range.type === "noEnd") return null;
  const zone = toIana(recurrence.timeZone);
  let last: DayNumber = toDayNumber(recurrence.range.startDate);
  for (const day of occurrenceDates(recurrence)) last = day;
  return momentAt(last, wallClock(firstStart, zone).timeMs, zone);
}
