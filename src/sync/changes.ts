import {
  isSameAddressSet,
  isSameException,
  isSameJson,
  isSameRecurrence,
  isSameTime,
} from "./equal.ts";
import { type Instant } from "./instant.ts";
import { type OutlookFields, type ZoomFields } from "./model.ts";
import { isSameZoomRecurrence, isSameZoomTime } from "./recurrence/zoom-schedule.ts";

/** The fields of a meeting that are merged on their own; exceptions are merged one by one besides. */
export const mergedFields = [
  "subject",
  "time",
  "recurrence",
  "notes",
  "attendees",
  "sensitivity",
  "options",
] as const;
export type MergedField = (typeof mergedFields)[number];

/** `null` on either side means it was not read: no change can be told. */
function differs<T>(before: T | null, now: T | null, isSame: (a: T, b: T) => boolean): boolean {
  return before !== null && now !== null && before !== now && !isSame(before, now);
}

/** Whether Outlook's value of the field is another than it was. */
export function changedInOutlook(
  field: MergedField,
  before: OutlookFields,
  now: OutlookFields,
): boolean {
  switch (field) {
    case "subject":
      return before.subject !== now.subject;
    case "time":
      return !isSameTime(before.time, now.time);
    case "recurrence":
      return !isSameRecurrence(before.recurrence, now.recurrence);
    case "notes":
      return differs(before.notes, now.notes, Object.is);
    case "attendees":
      return differs(before.attendees, now.attendees, isSameAddressSet);
    case "sensitivity":
      return (
        differs(before.sensitivity, now.sensitivity, Object.is) ||
        differs(before.showAs, now.showAs, Object.is)
      );
    case "options":
      // Outlook keeps no options: only what somebody asks for is a change.
      return now.options !== null && !isSameJson(before.options, now.options);
  }
}

/** Whether Zoom's value of the field is another than it was. */
export function changedInZoom(
  field: MergedField,
  before: ZoomFields,
  after: ZoomFields,
  now: Instant,
): boolean {
  switch (field) {
    case "subject":
      return before.topic !== after.topic;
    case "time":
      return !isSameZoomTime(before.schedule, after.schedule, now);
    case "recurrence":
      return !isSameZoomRecurrence(before.schedule, after.schedule);
    case "notes":
      return differs(before.agenda, after.agenda, Object.is);
    case "attendees":
      return differs(before.invitees, after.invitees, isSameAddressSet);
    case "sensitivity":
      return differs(before.isPrivate, after.isPrivate, Object.is);
    case "options":
      return differs(before.options, after.options, isSameJson);
  }
}

/** Whether Zoom was never read so far that it showed this field. */
export function isUnreadInZoom(field: MergedField, zoom: ZoomFields): boolean {
  switch (field) {
    case "notes":
      return zoom.agenda === null;
    case "attendees":
      return zoom.invitees === null;
    case "sensitivity":
      return zoom.isPrivate === null;
    case "options":
      return zoom.options === null;
    default:
      return false;
  }
}

/** The original starts whose exception is another than it was. */
export function changedExceptions(
  before: OutlookFields["exceptions"] | ZoomFields["exceptions"],
  now: OutlookFields["exceptions"] | ZoomFields["exceptions"],
): Set<Instant> {
  if (before === now) return new Set();
  const starts = [...Object.keys(before), ...Object.keys(now)] as Instant[];
  return new Set(starts.filter((start) => !isSameException(before[start], now[start])));
}

/** What attendees see: editing it is a reason to keep a meeting the other side deleted. */
const visibleFields = ["subject", "time", "recurrence", "notes", "attendees"] as const;

export function isEditedInOutlook(before: OutlookFields, now: OutlookFields): boolean {
  return (
    visibleFields.some((field) => changedInOutlook(field, before, now)) ||
    changedExceptions(before.exceptions, now.exceptions).size > 0
  );
}

export function isEditedInZoom(before: ZoomFields, after: ZoomFields, now: Instant): boolean {
  return (
    visibleFields.some((field) => changedInZoom(field, before, after, now)) ||
    changedExceptions(before.exceptions, after.exceptions).size > 0
  );
}
