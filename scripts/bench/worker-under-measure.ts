import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { PgBoss } from "pg-boss";
import { freePort } from "../../test/support/cluster/free-port.ts";
import {
  type ServerProcess,
  startServerProcess,
} from "../../test/support/cluster/server-process.ts";
import { type OpenDatabase } from "../../src/server/store/database.ts";
import { type Schema } from "../../src/server/store/schema.ts";

const queue = "sync";
const jobsAtOnce = 1_000;
const giveUpMs = 15 * 60_000;

export async function startWorker(
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<ServerProcess> {
  const worker = startServerProcess({
    name: "worker",
    port: await freePort(),
    logFile: join(folder, "worker.log"),
    environment: { ...environment, ROLE: "worker" },
  });
  await worker.ready;
  return worker;
}

/** Every connection gets a state, due at once, and later a job. */
export async function beginAll({ db }: OpenDatabase): Promise<void> {
  await sql`
    INSERT INTO sync_states (connection_id, tenant_id, phase, due_at, next_sweep_at, mirror_state)
    SELECT id, tenant_id, 'preparing', now(), now(), 'off' FROM connections`.execute(db);
}

/** A job for every connection, as many hints at once would leave them. */
export async function wakeAll({ db, boss: connection }: OpenDatabase): Promise<void> {
  const boss = new PgBoss({ ...connection, schema: "jobs", supervise: false, schedule: false });
  boss.on("error", () => undefined);
  await boss.start();
  const rows = await db.selectFrom("sync_states").select(["connection_id", "tenant_id"]).execute();
  for (let from = 0; from < rows.length; from += jobsAtOnce) {
    await boss.insert(
      queue,
      rows.slice(from, from + jobsAtOnce).map(({ connection_id, tenant_id }) => ({
        data: { tenantId: tenant_id, connectionId: connection_id },
        singletonKey: connection_id,
        priority: 10,
      })),
    );
  }
  await boss.stop({ graceful: false });
}

/** Seconds until no state fulfils `isLeft` any more. */
export async function secondsUntilNone(
  db: Kysely<Schema>,
  isLeft: ReturnType<typeof sql<boolean>>,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const { rows } = await sql<{ left: string }>`
      SELECT count(*) AS left FROM sync_states WHERE ${isLeft}`.execute(db);
    const seconds = (performance.now() - startedAt) / 1000;
    if (Number(rows[0]?.left) === 0) return seconds;
    if (seconds * 1000 > giveUpMs) throw new Error(`${rows[0]?.left ?? "?"} runs did not come`);
    await sleep(100);
  }
}

/** Megabytes a process holds in memory; null where the system does not say. */
export function residentMegabytes({ child }: ServerProcess): number | null {
  try {
    const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}
