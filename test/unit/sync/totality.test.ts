import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { differences } from "../../../src/sync/differences.ts";
import { SyncError } from "../../../src/sync/errors.ts";
import { flipConflict } from "../../../src/sync/flip.ts";
import { type Conflict } from "../../../src/sync/model.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { checkRecurrence } from "../../../src/sync/recurrence/check.ts";
import { fromZoomRecurrence } from "../../../src/sync/recurrence/from-zoom.ts";
import { fromZoomWire } from "../../../src/sync/recurrence/zoom-wire.ts";
import { at, noZoom, policy, series, single, time, tuesdays, zoomPresent } from "./build.ts";
import { runs } from "./runs.ts";

const agreed = reconcile(null, series, noZoom, policy).agreed!;
const zoom = zoomPresent(agreed.zoom);

/** Every path to a value inside plain data, such as `["time", "start"]`. */
function pathsIn(value: unknown, before: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...before, key];
    return [path, ...pathsIn(inner, path)];
  });
}

function withValueAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy = (
    Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  ) as Record<string, unknown>;
  copy[key] = withValueAt(copy[key], rest, put);
  return copy;
}

const garbage = fc.oneof(
  fc.anything(),
  fc.constantFrom(undefined, null, NaN, -1, 0, "", "NaN", "2026-02-31T00:00:00Z", [], {}, [null]),
);
const broken = <T extends object>(whole: T) =>
  fc
    .tuple(fc.constantFrom(...pathsIn(whole)), garbage)
    .map(([path, value]) => withValueAt(whole, path, value) as T);

function expectAnswerOrSyncError(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(SyncError);
    const { field, value, message } = error as SyncError;
    expect(field).toMatch(/^[a-z]/i);
    expect(message.startsWith(`${field}: `)).toBe(true);
    expect([field, value]).not.toContain("state");
  }
}

describe("whatever the input holds", () => {
  test("[G5] a plan or an error that names field and value comes back", () => {
    const moved = { kind: "moved", start: time.start, end: time.end } as const;
    const busy = {
      ...series,
      subject: "Other",
      exceptions: { [at("2026-12-08T09:00:00Z")]: moved },
      options: { waitingRoom: true },
    };
    fc.assert(
      fc.property(
        fc.oneof(broken(busy), broken(series), fc.constant(busy)),
        fc.oneof(broken(zoom), fc.constant(zoom), broken({ ...noZoom })),
        fc.oneof(fc.constant(agreed), fc.constant(null), broken(agreed)),
        fc.oneof(fc.constant(policy), broken(policy)),
        (outlook, there, known, rules) => {
          expectAnswerOrSyncError(() => {
            const plan = reconcile(known, outlook, there, rules);
            expect(Array.isArray(plan.outlook) && Array.isArray(plan.zoom)).toBe(true);
          });
        },
      ),
      { numRuns: runs(500) },
    );
  });

  test("[G5] each field that is given a wrong type is named", () => {
    const wrong = Symbol("wrong");
    for (const field of Object.keys(agreed.outlook)) {
      const outlook = { ...series, [field]: wrong };
      expect(() => reconcile(agreed, outlook, zoom, policy)).toThrow(
        expect.objectContaining({ field: `outlook.${field}`, value: wrong }),
      );
    }
    for (const field of Object.keys(agreed.zoom)) {
      const there = { ...zoom, [field]: wrong };
      expect(() => reconcile(agreed, series, there, policy)).toThrow(
        expect.objectContaining({ field: `zoom.${field}`, value: wrong }),
      );
      const known = { ...agreed, zoom: { ...agreed.zoom, [field]: wrong } };
      expect(() => reconcile(known as never, series, zoom, policy)).toThrow(
        expect.objectContaining({ field: `agreed.zoom.${field}`, value: wrong }),
      );
    }
    for (const field of Object.keys(policy)) {
      expect(() => reconcile(agreed, series, zoom, { ...policy, [field]: wrong })).toThrow(
        expect.objectContaining({ name: "SyncError", value: wrong }),
      );
    }
  });

  test("[G5] recurrences are read, or refused by field", () => {
    fc.assert(
      fc.property(broken(tuesdays), garbage, (recurrence, whole) => {
        expectAnswerOrSyncError(() => checkRecurrence(recurrence));
        expectAnswerOrSyncError(() => checkRecurrence(whole as never));
      }),
      { numRuns: runs(300) },
    );
  });

  test("[G5] Zoom's recurrence is read, or refused by field", () => {
    const wire = { type: 2, repeat_interval: 1, weekly_days: "2,4", end_times: 5 };
    fc.assert(
      fc.property(broken(wire), (recurrence) => {
        expectAnswerOrSyncError(() => {
          const read = fromZoomWire(recurrence, time.start, "Europe/Berlin");
          const timed = { start: time.start, durationMinutes: 60, timeZone: "Europe/Berlin" };
          fromZoomRecurrence({ kind: "fixedTime", recurrence: read, ...timed });
        });
      }),
      { numRuns: runs(300), examples: [[{ ...wire, end_times: { toString: 0 } as never }]] },
    );
  });

  test("[G5] differences and flips answer, or refuse by field", () => {
    const conflict: Conflict = { field: "subject", winner: "outlook", outlook: "A", zoom: "B" };
    fc.assert(
      fc.property(broken({ ...single, subject: "A" }), broken(zoom), (outlook, there) => {
        expectAnswerOrSyncError(() => differences(agreed, outlook, there, policy));
        expectAnswerOrSyncError(() => flipConflict(conflict, agreed, outlook, there, policy));
      }),
      { numRuns: runs(300) },
    );
  });
});
