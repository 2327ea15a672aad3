import { epochMs, type Instant } from "../../sync/instant.ts";
import {
  type Exceptions,
  type MeetingTime,
  type OccurrenceException,
  type OutlookPresent,
  type Recurrence,
} from "../../sync/model.ts";
import { toDayNumber } from "../../sync/recurrence/dates.ts";
import {
  expandOccurrences,
  hasOccurrenceAt,
  momentAt,
  type Occurrence,
  wallClock,
} from "../../sync/recurrence/expand.ts";
import { toIana } from "../../sync/time-zones.ts";
import { readOriginalStart, readTime, zoneOfEvent } from "./event-time.ts";
import { type GraphEvent } from "./graph-schema.ts";

/** What of a series its exceptions are told by. */
interface Series {
  readonly subject: string;
  readonly time: MeetingTime;
  readonly recurrence: Recurrence;
}

/**
 * The exceptions Graph gives with a series. One that is on none of its dates is a leftover of a pattern
 * the series had before, and is passed over.
 */
export function readExceptions(series: Series, event: GraphEvent): Exceptions {
  const exceptions: Record<Instant, OccurrenceException> = {};
  for (const occurrence of event.exceptionOccurrences ?? []) {
    const said = originalStartOf(series, occurrence);
    const start = said === null ? null : onSeries(series, said);
    const exception = start === null ? null : compare(series, start, occurrence);
    if (start !== null && exception !== null) exceptions[start] = exception;
  }
  for (const id of event.cancelledOccurrences ?? []) {
    const start = startOfCancelled(series, id);
    if (start !== null) exceptions[start] = { kind: "cancelled" };
  }
  return exceptions;
}

/**
 * For a series whose exceptions Graph did not give: what differs in its occurrences of a window. An
 * occurrence moved out of the window is missing like a cancelled one, so the window has to be wider
 * than what the outcome is used for; those that touch its ends are not judged.
 */
export function exceptionsFromInstances(
  series: OutlookPresent,
  instances: readonly GraphEvent[],
  window: Occurrence,
): Exceptions {
  const { recurrence, time, subject } = series;
  if (recurrence === null) return {};
  const repeats = { subject, time, recurrence };
  const minutes = (epochMs(time.end) - epochMs(time.start)) / 60_000;
  const expected = expandOccurrences(recurrence, time.start, minutes, window);
  const exceptions: Record<Instant, OccurrenceException> = {};
  const seen = new Set<Instant>();
  for (const instance of instances) {
    const start = patternStart(repeats, instance);
    if (start === null) continue;
    seen.add(start);
    const exception = compare(repeats, start, instance);
    if (exception !== null) exceptions[start] = exception;
  }
  for (const { start, end } of expected) {
    const isInside = start >= window.start && end <= window.end;
    if (isInside && !seen.has(start)) exceptions[start] = { kind: "cancelled" };
  }
  return exceptions;
}

function patternStart(series: Series, instance: GraphEvent): Instant | null {
  const zone = zoneOfEvent(instance, series.time.timeZone);
  const start = originalStartOf(series, instance) ?? readTime(instance, zone).start;
  return onSeries(series, start);
}

const originalStartOf = ({ time }: Series, occurrence: GraphEvent): Instant | null =>
  readOriginalStart(occurrence, time.timeZone, time.isAllDay);

/** Null for an occurrence that is as the series has it. */
function compare(
  { subject, time }: Series,
  originalStart: Instant,
  occurrence: GraphEvent,
): OccurrenceException | null {
  if (occurrence.isCancelled === true) return { kind: "cancelled" };
  const now = readTime(occurrence, zoneOfEvent(occurrence, time.timeZone));
  const own = occurrence.subject ?? subject;
  const renamed = own === subject ? {} : { subject: own };
  if (now.start !== originalStart || !isUsualEnd(time, originalStart, now.end)) {
    return { kind: "moved", start: now.start, end: now.end, ...renamed };
  }
  return own === subject ? null : { kind: "edited", ...renamed };
}

/** Over a change of the clock either the length is the usual one, or the time of day it ends. */
function isUsualEnd({ start, end, timeZone }: MeetingTime, from: Instant, to: Instant): boolean {
  if (epochMs(to) - epochMs(from) === epochMs(end) - epochMs(start)) return true;
  const last = wallClock(end, timeZone);
  const days = last.day - wallClock(start, timeZone).day;
  return to === momentAt(wallClock(from, timeZone).day + days, last.timeMs, timeZone);
}

/**
 * The start the series really has on that day. Graph's may differ from ours by the daylight saving of
 * a zone that is in no list.
 */
function onSeries({ recurrence, time }: Series, start: Instant): Instant | null {
  if (hasOccurrenceAt(recurrence, time.start, start)) return start;
  const zone = toIana(recurrence.timeZone);
  return startOn({ recurrence, time }, wallClock(start, zone).day);
}

function startOn({ recurrence, time }: Omit<Series, "subject">, day: number): Instant | null {
  const zone = toIana(recurrence.timeZone);
  const start = momentAt(day, wallClock(time.start, zone).timeMs, zone);
  return hasOccurrenceAt(recurrence, time.start, start) ? start : null;
}

/** `OID.{masterId}.{yyyy-MM-dd}`: ids have dots of their own, so only the last part is the date. */
function startOfCancelled(series: Series, occurrenceId: string): Instant | null {
  const date = occurrenceId.slice(occurrenceId.lastIndexOf(".") + 1);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? toDayNumber(date) : NaN;
  return Number.isNaN(day) ? null : startOn(series, day);
}
