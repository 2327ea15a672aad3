import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkSeries } from "../../../src/sync/check.ts";
import { addMinutes, type Instant } from "../../../src/sync/instant.ts";
import { type Agreed, type Recurrence, type SyncPolicy } from "../../../src/sync/model.ts";
import { toTopic, toZoomException } from "../../../src/sync/projection.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { expandOccurrences, hasOccurrenceAt } from "../../../src/sync/recurrence/expand.ts";
import { fromZoomRecurrence } from "../../../src/sync/recurrence/from-zoom.ts";
import { toZoomSchedule, zoomCaps } from "../../../src/sync/recurrence/to-zoom.ts";
import { isSameZoomSchedule } from "../../../src/sync/recurrence/zoom-schedule.ts";
import { at, noZoom, now, policy, series, single, tuesdays, zoomPresent } from "./build.ts";
import { runs } from "./runs.ts";
import { doInOutlook, doInZoom, type World } from "./world.ts";

const recurrences: Array<Recurrence | null> = [
  null,
  tuesdays,
  { ...tuesdays, range: { type: "numbered", startDate: "2026-12-01", numberOfOccurrences: 4 } },
  { ...tuesdays, pattern: { type: "daily", interval: 2 } },
  { ...tuesdays, range: { type: "noEnd", startDate: "2026-12-01" } },
  { ...tuesdays, pattern: { type: "absoluteYearly", interval: 1, dayOfMonth: 1, month: 12 } },
];
const texts = ["Budget", "Retro", "", " spaced ", "x".repeat(255), `${"y".repeat(199)}😀z`];
const people = ["ann@example.com", "bob@example.com", "Carl@Example.com"];

type Edit = (world: World, n: number) => void;

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T;
}

function outlookStarts({ outlook }: World): Instant[] {
  if (outlook.recurrence === null) return [];
  const window = { start: now, end: at("2027-03-01T00:00:00Z") };
  return expandOccurrences(outlook.recurrence, outlook.time.start, 60, window).map((o) => o.start);
}

function zoomStarts({ zoom: { schedule } }: World): Instant[] {
  if (schedule.kind !== "fixedTime") return [];
  const window = { start: now, end: at("2027-03-01T00:00:00Z") };
  return expandOccurrences(fromZoomRecurrence(schedule), schedule.start, 60, window).map(
    (o) => o.start,
  );
}

