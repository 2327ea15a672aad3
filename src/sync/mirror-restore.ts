import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { SyncError } from "./errors.ts";
import { idle, nothing } from "./mirror-existence.ts";
import { isSameEntry, withField } from "./mirror-merge.ts";
import {
  type MirrorAgreed,
  type MirrorConflict,
  type MirroredEntry,
  type MirrorKey,
  type MirrorPlan,
  type MirrorState,
} from "./mirror-model.ts";
import { mirroredParts } from "./mirror-parts.ts";
import { reconcileMirror } from "./mirror.ts";
import { type OutlookAction, type OutlookState, type SyncPolicy } from "./model.ts";

/**
 * The plan that makes an entry and its event in Zoom's calendar show `target` again: it is as if somebody
 * changed the event to it just now. Cancelled occurrences stay as they are, for Outlook brings none back.
 * Where not both sides may be written, neither is.
 * @throws SyncError `undo.gone` when a side is not there any more
 */
export function restoreMirror(
  key: MirrorKey,
  target: MirroredEntry,
  outlook: OutlookState,
  calendar: MirrorState,
  policy: SyncPolicy,
): MirrorPlan {
  const shown = outlook.state === "present" ? mirroredParts(outlook, policy).get(key) : undefined;
  if (shown === undefined || calendar.state !== "present") {
    const side = shown === undefined ? "outlook" : "zoom";
    throw new SyncError("undo.gone", side, null, "this side no longer exists; nothing was changed");
  }
  const now = calendar.entry;
  const agreed: MirrorAgreed = { outlook: shown, calendar: now };
  const mayWriteBoth =
    outlook.state === "present" &&
    outlook.isOrganizer &&
    mayWriteOutlook(policy) &&
    mayWriteZoom(policy);
  if (!mayWriteBoth) return idle(agreed);
  const wanted: MirroredEntry = { ...target, cancelled: now.cancelled };
  const plan = reconcileMirror(key, agreed, outlook, { state: "present", entry: wanted }, policy);
  const entry = plan.calendar.action === "put" ? plan.calendar.entry : wanted;
  return {
    ...plan,
    calendar: isSameEntry(entry, now) ? nothing : { action: "put", entry },
    conflicts: [],
  };
}

/**
 * The plan that makes the losing value of a conflict the one both sides show; nothing else is touched.
 * @throws SyncError `conflict.gone` when a side it needs is not there any more
 */
export function flipMirrorConflict(
  conflict: MirrorConflict,
  key: MirrorKey,
  outlook: OutlookState,
  calendar: MirrorState,
  policy: SyncPolicy,
): MirrorPlan {
  if (conflict.field === "existence" && conflict.zoom === null) {
    return deletedAfterAll(key, outlook, calendar);
  }
  if (conflict.field === "existence" || calendar.state !== "present") {
    throw new SyncError(
      "conflict.gone",
      "conflict",
      conflict.field,
      "one side no longer exists; nothing was changed",
    );
  }
  const value = conflict.winner === "outlook" ? conflict.zoom : conflict.outlook;
  const source = { ...calendar.entry, [conflict.field]: value };
  return restoreMirror(
    key,
    withField(conflict.field, calendar.entry, source),
    outlook,
    calendar,
    policy,
  );
}

/** It was kept in Outlook although somebody deleted it in Zoom's calendar. */
function deletedAfterAll(key: MirrorKey, outlook: OutlookState, calendar: MirrorState): MirrorPlan {
  const deletion: OutlookAction =
    key === ""
      ? { type: "deleteOutlookEvent" }
      : { type: "cancelOutlookOccurrence", originalStart: key };
  return {
    outlook: outlook.state === "present" ? [deletion] : [],
    calendar: calendar.state === "present" ? { action: "remove" } : nothing,
    agreed: null,
    conflicts: [],
  };
}
