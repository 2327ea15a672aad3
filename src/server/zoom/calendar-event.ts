import { SyncError } from "../../sync/errors.ts";
import { fromEpochMs, type Instant } from "../../sync/instant.ts";
import {
  asCalendarHolds,
  blockSubject,
  type MirroredEntry,
  type MirrorState,
} from "../../sync/mirror.ts";
import { toDayNumber, toPlainDate } from "../../sync/recurrence/dates.ts";
import { hasOccurrenceAt, momentAt, wallClock } from "../../sync/recurrence/expand.ts";
import { toIana } from "../../sync/time-zones.ts";
import { compact, compactDate, toRule } from "./calendar-rule.ts";
import { fromRule } from "./calendar-rule-reading.ts";
import {
  type CalendarEvent,
  type CalendarEventBody,
  type CalendarEventTime,
} from "./calendar-schema.ts";
import { unreadable, UnreadableEvent } from "./unreadable-event.ts";

const summaryLength = 1024;

/**
 * The whole event for an entry. It never has attendees, so Zoom has nobody to write to.
 * @see https://developers.zoom.us/docs/api/calendar/#tag/events/post/calendars/{calId}/events
 */
export function toCalendarEvent(entry: MirroredEntry): CalendarEventBody {
  const { subject, isPrivate, time, recurrence, cancelled, showAs } = asCalendarHolds(entry);
  const { timeZone, isAllDay } = time;
  return {
    start: timeBody(time.start, timeZone, isAllDay),
    end: timeBody(time.end, timeZone, isAllDay),
    summary: (subject ?? blockSubject).slice(0, summaryLength),
    recurrence:
      recurrence === null
        ? []
        : [toRule(recurrence, isAllDay), ...exceptionLines(cancelled, timeZone, isAllDay)],
    transparency: showAs === "free" ? "transparent" : "opaque",
    visibility: subject === null || isPrivate === true ? "private" : "default",
  };
}

function timeBody(moment: Instant, timeZone: string, isAllDay: boolean): CalendarEventTime {
  if (isAllDay) return { date: dateOf(moment, timeZone), timeZone };
  return { dateTime: moment, timeZone };
}

function dateOf(moment: Instant, timeZone: string): string {
  return toPlainDate(wallClock(moment, timeZone).day);
}

function exceptionLines(
  cancelled: readonly Instant[],
  timeZone: string,
  isAllDay: boolean,
): string[] {
  if (cancelled.length === 0) return [];
  if (!isAllDay) return [`EXDATE:${cancelled.map(compact).join(",")}`];
  const dates = cancelled.map((moment) => compactDate(dateOf(moment, timeZone)));
  return [`EXDATE;VALUE=DATE:${dates.join(",")}`];
}

/**
 * An event as an entry; `null` for one that was deleted. Throws `UnreadableEvent` for a recurrence the
 * engine has no words for: `mirrorStateOf` is the reading that never throws.
 *
 * @param calendarZone the calendar's own zone, for an event that names none.
 */
export function fromCalendarEvent(
  event: CalendarEvent,
  calendarZone = "UTC",
): MirroredEntry | null {
  if (event.status === "cancelled") return null;
  const plain = plainEntry(event, calendarZone);
  const { rule, exceptions } = linesOf(event.recurrence ?? []);
  if (rule === null) return plain;
  const recurrence = fromRule(rule, plain.time);
  const cancelled = exceptions
    .flatMap((line) => readDates(line, plain.time))
    .filter((moment) => hasOccurrenceAt(recurrence, plain.time.start, moment));
  return asCalendarHolds({ ...plain, recurrence, cancelled });
}

/**
 * The event as the engine is to see it. When it repeats in a way the engine has no words for, time and
 * recurrence are as they were `known`; without that the reading proves nothing.
 */
export function mirrorStateOf(
  event: CalendarEvent,
  known: MirroredEntry | null = null,
  calendarZone = "UTC",
): MirrorState {
  try {
    const entry = fromCalendarEvent(event, calendarZone);
    return entry === null ? { state: "absent", reason: "deleted" } : { state: "present", entry };
  } catch (cause) {
    if (!(cause instanceof UnreadableEvent)) throw cause;
    if (known === null) return { state: "absent", reason: "unknown" };
    const { time, recurrence, cancelled } = known;
    const entry = { ...labels(event), time, recurrence, cancelled };
    return { state: "present", entry };
  }
}

/**
 * Whether somebody moved a series to a day that its own rule does not name, or not in every month. Outlook
 * knows no such series.
 * @param known how it was before
 */
