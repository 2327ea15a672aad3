import { type FieldDifference } from "../shared/api/meeting.ts";
import { changedInOutlook, changedInZoom } from "./changes.ts";
import { checkChanged, checkInput } from "./check.ts";
import { isAgreedInBoth } from "./field-values.ts";
import { type Instant } from "./instant.ts";
import { liftRecurrence, liftTime } from "./lift.ts";
import {
  type Agreed,
  type OutlookFields,
  type OutlookPresent,
  type SyncPolicy,
  type ZoomFields,
  type ZoomPresent,
} from "./model.ts";

/** The fields a person is shown when the two sides have fallen out of step. */
const shownFields = ["subject", "time", "recurrence"] as const;

/**
 * What differs between the two sides and who moved, in Outlook's terms. What Zoom cannot hold, or what
 * was agreed to differ, is no difference. Without Agreed nobody can say who moved: `both`. Throws a `SyncError` for input
 * that cannot be.
 */
export function differences(
  agreed: Agreed | null,
  outlook: OutlookPresent,
  zoom: ZoomPresent,
  policy: SyncPolicy,
): FieldDifference[] {
  checkInput(agreed, outlook, zoom, policy);
  checkChanged(agreed, outlook);
  const found: FieldDifference[] = [];
  for (const field of shownFields) {
    const inOutlook = agreed === null || changedInOutlook(field, agreed.outlook, outlook);
    const inZoom = agreed === null || changedInZoom(field, agreed.zoom, zoom, policy.now);
    if (!inOutlook && !inZoom) continue;
    if (isAgreedInBoth(field, outlook, zoom, policy)) continue;
    // A meeting without fixed time has no time that could be wrong.
    if (field === "time" && zoom.schedule.kind === "noFixedTime") continue;
    const changedIn = inOutlook && inZoom ? "both" : inOutlook ? "outlook" : "zoom";
    const before = agreed?.zoom.schedule ?? zoom.schedule;
    found.push(difference(field, changedIn, outlook, zoom, before, policy.now));
  }
  return found;
}

function difference(
  field: (typeof shownFields)[number],
  changedIn: FieldDifference["changedIn"],
  outlook: OutlookFields,
  zoom: ZoomFields,
  before: ZoomFields["schedule"],
  now: Instant,
): FieldDifference {
  switch (field) {
    case "subject":
      return { field, changedIn, outlook: outlook.subject, zoom: zoom.topic };
    case "time":
      return {
        field,
        changedIn,
        outlook: { ...outlook.time },
        zoom: { ...liftTime(outlook.time, before, zoom.schedule, now) },
      };
    case "recurrence": {
      const fromZoom =
        zoom.schedule.kind === "noFixedTime" ? null : liftRecurrence(outlook, zoom.schedule);
      return { field, changedIn, outlook: outlook.recurrence, zoom: fromZoom };
    }
  }
}
