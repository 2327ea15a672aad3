import { isSameJson } from "./equal.ts";
import { type Agreed, type MeetingTime, type OutlookFields, type ZoomFields } from "./model.ts";

function isSameList(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function isSameClock(a: MeetingTime, b: MeetingTime): boolean {
  return (
    a.start === b.start && a.end === b.end && a.timeZone === b.timeZone && a.isAllDay === b.isAllDay
  );
}

function isOutlookStill(before: OutlookFields, now: OutlookFields): boolean {
  return (
    before.subject === now.subject &&
    isSameClock(before.time, now.time) &&
    before.notes === now.notes &&
    before.sensitivity === now.sensitivity &&
    before.showAs === now.showAs &&
    isSameList(before.attendees, now.attendees) &&
    isSameJson(before.recurrence, now.recurrence) &&
    isSameJson(before.exceptions, now.exceptions) &&
    isSameJson(before.options, now.options)
  );
}

function isZoomStill(before: ZoomFields, now: ZoomFields): boolean {
  return (
    before.topic === now.topic &&
    before.agenda === now.agenda &&
    before.isPrivate === now.isPrivate &&
    isSameList(before.invitees, now.invitees) &&
    isSameJson(before.schedule, now.schedule) &&
    isSameJson(before.exceptions, now.exceptions) &&
    isSameJson(before.options, now.options)
  );
}

/**
 * True when both sides are to the letter what was agreed, as nearly every entry of a sweep is: then
 * no merge can find anything. False says nothing; the merge knows what means the same in other words.
 */
export function isStill(agreed: Agreed, outlook: OutlookFields, zoom: ZoomFields): boolean {
  return isOutlookStill(agreed.outlook, outlook) && isZoomStill(agreed.zoom, zoom);
}
