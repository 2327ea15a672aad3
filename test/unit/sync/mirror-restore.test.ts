import { describe, expect, test } from "@jest/globals";
import {
  mirrorAgreedAfterCrash,
  reconcileMirror,
  type MirroredEntry,
  type MirrorPlan,
} from "../../../src/sync/mirror.ts";
import { flipMirrorConflict, restoreMirror } from "../../../src/sync/mirror-restore.ts";
import { afterOutlookActions } from "../../../src/sync/effects.ts";
import { type OutlookPresent, type SyncPolicy } from "../../../src/sync/model.ts";
import { at, policy, series, single, time } from "./build.ts";
import { deletedEvent, event, inStep, isIdle } from "./mirror-world.ts";

const meeting: OutlookPresent = { ...single, subject: "Budget" };
const first = inStep(meeting, policy);
const later = { ...time, start: at("2026-12-01T13:00:00Z"), end: at("2026-12-01T14:00:00Z") };
const moved = (entry: MirroredEntry): MirroredEntry => ({ ...entry, time: later });

/** Both sides after the plan, and the plan of one more run. */
function after(outlook: OutlookPresent, calendar: MirroredEntry, plan: MirrorPlan) {
  const fields = afterOutlookActions(outlook, plan.outlook);
  const then: OutlookPresent = { ...outlook, ...fields };
  const entry = plan.calendar.action === "put" ? plan.calendar.entry : calendar;
  const again = reconcileMirror("", plan.agreed, then, event(entry), policy);
  return { outlook: then, entry, again };
}

describe("undo in the mirror", () => {
  test("[M25] brings both sides back to how they were, whoever moved it", () => {
    const now: OutlookPresent = { ...meeting, subject: "Budget 2", time: later };
    const calendar = moved({ ...first.event, subject: "Budget 2" });
    const plan = restoreMirror("", first.event, now, event(calendar), policy);
    const result = after(now, calendar, plan);
    expect(result.outlook).toMatchObject({ subject: "Budget", time: meeting.time });
    expect(result.entry).toEqual(first.event);
    expect(isIdle(result.again)).toBe(true);
  });

  test("[M25] writes nothing where nothing differs, and nothing to Outlook that may not be", () => {
    const plan = restoreMirror("", first.event, meeting, event(first.event), policy);
    expect(plan).toMatchObject({ outlook: [], calendar: { action: "none" } });
    const oneWay: SyncPolicy = { ...policy, direction: "outlookToZoom" };
    const now: OutlookPresent = { ...meeting, time: later };
    const held = restoreMirror("", first.event, now, event(moved(first.event)), oneWay);
    expect(held).toMatchObject({ outlook: [], calendar: { action: "none" } });
    const copy = { ...now, isOrganizer: false };
    expect(isIdle(restoreMirror("", first.event, copy, event(moved(first.event)), policy))).toBe(
      true,
    );
  });

  test("[M25] leaves cancelled occurrences cancelled", () => {
    const before = inStep(series, policy);
    const third = at("2026-12-15T09:00:00Z");
    const now: OutlookPresent = { ...series, exceptions: { [third]: { kind: "cancelled" } } };
    const calendar = { ...before.event, cancelled: [third] };
    expect(isIdle(restoreMirror("", before.event, now, event(calendar), policy))).toBe(true);
  });

  test("[M25] ends where a side is gone", () => {
    const gone = { state: "absent", reason: "deleted" } as const;
    expect(() => restoreMirror("", first.event, gone, event(first.event), policy)).toThrow(
      expect.objectContaining({ code: "undo.gone", field: "outlook" }),
    );
    expect(() => restoreMirror("", first.event, meeting, deletedEvent, policy)).toThrow(
      expect.objectContaining({ code: "undo.gone", field: "zoom" }),
    );
  });
});

describe("a conflict of the mirror", () => {
  test("[M26] flipped takes the losing value, and the other fields stay", () => {
    const now: OutlookPresent = { ...meeting, subject: "As Outlook says", time: later };
    const calendar = { ...first.event, subject: "As Zoom says" };
    const plan = reconcileMirror("", first.agreed, now, event(calendar), policy);
    const [conflict] = plan.conflicts;
    expect(conflict).toMatchObject({ field: "subject", winner: "outlook" });
    const done = after(now, calendar, plan);
    const flip = flipMirrorConflict(conflict!, "", done.outlook, event(done.entry), policy);
    const flipped = after(done.outlook, done.entry, flip);
    expect(flipped.outlook).toMatchObject({ subject: "As Zoom says", time: later });
    expect(flipped.entry.subject).toBe("As Zoom says");
    expect(isIdle(flipped.again)).toBe(true);
  });

  test("[M26] about an event that was kept deletes it after all, and one of a deleted entry ends", () => {
    const kept = {
      field: "existence",
      winner: "outlook",
      outlook: first.agreed.outlook,
      zoom: null,
    } as const;
    const plan = flipMirrorConflict(kept, "", meeting, event(first.event), policy);
    expect(plan).toMatchObject({
      outlook: [{ type: "deleteOutlookEvent" }],
      calendar: { action: "remove" },
      agreed: null,
    });
    const lost = { ...kept, outlook: null, zoom: first.event };
    expect(() => flipMirrorConflict(lost, "", meeting, event(first.event), policy)).toThrow(
      expect.objectContaining({ code: "conflict.gone" }),
    );
  });
});

test("[M27] our own write to Zoom's calendar is known when the old value is set in Outlook again", () => {
  const now: OutlookPresent = { ...meeting, time: later };
  const { agreed: intended } = reconcileMirror("", first.agreed, now, event(first.event), policy);
  const written = moved(first.event);
  const after = (calendar: MirroredEntry) =>
    mirrorAgreedAfterCrash(first.agreed, { side: "calendar", agreed: intended! }, calendar);
  const plan = reconcileMirror("", after(written), meeting, event(written), policy);
  expect(plan).toMatchObject({ outlook: [], calendar: { action: "put", entry: first.event } });
  expect(isIdle(reconcileMirror("", after(first.event), meeting, event(first.event), policy))).toBe(
    true,
  );
});

test("[M27] our own write to Outlook is nobody's edit, and what Zoom's calendar says next is written", () => {
  const { agreed: intended } = reconcileMirror(
    "",
    first.agreed,
    meeting,
    event({ ...first.event, subject: "Renamed" }),
    policy,
  );
  const after = (subject: string) =>
    mirrorAgreedAfterCrash(
      first.agreed,
      { side: "outlook", agreed: intended! },
      { ...first.agreed.outlook, subject },
    );
  expect(after("Renamed")).toBe(intended);
  expect(after(first.agreed.outlook.subject ?? "")).toBe(first.agreed);
  const again = event({ ...first.event, subject: "Renamed again" });
  const renamed = { ...meeting, subject: "Renamed" };
  const plan = reconcileMirror("", after("Renamed"), renamed, again, policy);
  expect(plan).toMatchObject({
    outlook: [{ type: "patchOutlookEvent", fields: { subject: "Renamed again" } }],
    conflicts: [],
  });
});