export function isMovedOffItsRule(
  event: CalendarEvent,
  known: MirroredEntry,
  calendarZone = "UTC",
): boolean {
  try {
    fromCalendarEvent(event, calendarZone);
    return false;
  } catch (cause) {
    if (!(cause instanceof UnreadableEvent)) throw cause;
    // The same start in another zone is nobody's move.
    return (
      (cause.reason === "rule.otherStart" || cause.reason === "rule.skipsMonths") &&
      plainEntry(event, calendarZone).time.start !== known.time.start
    );
  }
}

/** A private event with the neutral title is a block of time. */
function labels(event: CalendarEvent): Pick<MirroredEntry, "subject" | "isPrivate" | "showAs"> {
  const showAs = event.transparency === "transparent" ? "free" : "busy";
  const isPrivate = event.visibility === "private";
  const summary = event.summary ?? "";
  if (isPrivate && summary === blockSubject) return { subject: null, showAs };
  return { subject: summary, ...(isPrivate ? { isPrivate } : {}), showAs };
}

function plainEntry(event: CalendarEvent, calendarZone: string): MirroredEntry {
  const { start, end } = event;
  const isAllDay = start?.date !== undefined && start.dateTime === undefined;
  const timeZone = zoneOf(event, calendarZone);
  const from = readTime(start, timeZone);
  const until = readTime(end, timeZone);
  return {
    ...labels(event),
    time: { start: from, end: until < from ? from : until, timeZone, isAllDay },
    recurrence: null,
    cancelled: [],
  };
}

/** A zone no list knows matters only where the clock of that zone says when the event is. */
function zoneOf({ start, end, recurrence }: CalendarEvent, calendarZone: string): string {
  const named = start?.timeZone ?? end?.timeZone;
  const zone = knownZone(named ?? calendarZone);
  if (zone !== null) return zone;
  const needsClock =
    (recurrence ?? []).length > 0 || [start, end].some((time) => !hasOffset(time?.dateTime ?? "Z"));
  return needsClock ? unreadable("timeZone.unknown") : (knownZone(calendarZone) ?? "UTC");
}

function knownZone(name: string): string | null {
  try {
    return toIana(name);
  } catch (cause) {
    if (cause instanceof SyncError) return null;
    throw cause;
  }
}

function hasOffset(dateTime: string): boolean {
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(dateTime);
}

function readTime(time: CalendarEventTime | undefined, timeZone: string): Instant {
  if (time?.dateTime !== undefined) return readMoment(time.dateTime, timeZone);
  const date = time?.date ?? "";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) unreadable("date.invalid");
  return momentAt(toDayNumber(date), 0, timeZone);
}

/** RFC 3339 with an offset, or a time on the clock of the zone. */
function readMoment(text: string, timeZone: string): Instant {
  const isMoment = hasOffset(text);
  const parsed = Date.parse(isMoment ? text : `${text}Z`);
  if (Number.isNaN(parsed)) unreadable("date.invalid");
  if (isMoment) return fromEpochMs(parsed);
  const day = Math.floor(parsed / 86_400_000);
  return momentAt(day, parsed - day * 86_400_000, timeZone);
}

function linesOf(lines: readonly string[]): { rule: string | null; exceptions: string[] } {
  const rules: string[] = [];
  const exceptions: string[] = [];
  for (const line of lines.map((each) => each.trim()).filter((each) => each !== "")) {
    const name = /^[A-Za-z]+/.exec(line)?.[0].toUpperCase();
    if (name === "RRULE") rules.push(line.slice("RRULE:".length));
    else if (name === "EXDATE") exceptions.push(line);
    else unreadable("rule.extraDates");
  }
  if (rules.length > 1) unreadable("rule.several");
  return { rule: rules[0] ?? null, exceptions };
}

/** `EXDATE;TZID=Europe/Berlin:20261208T100000,20261215T100000`, in UTC, or dates alone. */
function readDates(line: string, time: MirroredEntry["time"]): Instant[] {
  const [head, values] = splitOnce(line);
  const zone = /;TZID=([^;:]+)/i.exec(head)?.[1];
  const timeZone = zone === undefined ? time.timeZone : knownZone(zone);
  if (timeZone === null) return unreadable("timeZone.unknown");
  const { timeMs } = wallClock(time.start, time.timeZone);
  return values.split(",").map((value) => {
    const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/i.exec(value.trim());
    if (match === null) unreadable("date.invalid");
    const [, year, month, day, hour, minute, second, utc] = match;
    const date = `${year}-${month}-${day}`;
    if (hour === undefined) return momentAt(toDayNumber(date), timeMs, time.timeZone);
    const wall = `${date}T${hour}:${minute}:${second}`;
    return readMoment(utc === "" ? wall : `${wall}Z`, timeZone);
  });
}

function splitOnce(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1)];
}
