import { type MergedField } from "./changes.ts";
import { checkChanged, checkInput } from "./check.ts";
import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { SyncError } from "./errors.ts";
import { type Instant } from "./instant.ts";
import { type Merge } from "./merge.ts";
import {
  type Agreed,
  type Conflict,
  type OutlookFields,
  type OutlookState,
  type Plan,
  type SyncPolicy,
  type ZoomState,
} from "./model.ts";
import { planFor } from "./reconcile.ts";

/**
 * The plan that makes the losing value of a conflict the one both sides show, on top of what they show
 * now; nothing else is touched. Throws `conflict.gone` when a side it needs is not there any more.
 */
export function flipConflict(
  conflict: Conflict,
  agreed: Agreed,
  outlook: OutlookState,
  zoom: ZoomState,
  policy: SyncPolicy,
): Plan {
  checkInput(agreed, outlook, zoom, policy);
  checkChanged(agreed, outlook.state === "present" ? outlook : null);
  if (conflict.field === "existence") return deleteBoth(outlook, zoom);
  if (outlook.state !== "present" || zoom.state !== "present") {
    throw new SyncError(
      "conflict.gone",
      "conflict",
      conflict.field,
      "one side no longer exists; nothing was changed",
    );
  }
  const merged = withLosingValue(outlook, conflict);
  const fields = new Set<MergedField>(conflict.field === "exception" ? [] : [conflict.field]);
  const starts = new Set<Instant>(conflict.field === "exception" ? [conflict.originalStart] : []);
  const none = new Set<never>();
  const merge: Merge = {
    merged,
    toOutlook: mayWriteOutlook(policy) ? fields : none,
    toZoom: mayWriteZoom(policy) ? fields : none,
    held: none,
    exceptionsToOutlook: mayWriteOutlook(policy) ? starts : none,
    exceptionsToZoom: mayWriteZoom(policy) ? starts : none,
    exceptionsHeld: none,
    invitees: null,
    conflicts: [],
  };
  return planFor(merge, agreed, outlook, zoom, policy);
}

/** The same conflict with the other winner, as it stands once the flip is done. */
export function flipped<C extends Conflict>(conflict: C): C {
  return { ...conflict, winner: conflict.winner === "outlook" ? "zoom" : "outlook" };
}

function withLosingValue(outlook: OutlookFields, conflict: Conflict): OutlookFields {
  const value = conflict.winner === "outlook" ? conflict.zoom : conflict.outlook;
  if (conflict.field !== "exception") return { ...outlook, [conflict.field]: value };
  const exceptions: Record<Instant, unknown> = { ...outlook.exceptions };
  if (value === null) Reflect.deleteProperty(exceptions, conflict.originalStart);
  else exceptions[conflict.originalStart] = value;
  return { ...outlook, exceptions: exceptions as OutlookFields["exceptions"] };
}

/** The meeting was kept because one side had edited it: flipped, the deletion wins after all. */
function deleteBoth(outlook: OutlookState, zoom: ZoomState): Plan {
  return {
    outlook: outlook.state === "present" ? [{ type: "deleteOutlookEvent" }] : [],
    zoom: zoom.state === "present" ? [{ type: "deleteZoomMeeting" }] : [],
    agreed: null,
    conflicts: [],
    lost: [],
  };
}
