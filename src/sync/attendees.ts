import { addressSet } from "./equal.ts";
import { type Agreed, type OutlookFields, type SyncPolicy, type ZoomFields } from "./model.ts";
import { wasNeverCompared } from "./first-comparison.ts";
import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";

export interface AttendeeMerge {
  readonly attendees: readonly string[] | null;
  /** The whole new list for Zoom; `null` when Zoom is not to be written. */
  readonly invitees: readonly string[] | null;
  readonly toOutlook: boolean;
  readonly toZoom: boolean;
  readonly held: boolean;
}

interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const noChange: ListChange = { added: [], removed: [] };

/** The people added and removed; a list that was not read has no changes. */
export function listChange(
  before: readonly string[] | null,
  now: readonly string[] | null,
): ListChange {
  if (before === null || now === null || before === now) return noChange;
  const had = addressSet(before);
  const has = addressSet(now);
  return {
    added: [...has].filter((address) => !had.has(address)),
    removed: [...had].filter((address) => !has.has(address)),
  };
}

function apply(list: readonly string[], change: ListChange): readonly string[] {
  const has = addressSet(list);
  const removed = new Set(change.removed);
  const added = change.added.filter((address) => !has.has(address));
  const kept = list.filter((address) => !removed.has(address.trim().toLowerCase()));
  return added.length === 0 && kept.length === list.length ? list : [...kept, ...added];
}

/**
 * People are merged one by one: adding one on each side adds both. Where one side added whom the other
 * removed, Outlook, which has sent the invitations, is right.
 */
export function mergeAttendees(
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  policy: SyncPolicy,
): AttendeeMerge {
  const { attendees } = outlook;
  if (attendees === null || zoom.invitees === null) {
    return { attendees, invitees: null, toOutlook: false, toZoom: false, held: false };
  }
  const sinceAgreed = listChange(agreed.outlook.attendees, attendees);
  const fromOutlook = wasNeverCompared("attendees", agreed)
    ? { ...sinceAgreed, added: [...addressSet(attendees)] }
    : sinceAgreed;
  const saidByZoom = listChange(agreed.zoom.invitees, zoom.invitees);
  const fromZoom: ListChange = {
    added: saidByZoom.added.filter((address) => !fromOutlook.removed.includes(address)),
    removed: saidByZoom.removed.filter((address) => !fromOutlook.added.includes(address)),
  };
  const newAttendees = apply(attendees, fromZoom);
  const newInvitees = apply(zoom.invitees, fromOutlook);
  const wantsOutlook = newAttendees !== attendees;
  const wantsZoom = newInvitees !== zoom.invitees;
  const toOutlook = wantsOutlook && mayWriteOutlook(policy);
  const toZoom = wantsZoom && mayWriteZoom(policy);
  return {
    attendees: toOutlook ? newAttendees : attendees,
    invitees: toZoom ? newInvitees : null,
    toOutlook,
    toZoom,
    held: wantsOutlook !== toOutlook || wantsZoom !== toZoom,
  };
}
