import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, jest } from "@jest/globals";
import { Client } from "pg";
import {
  IN_MEMORY,
  openDatabase,
  openInMemory,
  overPGlite,
  type OpenDatabase,
} from "../../src/server/store/database.ts";
import { migrate } from "../../src/server/store/migrate.ts";

const root = join(import.meta.dirname, "../..");
const serverUrl = process.env.TEST_DATABASE_URL;
const left = new Set<OpenDatabase>();

// A fresh embedded database takes a second, and many on a busy machine.
jest.setTimeout(60_000);

afterAll(async () => {
  const count = left.size;
  for (const database of left) await database.close();
  if (count > 0) throw new Error(`${count} test database(s) were left open: close() each one.`);
});

/** Which engine `openTestDatabase` gives: PostgreSQL when `TEST_DATABASE_URL` is set. */
export const testEngine = serverUrl === undefined ? "pglite" : "postgres";

/**
 * A fresh, migrated database that nobody else sees. A test file that leaves one open fails, unless
 * `owner` says that a longer-lived thing closes it, in an `afterAll` of its own.
 */
export async function openTestDatabase(owner?: string): Promise<OpenDatabase> {
  const opened =
    serverUrl === undefined ? await openFromSnapshot() : await openFromTemplate(serverUrl);
  const database: OpenDatabase = {
    ...opened,
    async close() {
      left.delete(database);
      await opened.close();
    },
  };
  if (owner === undefined) left.add(database);
  return database;
}

/** Changes whenever a migration or the embedded engine does, so that no stale copy is used. */
function schemaVersion(): string {
  const hash = createHash("sha256");
  const folder = join(root, "src/server/store/migrations");
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  const pglite = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  hash.update(readFileSync(join(pglite, "../../package.json")));
  return hash.digest("hex").slice(0, 16);
}

async function openFromSnapshot(): Promise<OpenDatabase> {
  const file = join(root, "node_modules/.cache/test-database", `${schemaVersion()}.tar`);
  if (!existsSync(file)) await writeSnapshot(file);
  return overPGlite(await openInMemory(new Blob([await readFile(file)])));
}

async function writeSnapshot(file: string): Promise<void> {
  const pglite = await openInMemory();
  const database = overPGlite(pglite);
  try {
    await migrate(database.db);
    const snapshot = await pglite.dumpDataDir("none");
    await mkdir(join(file, ".."), { recursive: true });
    // Test files run in parallel; each sees a whole file or none.
    const unfinished = `${file}.${process.pid}`;
    await writeFile(unfinished, Buffer.from(await snapshot.arrayBuffer()));
    await rename(unfinished, file);
  } finally {
    await database.close();
  }
}

async function openFromTemplate(url: string): Promise<OpenDatabase> {
  const template = `zmo_template_${schemaVersion()}`;
  const name = `zmo_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(url, async (client) => {
    await ensureTemplate(client, url, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const opened = await openDatabase({ databaseUrl: inDatabase(url, name), dataDir: IN_MEMORY });
  return {
    ...opened,
    async close() {
      await opened.close();
      await onServer(url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

const TEMPLATE_LOCK = 5_390_211_775;

/** Made once per schema, under a lock, because test files start together. */
async function ensureTemplate(client: Client, url: string, template: string): Promise<void> {
  await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    const known = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (known.rowCount !== 0) return;
    const unfinished = `${template}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    const database = await openDatabase({
      databaseUrl: inDatabase(url, unfinished),
      dataDir: IN_MEMORY,
    });
    try {
      await migrate(database.db);
    } finally {
      await database.close();
    }
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
