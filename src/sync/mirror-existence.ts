import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { afterOutlookActions } from "./effects.ts";
import { isSameEntry } from "./mirror-merge.ts";
import {
  type MirrorAgreed,
  type MirrorConflict,
  type MirroredEntry,
  type MirrorKey,
  type MirrorPlan,
  type MirrorState,
} from "./mirror-model.ts";
import {
  asCalendarHolds,
  fieldsFromMirror,
  isInWindow,
  isMomentInWindow,
  mirroredParts,
} from "./mirror-parts.ts";
import { onSameDates } from "./mirror-time.ts";
import { type OutlookAction, type OutlookPresent, type SyncPolicy } from "./model.ts";

export const nothing = { action: "none" } as const;
/** Nothing to do; what was agreed stays agreed, as the same object. */
export function idle(
  agreed: MirrorAgreed | null,
  conflicts: readonly MirrorConflict[] = [],
): MirrorPlan {
  return { calendar: nothing, outlook: [], agreed, conflicts };
}

/** An event that somebody made in Zoom's calendar gets an entry in Outlook. */
export function createFromCalendar(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  calendar: MirrorState,
  policy: SyncPolicy,
): MirrorPlan {
  if (key !== "" || agreed !== null || calendar.state === "absent") return idle(agreed);
  if (!mayWriteOutlook(policy) || policy.version !== "v2") return idle(agreed);
  const { entry } = calendar;
  if (!isInWindow(policy, entry)) return idle(agreed);
  const fields = fieldsFromMirror(entry);
  const actions: OutlookAction[] = [
    { type: "createOutlookEvent", fields },
    ...entry.cancelled.map((originalStart) => ({
      type: "cancelOutlookOccurrence" as const,
      originalStart,
    })),
  ];
  const outlook: OutlookPresent = {
    ...afterOutlookActions(fields, actions),
    state: "present",
    id: null,
    kind: entry.recurrence === null ? "single" : "series",
    isOrganizer: true,
    revision: null,
  };
  const shown = mirroredParts(outlook, policy).get("") ?? entry;
  const next = { outlook: shown, calendar: entry };
  return { calendar: nothing, outlook: actions, agreed: next, conflicts: [] };
}

/** The entry is not to be shown any more: it was deleted, or is none of what is mirrored. */
export function remove(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  calendar: MirrorState,
  policy: SyncPolicy,
  isDeletion: boolean,
): MirrorPlan {
  // An event that never was in step with an entry may be somebody's own; one for an occurrence is ours.
  if (agreed === null && (key === "" || calendar.state === "absent")) return idle(null);
  if (calendar.state === "absent" && calendar.reason !== "unknown") return idle(null);
  if (!mayWriteZoom(policy)) return idle(agreed);
  const conflicts: MirrorConflict[] = [];
  if (isDeletion && agreed !== null && calendar.state === "present") {
    const { entry } = calendar;
    const isEdited = !isSameEntry(agreed.calendar, entry);
    if (isEdited)
      conflicts.push({ field: "existence", winner: "outlook", outlook: null, zoom: entry });
  }
  return { calendar: { action: "remove" }, outlook: [], agreed: null, conflicts };
}

/** The entry is there and its event in Zoom's calendar is not. Editing beats deleting. */
export function whenCalendarIsGone(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  outlook: OutlookPresent,
  wanted: MirroredEntry,
  reason: "never" | "deleted" | "unknown",
  policy: SyncPolicy,
): MirrorPlan {
  if (reason === "unknown") return idle(agreed);
  const held = asCalendarHolds(wanted);
  const put: MirrorPlan = mayWriteZoom(policy)
    ? {
        calendar: { action: "put", entry: held },
        outlook: [],
        agreed: { outlook: wanted, calendar: held },
        conflicts: [],
      }
    : idle(agreed);
  if (agreed === null || reason === "never" || !outlook.isOrganizer) return put;
  const conflict: MirrorConflict = {
    field: "existence",
    winner: "outlook",
    outlook: wanted,
    zoom: null,
  };
  const before = onSameDates(agreed.outlook, wanted.time.timeZone);
  const isEdited = !isStillWanted(before, wanted, policy);
  if (isEdited && mayWriteZoom(policy)) return { ...put, conflicts: [conflict] };
  if (policy.whenZoomDeleted === "keep" || !mayWriteOutlook(policy)) {
    return idle(agreed, [conflict]);
  }
  const deletion: OutlookAction =
    key === ""
      ? { type: "deleteOutlookEvent" }
      : { type: "cancelOutlookOccurrence", originalStart: key };
  return { calendar: nothing, outlook: [deletion], agreed: null, conflicts: [] };
}

/** Exceptions that the window left behind are no edit. */
function isStillWanted(before: MirroredEntry, now: MirroredEntry, policy: SyncPolicy): boolean {
  const inWindow = (entry: MirroredEntry): MirroredEntry => ({
    ...entry,
    cancelled: entry.cancelled.filter((start) => isMomentInWindow(policy, start)),
  });
  return isSameEntry(inWindow(before), inWindow(now));
}
