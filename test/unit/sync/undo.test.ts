import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SyncError } from "../../../src/sync/errors.ts";
import {
  type Agreed,
  type OutlookPresent,
  type Plan,
  type SyncPolicy,
  type ZoomPresent,
} from "../../../src/sync/model.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { restoreAgreed } from "../../../src/sync/undo.ts";
import { at, noZoom, now, policy, series, single, time, zoomPresent } from "./build.ts";
import { doInOutlook, doInZoom, type World } from "./world.ts";
import { runs } from "./runs.ts";

const later = {
  ...time,
  start: at("2026-12-01T13:00:00Z"),
  end: at("2026-12-01T14:30:00Z"),
};
const second = at("2026-12-08T09:00:00Z");
const third = at("2026-12-15T09:00:00Z");
const elsewhere = { start: at("2026-12-09T12:00:00Z"), end: at("2026-12-09T13:00:00Z") };

function pair(outlook: OutlookPresent): { world: World; agreed: Agreed } {
  const { agreed } = reconcile(null, outlook, noZoom, policy);
  if (agreed === null) throw new Error("no meeting was made");
  const full = { ...agreed.zoom, agenda: outlook.notes, invitees: outlook.attendees };
  const zoom = zoomPresent({ ...full, isPrivate: false });
  return {
    world: { outlook, zoom, mayLackTime: false },
    agreed: { ...agreed, zoom: { ...full, isPrivate: false } },
  };
}

function carryOut(world: World, plan: Plan): void {
  for (const action of plan.outlook) {
    if (action.type === "patchOutlookEvent" || action.type.endsWith("Occurrence")) {
      doInOutlook(world, action);
    }
  }
  for (const action of plan.zoom) doInZoom(world, action);
}

/** Reconciles until both sides are in step, and gives what they agreed. */
function settle(world: World, agreed: Agreed): Agreed {
  let current = agreed;
  for (let run = 0; run < 3; run += 1) {
    const plan = reconcile(current, world.outlook, world.zoom, policy);
    carryOut(world, plan);
    current = plan.agreed ?? current;
  }
  return current;
}

function undo(world: World, target: Agreed, agreed: Agreed, rules: SyncPolicy = policy): Plan {
  const plan = restoreAgreed(target, agreed, world.outlook, world.zoom, rules);
  carryOut(world, plan);
  return plan;
}

const writes = (plan: Plan) => [...plan.outlook, ...plan.zoom];

function expectStill(world: World, plan: Plan, rules: SyncPolicy = policy): void {
  expect(writes(reconcile(plan.agreed, world.outlook, world.zoom, rules))).toEqual([]);
}

