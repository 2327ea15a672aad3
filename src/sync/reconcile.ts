import { agreeOn, nextAgreed } from "./agreement.ts";
import { adoptMerge } from "./adopt.ts";
import { changedExceptions, changedInOutlook } from "./changes.ts";
import { checkChanged, checkInput, checkSeries } from "./check.ts";
import { isCovered } from "./coverage.ts";
import { afterOutlookActions, afterZoomActions } from "./effects.ts";
import { idle, whenOutlookIsGone, whenZoomIsGone } from "./existence.ts";
import { isErrorNamed, SyncError } from "./errors.ts";
import { mergeFields, type Merge } from "./merge.ts";
import {
  type Agreed,
  type OutlookFields,
  type OutlookState,
  type Plan,
  type SyncPolicy,
  type ZoomFields,
  type ZoomState,
} from "./model.ts";
import { outlookWrites } from "./outlook-writes.ts";
import { isStill } from "./still.ts";
import { zoomWrites } from "./zoom-writes.ts";

/**
 * Decides what to write where, so that an event and its Zoom meeting become one again; SPEC.md has the
 * rules. `agreed` is `null` for a pair that has never been in step: then a side that is there is
 * copied to the side that is not, and of two that are there Outlook's values count.
 *
 * Pure: the same input gives the same plan. Throws a `SyncError` for input that cannot be.
 */
export function reconcile(
  agreed: Agreed | null,
  outlook: OutlookState,
  zoom: ZoomState,
  policy: SyncPolicy,
): Plan {
  try {
    return decide(agreed, outlook, zoom, policy);
  } catch (cause) {
    // Stored states of another version or a vendor's surprise: one entry must not stop the others.
    if (isErrorNamed(cause, "TypeError") || isErrorNamed(cause, "RangeError")) {
      const message = "not a state the engine knows; nothing was decided, read both sides again";
      throw new SyncError("state.invalid", "state", cause.message, message, { cause });
    }
    throw cause;
  }
}

function decide(
  agreed: Agreed | null,
  outlook: OutlookState,
  zoom: ZoomState,
  policy: SyncPolicy,
): Plan {
  checkInput(agreed, outlook, zoom, policy);
  const areBothThere = outlook.state === "present" && zoom.state === "present";
  if (areBothThere && agreed !== null && isStill(agreed, outlook, zoom)) return idle(agreed);
  checkChanged(agreed, outlook.state === "present" ? outlook : null);
  if (outlook.state === "present" && !outlook.isOrganizer) return idle(agreed);
  if (!isCovered(policy, agreed, outlook, zoom)) return idle(agreed);
  if (policy.direction === "readOnly" && (outlook.state === "absent" || zoom.state === "absent")) {
    return idle(agreed);
  }
  if (outlook.state === "present" && zoom.state === "present") {
    return agreed === null
      ? reconcileFirst(outlook, zoom, policy)
      : reconcileBoth(agreed, outlook, zoom, policy);
  }
  if (outlook.state === "present" && zoom.state === "absent") {
    return whenZoomIsGone(agreed, outlook, zoom, policy, (known) =>
      patchRecovered(known, outlook, policy),
    );
  }
  if (outlook.state === "absent" && zoom.state === "present") {
    return whenOutlookIsGone(agreed, outlook, zoom, policy);
  }
  return idle(areBothKnownGone(outlook, zoom) ? null : agreed);
}

function areBothKnownGone(outlook: OutlookState, zoom: ZoomState): boolean {
  const gone = ["deleted", "cancelled", "expired", "never"];
  return (
    outlook.state === "absent" &&
    zoom.state === "absent" &&
    gone.includes(outlook.reason) &&
    gone.includes(zoom.reason)
  );
}

function reconcileFirst(outlook: OutlookFields, zoom: ZoomFields, policy: SyncPolicy): Plan {
  checkSeries(outlook);
  if (policy.direction === "readOnly") return idle(null);
  const merge = adoptMerge(outlook, zoom, policy);
  return planFor(merge, agreeOn(outlook, zoom), outlook, zoom, policy);
}

function checkChangedSeries(agreed: Agreed, outlook: OutlookFields): void {
  const before = agreed.outlook;
  const isChanged =
    changedInOutlook("recurrence", before, outlook) ||
    changedInOutlook("time", before, outlook) ||
    changedExceptions(before.exceptions, outlook.exceptions).size > 0;
  if (isChanged) checkSeries(outlook);
}

function reconcileBoth(
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  policy: SyncPolicy,
): Plan {
  checkChangedSeries(agreed, outlook);
  return planFor(mergeFields(agreed, outlook, zoom, policy), agreed, outlook, zoom, policy);
}

/** The writes for a merge, and what is agreed once they are done. */
export function planFor(
  merge: Merge,
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  policy: SyncPolicy,
): Plan {
  const outlookActions = outlookWrites(outlook, merge);
  const { actions: zoomActions, lost } = zoomWrites(zoom, merge, policy);
  const wroteSchedule = zoomActions.some(
    (action) => action.type === "patchZoomMeeting" && action.fields.schedule !== undefined,
  );
  return {
    outlook: outlookActions,
    zoom: zoomActions,
    agreed: nextAgreed(
      agreed,
      afterOutlookActions(outlook, outlookActions),
      afterZoomActions(zoom, zoomActions),
      merge,
      wroteSchedule,
    ),
    conflicts: merge.conflicts,
    lost,
  };
}

/** Zoom brings a deleted meeting back as it was agreed; only what changed since is written. */
function patchRecovered(agreed: Agreed, outlook: OutlookFields, policy: SyncPolicy): Plan {
  const plan = reconcileBoth(agreed, outlook, agreed.zoom, policy);
  return { ...plan, zoom: [{ type: "recoverZoomMeeting" }, ...plan.zoom] };
}