const edits: Edit[] = [
  (w, n) => (w.outlook = { ...w.outlook, subject: pick(texts, n) }),
  (w, n) => (w.outlook = { ...w.outlook, notes: pick(["a", "", "n".repeat(2500)], n) }),
  (w, n) => (w.outlook = { ...w.outlook, attendees: people.filter((_, i) => (n >> i) % 2 === 1) }),
  (w, n) => {
    // Same dates, so that the first start stays one of the series.
    const start = addMinutes(at("2026-12-01T06:00:00Z"), (n % 24) * 30);
    const end = addMinutes(start, pick([30, 60, 2000], n));
    w.outlook = { ...w.outlook, time: { ...w.outlook.time, start, end }, exceptions: {} };
  },
  (w, n) => (w.outlook = { ...w.outlook, recurrence: pick(recurrences, n), exceptions: {} }),
  (w, n) => {
    const starts = outlookStarts(w);
    const start = starts.length === 0 ? undefined : pick(starts, n);
    if (start === undefined || w.outlook.exceptions[start]?.kind === "cancelled") return;
    const moved = {
      kind: "moved",
      start: addMinutes(start, 90),
      end: addMinutes(start, 120),
    } as const;
    const exception = n % 2 === 0 ? ({ kind: "cancelled" } as const) : moved;
    w.outlook = { ...w.outlook, exceptions: { ...w.outlook.exceptions, [start]: exception } };
  },
  (w, n) => (w.zoom = { ...w.zoom, topic: toTopic(pick(texts, n)) }),
  (w, n) => (w.zoom = { ...w.zoom, agenda: pick(["z", "", "zz"], n) }),
  (w, n) => (w.zoom = { ...w.zoom, invitees: people.filter((_, i) => (n >> i) % 2 === 0) }),
  (w, n) => {
    const { schedule } = w.zoom;
    if (schedule.kind === "noFixedTime") return;
    const start = addMinutes(at("2026-12-01T05:00:00Z"), (n % 24) * 20);
    w.zoom = { ...w.zoom, schedule: { ...schedule, start }, exceptions: {} };
  },
  (w, n) => {
    const { schedule } = w.zoom;
    if (schedule.kind === "noFixedTime") return;
    w.zoom = {
      ...w.zoom,
      schedule: { ...schedule, durationMinutes: pick([15, 45, 90], n) },
      exceptions: {},
    };
  },
  (w, n) => {
    const starts = zoomStarts(w);
    const start = starts.length === 0 ? undefined : pick(starts, n);
    if (start === undefined || w.zoom.exceptions[start]?.kind === "cancelled") return;
    const moved = { kind: "moved", start: addMinutes(start, 200), durationMinutes: 40 } as const;
    const exception = n % 2 === 0 ? ({ kind: "cancelled" } as const) : moved;
    w.zoom = { ...w.zoom, exceptions: { ...w.zoom.exceptions, [start]: exception } };
  },
  (w, n) => {
    const { schedule } = w.zoom;
    if (schedule.kind === "noFixedTime") return;
    const { start, durationMinutes, timeZone } = schedule;
    const weekly = { type: 2, repeatInterval: 1, weeklyDays: [3] } as const;
    const recurrence = { ...weekly, end: { kind: "times", times: 2 + (n % 9) } } as const;
    const common = { start, durationMinutes, timeZone };
    const changed =
      n % 3 === 0
        ? ({ kind: "single", ...common } as const)
        : ({ kind: "fixedTime", recurrence, ...common } as const);
    w.zoom = { ...w.zoom, schedule: changed, exceptions: {} };
  },
];

/** Runs the engine once; a crash does the first `crashAfter` writes and stores nothing. */
function run(world: World, agreed: Agreed, crashAfter = Infinity, rules = policy): Agreed {
  const plan = reconcile(agreed, world.outlook, world.zoom, rules);
  let left = crashAfter;
  for (const action of plan.zoom) if (left-- > 0) doInZoom(world, action);
  for (const action of plan.outlook) if (left-- > 0) doInOutlook(world, action);
  if (left >= 0) return plan.agreed!;
  // Nobody can tell this from a person who made it a meeting without fixed time in Zoom: it stays one.
  if (world.zoom.schedule.kind === "noFixedTime") world.mayLackTime = true;
  return agreed;
}

function oneWay(n: number): SyncPolicy {
  return { ...policy, direction: pick(["outlookToZoom", "zoomToOutlook", "readOnly"] as const, n) };
}

/** Runs the engine while only one side, or none, may be written. */
function runOneWay(world: World, before: Agreed, n: number): Agreed {
  const rules = oneWay(n);
  const { direction } = rules;
  const plan = reconcile(before, world.outlook, world.zoom, rules);
  if (direction !== "zoomToOutlook") expect(plan.outlook).toEqual([]);
  if (direction !== "outlookToZoom") expect(plan.zoom).toEqual([]);
  const agreed = run(world, before, Infinity, rules);
  expectNoStrays(agreed);
  const rest = reconcile(agreed, world.outlook, world.zoom, rules);
  expect({ outlook: rest.outlook, zoom: rest.zoom }).toEqual({ outlook: [], zoom: [] });
  return agreed;
}

/** What is agreed has its exceptions within its own series, on either side. */
function expectNoStrays({ outlook, zoom }: Agreed): void {
  checkSeries(outlook);
  const { schedule } = zoom;
  const strays = (Object.keys(zoom.exceptions) as Instant[]).filter(
    (start) =>
      schedule.kind !== "fixedTime" ||
      !hasOccurrenceAt(fromZoomRecurrence(schedule), schedule.start, start),
  );
  expect(strays).toEqual([]);
}

function start(isSeries: boolean): { world: World; agreed: Agreed } {
  const outlook = isSeries ? series : single;
  const agreed = reconcile(null, outlook, noZoom, policy).agreed!;
  const world = { outlook, zoom: zoomPresent(agreed.zoom), mayLackTime: false };
  return { world, agreed };
}

