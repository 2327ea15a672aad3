import { isUnreadInZoom, type MergedField } from "./changes.ts";
import { type Agreed, type OutlookFields, type ZoomFields } from "./model.ts";
import { isPrivate } from "./projection.ts";

/** What a reading may leave out: the add-in reports none of it, and Zoom's lists show none of it. */
const seldomRead: ReadonlySet<MergedField> = new Set(["notes", "attendees", "sensitivity"]);

/** True for a field that one side was never read with: nobody can say who changed it. */
export function wasNeverCompared(field: MergedField, { outlook, zoom }: Agreed): boolean {
  return seldomRead.has(field) && (outlook[field] === null || isUnreadInZoom(field, zoom));
}

/**
 * Whether a field that was never compared goes to Zoom, which has nothing of it; what Zoom has is left
 * alone. People are merged one by one, and not asked about here.
 */
export function isOpenInZoom(
  field: MergedField,
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
): boolean {
  if (!wasNeverCompared(field, agreed)) return false;
  if (field === "notes") return Boolean(outlook.notes) && zoom.agenda === "";
  if (field !== "sensitivity") return false;
  return isPrivate(outlook.sensitivity ?? "normal") && zoom.isPrivate === false;
}
