import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../errors.ts";

/** Another process has the embedded database open. */
export class DataDirectoryInUse extends AppError {
  constructor(message: string, cause: unknown) {
    super("store.dataDirectoryInUse", message, { cause });
  }
}

export interface DataDirectoryLock {
  release(): void;
}

/** A lock nobody refers to any more would be collected as garbage, and so given up. */
const held = new Set<DatabaseSync>();

interface Holder {
  pid: number;
  host: string;
  since: string;
}

/**
 * Keeps every other process out of a data directory: two PGlite instances on one directory lose
 * committed rows without an error (https://github.com/electric-sql/pglite/issues/1106).
 *
 * The lock itself is an operating system lock, held through SQLite, so it ends with the process
 * however that ends. A process id alone would not do: in containers every start has the same one.
 * @throws DataDirectoryInUse naming the holder.
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  mkdirSync(dataDir, { recursive: true });
  const holderFile = join(dataDir, "lock.json");
  const database = new DatabaseSync(join(dataDir, "lock"));
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw cause;
    throw new DataDirectoryInUse(describeHolder(dataDir, holderFile), cause);
  }
  held.add(database);
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  writeFileSync(holderFile, JSON.stringify(holder));
  return {
    release() {
      if (!database.isOpen) return;
      rmSync(holderFile, { force: true });
      database.close();
      held.delete(database);
    },
  };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "errcode" in error &&
    error.errcode === SQLITE_BUSY
  );
}

function describeHolder(dataDir: string, holderFile: string): string {
  return (
    `The data directory ${dataDir} is open in ${readHolder(holderFile)}. Nothing was changed. ` +
    "Stop that process, or give this one another DATA_DIR, or set DATABASE_URL to a PostgreSQL " +
    "server, which any number of processes can share."
  );
}

function readHolder(holderFile: string): string {
  try {
    const holder = JSON.parse(readFileSync(holderFile, "utf8")) as Holder;
    return `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  } catch (error) {
    // The holder writes its name just after it has the lock.
    return `another process (it has not written its name: ${String(error)})`;
  }
}
