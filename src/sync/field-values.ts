import { type MergedField } from "./changes.ts";
import { isSameJson, isSameRecurrence, isSameTime } from "./equal.ts";
import { type Conflict, type OutlookFields, type SyncPolicy, type ZoomFields } from "./model.ts";
import { isPrivate, toAgenda, toTopic } from "./projection.ts";
import { isSameZoomRecurrence, isSameZoomTime } from "./recurrence/zoom-schedule.ts";
import { toZoomSchedule } from "./recurrence/to-zoom.ts";

/** True when Zoom already shows the field as Outlook has it, as far as Zoom can. */
export function isAgreedInBoth(
  field: MergedField,
  outlook: OutlookFields,
  zoom: ZoomFields,
  policy: SyncPolicy,
): boolean {
  switch (field) {
    case "subject":
      return toTopic(outlook.subject) === zoom.topic;
    case "time":
    case "recurrence": {
      const anchor = zoom.schedule.kind === "fixedTime" ? zoom.schedule.start : null;
      const { schedule } = toZoomSchedule(outlook, policy.zoomCaps, policy.now, anchor);
      return field === "time"
        ? schedule.kind === zoom.schedule.kind &&
            isSameZoomTime(schedule, zoom.schedule, policy.now)
        : isSameZoomRecurrence(schedule, zoom.schedule);
    }
    case "notes":
      return zoom.agenda === null || toAgenda(outlook.notes ?? "") === zoom.agenda;
    case "sensitivity":
      return (
        zoom.isPrivate === null || isPrivate(outlook.sensitivity ?? "normal") === zoom.isPrivate
      );
    case "options":
      return hasOptions(zoom.options, outlook.options);
    case "attendees":
      return true;
  }
}

/** True when every option asked for is what Zoom has. */
export function hasOptions(
  has: OutlookFields["options"],
  asked: OutlookFields["options"],
): boolean {
  if (asked === null) return true;
  const there = (has ?? {}) as Record<string, unknown>;
  return Object.entries(asked).every(([option, value]) => isSameJson(there[option], value));
}

/** Both values of a field that both sides changed; `null` when they turn out to mean the same. */
export function fieldConflict(
  field: MergedField,
  outlook: OutlookFields,
  zoom: OutlookFields,
  winner: "outlook" | "zoom",
): Conflict | null {
  switch (field) {
    case "subject":
      return outlook.subject === zoom.subject
        ? null
        : { field, winner, outlook: outlook.subject, zoom: zoom.subject };
    case "time":
      return isSameTime(outlook.time, zoom.time)
        ? null
        : { field, winner, outlook: outlook.time, zoom: zoom.time };
    case "recurrence":
      return isSameRecurrence(outlook.recurrence, zoom.recurrence)
        ? null
        : { field, winner, outlook: outlook.recurrence, zoom: zoom.recurrence };
    case "notes":
      return { field, winner, outlook: outlook.notes ?? "", zoom: zoom.notes ?? "" };
    case "sensitivity":
      return outlook.sensitivity === zoom.sensitivity
        ? null
        : {
            field,
            winner,
            outlook: outlook.sensitivity ?? "normal",
            zoom: zoom.sensitivity ?? "normal",
          };
    case "options":
      return { field, winner, outlook: outlook.options ?? {}, zoom: zoom.options ?? {} };
    case "attendees":
      return null;
  }
}