function expectInStep({ outlook, zoom, mayLackTime }: World): void {
  expect(zoom.topic).toBe(toTopic(outlook.subject));
  expect(new Set(zoom.invitees?.map((a) => a.toLowerCase()))).toEqual(
    new Set(outlook.attendees?.map((a) => a.toLowerCase())),
  );
  if (mayLackTime && zoom.schedule.kind === "noFixedTime") return;
  const anchor = zoom.schedule.kind === "fixedTime" ? zoom.schedule.start : null;
  const wanted = toZoomSchedule(outlook, zoomCaps, now, anchor).schedule;
  expect([wanted, zoom.schedule, isSameZoomSchedule(wanted, zoom.schedule, now)]).toEqual([
    wanted,
    zoom.schedule,
    true,
  ]);
  if (zoom.schedule.kind !== "fixedTime") return;
  const projected = Object.entries(outlook.exceptions)
    .map(([key, exception]) => [key, toZoomException(exception)])
    .filter(([, exception]) => exception !== null);
  expect(zoom.exceptions).toEqual(Object.fromEntries(projected));
}

type Then = "edit" | "run" | "run twice" | "crash" | "run one way" | "crash one way";

const thens: readonly Then[] = [
  "edit",
  "run",
  "run",
  "run twice",
  "crash",
  "run one way",
  "crash one way",
];

const step = fc.record({
  edit: fc.nat({ max: edits.length - 1 }),
  n: fc.nat({ max: 1000 }),
  then: fc.constantFrom(...thens),
});

