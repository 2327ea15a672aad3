import {
  changedExceptions,
  changedInOutlook,
  changedInZoom,
  mergedFields,
  type MergedField,
} from "./changes.ts";
import { checkChanged, checkInput } from "./check.ts";
import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { SyncError } from "./errors.ts";
import { idle } from "./existence.ts";
import { isAgreedInBoth } from "./field-values.ts";
import { type Instant } from "./instant.ts";
import { isKeptBack, touchesSeries, type Merge } from "./merge.ts";
import { withShowAs } from "./mirror-outlook.ts";
import {
  type Agreed,
  type OccurrenceException,
  type OutlookFields,
  type OutlookPresent,
  type OutlookState,
  type Plan,
  type SyncPolicy,
  type ZoomFields,
  type ZoomState,
} from "./model.ts";
import { planFor } from "./reconcile.ts";

/**
 * The plan that brings both sides back to what was agreed at an earlier time: of what differs from it
 * now, everything that can be written. Throws `undo.gone` when a side is not there any more.
 */
export function restoreAgreed(
  target: Agreed,
  agreed: Agreed,
  outlook: OutlookState,
  zoom: ZoomState,
  policy: SyncPolicy,
): Plan {
  checkInput(target, outlook, zoom, policy);
  checkInput(agreed, outlook, zoom, policy);
  checkChanged(target, null);
  checkChanged(agreed, outlook.state === "present" ? outlook : null);
  if (outlook.state !== "present" || zoom.state !== "present") {
    const side = outlook.state === "present" ? "zoom" : "outlook";
    throw new SyncError("undo.gone", side, null, "this side no longer exists; nothing was changed");
  }
  if (!outlook.isOrganizer) return idle(agreed);
  const merge = mergeBack(target, outlook, zoom, policy);
  const plan = planFor(merge, agreed, outlook, zoom, policy);
  return withOldShowAs(plan, target, outlook, policy);
}

/** The fields whose sides may all be written, as far as they have to be. */
function mergeBack(
  target: Agreed,
  outlook: OutlookPresent,
  zoom: ZoomFields,
  policy: SyncPolicy,
): Merge {
  const wanted = known(target, outlook);
  const toOutlook = new Set<MergedField>();
  const toZoom = new Set<MergedField>();
  let merged: OutlookFields = outlook;
  for (const field of mergedFields) {
    const inOutlook = field !== "options" && changedInOutlook(field, wanted, outlook);
    const inZoom =
      changedInZoom(field, target.zoom, zoom, policy.now) &&
      !isKeptBack(field, wanted, policy) &&
      (field === "attendees" || !isAgreedInBoth(field, wanted, zoom, policy));
    // Half an undo would leave the two sides different: the field stays as it is.
    if ((inOutlook && !mayWriteOutlook(policy)) || (inZoom && !mayWriteZoom(policy))) continue;
    if (inOutlook) toOutlook.add(field);
    if (inZoom) toZoom.add(field);
    if (inOutlook || inZoom) merged = { ...merged, [field]: wanted[field] };
  }
  const exceptions = exceptionsBack(target, { ...merged }, outlook, zoom, policy, toOutlook);
  return {
    merged: { ...merged, exceptions: exceptions.merged },
    toOutlook,
    toZoom,
    held: new Set(),
    exceptionsToOutlook: exceptions.toOutlook,
    exceptionsToZoom: exceptions.toZoom,
    exceptionsHeld: new Set(),
    invitees: toZoom.has("attendees") ? target.zoom.invitees : null,
    conflicts: [],
  };
}

/** What was not read at that time is as it is now; options are Zoom's to tell. */
function known(target: Agreed, outlook: OutlookFields): OutlookFields {
  const old = target.outlook;
  return {
    ...old,
    notes: old.notes ?? outlook.notes,
    attendees: old.attendees ?? outlook.attendees,
    sensitivity: old.sensitivity ?? outlook.sensitivity,
    showAs: old.showAs ?? outlook.showAs,
    options: target.zoom.options ?? outlook.options,
  };
}

interface ExceptionsBack {
  readonly merged: OutlookFields["exceptions"];
  readonly toOutlook: ReadonlySet<Instant>;
  readonly toZoom: ReadonlySet<Instant>;
}

function exceptionsBack(
  target: Agreed,
  merged: OutlookFields,
  outlook: OutlookFields,
  zoom: ZoomFields,
  policy: SyncPolicy,
  toOutlook: ReadonlySet<MergedField>,
): ExceptionsBack {
  const isSeriesBack =
    !changedInOutlook("time", target.outlook, merged) &&
    !changedInOutlook("recurrence", target.outlook, merged);
  const inOutlook = changedExceptions(target.outlook.exceptions, outlook.exceptions);
  const inZoom = changedExceptions(target.zoom.exceptions, zoom.exceptions);
  const needsUnwritable =
    (inOutlook.size > 0 && !mayWriteOutlook(policy)) || (inZoom.size > 0 && !mayWriteZoom(policy));
  if (!isSeriesBack || needsUnwritable) {
    return { merged: outlook.exceptions, toOutlook: new Set(), toZoom: new Set() };
  }
  const exceptions: Record<Instant, OccurrenceException> = { ...target.outlook.exceptions };
  if (!touchesSeries(toOutlook)) {
    // Neither vendor can bring a cancelled occurrence back, and its attendees have been told.
    for (const start of inOutlook) {
      const now = outlook.exceptions[start];
      if (now?.kind === "cancelled") exceptions[start] = now;
    }
  }
  return { merged: exceptions, toOutlook: inOutlook, toZoom: inZoom };
}

/** Zoom knows nothing of it, so no other part of the engine writes it. */
function withOldShowAs(
  plan: Plan,
  target: Agreed,
  outlook: OutlookPresent,
  policy: SyncPolicy,
): Plan {
  const { showAs } = target.outlook;
  const isOld = showAs === null || outlook.showAs === null || showAs === outlook.showAs;
  if (isOld || plan.agreed === null || !mayWriteOutlook(policy)) return plan;
  return {
    ...plan,
    outlook: withShowAs(plan.outlook, showAs),
    agreed: { ...plan.agreed, outlook: { ...plan.agreed.outlook, showAs } },
  };
}
