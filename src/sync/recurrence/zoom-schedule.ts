import { type Instant } from "../instant.ts";
import {
  type ZoomException,
  type ZoomOccurrence,
  type ZoomRecurrence,
  type ZoomSchedule,
} from "../model.ts";
import { isSameZone, toIana } from "../time-zones.ts";
import { hasOccurrenceAt, lastOccurrenceStart } from "./expand.ts";
import { fromZoomRecurrence, type ZoomFixedTime } from "./from-zoom.ts";

function isSamePattern(a: ZoomRecurrence, b: ZoomRecurrence): boolean {
  if (a.type !== b.type || a.repeatInterval !== b.repeatInterval) return false;
  if (a.type === 2 && b.type === 2) {
    return (
      a.weeklyDays.length === b.weeklyDays.length &&
      a.weeklyDays.every((d) => b.weeklyDays.includes(d))
    );
  }
  if ("monthlyDay" in a) return "monthlyDay" in b && a.monthlyDay === b.monthlyDay;
  if ("monthlyWeek" in a) {
    return (
      "monthlyWeek" in b && a.monthlyWeek === b.monthlyWeek && a.monthlyWeekDay === b.monthlyWeekDay
    );
  }
  return true;
}

/** A count and an end date that stop at the same occurrence are one end. */
function isSameEnd(a: ZoomFixedTime, b: ZoomFixedTime): boolean {
  const ends = [a.recurrence.end, b.recurrence.end] as const;
  if (ends[0].kind === "times" && ends[1].kind === "times") return ends[0].times === ends[1].times;
  if (ends[0].kind === "never" || ends[1].kind === "never") return ends[0].kind === ends[1].kind;
  return (
    lastOccurrenceStart(fromZoomRecurrence(a), a.start) ===
    lastOccurrenceStart(fromZoomRecurrence(b), b.start)
  );
}

/** True when both repeat alike, whatever their time of day. */
export function isSameZoomRecurrence(a: ZoomSchedule, b: ZoomSchedule): boolean {
  if (a.kind !== "fixedTime" || b.kind !== "fixedTime") return a.kind === b.kind;
  return isSamePattern(a.recurrence, b.recurrence) && isSameEnd(a, b);
}

/**
 * True when `later` shows the same time as `earlier`. Zoom lists only the coming occurrences, so the
 * start of a running series slides along its own pattern: that is no change.
 */
export function isSameZoomTime(earlier: ZoomSchedule, later: ZoomSchedule, now: Instant): boolean {
  if (later.kind === "noFixedTime") return true;
  // A meeting that had no time and has one now says when it is.
  if (earlier.kind === "noFixedTime") return false;
  if (earlier.durationMinutes !== later.durationMinutes) return false;
  if (
    earlier.timeZone !== later.timeZone &&
    !isSameZone(toIana(earlier.timeZone), toIana(later.timeZone))
  )
    return false;
  if (earlier.start === later.start) return true;
  if (earlier.kind === "single" || later.kind === "single") return false;
  return hasSlidAlong(earlier, later.start, now);
}

function hasSlidAlong(earlier: ZoomFixedTime, start: Instant, now: Instant): boolean {
  return (
    earlier.start < now &&
    start > earlier.start &&
    hasOccurrenceAt(fromZoomRecurrence(earlier), earlier.start, start)
  );
}

export function isSameZoomSchedule(
  earlier: ZoomSchedule,
  later: ZoomSchedule,
  now: Instant,
): boolean {
  return isSameZoomRecurrence(earlier, later) && isSameZoomTime(earlier, later, now);
}

/** What is different about single occurrences of a Zoom series, by original start. */
export function zoomExceptions(
  schedule: ZoomSchedule,
  occurrences: readonly ZoomOccurrence[],
): Record<Instant, ZoomException> {
  const exceptions: Record<Instant, ZoomException> = {};
  if (schedule.kind !== "fixedTime") return exceptions;
  for (const { originalStart, start, durationMinutes, status } of occurrences) {
    if (status === "deleted") exceptions[originalStart] = { kind: "cancelled" };
    else if (start !== originalStart || durationMinutes !== schedule.durationMinutes) {
      exceptions[originalStart] = { kind: "moved", start, durationMinutes };
    }
  }
  return exceptions;
}
