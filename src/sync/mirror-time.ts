import { isSameRecurrence, isSameTime } from "./equal.ts";
import { addMinutes, minutesBetween, type Instant } from "./instant.ts";
import { type MirroredEntry } from "./mirror-model.ts";
import { type MeetingTime } from "./model.ts";
import { toPlainDate } from "./recurrence/dates.ts";
import { momentAt, wallClock } from "./recurrence/expand.ts";
import { toIana } from "./time-zones.ts";

/**
 * A day is a date, not two moments: an all-day entry in the other calendar's zone, on the same dates.
 * Entries with a time of day are moments already and stay as they are.
 */
export function onSameDates(entry: MirroredEntry, timeZone: string): MirroredEntry {
  const { time, recurrence } = entry;
  if (!time.isAllDay || time.timeZone === timeZone) return entry;
  const from = toIana(time.timeZone);
  const to = toIana(timeZone);
  const moved = (moment: Instant): Instant => {
    const { day, timeMs } = wallClock(moment, from);
    return momentAt(day, timeMs, to);
  };
  return {
    ...entry,
    time: { start: moved(time.start), end: moved(time.end), timeZone, isAllDay: true },
    recurrence: recurrence === null ? null : { ...recurrence, timeZone },
    cancelled: entry.cancelled.map(moved),
  };
}

/** When an occurrence of the same length ends that starts at that moment; days are counted as dates. */
export function endOf(start: Instant, time: MeetingTime): Instant {
  if (!time.isAllDay) return addMinutes(start, minutesBetween(time.start, time.end));
  const zone = toIana(time.timeZone);
  const days = wallClock(time.end, zone).day - wallClock(time.start, zone).day;
  return momentAt(wallClock(start, zone).day + days, 0, zone);
}

function dateOf(moment: Instant, zone: string): string {
  return toPlainDate(wallClock(moment, toIana(zone)).day);
}

/** True when both take place at the same time; the zone counts only where it says when a series is. */
export function isAtSameTime(a: MirroredEntry, b: MirroredEntry): boolean {
  const [one, other] = [a.time, b.time];
  if (one.isAllDay !== other.isAllDay) return false;
  if (one.isAllDay) {
    return (
      dateOf(one.start, one.timeZone) === dateOf(other.start, other.timeZone) &&
      dateOf(one.end, one.timeZone) === dateOf(other.end, other.timeZone)
    );
  }
  if (a.recurrence === null && b.recurrence === null) {
    return one.start === other.start && one.end === other.end;
  }
  return isSameTime(one, other);
}

/**
 * True when both repeat alike, each from its own first day: on which day that is says their time. Which
 * occurrences are cancelled is compared one by one besides.
 */
export function repeatsAlike(a: MirroredEntry, b: MirroredEntry): boolean {
  const [one, other] = [a.recurrence, b.recurrence];
  if (one === null || other === null) return one === other;
  const alike = { ...other, range: { ...other.range, startDate: one.range.startDate } };
  if (!a.time.isAllDay || !b.time.isAllDay) return isSameRecurrence(one, alike);
  return isSameRecurrence({ ...one, timeZone: "UTC" }, { ...alike, timeZone: "UTC" });
}
