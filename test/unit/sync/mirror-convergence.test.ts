import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { fromEpochMs, epochMs, type Instant } from "../../../src/sync/instant.ts";
import {
  asCalendarHolds,
  mirroredParts,
  type MirroredEntry,
  type MirrorKey,
} from "../../../src/sync/mirror.ts";
import {
  type OccurrenceException,
  type OutlookPresent,
  type SyncPolicy,
} from "../../../src/sync/model.ts";
import { occurrenceStarts } from "../../../src/sync/recurrence/expand.ts";
import { at, policy, series, single, time, tuesdays } from "./build.ts";
import { newWorld, runMirror, type MirrorWorld } from "./mirror-world.ts";
import { runs } from "./runs.ts";

const hours = (moment: Instant, count: number) => fromEpochMs(epochMs(moment) + count * 3_600_000);

const times = fc
  .record({ startsIn: fc.integer({ min: -4, max: 4 }), lasts: fc.integer({ min: 1, max: 30 }) })
  .map(({ startsIn, lasts }) => {
    const start = hours(time.start, startsIn);
    return { ...time, start, end: hours(start, lasts) };
  });

const recurrences = fc.constantFrom(
  tuesdays,
  { ...tuesdays, range: { ...tuesdays.range, numberOfOccurrences: 4 } },
  {
    ...tuesdays,
    pattern: { type: "daily", interval: 2 },
  } as const,
  null,
);

const subjects = fc.constantFrom("Budget", "Review", "Plan", "");
const kinds = fc.constantFrom("free", "busy", "oof", "tentative");

type Operation = (world: MirrorWorld) => void;

function editOutlook(edit: (outlook: OutlookPresent) => OutlookPresent): Operation {
  return (world) => {
    if (world.outlook.state === "present") world.outlook = edit(world.outlook);
  };
}

function editEvent(index: number, edit: (entry: MirroredEntry) => MirroredEntry | null): Operation {
  return (world) => {
    const keys = [...world.events.keys()];
    const key = keys[index % Math.max(1, keys.length)];
    const entry = key === undefined ? undefined : world.events.get(key);
    if (key === undefined || entry === undefined) return;
    const edited = edit(entry);
    if (edited !== null) world.events.set(key, asCalendarHolds(edited));
    else {
      world.events.delete(key);
      world.deleted.add(key);
    }
  };
}

function occurrenceOf(
  entry: { time: MirroredEntry["time"]; recurrence: MirroredEntry["recurrence"] },
  index: number,
): Instant | undefined {
  if (entry.recurrence === null) return undefined;
  return [...occurrenceStarts(entry.recurrence, entry.time.start)][index];
}

function withException(
  outlook: OutlookPresent,
  index: number,
  make: (start: Instant) => OccurrenceException,
): OutlookPresent {
  const start = occurrenceOf(outlook, index);
  if (start === undefined || outlook.exceptions[start]?.kind === "cancelled") return outlook;
  return { ...outlook, exceptions: { ...outlook.exceptions, [start]: make(start) } };
}

