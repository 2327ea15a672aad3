import { mergedFields, type MergedField } from "./changes.ts";
import { mayWriteZoom } from "./direction.ts";
import { addressSet, isSameAddressSet } from "./equal.ts";
import { isAgreedInBoth } from "./field-values.ts";
import { type Instant } from "./instant.ts";
import { isKeptBack, lifted, type Merge } from "./merge.ts";
import {
  type OccurrenceException,
  type OutlookFields,
  type SyncPolicy,
  type ZoomFields,
} from "./model.ts";
import { fromZoomException } from "./projection.ts";

/**
 * The merge of two sides that have never been in step, such as a link pasted by hand. Nobody can say
 * who changed what, so the side that is written from counts, Outlook's before Zoom's, without conflict.
 */
export function adoptMerge(outlook: OutlookFields, zoom: ZoomFields, policy: SyncPolicy): Merge {
  const different = mergedFields.filter(
    (field) =>
      !isKeptBack(field, outlook, policy) &&
      (field === "attendees"
        ? !isSameAddressSet(outlook.attendees ?? [], zoom.invitees ?? outlook.attendees ?? [])
        : !isAgreedInBoth(field, outlook, zoom, policy)),
  );
  const starts = [
    ...Object.keys(outlook.exceptions),
    ...(zoom.schedule.kind === "fixedTime" ? Object.keys(zoom.exceptions) : []),
  ] as Instant[];
  const nothing = {
    toOutlook: new Set<MergedField>(),
    toZoom: new Set<MergedField>(),
    held: new Set<MergedField>(),
    exceptionsToOutlook: new Set<Instant>(),
    exceptionsToZoom: new Set<Instant>(),
    exceptionsHeld: new Set<Instant>(),
    invitees: null,
    conflicts: [],
  };
  if (mayWriteZoom(policy)) {
    return {
      ...nothing,
      merged: outlook,
      toZoom: new Set(different),
      exceptionsToZoom: new Set(starts),
      invitees: outlook.attendees,
    };
  }
  return {
    ...nothing,
    merged: zoomValues(different, outlook, zoom, policy.now),
    toOutlook: new Set(different),
    exceptionsToOutlook: new Set(starts),
  };
}

function zoomValues(
  fields: readonly MergedField[],
  outlook: OutlookFields,
  zoom: ZoomFields,
  now: Instant,
): OutlookFields {
  const unknown: ZoomFields = { ...zoom, schedule: { kind: "noFixedTime" }, agenda: null };
  const values = fields.map((field) => lifted(field, outlook, unknown, zoom, now));
  const exceptions: Record<Instant, OccurrenceException> = {};
  for (const start of Object.keys(zoom.exceptions) as Instant[]) {
    const exception = fromZoomException(zoom.exceptions[start], outlook.exceptions[start]);
    if (exception !== undefined) exceptions[start] = exception;
  }
  let fieldsFromZoom = outlook;
  for (const value of values) fieldsFromZoom = { ...fieldsFromZoom, ...value };
  return {
    ...fieldsFromZoom,
    attendees: zoom.invitees === null ? outlook.attendees : [...addressSet(zoom.invitees)],
    exceptions: zoom.schedule.kind === "fixedTime" ? exceptions : outlook.exceptions,
  };
}
