/**
 * An Outlook calendar and a Zoom calendar as far as the mirror touches them, written from the vendors'
 * documents: Zoom's knows no exceptions, no kinds of busy, and every event is replaced whole.
 */
import {
  mirroredParts,
  reconcileMirror,
  type MirrorAgreed,
  type MirroredEntry,
  type MirrorKey,
  type MirrorPlan,
  type MirrorState,
} from "../../../src/sync/mirror.ts";
import {
  type OutlookPresent,
  type OutlookState,
  type SyncPolicy,
} from "../../../src/sync/model.ts";
import { doInOutlook, type World } from "./world.ts";
import { never } from "./build.ts";

export const noEvent: MirrorState = { state: "absent", reason: "never" };
export const deletedEvent: MirrorState = { state: "absent", reason: "deleted" };
export const event = (entry: MirroredEntry): MirrorState => ({ state: "present", entry });

/** What the first sight of an entry makes of it. */
export function inStep(
  outlook: OutlookPresent,
  policy: SyncPolicy,
  key: MirrorKey = "",
): { agreed: MirrorAgreed; event: MirroredEntry } {
  const { agreed, calendar } = reconcileMirror(key, null, outlook, noEvent, policy);
  if (agreed === null || calendar.action !== "put") throw new Error("the entry is not mirrored");
  return { agreed, event: calendar.entry };
}

export const isIdle = (plan: MirrorPlan): boolean =>
  plan.calendar.action === "none" && plan.outlook.length === 0;

export interface MirrorWorld {
  outlook: OutlookState;
  events: Map<MirrorKey, MirroredEntry>;
  deleted: Set<MirrorKey>;
  agreed: Map<MirrorKey, MirrorAgreed>;
}

export function newWorld(outlook: OutlookState): MirrorWorld {
  return { outlook, events: new Map(), deleted: new Set(), agreed: new Map() };
}

/** One run over every part of the entry; `crash` loses what the n-th plan agreed. Counts the writes. */
export function runMirror(world: MirrorWorld, policy: SyncPolicy, crash = -1): number {
  const { outlook } = world;
  const parts = outlook.state === "present" ? [...mirroredParts(outlook, policy).keys()] : [];
  const keys = new Set<MirrorKey>(["", ...parts, ...world.events.keys(), ...world.agreed.keys()]);
  let writes = 0;
  for (const [index, key] of [...keys].entries()) {
    const entry = world.events.get(key);
    const gone = world.deleted.has(key) ? deletedEvent : noEvent;
    const agreed = world.agreed.get(key) ?? null;
    const calendar = entry === undefined ? gone : event(entry);
    const plan = reconcileMirror(key, agreed, world.outlook, calendar, policy);
    writes += doPlan(world, key, plan);
    if (index === crash) continue;
    if (plan.agreed === null) world.agreed.delete(key);
    else world.agreed.set(key, plan.agreed);
  }
  return writes;
}

function doPlan(world: MirrorWorld, key: MirrorKey, plan: MirrorPlan): number {
  for (const action of plan.outlook) {
    if (action.type === "deleteOutlookEvent") world.outlook = { ...never, reason: "deleted" };
    else if (action.type === "createOutlookEvent") {
      const kind = action.fields.recurrence === null ? "single" : "series";
      world.outlook = {
        ...action.fields,
        state: "present",
        id: null,
        kind,
        isOrganizer: true,
        revision: "1",
      };
    } else if (world.outlook.state === "present") {
      const inner = { outlook: world.outlook } as World;
      doInOutlook(inner, action);
      const kind = inner.outlook.recurrence === null ? "single" : "series";
      world.outlook = { ...inner.outlook, kind };
    }
  }
  if (plan.calendar.action === "put") {
    world.events.set(key, plan.calendar.entry);
    world.deleted.delete(key);
  }
  if (plan.calendar.action === "remove") world.events.delete(key);
  return plan.outlook.length + (plan.calendar.action === "none" ? 0 : 1);
}