const small = fc.integer({ min: 0, max: 3 });
const operations: fc.Arbitrary<Operation> = fc.oneof(
  subjects.map((subject) => editOutlook((outlook) => ({ ...outlook, subject }))),
  times.map((when) => editOutlook((outlook) => ({ ...outlook, time: when, exceptions: {} }))),
  recurrences.map((recurrence) =>
    editOutlook((outlook) => ({
      ...outlook,
      kind: recurrence === null ? "single" : "series",
      recurrence,
      exceptions: {},
    })),
  ),
  kinds.map((showAs) => editOutlook((outlook) => ({ ...outlook, showAs }))),
  fc
    .constantFrom("normal", "private" as const)
    .map((sensitivity) => editOutlook((outlook) => ({ ...outlook, sensitivity }))),
  small.map((index) =>
    editOutlook((outlook) => withException(outlook, index, () => ({ kind: "cancelled" }))),
  ),
  fc.tuple(small, fc.integer({ min: 1, max: 5 })).map(([index, shift]) =>
    editOutlook((outlook) =>
      withException(outlook, index, (start) => ({
        kind: "moved",
        start: hours(start, shift),
        end: hours(start, shift + 1),
      })),
    ),
  ),
  small.map((index) =>
    editOutlook((outlook) =>
      withException(outlook, index, () => ({ kind: "edited", subject: "Other" })),
    ),
  ),
  fc
    .tuple(small, subjects)
    .map(([index, subject]) => editEvent(index, (entry) => ({ ...entry, subject }))),
  fc
    .tuple(small, times)
    .map(([index, when]) => editEvent(index, (entry) => ({ ...entry, time: when }))),
  fc
    .tuple(small, recurrences)
    .map(([index, recurrence]) =>
      editEvent(index, (entry) => ({ ...entry, recurrence, cancelled: [] })),
    ),
  fc
    .tuple(small, fc.constantFrom("free", "busy" as const))
    .map(([index, showAs]) => editEvent(index, (entry) => ({ ...entry, showAs }))),
  fc.tuple(small, small).map(([index, occurrence]) =>
    editEvent(index, (entry) => {
      const start = occurrenceOf(entry, occurrence);
      return start === undefined ? entry : { ...entry, cancelled: [...entry.cancelled, start] };
    }),
  ),
  fc
    .tuple(small, fc.boolean())
    .map(([index, isCancelled]) =>
      editEvent(index, (entry) => (isCancelled ? { ...entry, cancelled: [] } : null)),
    ),
);

const enough = 6;

function settle(world: MirrorWorld, rules: SyncPolicy): void {
  for (let run = 0; run < enough; run += 1) if (runMirror(world, rules) === 0) return;
  throw new Error(`still writing: ${JSON.stringify(world.outlook)}`);
}

function expectInStep(world: MirrorWorld, rules: SyncPolicy): void {
  const { outlook, events } = world;
  const parts: ReadonlyMap<MirrorKey, MirroredEntry> =
    outlook.state === "present" ? mirroredParts(outlook, rules) : new Map<never, never>();
  expect([...events.keys()].sort()).toEqual([...parts.keys()].sort());
  for (const [key, entry] of events) {
    const held = asCalendarHolds(parts.get(key)!);
    // A title that Zoom's own event brought with it stays there.
    const title = { subject: held.subject ?? entry.subject, isPrivate: entry.isPrivate };
    expect({ ...entry, cancelled: [...entry.cancelled].sort() }).toEqual({ ...held, ...title });
    if (world.agreed.get(key)?.calendar.subject === null) expect(entry.subject).toBeNull();
  }
}

test.each([true, false])(
  "[M21] [M2] ends with both sides equal, whatever happened (organizer: %s)",
  (isOrganizer) => {
    fc.assert(
      fc.property(
        fc.constantFrom(single, series),
        fc.array(fc.tuple(operations, fc.option(fc.integer({ min: 0, max: 2 }))), { maxLength: 8 }),
        (start, steps) => {
          const world = newWorld({ ...start, isOrganizer });
          settle(world, policy);
          for (const [operate, crash] of steps) {
            operate(world);
            if (crash !== null) runMirror(world, policy, crash);
          }
          settle(world, policy);
          expectInStep(world, policy);
          expect(runMirror(world, policy)).toBe(0);
        },
      ),
      { numRuns: runs(100) },
    );
  },
);

test("[M21] an event made in Zoom's calendar ends as one entry, even after a crash", () => {
  for (const crash of [-1, 0]) {
    const world = newWorld({ state: "absent", reason: "never" });
    const entry: MirroredEntry = {
      subject: "Lunch",
      time,
      recurrence: tuesdays,
      cancelled: [at("2026-12-08T09:00:00Z")],
      showAs: "free",
    };
    world.events.set("", asCalendarHolds(entry));
    runMirror(world, policy, crash);
    settle(world, policy);
    expect(world.outlook).toMatchObject({ state: "present", subject: "Lunch", showAs: "free" });
    expectInStep(world, policy);
  }
});
