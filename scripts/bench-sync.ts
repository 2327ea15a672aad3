/** How fast the engine decides on one core, and what its plans weigh; docs/sync-engine.md has figures. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { addMinutes, toInstant, type Instant } from "../src/sync/instant.ts";
import {
  type Agreed,
  type OccurrenceException,
  type OutlookPresent,
  type Plan,
  type SyncPolicy,
  type ZoomPresent,
} from "../src/sync/model.ts";
import { zoomMeetingId, graphEventId } from "../src/sync/ids.ts";
import { expandOccurrences } from "../src/sync/recurrence/expand.ts";
import { zoomCaps } from "../src/sync/recurrence/to-zoom.ts";
import { reconcile } from "../src/sync/reconcile.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const policy: SyncPolicy = {
  version: "v2",
  direction: "both",
  window: { daysBack: 183, daysAhead: 549 },
  now: toInstant("2026-11-23T10:00:00Z"),
  zoomCaps,
  timesOnly: false,
  whenZoomDeleted: "delete",
};

interface Entry {
  agreed: Agreed;
  outlook: OutlookPresent;
  zoom: ZoomPresent;
}

function single(index: number): OutlookPresent {
  const start = addMinutes(toInstant("2026-12-01T08:00:00Z"), (index % 20_000) * 15);
  return {
    state: "present",
    id: graphEventId(`event-${index}`),
    kind: "single",
    isOrganizer: true,
    revision: String(index),
    subject: `Meeting ${index}`,
    time: { start, end: addMinutes(start, 30), timeZone: "Europe/Berlin", isAllDay: false },
    recurrence: null,
    exceptions: {},
    notes: null,
    attendees: [`ann${index}@example.com`, `bob${index}@example.com`],
    sensitivity: "normal",
    showAs: "busy",
    options: null,
  };
}

const daily = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2026-12-01", numberOfOccurrences: 500 },
  timeZone: "Europe/Berlin",
} as const;
const firstStart = toInstant("2026-12-01T08:00:00Z");
const starts = expandOccurrences(daily, firstStart, 30, {
  start: firstStart,
  end: toInstant("2029-01-01T00:00:00Z"),
}).map(({ start }) => start);

/** 500 daily occurrences, every twentieth moved or cancelled. */
function series(index: number): OutlookPresent {
  const exceptions: Record<Instant, OccurrenceException> = {};
  starts.forEach((start, day) => {
    if (day % 40 === 0) exceptions[start] = { kind: "cancelled" };
    if (day % 40 === 20)
      exceptions[start] = {
        kind: "moved",
        start: addMinutes(start, 60),
        end: addMinutes(start, 90),
      };
  });
  const time = { ...single(0).time, start: firstStart, end: addMinutes(firstStart, 30) };
  return { ...single(index), kind: "series", time, recurrence: daily, exceptions };
}

function inStep(outlook: OutlookPresent, index: number): Entry {
  const none = { state: "absent", reason: "never", recoverableUntil: null } as const;
  const { agreed } = reconcile(null, outlook, none, policy);
  if (agreed === null) throw new Error("A created meeting is agreed.");
  // Through JSON, as from the database: nothing is equal only because it is the same object.
  const read = JSON.parse(JSON.stringify({ agreed, outlook, zoom: agreed.zoom })) as Entry;
  return { ...read, zoom: { ...read.zoom, state: "present", id: zoomMeetingId(index) } };
}

function renamed(entries: readonly Entry[], share: number): Entry[] {
  const isChanged = (index: number) => share > 0 && index % Math.round(1 / share) === 0;
  return entries.map((one, index) =>
    isChanged(index)
      ? { ...one, outlook: { ...one.outlook, subject: `${one.outlook.subject} (new)` } }
      : one,
  );
}

function oneDayCancelled(entries: readonly Entry[]): Entry[] {
  const last = starts.at(-1) ?? firstStart;
  return entries.map((one) => {
    const { exceptions } = one.outlook;
    const cancelled: OccurrenceException = { kind: "cancelled" };
    return {
      ...one,
      outlook: { ...one.outlook, exceptions: { ...exceptions, [last]: cancelled } },
    };
  });
}

const decideAll = (entries: readonly Entry[]): Plan[] =>
  entries.map(({ agreed, outlook, zoom }) => reconcile(agreed, outlook, zoom, policy));

/** Of several rounds the fastest: the slower ones had other work beside them. */
function measure(what: string, changed: string, entries: readonly Entry[]): void {
  const plans = decideAll(entries);
  const writes = plans.reduce((sum, plan) => sum + plan.zoom.length + plan.outlook.length, 0);
  let bestMs = Infinity;
  for (let round = 0; round < 7; round += 1) {
    collectGarbage();
    const begin = performance.now();
    decideAll(entries);
    bestMs = Math.min(bestMs, performance.now() - begin);
  }
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const kept = decideAll(entries);
  collectGarbage();
  const keptBytes = process.memoryUsage().heapUsed - before;
  const per10000 = 10_000 / kept.length;
  rows.push({
    what,
    entries: entries.length,
    changed,
    "entries/s": Math.round((entries.length / bestMs) * 1000),
    "ms per 10,000": Number((bestMs * per10000).toFixed(1)),
    "KB kept per 10,000": Math.round((keptBytes * per10000) / 1000),
    writes,
  });
}

const rows: Array<Record<string, unknown>> = [];
for (const size of [1_000, 10_000, 100_000]) {
  const entries = Array.from({ length: size }, (_, index) => inStep(single(index), index));
  for (const share of [0, 0.01, 1]) {
    measure("single meetings", `${share * 100} %`, renamed(entries, share));
  }
}
for (const size of [100, 1_000]) {
  const entries = Array.from({ length: size }, (_, index) => inStep(series(index), index));
  measure("series of 500", "0 %", entries);
  measure("series of 500", "1 %", renamed(entries, 0.01));
  measure("series of 500", "100 %", renamed(entries, 1));
  measure("series of 500", "a day of each", oneDayCancelled(entries));
}
console.table(rows);
