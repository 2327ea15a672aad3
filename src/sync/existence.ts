import { agreeOn } from "./agreement.ts";
import { isEditedInOutlook, isEditedInZoom } from "./changes.ts";
import { checkSeries } from "./check.ts";
import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { afterOutlookActions, afterZoomActions } from "./effects.ts";
import { type Instant } from "./instant.ts";
import { toOutlookFields } from "./lift.ts";
import {
  type Agreed,
  type Conflict,
  type OutlookAbsent,
  type OutlookAction,
  type OutlookPresent,
  type Plan,
  type SyncPolicy,
  type ZoomAbsent,
  type ZoomAction,
  type ZoomPresent,
} from "./model.ts";
import { outlookWrites } from "./outlook-writes.ts";
import { fromZoomException, toZoomFields } from "./projection.ts";
import { zoomDuration } from "./recurrence/to-zoom.ts";
import { occurrenceWrites } from "./zoom-writes.ts";

const none: readonly never[] = Object.freeze([]);

/** Nothing to do; what was agreed stays agreed, as the same object. */
export function idle(agreed: Agreed | null, conflicts: readonly Conflict[] = none): Plan {
  return { outlook: none, zoom: none, agreed, conflicts, lost: none };
}

const over: Plan = idle(null);

/** A new Zoom meeting for an event, with its exceptions. */
function createZoom(outlook: OutlookPresent, policy: SyncPolicy): Plan {
  checkSeries(outlook);
  const { fields, lost } = toZoomFields(outlook, policy);
  const starts = Object.keys(outlook.exceptions) as Instant[];
  const zoom: ZoomAction[] = [{ type: "createZoomMeeting", fields, lost }];
  if (fields.schedule.kind === "fixedTime") {
    const duration = zoomDuration(outlook.time);
    zoom.push(...occurrenceWrites(starts, {}, outlook.exceptions, duration, policy.now));
  }
  const agreed = agreeOn(outlook, afterZoomActions(fields, zoom));
  return { outlook: [], zoom, agreed, conflicts: [], lost };
}

/** A new event for a Zoom meeting; none for one without a fixed time. */
function createOutlook(zoom: ZoomPresent): Plan {
  const fields = toOutlookFields(zoom);
  if (fields === null) return over;
  const outlook: OutlookAction[] = [{ type: "createOutlookEvent", fields }];
  const entries = Object.entries(zoom.exceptions).map(([start, exception]) => [
    start,
    fromZoomException(exception, undefined),
  ]);
  const exceptions = Object.fromEntries(entries) as OutlookPresent["exceptions"];
  outlook.push(
    ...outlookWrites(fields, {
      merged: { ...fields, exceptions },
      toOutlook: new Set(),
      toZoom: new Set(),
      held: new Set(),
      exceptionsToOutlook: new Set(Object.keys(exceptions) as Instant[]),
      exceptionsToZoom: new Set(),
      exceptionsHeld: new Set(),
      invitees: null,
      conflicts: [],
    }),
  );
  const agreed = agreeOn(afterOutlookActions(fields, outlook), zoom);
  return { outlook, zoom: [], agreed, conflicts: [], lost: [] };
}

/** The event is there and the Zoom meeting is not. Editing beats deleting; expiry is nobody's wish. */
export function whenZoomIsGone(
  agreed: Agreed | null,
  outlook: OutlookPresent,
  zoom: ZoomAbsent,
  policy: SyncPolicy,
  patchRecovered: (agreed: Agreed) => Plan,
): Plan {
  if (zoom.reason === "unknown") return idle(agreed);
  if (agreed === null || zoom.reason === "never") {
    return mayWriteZoom(policy) ? createZoom(outlook, policy) : idle(agreed);
  }
  if (zoom.reason === "expired") return renewExpired(agreed, outlook, policy);
  if (isEditedInOutlook(agreed.outlook, outlook)) {
    if (!mayWriteZoom(policy)) return idle(agreed);
    const conflict: Conflict = { field: "existence", winner: "outlook", outlook, zoom: null };
    const plan = isRecoverable(zoom, policy) ? patchRecovered(agreed) : createZoom(outlook, policy);
    return { ...plan, conflicts: [conflict, ...plan.conflicts] };
  }
  if (policy.whenZoomDeleted === "keep" || !mayWriteOutlook(policy)) {
    return idle(agreed, [{ field: "existence", winner: "outlook", outlook, zoom: null }]);
  }
  return { ...over, outlook: [{ type: "deleteOutlookEvent" }] };
}

function isRecoverable(zoom: ZoomAbsent, policy: SyncPolicy): boolean {
  return zoom.recoverableUntil !== null && zoom.recoverableUntil > policy.now;
}

function renewExpired(agreed: Agreed, outlook: OutlookPresent, policy: SyncPolicy): Plan {
  const isOver = outlook.recurrence === null && outlook.time.end <= policy.now;
  return isOver || !mayWriteZoom(policy) ? idle(agreed) : createZoom(outlook, policy);
}

/** The Zoom meeting is there and the event is not. */
export function whenOutlookIsGone(
  agreed: Agreed | null,
  outlook: OutlookAbsent,
  zoom: ZoomPresent,
  policy: SyncPolicy,
): Plan {
  switch (outlook.reason) {
    case "unknown":
    case "outOfWindow":
      return idle(agreed);
    case "never":
      return agreed === null && mayWriteOutlook(policy) ? createOutlook(zoom) : idle(agreed);
    case "cancelled":
    case "deleted": {
      if (agreed === null) return idle(agreed);
      if (isEditedInZoom(agreed.zoom, zoom, policy.now)) {
        if (!mayWriteOutlook(policy)) return idle(agreed);
        const plan = createOutlook(zoom);
        return {
          ...plan,
          conflicts: [{ field: "existence", winner: "zoom", outlook: null, zoom }],
        };
      }
      if (!mayWriteZoom(policy)) return idle(agreed);
      return { ...over, zoom: [{ type: "deleteZoomMeeting" }] };
    }
  }
}
