import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { freePort } from "../../test/support/cluster/free-port.ts";
import { type BenchSettings } from "./bench-settings.ts";
import { postgres } from "./engines.ts";
import { productSettings } from "./product-settings.ts";
import { rounded } from "./stats.ts";
import { insertConnections } from "./synthetic-connections.ts";
import { printTable } from "./table.ts";
import { startVendorOfNothing } from "./vendor-of-nothing.ts";
import {
  beginAll,
  residentMegabytes,
  secondsUntilNone,
  startWorker,
  wakeAll,
} from "./worker-under-measure.ts";

const settleMs = 3_000;

interface Measured {
  connections: number;
  idleMb: number | null;
  sweptMb: number | null;
  firstPerSecond: number;
  sweepsPerSecond: number;
  callsPerSweep: number;
}

/** What a worker needs for connections in whose calendars nothing happens. */
export async function benchMemory(settings: BenchSettings): Promise<void> {
  const measured: Measured[] = [];
  for (const connections of settings.memoryConnections) {
    const one = await onPostgres(settings, { connections, version: "v2" }, sweepAll);
    if (one === null) return;
    measured.push(one);
  }
  const shown = (value: number | null) => (value === null ? "–" : rounded(value));
  const base = measured[0];
  printTable(
    "One worker, and connections in whose calendars nothing happens (PostgreSQL)",
    [
      "connections",
      "RSS idle MB",
      "RSS swept MB",
      "KB per connection",
      "first runs /s",
      "sweeps /s",
      "vendor calls per sweep",
    ],
    measured.map((one) => [
      rounded(one.connections),
      shown(one.idleMb),
      shown(one.sweptMb),
      one.connections === 0 || base?.sweptMb == null || one.sweptMb === null
        ? "–"
        : rounded(((one.sweptMb - base.sweptMb) * 1024) / one.connections, 1),
      ...(one.connections === 0
        ? ["–", "–", "–"]
        : [
            rounded(one.firstPerSecond),
            rounded(one.sweepsPerSecond),
            rounded(one.callsPerSweep, 1),
          ]),
    ]),
  );
}

/** Runs that end at once, because version 2 is off: what the queue and the tables cost. */
export async function benchJobs(settings: BenchSettings): Promise<void> {
  const seconds = await onPostgres(
    settings,
    { connections: settings.jobs, version: "off" },
    async ({ database }) => {
      await wakeAll(database);
      return secondsUntilNone(database.db, sql<boolean>`last_run_at IS NULL`);
    },
  );
  if (seconds === null) return;
  printTable(
    "Runs that do nothing, through the queue, in one worker (PostgreSQL)",
    ["jobs", "seconds", "jobs /s"],
    [[rounded(settings.jobs), rounded(seconds, 1), rounded(settings.jobs / seconds)]],
  );
}

type Bench = Awaited<ReturnType<typeof prepare>>;

async function sweepAll({ database, worker, vendor, connections }: Bench): Promise<Measured> {
  const { db } = database;
  await sleep(settleMs);
  const idleMb = residentMegabytes(worker);
  await wakeAll(database);
  const first = await secondsUntilNone(db, sql<boolean>`phase <> 'live' OR due_at IS NOT NULL`);
  await db
    .updateTable("sync_states")
    .set({ next_sweep_at: sql<Date>`now()` })
    .execute();
  const callsBefore = vendor.calls();
  await wakeAll(database);
  const swept = await secondsUntilNone(db, sql<boolean>`next_sweep_at <= now()`);
  await sleep(settleMs);
  return {
    connections,
    idleMb,
    sweptMb: residentMegabytes(worker),
    firstPerSecond: connections / first,
    sweepsPerSecond: connections / swept,
    callsPerSweep: (vendor.calls() - callsBefore) / connections,
  };
}

interface Wanted {
  connections: number;
  version: "v2" | "off";
}

async function prepare(settings: BenchSettings, { connections, version }: Wanted, url: string) {
  const engine = await postgres(url);
  const database = await engine.open();
  const vendor = await startVendorOfNothing(await freePort());
  const environment = productSettings("http://127.0.0.1:9", vendor.url);
  await insertConnections(database, {
    count: connections,
    secretKeys: environment.SECRET_KEYS ?? "",
    version,
    isSubscribed: version === "v2",
  });
  await beginAll(database);
  const worker = await startWorker({ ...environment, ...engine.environment }, settings.folder);
  return {
    connections,
    database,
    vendor,
    worker,
    close: async () => {
      await worker.child.stop();
      await vendor.close();
      await database.close();
      await engine.remove();
    },
  };
}

async function onPostgres<T>(
  settings: BenchSettings,
  wanted: Wanted,
  measure: (bench: Bench) => Promise<T>,
): Promise<T | null> {
  const url = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  if (url === undefined) {
    console.log("\nLeft out: workers of their own need PostgreSQL (DATABASE_URL).");
    return null;
  }
  const bench = await prepare(settings, wanted, url);
  try {
    return await measure(bench);
  } finally {
    await bench.close();
  }
}
