import { addMinutes, type Instant, minutesBetween } from "./instant.ts";
import {
  type MeetingTime,
  type OutlookFields,
  type Recurrence,
  type Sensitivity,
  type ZoomFields,
  type ZoomSchedule,
} from "./model.ts";
import { isPrivate, toAgenda } from "./projection.ts";
import { occurrenceDates } from "./recurrence/dates.ts";
import { momentAt, wallClock } from "./recurrence/expand.ts";
import { fromZoomRecurrence, fromZoomTime } from "./recurrence/from-zoom.ts";
import { isSameZone, toIana } from "./time-zones.ts";

type TimedZoomSchedule = Exclude<ZoomSchedule, { kind: "noFixedTime" }>;

/**
 * Zoom's new time in Outlook's terms, changing no more than Zoom changed: the zone stays while Zoom's
 * did, and a length Zoom had to shorten stays until Zoom changes it. `before` is Zoom's agreed schedule.
 */
export function liftTime(
  outlook: MeetingTime,
  before: ZoomSchedule,
  after: ZoomSchedule,
  now: Instant,
): MeetingTime {
  if (after.kind === "noFixedTime") return outlook;
  const zoom = fromZoomTime(after) ?? outlook;
  if (before.kind === "noFixedTime") return zoom;
  const keepsZone = isSameZone(toIana(before.timeZone), zoom.timeZone);
  const keepsDuration = before.durationMinutes === after.durationMinutes;
  const start = liftStart(outlook, before, after, now);
  const minutes = keepsDuration
    ? minutesBetween(outlook.start, outlook.end)
    : after.durationMinutes;
  return {
    start,
    end: addMinutes(start, minutes),
    timeZone: keepsZone ? outlook.timeZone : zoom.timeZone,
    isAllDay: outlook.isAllDay && keepsDuration && isMidnight(start, outlook.timeZone),
  };
}

function isMidnight(start: MeetingTime["start"], zone: string): boolean {
  return wallClock(start, toIana(zone)).timeMs === 0;
}

/** A series whose time of day moved keeps its first date, which Zoom no longer shows once it is past. */
function liftStart(
  outlook: MeetingTime,
  before: TimedZoomSchedule,
  after: TimedZoomSchedule,
  now: Instant,
): MeetingTime["start"] {
  if (before.kind === "single" || after.kind === "single") return after.start;
  // Of a series that has not begun Zoom still shows the first date, so another one is a move.
  if (outlook.start >= now) return after.start;
  const zone = toIana(after.timeZone);
  const { day, timeMs } = wallClock(after.start, zone);
  const next = occurrenceDates(fromZoomRecurrence(before), day).next();
  if (next.value !== day) return after.start;
  return momentAt(wallClock(outlook.start, zone).day, timeMs, zone);
}

/** Zoom's new recurrence in Outlook's terms; a meeting without fixed time says nothing about it. */
export function liftRecurrence(
  outlook: Pick<OutlookFields, "recurrence" | "time">,
  after: ZoomSchedule,
): Recurrence | null {
  switch (after.kind) {
    case "noFixedTime":
      return outlook.recurrence;
    case "single":
      return null;
    case "fixedTime":
      return fromZoomRecurrence(after);
  }
}

/** Zoom's agenda holds the beginning of long notes: what follows it stays. */
export function liftNotes(outlook: string, before: string | null, after: string): string {
  const shortened = toAgenda(outlook);
  const wasShortened = shortened.length < outlook.length && before === shortened;
  return wasShortened ? after + outlook.slice(shortened.length) : after;
}

export function liftSensitivity(outlook: Sensitivity, after: boolean): Sensitivity {
  if (isPrivate(outlook) === after) return outlook;
  return after ? "private" : "normal";
}

/** A whole event for a Zoom meeting that has none; `null` when the meeting has no fixed time. */
export function toOutlookFields(zoom: ZoomFields): OutlookFields | null {
  const time = fromZoomTime(zoom.schedule);
  if (time === null) return null;
  return {
    subject: zoom.topic,
    time,
    recurrence: zoom.schedule.kind === "fixedTime" ? fromZoomRecurrence(zoom.schedule) : null,
    exceptions: {},
    notes: zoom.agenda,
    attendees: zoom.invitees,
    sensitivity: zoom.isPrivate === true ? "private" : "normal",
    showAs: "busy",
    options: null,
  };
}
