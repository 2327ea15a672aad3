import { type Weekday } from "../shared/api/recurrence.ts";
import { isCovered } from "./coverage.ts";
import { addMinutes, type Instant } from "./instant.ts";
import { type MirroredEntry, type MirrorKey } from "./mirror-model.ts";
import {
  type MeetingTime,
  type OccurrenceException,
  type OutlookFields,
  type OutlookPresent,
  type Recurrence,
  type ShowAs,
  type SyncPolicy,
} from "./model.ts";
import { endOf } from "./mirror-time.ts";
import { isPrivate } from "./projection.ts";
import { toPlainDate } from "./recurrence/dates.ts";
import { weekdays } from "../shared/weekdays.ts";
import { hasOccurrenceAt, momentAt, occurrenceStarts, wallClock } from "./recurrence/expand.ts";
import { checkRecurrence } from "./recurrence/check.ts";
import { toIana } from "./time-zones.ts";

/** What a block of time is called where a title is needed. */
export const blockSubject = "Busy";

const noZoom = { state: "absent", reason: "never", recoverableUntil: null } as const;

/** Whether a moment or span lies in what the policy synchronises. */
export function isInWindow(
  policy: SyncPolicy,
  outlook: Pick<OutlookPresent, "time" | "recurrence">,
): boolean {
  if (policy.window === null) return true;
  return isCovered(policy, null, { ...spanless, ...outlook }, noZoom);
}

const spanless: Omit<OutlookPresent, "time" | "recurrence"> = {
  state: "present",
  id: null,
  kind: "single",
  isOrganizer: true,
  revision: null,
  subject: "",
  exceptions: {},
  notes: null,
  attendees: null,
  sensitivity: null,
  showAs: null,
  options: null,
};

export function isMomentInWindow(policy: SyncPolicy, moment: Instant): boolean {
  const time = { start: moment, end: addMinutes(moment, 1), timeZone: "UTC", isAllDay: false };
  return isInWindow(policy, { time, recurrence: null });
}

/**
 * What Zoom's calendar is to show of an entry: itself, and each occurrence that is not like the others
 * as an event of its own. What lies outside the policy's window is left out.
 */
export function mirroredParts(
  outlook: OutlookPresent,
  policy: SyncPolicy,
): ReadonlyMap<MirrorKey, MirroredEntry> {
  const parts = new Map<MirrorKey, MirroredEntry>();
  if (policy.version !== "v2" || !isInWindow(policy, outlook)) return parts;
  const hidden = policy.timesOnly || isPrivate(outlook.sensitivity ?? "normal");
  const whole: MirroredEntry = {
    subject: hidden ? null : outlook.subject,
    time: outlook.time,
    recurrence: outlook.recurrence,
    cancelled: [],
    showAs: outlook.showAs ?? "busy",
  };
  if (outlook.recurrence === null) return parts.set("", whole);
  const cancelled: Instant[] = [];
  const own: Array<[Instant, MirroredEntry]> = [];
  for (const start of (Object.keys(outlook.exceptions) as Instant[]).sort()) {
    const exception = outlook.exceptions[start];
    const part = exception === undefined ? null : ownPart(start, exception, whole);
    const isShown = part !== null && isInWindow(policy, part);
    if (isShown) own.push([start, part]);
    const isMissing = part !== null || exception?.kind === "cancelled";
    if (isShown || (isMissing && isMomentInWindow(policy, start))) cancelled.push(start);
  }
  parts.set("", { ...whole, cancelled });
  for (const [start, part] of own) parts.set(start, part);
  return parts;
}

/** `null`: Zoom's calendar shows the occurrence as it shows the others. */
function ownPart(
  originalStart: Instant,
  exception: OccurrenceException,
  whole: MirroredEntry,
): MirroredEntry | null {
  if (exception.kind === "cancelled") return null;
  const subject = whole.subject === null ? null : (exception.subject ?? whole.subject);
  if (exception.kind === "edited" && subject === whole.subject) return null;
  const span =
    exception.kind === "moved"
      ? { start: exception.start, end: exception.end }
      : { start: originalStart, end: endOf(originalStart, whole.time) };
  const time: MeetingTime = { ...whole.time, ...span };
  return { subject, time, recurrence: null, cancelled: [], showAs: whole.showAs };
}