describe("undo", () => {
  test("[U1] writes what differs to each side, and nothing else", () => {
    const { world, agreed } = pair(single);
    world.outlook = { ...world.outlook, subject: "New", time: later };
    const moved = settle(world, agreed);
    const plan = undo(world, agreed, moved);
    expect(plan.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { subject: "Budget", time } },
    ]);
    expect(plan.zoom).toMatchObject([
      {
        type: "patchZoomMeeting",
        fields: { topic: "Budget", schedule: { start: time.start, durationMinutes: 60 } },
      },
    ]);
    expect(Object.keys((plan.zoom[0] as { fields: object }).fields)).toHaveLength(2);
    expect(world.outlook).toMatchObject({ subject: "Budget", time });
    expectStill(world, plan);
    expect(writes(restoreAgreed(agreed, agreed, world.outlook, world.zoom, policy))).toEqual([]);
  });

  test("[U1] brings back people, notes, privacy and show-as", () => {
    const { world, agreed } = pair(single);
    world.outlook = {
      ...world.outlook,
      attendees: ["bob@example.com"],
      notes: "Other",
      showAs: "free",
    };
    const changed = settle(world, agreed);
    const plan = undo(world, agreed, changed);
    expect(plan.outlook).toEqual([
      {
        type: "patchOutlookEvent",
        fields: {
          notes: "Bring numbers",
          attendees: { add: ["ann@example.com"], remove: ["bob@example.com"] },
          showAs: "busy",
        },
      },
    ]);
    expect(plan.zoom).toEqual([
      {
        type: "patchZoomMeeting",
        fields: { agenda: "Bring numbers", invitees: ["ann@example.com"] },
      },
    ]);
    expect(plan.agreed?.outlook.showAs).toBe("busy");
    expectStill(world, plan);
  });

  test("[U1] brings back Zoom's options, which Outlook does not keep", () => {
    const { world, agreed } = pair(single);
    const before = { ...agreed, zoom: { ...agreed.zoom, options: { waitingRoom: true } } };
    world.zoom = { ...world.zoom, options: { waitingRoom: false, muteUponEntry: true } };
    const plan = undo(world, before, agreed);
    expect(plan.outlook).toEqual([]);
    expect(plan.zoom).toEqual([
      { type: "patchZoomMeeting", fields: { options: { waitingRoom: true } } },
    ]);
    expectStill(world, plan);
  });

  test("[U2] goes back over a series that was a single meeting", () => {
    const { world, agreed } = pair(single);
    world.outlook = { ...world.outlook, kind: "series", recurrence: series.recurrence };
    const repeated = settle(world, agreed);
    expect(world.zoom.schedule.kind).toBe("fixedTime");
    const plan = undo(world, agreed, repeated);
    expect(world.outlook.recurrence).toBeNull();
    expect(world.zoom.schedule.kind).toBe("single");
    expectStill(world, plan);
    const forward = undo(world, repeated, plan.agreed!);
    expect(world.zoom.schedule.kind).toBe("fixedTime");
    expectStill(world, forward);
  });

  test("[U3] does not write a past start to Zoom", () => {
    const past = { ...time, start: at("2026-11-20T09:00:00Z"), end: at("2026-11-20T10:00:00Z") };
    const { world, agreed } = pair(single);
    const then: Agreed = {
      outlook: { ...agreed.outlook, time: past },
      zoom: {
        ...agreed.zoom,
        schedule: { ...agreed.zoom.schedule, start: past.start } as ZoomPresent["schedule"],
      },
    };
    const plan = undo(world, then, agreed);
    expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time: past } }]);
    expect(plan.zoom).toEqual([]);
    expect(plan.lost).toEqual(["time.past"]);
    expect(past.start < now).toBe(true);
    expectStill(world, plan);
  });

  test("[U4] puts a moved occurrence back, and one that was moved before", () => {
    const { world, agreed } = pair(series);
    world.outlook = {
      ...world.outlook,
      exceptions: { [second]: { kind: "moved", ...elsewhere } },
    };
    const moved = settle(world, agreed);
    const back = undo(world, agreed, moved);
    expect(back.outlook).toEqual([
      {
        type: "patchOutlookOccurrence",
        originalStart: second,
        start: second,
        end: at("2026-12-08T10:00:00Z"),
      },
    ]);
    expect(back.zoom).toEqual([
      { type: "patchZoomOccurrence", originalStart: second, start: second, durationMinutes: 60 },
    ]);
    expectStill(world, back);
    const forward = undo(world, moved, back.agreed!);
    expect(world.outlook.exceptions).toEqual({ [second]: { kind: "moved", ...elsewhere } });
    expect(world.zoom.exceptions).toMatchObject({ [second]: { kind: "moved" } });
    expectStill(world, forward);
  });

  test("[U4] leaves a cancelled occurrence cancelled, and cancels one that was", () => {
    const { world, agreed } = pair(series);
    world.outlook = { ...world.outlook, exceptions: { [third]: { kind: "cancelled" } } };
    const cancelled = settle(world, agreed);
    expect(world.zoom.exceptions).toEqual({ [third]: { kind: "cancelled" } });
    const plan = undo(world, agreed, cancelled);
    expect(writes(plan)).toEqual([]);
    expectStill(world, plan);

    const other = pair(series);
    const again = undo(other.world, cancelled, other.agreed);
    expect(again.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: third }]);
    expect(again.zoom).toEqual([{ type: "deleteZoomOccurrence", originalStart: third }]);
    expectStill(other.world, again);
  });

  test("[U4] writes exceptions again when the series itself goes back", () => {
    const before: OutlookPresent = {
      ...series,
      exceptions: { [second]: { kind: "moved", ...elsewhere }, [third]: { kind: "cancelled" } },
    };
    const start = pair(before);
    const target = settle(start.world, start.agreed);
    const { world } = start;
    world.outlook = { ...world.outlook, time: later, exceptions: {} };
    const moved = settle(world, target);
    const plan = undo(world, target, moved);
    expect(world.outlook.time).toEqual(time);
    expect(world.outlook.exceptions).toEqual(before.exceptions);
    expect(world.zoom.exceptions).toMatchObject({
      [second]: { kind: "moved" },
      [third]: { kind: "cancelled" },
    });
    expectStill(world, plan);
  });

  test("[U5] ends when a side is not there any more", () => {
    const { world, agreed } = pair(single);
    const gone = { state: "absent", reason: "deleted" } as const;
    const attempts = [
      () => restoreAgreed(agreed, agreed, gone, world.zoom, policy),
      () =>
        restoreAgreed(agreed, agreed, world.outlook, { ...gone, recoverableUntil: null }, policy),
    ];
    for (const attempt of attempts) {
      expect(attempt).toThrow(SyncError);
      expect(attempt).toThrow(expect.objectContaining({ code: "undo.gone" }));
    }
  });

  test("[U6] keeps back what may not leave Outlook", () => {
    const { world, agreed } = pair(single);
    world.outlook = { ...world.outlook, subject: "New", notes: "New", attendees: [] };
    const renamed = settle(world, agreed);
    const timesOnly = { ...policy, timesOnly: true };
    const plan = undo(world, agreed, renamed, timesOnly);
    expect(plan.outlook).toHaveLength(1);
    expect(JSON.stringify(plan.zoom)).not.toMatch(/Budget|numbers|ann@/);
    expectStill(world, plan, timesOnly);
  });

  test("[U6] undoes a field on both sides or on none", () => {
    for (const direction of ["outlookToZoom", "zoomToOutlook", "readOnly"] as const) {
      const { world, agreed } = pair(single);
      world.outlook = { ...world.outlook, subject: "New" };
      const renamed = settle(world, agreed);
      const plan = undo(world, agreed, renamed, { ...policy, direction });
      expect(writes(plan)).toEqual([]);
      expectStill(world, plan, { ...policy, direction });
    }
  });

  test("[U7] plans nothing for an attendee's copy", () => {
    const { world, agreed } = pair(single);
    const other = { ...agreed, outlook: { ...agreed.outlook, subject: "Old" } };
    const copy = { ...world.outlook, isOrganizer: false };
    const plan = restoreAgreed(other, agreed, copy, world.zoom, policy);
    expect(writes(plan)).toEqual([]);
    expect(plan.agreed).toBe(agreed);
  });

  const edits = fc.record(
    {
      subject: fc.constantFrom("a", "b".repeat(230), ""),
      time: fc.constantFrom(time, later),
      recurrence: fc.constantFrom(series.recurrence, null, {
        ...series.recurrence!,
        range: { ...series.recurrence!.range, numberOfOccurrences: 5 },
      } as OutlookPresent["recurrence"]),
      notes: fc.constantFrom("x", "y".repeat(2500)),
      attendees: fc.constantFrom(["ann@example.com"], ["bob@example.com", "eve@example.com"]),
      cancels: fc.boolean(),
      moves: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  test("[U2] plans nothing after any undo", () => {
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 4 }), fc.nat(3), (steps, index) => {
        const { world, agreed } = pair(series);
        const states = [agreed];
        for (const { cancels, moves, ...fields } of steps) {
          const isRewritten = "time" in fields || "recurrence" in fields;
          const outlook = { ...world.outlook, ...fields } as OutlookPresent;
          const { recurrence } = outlook;
          const exceptions = isRewritten ? {} : { ...outlook.exceptions };
          const isHere = recurrence !== null && outlook.time.start === time.start;
          if (isHere && cancels === true) exceptions[third] = { kind: "cancelled" };
          if (isHere && moves === true && exceptions[second]?.kind !== "cancelled") {
            exceptions[second] = { kind: "moved", ...elsewhere };
          }
          const kind = recurrence === null ? "single" : "series";
          world.outlook = { ...outlook, kind, exceptions };
          states.push(settle(world, states.at(-1)!));
        }
        const target = states[index % states.length]!;
        const plan = undo(world, target, states.at(-1)!);
        expect(world.outlook).toMatchObject({
          subject: target.outlook.subject,
          time: target.outlook.time,
          recurrence: target.outlook.recurrence,
          notes: target.outlook.notes,
        });
        expectStill(world, plan);
      }),
      { numRuns: runs(100) },
    );
  });
});
