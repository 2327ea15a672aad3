import { SyncError } from "./errors.ts";
import { epochMs, fromEpochMs, type Instant } from "./instant.ts";
import { type Plan } from "./model.ts";

const deletionLimit = 20;
const deletionShare = 0.1;
/** Below this a share says nothing: one of five is a person tidying up. */
const fewDeletions = 5;

export type MassDeletionVerdict =
  | { readonly state: "proceed" }
  | { readonly state: "paused"; readonly deletions: number; readonly total: number };

/**
 * Whether so many deletions in one run are believed. `total` is the number of entries known before the
 * run; `released` is how many deletions a person has allowed for it.
 */
export function guardDeletions(
  deletions: number,
  total: number,
  released = 0,
): MassDeletionVerdict {
  if (!Number.isInteger(deletions) || deletions < 0 || !Number.isInteger(total) || total < 0) {
    throw new SyncError("state.invalid", "deletions", { deletions, total }, "must be counts");
  }
  if (deletions <= released) return { state: "proceed" };
  const tooMany = deletions > deletionLimit;
  const tooLargeShare = deletions >= fewDeletions && deletions > total * deletionShare;
  return tooMany || tooLargeShare ? { state: "paused", deletions, total } : { state: "proceed" };
}

/** What a run would do to one side. */
export interface SideCount {
  readonly create: number;
  readonly change: number;
  readonly delete: number;
}

export interface Preview {
  readonly outlook: SideCount;
  readonly zoom: SideCount;
  readonly unchanged: number;
  readonly conflicts: number;
}

function countSide(plans: readonly Plan[], side: "outlook" | "zoom"): SideCount {
  let [created, changed, deleted] = [0, 0, 0];
  for (const plan of plans) {
    const types = plan[side].map((action) => action.type);
    if (types.length === 0) continue;
    if (types.some((type) => type === "createOutlookEvent" || type === "createZoomMeeting"))
      created += 1;
    else if (types.some((type) => type === "deleteOutlookEvent" || type === "deleteZoomMeeting"))
      deleted += 1;
    else changed += 1;
  }
  return { create: created, change: changed, delete: deleted };
}

/** What a first run will do, by meetings rather than by writes, to be shown before it is done. */
export function previewPlans(plans: readonly Plan[]): Preview {
  return {
    outlook: countSide(plans, "outlook"),
    zoom: countSide(plans, "zoom"),
    unchanged: plans.filter((plan) => plan.outlook.length + plan.zoom.length === 0).length,
    conflicts: plans.reduce((sum, plan) => sum + plan.conflicts.length, 0),
  };
}

export interface PastWrite {
  readonly side: "outlook" | "zoom";
  readonly at: Instant;
}

const loopWindowMs = 10 * 60_000;
const loopWrites = 3;

/**
 * Whether the engine may still write this meeting. Three writes in ten minutes that went to one side,
 * to the other and back are two systems answering each other; `writes` are ours, in any order.
 */
export function guardLoop(
  writes: readonly PastWrite[],
  now: Instant,
): { readonly state: "proceed" } | { readonly state: "paused"; readonly until: Instant } {
  const since = epochMs(now) - loopWindowMs;
  const recent = writes
    .filter((write) => epochMs(write.at) > since && write.at <= now)
    .sort((a, b) => epochMs(a.at) - epochMs(b.at));
  const turns = recent.filter((write, index) => write.side !== recent[index - 1]?.side);
  const first = turns.at(-loopWrites);
  if (turns.length < loopWrites || first === undefined) return { state: "proceed" };
  return { state: "paused", until: fromEpochMs(epochMs(first.at) + loopWindowMs) };
}

/** @see https://developers.zoom.us/docs/api/rate-limits/ : 100 creates and updates per host and UTC day. */
export const dailyWrites = 100;
/** What nobody is waiting for stops here, so a person's click still goes through. */
export const dailyBackgroundWrites = 80;
/** What is in no hurry stops here, so that a change made today still goes through. */
export const dailyUnhurriedWrites = 40;

/** Who asks for a write. `unhurried`: nobody changed anything, the two sides are compared at last. */
export type WriteAsker = "person" | "background" | "unhurried";

const dailyLimits: Readonly<Record<WriteAsker, number>> = {
  person: dailyWrites,
  background: dailyBackgroundWrites,
  unhurried: dailyUnhurriedWrites,
};

export interface WriteBudget {
  readonly allowed: number;
  /** When the counter starts again: the next midnight in UTC. */
  readonly resetsAt: Instant;
}

/** How many more writes a host has today. `used` counts this UTC day's creates and updates. */
export function writeBudget(used: number, asks: WriteAsker, now: Instant): WriteBudget {
  if (!Number.isInteger(used) || used < 0) {
    throw new SyncError("state.invalid", "used", used, "must be a count");
  }
  const dayMs = 86_400_000;
  const resetsAt = fromEpochMs((Math.floor(epochMs(now) / dayMs) + 1) * dayMs);
  return { allowed: Math.max(0, dailyLimits[asks] - used), resetsAt };
}

/** How much of the daily budget a plan needs: Zoom counts creates and updates, not deletions. */
export function writeCost(plan: Plan): number {
  return plan.zoom.filter((action) => !action.type.startsWith("delete")).length;
}
