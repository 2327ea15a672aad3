import { isUnreadInZoom, type MergedField } from "./changes.ts";
import {
  type Agreed,
  type OutlookFields,
  type Plan,
  type ZoomFields,
  type ZoomPatch,
} from "./model.ts";
import { isPrivate } from "./projection.ts";

/** What a reading may leave out: the add-in reports none of it, and Zoom's lists show none of it. */
const seldomRead = ["notes", "attendees", "sensitivity"] as const;

/** True for a field that one side was never read with: nobody can say who changed it. */
export function wasNeverCompared(field: MergedField, { outlook, zoom }: Agreed): boolean {
  const mayBeUnread = seldomRead.some((one) => one === field);
  return mayBeUnread && (outlook[field] === null || isUnreadInZoom(field, zoom));
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

/** What of a plan tells Zoom something that was never compared. */
export function toldFirst(agreed: Agreed, plan: Pick<Plan, "zoom">): MergedField[] {
  const { agenda: notes, invitees: attendees, isPrivate: sensitivity } = patchOf(plan);
  const told = { notes, attendees, sensitivity };
  return seldomRead.filter((field) => told[field] !== undefined && wasNeverCompared(field, agreed));
}

/** True for a plan that does nothing but tell Zoom what was never compared. */
export function isFirstComparison(agreed: Agreed | null, plan: Plan): boolean {
  if (agreed === null || plan.outlook.length > 0 || plan.zoom.length !== 1) return false;
  const fields = Object.keys(patchOf(plan)).length;
  return fields > 0 && toldFirst(agreed, plan).length === fields;
}

/** True where that is of guests and notes alone: of privacy Zoom is told at once. */
export function isInNoHurry(agreed: Agreed | null, plan: Plan): boolean {
  return isFirstComparison(agreed, plan) && patchOf(plan).isPrivate === undefined;
}

const patchOf = ({ zoom }: Pick<Plan, "zoom">): ZoomPatch =>
  zoom.find((action) => action.type === "patchZoomMeeting")?.fields ?? {};
