import { isSameJson } from "./equal.ts";
import { isCovered } from "./coverage.ts";
import {
  type MeetingTime,
  type OutlookState,
  type Recurrence,
  type ShowAs,
  type SyncPolicy,
} from "./model.ts";
import { isPrivate } from "./projection.ts";

/** An Outlook entry as it is shown in Zoom's own calendar; the least that is of use there. */
export interface MirroredEntry {
  /** `null`: only a block of time. */
  readonly subject: string | null;
  readonly time: MeetingTime;
  readonly recurrence: Recurrence | null;
  readonly cancelled: readonly string[];
  readonly showAs: ShowAs;
}

export interface MirrorPlan {
  readonly action: "put" | "remove" | "none";
  /** What is mirrored once the action is done. */
  readonly entry: MirroredEntry | null;
}

/**
 * Decides what Zoom's calendar shows of an Outlook entry, with or without a Zoom meeting. One way:
 * Outlook is the original. Version 1 mirrors nothing, and what it finds mirrored it removes.
 */
export function mirrorEntry(
  mirrored: MirroredEntry | null,
  outlook: OutlookState,
  policy: SyncPolicy,
): MirrorPlan {
  const unchanged: MirrorPlan = { action: "none", entry: mirrored };
  if (policy.direction === "readOnly" || policy.direction === "zoomToOutlook") return unchanged;
  if (outlook.state === "absent" && outlook.reason === "unknown") return unchanged;
  const isShown =
    policy.version === "v2" &&
    outlook.state === "present" &&
    isCovered(policy, null, outlook, { state: "absent", reason: "never", recoverableUntil: null });
  if (!isShown) return mirrored === null ? unchanged : { action: "remove", entry: null };
  const entry = toMirroredEntry(outlook, policy);
  return isSameJson(mirrored, entry) ? unchanged : { action: "put", entry };
}

function toMirroredEntry(
  outlook: Extract<OutlookState, { state: "present" }>,
  policy: SyncPolicy,
): MirroredEntry {
  const onlyTime = policy.timesOnly || isPrivate(outlook.sensitivity ?? "normal");
  const cancelled = Object.entries(outlook.exceptions)
    .filter(([, exception]) => exception.kind === "cancelled")
    .map(([start]) => start)
    .sort();
  return {
    subject: onlyTime ? null : outlook.subject,
    time: outlook.time,
    recurrence: outlook.recurrence,
    cancelled,
    showAs: outlook.showAs ?? "busy",
  };
}
