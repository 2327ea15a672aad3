import { closeSync, existsSync, fdatasyncSync, fsyncSync, openSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { AppError } from "../errors.ts";
import { pgliteParsers } from "./column-types.ts";

/** The embedded engine acknowledged a commit that never reached the disk. */
export class NotDurable extends AppError {
  constructor(message: string) {
    super("store.notDurable", message);
  }
}

/** What the file system below rests on inside emscripten's NODEFS. */
interface OpenFile {
  nfd?: number;
  node: unknown;
}
interface NodeFilesystem {
  stream_ops: { fsync?: (file: OpenFile) => number };
  realPath(node: unknown): string;
}
interface EmscriptenModule {
  NODEFS?: NodeFilesystem;
}

/**
 * Stores PGlite's files in a folder and passes PostgreSQL's fsync on to the disk. PGlite's own
 * NODEFS has no fsync operation, so PostgreSQL's request silently succeeds there
 * (https://github.com/electric-sql/pglite/issues/1107).
 */
class SyncingNodeFS extends NodeFS {
  syncs = 0;

  override async init(pg: PGlite, options: Parameters<NodeFS["init"]>[1]) {
    const prepared = await super.init(pg, options);
    const preRun = [prepared.emscriptenOpts.preRun ?? []].flat();
    preRun.push((module: unknown) => {
      const nodeFilesystem = (module as EmscriptenModule).NODEFS;
      if (nodeFilesystem === undefined) throw notDurable();
      nodeFilesystem.stream_ops.fsync = (file) => {
        syncToDisk(file, nodeFilesystem);
        this.syncs += 1;
        return 0;
      };
    });
    return { emscriptenOpts: { ...prepared.emscriptenOpts, preRun } };
  }
}

function syncToDisk(file: OpenFile, nodeFilesystem: NodeFilesystem): void {
  if (file.nfd !== undefined) {
    fdatasyncSync(file.nfd);
    return;
  }
  // A folder: NODEFS opens no descriptor for it.
  const descriptor = openSync(nodeFilesystem.realPath(file.node), "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * `-F` switches fsync off and is PGlite's default. `wal_sync_method` must be `fsync`: the
 * default, `fdatasync`, is a stub in emscripten that succeeds without doing anything.
 */
const durableStartParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  "-c",
  "wal_sync_method=fsync",
  "-c",
  "shared_buffers=16MB",
];

/**
 * Opens (and at first creates) an embedded PostgreSQL whose commits are on disk when they resolve.
 * The caller holds the data directory's lock.
 * @throws NotDurable when a committed insert caused no sync.
 */
export async function openDurablePGlite(dataDir: string): Promise<PGlite> {
  await mkdir(dataDir, { recursive: true });
  const clusterDir = join(dataDir, "pgdata");
  if (!existsSync(clusterDir)) await createCluster(dataDir, clusterDir);
  const filesystem = new SyncingNodeFS(clusterDir);
  const pglite = await PGlite.create({
    fs: filesystem,
    startParams: durableStartParams,
    parsers: pgliteParsers,
  });
  try {
    await assertCommitsAreSynced(pglite, () => filesystem.syncs);
  } catch (error) {
    await pglite.close();
    throw error;
  }
  return pglite;
}

/** An interrupted creation leaves only the folder with the other name, which the next start removes. */
async function createCluster(dataDir: string, clusterDir: string): Promise<void> {
  const unfinished = join(dataDir, "pgdata.creating");
  await rm(unfinished, { recursive: true, force: true });
  const pglite = await PGlite.create({
    fs: new SyncingNodeFS(unfinished),
    startParams: durableStartParams,
  });
  await pglite.close();
  await syncTree(unfinished);
  await rename(unfinished, clusterDir);
  await syncFile(dataDir);
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await syncFile(path);
  }
  await syncFile(folder);
}

async function syncFile(path: string): Promise<void> {
  // Windows neither needs nor allows syncing a folder's entry.
  const handle = await open(path, "r").catch((error: unknown) => {
    if (process.platform === "win32") return undefined;
    throw error;
  });
  try {
    if (process.platform !== "win32") await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/**
 * Syncing rests on emscripten internals, not on a promise of PGlite's, so each start proves it.
 * @throws NotDurable
 */
export async function assertCommitsAreSynced(
  pglite: Pick<PGlite, "exec" | "query">,
  countSyncs: () => number,
): Promise<void> {
  await pglite.exec(
    `CREATE SCHEMA IF NOT EXISTS embedded;
     CREATE TABLE IF NOT EXISTS embedded.opened (id int PRIMARY KEY, at timestamptz NOT NULL)`,
  );
  const before = countSyncs();
  await pglite.query(
    `INSERT INTO embedded.opened VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
  );
  if (countSyncs() === before) throw notDurable();
}

function notDurable(): NotDurable {
  return new NotDurable(
    "The embedded database committed a row without writing it to disk, so it was not opened. " +
      "Nothing was lost. Install the exact versions in package-lock.json with `npm ci`, or set " +
      "DATABASE_URL to a PostgreSQL server.",
  );
}
