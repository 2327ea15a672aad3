import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenDatabase } from "../../src/server/store/database.ts";
import { migrate } from "../../src/server/store/migrate.ts";
import { createFreshDatabase } from "../../test/support/cluster/fresh-database.ts";

/** A database of its own for one server process. */
export interface EngineForBench {
  name: "embedded" | "PostgreSQL";
  /** For the process that opens it. */
  environment: Record<string, string>;
  /** Opens it here; on the embedded engine only while no process has it open. */
  open: () => Promise<OpenDatabase>;
  remove: () => Promise<void>;
}

async function embedded(): Promise<EngineForBench> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-"));
  return Promise.resolve({
    name: "embedded",
    environment: { DATA_DIR: dataDir },
    open: () => migrated(openDatabase({ dataDir })),
    remove: async () => {
      rmSync(dataDir, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

export async function postgres(serverUrl: string): Promise<EngineForBench> {
  const { url, drop } = await createFreshDatabase(serverUrl);
  return {
    name: "PostgreSQL",
    environment: { DATABASE_URL: url },
    open: () => migrated(openDatabase({ databaseUrl: url, dataDir: "" })),
    remove: drop,
  };
}

/** Where the product and what it is compared with each get a database; PostgreSQL only when named. */
export function enginesToMeasure(): Array<() => Promise<EngineForBench>> {
  const serverUrl = process.env.DATABASE_URL ?? process.env.TEST_DATABASE_URL;
  return serverUrl === undefined ? [embedded] : [embedded, () => postgres(serverUrl)];
}

async function migrated(opening: Promise<OpenDatabase>): Promise<OpenDatabase> {
  const database = await opening;
  await migrate(database.db);
  return database;
}
