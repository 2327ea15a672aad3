/** How fast the engine decides, on one core: `node --expose-gc scripts/bench-sync.ts`. */
import { addMinutes, toInstant } from "../src/sync/instant.ts";
import {
  type Agreed,
  type OutlookPresent,
  type SyncPolicy,
  type ZoomPresent,
} from "../src/sync/model.ts";
import { zoomMeetingId, graphEventId } from "../src/sync/ids.ts";
import { expandOccurrences } from "../src/sync/recurrence/expand.ts";
import { zoomCaps } from "../src/sync/recurrence/to-zoom.ts";
import { reconcile } from "../src/sync/reconcile.ts";

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

function entry(index: number): Entry {
  const start = addMinutes(toInstant("2026-12-01T08:00:00Z"), (index % 20_000) * 15);
  const outlook: OutlookPresent = {
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
  const none = { state: "absent", reason: "never", recoverableUntil: null } as const;
  const { agreed } = reconcile(null, outlook, none, policy);
  if (agreed === null) throw new Error("A created meeting is agreed.");
  // Through JSON, as from the database: nothing is equal only because it is the same object.
  const read = JSON.parse(JSON.stringify({ agreed, outlook, zoom: agreed.zoom })) as Entry;
  return { ...read, zoom: { state: "present", id: zoomMeetingId(index), ...read.agreed.zoom } };
}

function edited(entries: readonly Entry[], share: number): Entry[] {
  return entries.map((one, index) =>
    share > 0 && index % Math.round(1 / share) === 0
      ? { ...one, outlook: { ...one.outlook, subject: `${one.outlook.subject} (new)` } }
      : one,
  );
}

/** What the plans of one run keep alive; 0 without --expose-gc. */
function bytesOf(entries: readonly Entry[]): number {
  if (globalThis.gc === undefined) return 0;
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const plans = entries.map(({ agreed, outlook, zoom }) =>
    reconcile(agreed, outlook, zoom, policy),
  );
  globalThis.gc();
  const after = process.memoryUsage().heapUsed;
  return plans.length === entries.length ? after - before : NaN;
}

function measure(entries: readonly Entry[]): { perSecond: number; actions: number; bytes: number } {
  let best = Infinity;
  let actions = 0;
  for (let round = 0; round < 7; round += 1) {
    const begin = performance.now();
    const plans = entries.map(({ agreed, outlook, zoom }) =>
      reconcile(agreed, outlook, zoom, policy),
    );
    best = Math.min(best, performance.now() - begin);
    actions = plans.reduce((sum, plan) => sum + plan.zoom.length + plan.outlook.length, 0);
  }
  return {
    perSecond: Math.round((entries.length / best) * 1000),
    actions,
    bytes: bytesOf(entries),
  };
}

const rows: Array<Record<string, unknown>> = [];
for (const size of [1_000, 10_000, 40_000]) {
  const entries = Array.from({ length: size }, (_, index) => entry(index));
  for (const share of [0, 0.01, 1]) {
    const { perSecond, actions, bytes } = measure(edited(entries, share));
    rows.push({
      entries: size,
      changed: `${share * 100} %`,
      "entries/s": perSecond,
      writes: actions,
      "KB per 10,000": Math.round(((bytes / size) * 10_000) / 1000),
    });
  }
}
console.table(rows);

const daily = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: "2026-12-01", numberOfOccurrences: 500 },
  timeZone: "Europe/Berlin",
} as const;
const first = toInstant("2026-12-01T09:00:00Z");
const window = { start: first, end: toInstant("2029-01-01T00:00:00Z") };
const begin = performance.now();
let found = 0;
for (let round = 0; round < 50; round += 1)
  found = expandOccurrences(daily, first, 30, window).length;
console.log(
  `A series of ${found} occurrences is expanded in ${((performance.now() - begin) / 50).toFixed(2)} ms.`,
);
