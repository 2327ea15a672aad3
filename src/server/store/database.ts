import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { fromPglite, type ConstructorOptions } from "pg-boss";
import { pgliteParsers, poolTypes } from "./column-types.ts";
import { lockDataDirectory } from "./data-directory-lock.ts";
import { openDurablePGlite } from "./durable-pglite.ts";
import { reclaimSpace } from "./reclaim.ts";
import { type Schema } from "./schema.ts";

/** `dataDir` for a database that lives in memory and dies with the process. */
export const IN_MEMORY = "memory://";

export interface DatabaseOptions {
  /** `postgres://…`; absent: the embedded engine. */
  databaseUrl?: string | null | undefined;
  /** Folder of the embedded engine's files, or `memory://`. */
  dataDir: string;
  /** Connections to PostgreSQL this process may hold. */
  poolSize?: number | undefined;
  /** Told of connections PostgreSQL dropped while idle; the pool replaces them. */
  logger?: { warn(details: object, message: string): void } | undefined;
}

/** What pg-boss's constructor needs to work on the same database. */
export type BossConnection = Pick<
  ConstructorOptions,
  "db" | "backend" | "connectionString" | "max" | "application_name"
>;

export interface OpenDatabase {
  db: Kysely<Schema>;
  engine: "pglite" | "postgres";
  boss: BossConnection;
  /** Tidies what the embedded engine does not by itself; to be called now and then. */
  reclaim: () => Promise<void>;
  /** Ends every connection. Stop pg-boss first. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the product's database; it is not migrated yet.
 *
 * The embedded engine has one session: a query through `db` inside `db.transaction()` (instead of
 * through the transaction) waits for itself for ever, and no transaction may span a network call.
 * On both engines a JavaScript array for a jsonb column must be passed through `JSON.stringify`.
 * @throws DataDirectoryInUse, NotDurable
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  if (options.databaseUrl) return openPostgres(options.databaseUrl, options);
  if (options.dataDir === IN_MEMORY) return overPGlite(await openInMemory());
  const lock = lockDataDirectory(options.dataDir);
  try {
    return overPGlite(await openDurablePGlite(options.dataDir), () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A database in memory, empty or as it was when `PGlite.dumpDataDir` made the snapshot. */
export function openInMemory(snapshot?: Blob): Promise<PGlite> {
  return PGlite.create({
    dataDir: IN_MEMORY,
    parsers: pgliteParsers,
    ...(snapshot && { loadDataDir: snapshot }),
  });
}

/** The database on a PGlite that is already open; closing the one closes the other. */
export function overPGlite(pglite: PGlite, afterClose: () => void = () => undefined): OpenDatabase {
  return {
    db: new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) }),
    engine: "pglite",
    boss: { db: fromPglite(pglite), backend: "pglite" },
    reclaim: () => reclaimSpace(pglite),
    async close() {
      if (pglite.closed) return;
      await pglite.close();
      afterClose();
    },
  };
}

const applicationName = "zoom-meetings-for-outlook";

function openPostgres(connectionString: string, options: DatabaseOptions): OpenDatabase {
  const pool = new Pool({
    connectionString,
    max: options.poolSize ?? 10,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: poolTypes,
  });
  // Without a listener a connection lost while idle would end the process.
  pool.on("error", (error) => {
    options.logger?.warn({ err: error }, "PostgreSQL closed an idle connection; it is replaced.");
  });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    engine: "postgres",
    boss: { connectionString, max: options.poolSize ?? 10, application_name: applicationName },
    reclaim: () => Promise.resolve(),
    close: () => db.destroy(),
  };
}