/** A whole event for one that was made in Zoom's calendar. */
export function fieldsFromMirror(entry: MirroredEntry): OutlookFields {
  return {
    subject: toOutlookSubject(entry.subject ?? blockSubject),
    time: entry.time,
    recurrence: entry.recurrence,
    exceptions: {},
    notes: null,
    attendees: null,
    sensitivity: entry.subject === null || entry.isPrivate === true ? "private" : "normal",
    showAs: entry.showAs,
    options: null,
  };
}

/** Outlook allows 255 characters. */
export function toOutlookSubject(subject: string): string {
  return subject.slice(0, 255);
}

/** Zoom's calendar knows only whether an event takes time. */
function toCalendarShowAs(showAs: ShowAs): ShowAs {
  return showAs === "free" ? "free" : "busy";
}

/** The entry as Zoom's calendar can hold it: what is written comes back like this. */
export function asCalendarHolds(entry: MirroredEntry): MirroredEntry {
  const showAs = toCalendarShowAs(entry.showAs);
  const zone = toIana(entry.time.timeZone);
  const hides = entry.isPrivate === true;
  // A private event with the neutral title cannot be told from a block.
  const subject = hides && entry.subject === blockSubject ? null : entry.subject;
  const plain: MirroredEntry = {
    subject,
    ...(subject !== null && hides ? { isPrivate: true } : {}),
    time: { ...entry.time, timeZone: zone },
    recurrence: null,
    cancelled: [],
    showAs,
  };
  if (entry.recurrence === null) return plain;
  checkRecurrence(entry.recurrence);
  // A series stands in one zone: that in which it repeats.
  const repeatZone = entry.time.isAllDay ? zone : toIana(entry.recurrence.timeZone);
  const repeats = { ...entry.recurrence, timeZone: repeatZone };
  const first = occurrenceStarts(repeats, entry.time.start).next();
  const start = first.done === true ? entry.time.start : first.value;
  const end = endOf(start, entry.time);
  const recurrence: Recurrence = {
    pattern: plainPattern(entry.recurrence.pattern),
    range: {
      ...entry.recurrence.range,
      startDate: toPlainDate(wallClock(start, repeatZone).day),
    },
    timeZone: repeatZone,
  };
  return {
    ...plain,
    time: { start, end, timeZone: repeatZone, isAllDay: entry.time.isAllDay },
    recurrence,
    cancelled: [...new Set(entry.cancelled)]
      .filter((moment) => hasOccurrenceAt(recurrence, start, moment))
      .sort(),
  };
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Of the many ways to say the same pattern, the one that a reading of the calendar gives. */
function plainPattern(pattern: Recurrence["pattern"]): Recurrence["pattern"] {
  switch (pattern.type) {
    case "weekly": {
      const daysOfWeek = inOrder(pattern.daysOfWeek);
      // The beginning of the week counts only where some weeks are left out.
      const firstDayOfWeek = pattern.interval === 1 ? "monday" : pattern.firstDayOfWeek;
      return { ...pattern, daysOfWeek, firstDayOfWeek };
    }
    case "relativeMonthly":
    case "relativeYearly":
      return { ...pattern, daysOfWeek: inOrder(pattern.daysOfWeek) };
    case "absoluteYearly": {
      const longest = longestMonths[pattern.month - 1] ?? 31;
      return { ...pattern, dayOfMonth: Math.min(pattern.dayOfMonth, longest) };
    }
    default:
      return pattern;
  }
}

function inOrder(days: readonly Weekday[]): Weekday[] {
  return weekdays.filter((day) => days.includes(day));
}

/** Where an occurrence has gone in a series that moved to another time of day; `null`: nowhere. */
export function sameDayStart(
  recurrence: Recurrence,
  time: MeetingTime,
  start: Instant,
): Instant | null {
  const zone = toIana(recurrence.timeZone);
  const moved = momentAt(wallClock(start, zone).day, wallClock(time.start, zone).timeMs, zone);
  return hasOccurrenceAt(recurrence, time.start, moved) ? moved : null;
}
