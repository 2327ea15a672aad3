import { describe, expect, test } from "@jest/globals";
import { mirroredParts, reconcileInstance } from "../../../src/sync/mirror.ts";
import { type OutlookPresent, type SyncPolicy } from "../../../src/sync/model.ts";
import { at, policy, series, single, time } from "./build.ts";
import { deletedEvent, event, inStep, isIdle, noEvent } from "./mirror-world.ts";

const second = at("2026-12-08T09:00:00Z");
const whole = inStep(series, policy).event;
const plain = {
  ...whole,
  recurrence: null,
  time: { ...time, start: second, end: at("2026-12-08T10:00:00Z") },
};
const elsewhere = { start: at("2026-12-09T12:00:00Z"), end: at("2026-12-09T13:00:00Z") };
const moved = event({ ...plain, time: { ...time, ...elsewhere } });
const attendee = { ...series, isOrganizer: false };

describe("occurrences inside a series of Zoom's calendar", () => {
  test("[M23] moves in Outlook what was moved, which then stands by itself", () => {
    const plan = reconcileInstance(second, series, moved, policy);
    expect(plan).toEqual({
      calendar: { action: "remove" },
      outlook: [{ type: "patchOutlookOccurrence", originalStart: second, ...elsewhere }],
      agreed: null,
      conflicts: [],
    });
    const after: OutlookPresent = {
      ...series,
      exceptions: { [second]: { kind: "moved", ...elsewhere } },
    };
    expect([...mirroredParts(after, policy).keys()]).toEqual(["", second]);
    const again = reconcileInstance(second, after, moved, policy);
    expect([again.calendar.action, again.outlook]).toEqual(["remove", []]);
    expect(isIdle(reconcileInstance(second, after, deletedEvent, policy))).toBe(true);
  });

  test("[M23] cancels in Outlook what was deleted", () => {
    const plan = reconcileInstance(second, series, deletedEvent, policy);
    expect(plan.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: second }]);
    expect(plan.calendar.action).toBe("none");
    const after: OutlookPresent = { ...series, exceptions: { [second]: { kind: "cancelled" } } };
    expect(isIdle(reconcileInstance(second, after, deletedEvent, policy))).toBe(true);
    expect(reconcileInstance(second, after, moved, policy).calendar.action).toBe("remove");
  });

  test("[M23] [M4] moves it back in an attendee's copy", () => {
    const plan = reconcileInstance(second, attendee, moved, policy);
    expect(plan).toMatchObject({ calendar: { action: "put", entry: plain }, outlook: [] });
    expect(isIdle(reconcileInstance(second, attendee, deletedEvent, policy))).toBe(true);
  });

  test("[M24] moves back what Outlook would refuse beyond its neighbour", () => {
    const beyond = { start: at("2026-12-22T12:00:00Z"), end: at("2026-12-22T13:00:00Z") };
    const there = event({ ...plain, time: { ...time, ...beyond } });
    const plan = reconcileInstance(second, series, there, policy);
    expect(plan).toMatchObject({ calendar: { action: "put", entry: plain }, outlook: [] });
  });

  test("[M23] leaves alone what is where it was, belongs to no series or could not be read", () => {
    const unknown = { state: "absent", reason: "unknown" } as const;
    const gone = { state: "absent", reason: "deleted" } as const;
    for (const plan of [
      reconcileInstance(second, series, event({ ...plain, subject: "Other" }), policy),
      reconcileInstance(second, series, unknown, policy),
      reconcileInstance(second, series, noEvent, policy),
      reconcileInstance(second, single, moved, policy),
      reconcileInstance(second, gone, moved, policy),
      reconcileInstance(at("2026-12-09T09:00:00Z"), series, moved, policy),
      reconcileInstance(second, series, moved, { ...policy, version: "v1" }),
    ]) {
      expect(isIdle(plan)).toBe(true);
    }
  });

  test("[M23] [M17] writes only the sides it may", () => {
    const direct = (direction: SyncPolicy["direction"]): SyncPolicy => ({ ...policy, direction });
    for (const direction of ["readOnly", "outlookToZoom"] as const) {
      expect(isIdle(reconcileInstance(second, series, moved, direct(direction)))).toBe(true);
      expect(isIdle(reconcileInstance(second, series, deletedEvent, direct(direction)))).toBe(true);
    }
    const toOutlook = reconcileInstance(second, series, moved, direct("zoomToOutlook"));
    expect(toOutlook.outlook).toHaveLength(1);
    expect(toOutlook.calendar.action).toBe("none");
    expect(isIdle(reconcileInstance(second, attendee, moved, direct("readOnly")))).toBe(true);
  });
});
