import { setTimeout as sleep } from "node:timers/promises";
import { type TrafficEntry } from "../../src/sandbox/sandbox.ts";
import { people } from "../../src/sandbox/world/people.ts";
import { zoomByHand } from "../../src/sandbox/zoom/by-hand.ts";
import { BusyPerson } from "../../test/support/cluster/busy-person.ts";
import { type Expected } from "../../test/support/cluster/expected.ts";
import { Cluster } from "../../test/support/cluster/cluster.ts";
import { createFreshDatabase } from "../../test/support/cluster/fresh-database.ts";
import { type BenchSettings } from "./bench-settings.ts";
import { percentile, rounded } from "./stats.ts";
import { printTable } from "./table.ts";

const giveUpMs = 60_000;
const editEveryMs = 300;
const measuredMeetings = 10;

/** From an edit on one side to the write on the other, while other calendars are edited. */
export async function benchLatency(settings: BenchSettings): Promise<void> {
  const serverUrl = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  const database = serverUrl === undefined ? null : await createFreshDatabase(serverUrl);
  const cluster = await Cluster.start(database?.url ?? null, { webs: 1, workers: 1 });
  try {
    await measure(cluster, settings, database === null ? "embedded" : "PostgreSQL");
  } finally {
    await cluster.close();
    await database?.drop();
  }
}

async function measure(cluster: Cluster, settings: BenchSettings, engine: string): Promise<void> {
  const { sandbox } = cluster.world;
  const connected = people.filter(({ hasMailbox, zoomEmail }) => hasMailbox && zoomEmail === null);
  const [measured, ...others] = connected
    .slice(0, settings.latencyPeople)
    .map((person) => new BusyPerson(sandbox, person, { random: Math.random, meetingEdits: 60 }));
  if (measured === undefined) return;
  for (const { person } of [measured, ...others]) await cluster.connect(person);
  for (let count = 0; count < measuredMeetings; count++) measured.make("zoom");
  for (const other of others) {
    for (const place of ["outlook", "zoomCalendar", "zoom"] as const) other.make(place);
  }
  await untilOnBothSides([measured, ...others]);

  const end = new AbortController();
  const background = keepBusy(others, end.signal);
  const toZoom: number[] = [];
  const toOutlook: number[] = [];
  for (let edit = 0; edit < settings.latencyEdits; edit++) {
    // Half of the meetings are edited in Outlook, half in Zoom: no meeting goes to and fro.
    const thing = measured.things[edit % measuredMeetings];
    if (thing === undefined) continue;
    const subject = `${thing.key} v${1000 + edit}`;
    if (edit % 2 === 0) {
      toZoom.push(
        await timeUntil(
          cluster,
          ({ service, method, path }) =>
            service === "zoom" && method === "PATCH" && path.includes(thing.zoomId ?? "?"),
          () => sandbox.calendar.update(measured.person.id, thing.eventId ?? "", { subject }),
        ),
      );
    } else {
      toOutlook.push(
        await timeUntil(
          cluster,
          ({ service, method, path }) =>
            service === "graph" && method === "PATCH" && pathIsOf(thing, path),
          () => zoomByHand(sandbox).change(thing.zoomId ?? "", { topic: subject }),
        ),
      );
    }
    await sleep(200 + Math.random() * 800);
  }
  end.abort();
  await background;
  const row = (what: string, times: readonly number[]): string[] => [
    what,
    String(times.length),
    ...[0.5, 0.95].map((share) => rounded(percentile(times, share) / 1000, 2)),
    `${rounded(Math.min(...times) / 1000, 2)}–${rounded(Math.max(...times) / 1000, 2)}`,
  ];
  printTable(
    `From a change to the write on the other side, on ${engine}, with ${others.length} other calendars edited every ${editEveryMs} ms (2 s of it are the quiet moment before a run)`,
    ["way", "edits", "p50 s", "p95 s", "range s"],
    [row("Outlook → Zoom", toZoom), row("Zoom → Outlook", toOutlook)],
  );
}

const pathIsOf = ({ eventId }: Expected, path: string): boolean =>
  path.includes(encodeURIComponent(eventId ?? "?")) || path.includes(eventId ?? "?");

/** Milliseconds from the edit to the first call that is answered and matches. */
async function timeUntil(
  { world }: Cluster,
  matches: (entry: TrafficEntry) => boolean,
  edit: () => unknown,
): Promise<number> {
  const arrived = Promise.withResolvers<number>();
  const unsubscribe = world.sandbox.traffic.subscribe((entry) => {
    if (entry.direction === "in" && matches(entry)) arrived.resolve(performance.now());
  });
  const timer = setTimeout(
    () => arrived.reject(new Error("A change did not reach the other side in a minute")),
    giveUpMs,
  );
  const startedAt = performance.now();
  edit();
  try {
    return (await arrived.promise) - startedAt;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}

async function keepBusy(others: readonly BusyPerson[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    others[Math.floor(Math.random() * others.length)]?.act();
    await sleep(Math.random() * 2 * editEveryMs);
  }
}

async function untilOnBothSides(all: readonly BusyPerson[]): Promise<void> {
  const giveUpAt = Date.now() + 2 * giveUpMs;
  for (;;) {
    const faults = all.flatMap((person) => person.faults());
    if (faults.length === 0) return;
    if (Date.now() > giveUpAt) throw new Error(`Not in step:\n${faults.join("\n")}`);
    await sleep(250);
  }
}
