import {
  type MirrorAgreed,
  mirrorAgreedAfterCrash,
  type MirrorIntended,
  mirroredParts,
  type MirrorPlan,
  type MirrorState,
} from "../../sync/mirror.ts";
import { type OutlookState, type SyncPolicy } from "../../sync/model.ts";
import { type Entry } from "./state/entry.ts";
import { type Mirror } from "./state/mirrors.ts";

export function calendarStateOf({ calendarEventId, calendar }: Mirror): MirrorState {
  if (calendarEventId === null) return { state: "absent", reason: "never" };
  return calendar === null
    ? { state: "absent", reason: "deleted" }
    : { state: "present", entry: calendar };
}

/** Deleted in Zoom's calendar while its Outlook event may have been made, it goes from both in the end. */
export function calendarToCopy(mirror: Mirror): MirrorState {
  const { calendar, intended } = mirror;
  if (calendar !== null || intended === null) return calendarStateOf(mirror);
  return { state: "present", entry: intended.agreed.calendar };
}

/** A write that was begun may have been done by a process that died over it. */
export function agreedOf(
  { part, agreed, intended, calendar, calendarEventId }: Mirror,
  outlook: OutlookState,
  policy: SyncPolicy,
): MirrorAgreed | null {
  if (!agreed) return calendarEventId === null ? null : (intended?.agreed ?? null);
  if (!intended || !calendar) return agreed;
  const inOutlook = outlook.state === "present" ? mirroredParts(outlook, policy).get(part) : null;
  const shown = intended.side === "calendar" ? calendar : inOutlook;
  return shown ? mirrorAgreedAfterCrash(agreed, intended, shown) : agreed;
}

export function intendedBy(
  { agreed }: MirrorPlan,
  side: MirrorIntended["side"],
): MirrorIntended | null {
  return agreed && { side, agreed };
}

export function outlookStateOf({ state, seen }: Entry): OutlookState {
  if (state === "gone") return { state: "absent", reason: "deleted" };
  if (state === "outOfWindow") return { state: "absent", reason: "outOfWindow" };
  return seen?.outlook ?? { state: "absent", reason: "unknown" };
}