describe("both sides", () => {
  test("[F5] [V3] [X18] end up equal after any edits, runs, repeats and crashes, and then rest", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 12 }), (isSeries, steps) => {
        const { world, agreed: first } = start(isSeries);
        let agreed = first;
        for (const { edit, n, then } of steps) {
          edits[edit]?.(world, n);
          if (then === "crash") agreed = run(world, agreed, n % 3);
          if (then === "run" || then === "run twice") agreed = run(world, agreed);
          if (then === "run twice") agreed = run(world, agreed);
          if (then === "run one way") agreed = runOneWay(world, agreed, n);
          if (then === "crash one way") agreed = run(world, agreed, n % 2, oneWay(n));
          expectNoStrays(agreed);
        }
        agreed = run(world, agreed);
        const rest = reconcile(agreed, world.outlook, world.zoom, policy);
        expect({ outlook: rest.outlook, zoom: rest.zoom }).toEqual({ outlook: [], zoom: [] });
        expectInStep(world);
      }),
      {
        numRuns: runs(400),
        // Zoom made a series of it and cancelled a day while Outlook moved the time.
        examples: [
          [
            false,
            [
              { edit: 12, n: 529, then: "edit" },
              { edit: 11, n: 0, then: "edit" },
              { edit: 3, n: 0, then: "edit" },
            ],
          ],
          // Both moved it while only Zoom's changes were let through: half of each time was left.
          [
            false,
            [
              { edit: 3, n: 0, then: "edit" },
              { edit: 9, n: 712, then: "run one way" },
            ],
          ],
          // A crash after the meeting got its time back, and then Zoom moved it.
          [
            false,
            [
              { edit: 4, n: 22, then: "crash" },
              { edit: 4, n: 0, then: "edit" },
              { edit: 6, n: 481, then: "crash" },
              { edit: 9, n: 0, then: "edit" },
            ],
          ],
          // A day cancelled in Zoom beyond the end that Outlook's held recurrence has.
          [
            true,
            [
              { edit: 11, n: 44, then: "edit" },
              { edit: 0, n: 68, then: "crash" },
              { edit: 9, n: 0, then: "edit" },
              { edit: 0, n: 344, then: "crash" },
              { edit: 4, n: 350, then: "edit" },
              { edit: 0, n: 43, then: "run one way" },
            ],
          ],
          // A cancelled day was written to Zoom's series at a time that series was no longer.
          [
            true,
            [
              { edit: 11, n: 0, then: "run" },
              { edit: 9, n: 0, then: "run one way" },
            ],
          ],
          // Outlook's new time gave way to Zoom's, but what it had made Outlook forget stayed held.
          [
            true,
            [
              { edit: 11, n: 0, then: "run" },
              { edit: 10, n: 46, then: "crash" },
              { edit: 3, n: 0, then: "edit" },
              { edit: 0, n: 829, then: "run one way" },
            ],
          ],
          // Zoom made the series single while that was held, and then made another series of it.
          [
            true,
            [
              { edit: 5, n: 0, then: "edit" },
              { edit: 0, n: 0, then: "run one way" },
              { edit: 12, n: 0, then: "run one way" },
              { edit: 12, n: 112, then: "edit" },
            ],
          ],
          // Outlook made it single, which was written; the cancelled day was agreed on all the same.
          [
            true,
            [
              { edit: 5, n: 0, then: "edit" },
              { edit: 0, n: 0, then: "run" },
              { edit: 10, n: 931, then: "crash" },
              { edit: 4, n: 0, then: "run one way" },
            ],
          ],
          // Outlook's endless series was written to Zoom; what Zoom had forgotten before stayed agreed.
          [
            true,
            [
              { edit: 11, n: 105, then: "edit" },
              { edit: 4, n: 28, then: "run one way" },
              { edit: 9, n: 0, then: "edit" },
              { edit: 0, n: 249, then: "crash one way" },
            ],
          ],
          // A crash after Zoom lost its fixed time, and Outlook took back what had called for it.
          [
            false,
            [
              { edit: 6, n: 1, then: "edit" },
              { edit: 4, n: 130, then: "crash" },
              { edit: 4, n: 0, then: "edit" },
            ],
          ],
        ],
      },
    );
  });

  test("[F1] write nothing on the side that alone was edited, one field at a time", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.nat({ max: edits.length - 1 }),
        fc.nat(1000),
        (isSeries, edit, n) => {
          const { world, agreed } = start(isSeries);
          edits[edit]?.(world, n);
          const plan = reconcile(agreed, world.outlook, world.zoom, policy);
          const inOutlook = edit < 6;
          expect(inOutlook ? plan.outlook : plan.zoom).toEqual([]);
          expect(plan.conflicts).toEqual([]);
          const patches = [...plan.outlook, ...plan.zoom].filter(({ type }) =>
            type.startsWith("patch"),
          );
          for (const patch of patches) {
            if ("fields" in patch) expect(Object.keys(patch.fields)).toHaveLength(1);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test("[F2] do not care in which order independent edits arrive", () => {
    const independent = [0, 2, 3, 7];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(independent),
        fc.nat(1000),
        fc.boolean(),
        (order, n, isSeries) => {
          const end = (chosen: readonly number[]) => {
            const { world, agreed: first } = start(isSeries);
            let agreed = first;
            for (const edit of chosen) {
              edits[edit]?.(world, n);
              agreed = run(world, agreed);
            }
            return { subject: world.outlook.subject, time: world.outlook.time, zoom: world.zoom };
          };
          expect(end(order)).toEqual(end([...order].sort((a, b) => a - b)));
        },
      ),
      { numRuns: runs(200) },
    );
  });

  test.each([
    [
      "end before start",
      { time: { ...single.time, end: at("2026-12-01T08:00:00Z") } },
      "outlook.time.end",
    ],
    ["an unknown zone", { time: { ...single.time, timeZone: "Mars" } }, "outlook.time.timeZone"],
    [
      "an interval of zero",
      { recurrence: { ...tuesdays, pattern: { type: "daily", interval: 0 } } },
      "recurrence.pattern.interval",
    ],
    ["a date that is none", { time: { ...single.time, start: "NaN" } }, "outlook.time.start"],
  ])("[G5] refuse %s and name the field", (_name, fields, field) => {
    const { world, agreed } = start(false);
    const broken = { ...world.outlook, ...fields } as typeof world.outlook;
    expect(() => reconcile(agreed, broken, world.zoom, policy)).toThrow(
      expect.objectContaining({ name: "SyncError", field }),
    );
  });
});
