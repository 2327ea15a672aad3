import { epochMs, fromEpochMs, type Instant } from "./instant.ts";
import {
  type Agreed,
  type MeetingTime,
  type OutlookState,
  type SyncPolicy,
  type ZoomState,
} from "./model.ts";
import { fromZoomTime } from "./recurrence/from-zoom.ts";

const dayMs = 86_400_000;

function touches(
  time: MeetingTime,
  recurrence: { readonly range: { readonly type: string; readonly endDate?: string } } | null,
  from: Instant,
  to: Instant,
): boolean {
  if (time.start >= to) return false;
  if (recurrence === null) return time.end > from;
  const { endDate } = recurrence.range;
  // A date has no zone: two days of slack hold the last occurrence wherever it is.
  return endDate === undefined || Date.parse(endDate) + 2 * dayMs > epochMs(from);
}

interface Bounds {
  readonly from: Instant;
  readonly to: Instant;
}

/** A sweep asks for thousands of entries under one policy. */
const boundsByPolicy = new WeakMap<SyncPolicy, Bounds>();

function boundsOf(policy: SyncPolicy, window: NonNullable<SyncPolicy["window"]>): Bounds {
  const known = boundsByPolicy.get(policy);
  if (known !== undefined) return known;
  const now = epochMs(policy.now);
  const bounds = {
    from: fromEpochMs(now - window.daysBack * dayMs, "policy.window.daysBack"),
    to: fromEpochMs(now + window.daysAhead * dayMs, "policy.window.daysAhead"),
  };
  boundsByPolicy.set(policy, bounds);
  return bounds;
}

/**
 * Whether the meeting, as it is or as it was agreed, lies in what the policy synchronises. A meeting
 * moved out of the window is still covered once, so the move itself reaches the other side.
 */
export function isCovered(
  policy: SyncPolicy,
  agreed: Agreed | null,
  outlook: OutlookState,
  zoom: ZoomState,
): boolean {
  if (policy.window === null) return true;
  const { from, to } = boundsOf(policy, policy.window);
  if (outlook.state === "present" && touches(outlook.time, outlook.recurrence, from, to))
    return true;
  if (agreed !== null && touches(agreed.outlook.time, agreed.outlook.recurrence, from, to))
    return true;
  if (zoom.state !== "present") return false;
  const time = fromZoomTime(zoom.schedule);
  const repeats = zoom.schedule.kind === "fixedTime" ? { range: { type: "noEnd" } } : null;
  return time !== null && touches(time, repeats, from, to);
}
