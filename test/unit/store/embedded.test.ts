import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "kysely";
import {
  DataDirectoryInUse,
  lockDataDirectory,
} from "../../../src/server/store/data-directory-lock.ts";
import { openDatabase } from "../../../src/server/store/database.ts";
import { assertCommitsAreSynced, NotDurable } from "../../../src/server/store/durable-pglite.ts";

const support = join(import.meta.dirname, "../../support/store");
let dataDir: string;
let started: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "embedded-"));
});

afterEach(async () => {
  await Promise.all(started.map(killHard));
  started = [];
  rmSync(dataDir, { recursive: true, force: true });
});

function start(script: string): ChildProcess {
  const child = spawn(process.execPath, [join(support, script), dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  started.push(child);
  return child;
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** The last whole line a process printed, once it has printed at least `count`. */
async function readLines(child: ChildProcess, count: number): Promise<string[]> {
  const lines: string[] = [];
  if (child.stdout === null) throw new Error("not piped");
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

describe("the lock on the data directory", () => {
  it("refuses a second process and names the first", async () => {
    const holder = start("hold-data-directory.ts");
    await readLines(holder, 1);
    expect(() => lockDataDirectory(dataDir)).toThrow(DataDirectoryInUse);
    expect(() => lockDataDirectory(dataDir)).toThrow(`process ${String(holder.pid)} on`);
  });

  it("refuses a second opening in the same process", () => {
    const lock = lockDataDirectory(dataDir);
    expect(() => lockDataDirectory(dataDir)).toThrow(DataDirectoryInUse);
    lock.release();
    lockDataDirectory(dataDir).release();
  });

  it("ends with its process, even one that was killed", async () => {
    const holder = start("hold-data-directory.ts");
    await readLines(holder, 1);
    await killHard(holder);
    expect(existsSync(join(dataDir, "lock.json"))).toBe(true);
    lockDataDirectory(dataDir).release();
  });

  it("is not fooled by a dead process's id that now belongs to a living one", () => {
    writeFileSync(
      join(dataDir, "lock.json"),
      JSON.stringify({ pid: process.pid, host: "here", since: "2026-01-01T00:00:00Z" }),
    );
    lockDataDirectory(dataDir).release();
  });

  it("is released twice without taking it from the next holder", () => {
    const first = lockDataDirectory(dataDir);
    first.release();
    const second = lockDataDirectory(dataDir);
    first.release();
    expect(() => lockDataDirectory(dataDir)).toThrow(DataDirectoryInUse);
    second.release();
  });
});

describe("durability", () => {
  it("opens with fsync on and keeps rows from one opening to the next", async () => {
    const first = await openDatabase({ dataDir });
    expect((await sql`SHOW fsync`.execute(first.db)).rows).toEqual([{ fsync: "on" }]);
    expect((await sql`SHOW wal_sync_method`.execute(first.db)).rows).toEqual([
      { wal_sync_method: "fsync" },
    ]);
    await sql`CREATE TABLE kept AS SELECT 7 AS id`.execute(first.db);
    await first.close();
    const second = await openDatabase({ dataDir });
    expect((await sql`SELECT id FROM kept`.execute(second.db)).rows).toEqual([{ id: 7 }]);
    await second.close();
  }, 90_000);

  it("refuses to open twice, and the first goes on", async () => {
    const first = await openDatabase({ dataDir });
    await expect(openDatabase({ dataDir })).rejects.toThrow(DataDirectoryInUse);
    expect((await sql`SELECT 1 AS one`.execute(first.db)).rows).toEqual([{ one: 1 }]);
    await first.close();
  }, 90_000);

  it("refuses an engine whose commits cause no sync", async () => {
    const lying = await PGlite.create("memory://");
    await expect(assertCommitsAreSynced(lying, () => 3)).rejects.toThrow(NotDurable);
    let syncs = 0;
    await expect(assertCommitsAreSynced(lying, () => syncs++)).resolves.toBeUndefined();
    await lying.close();
  });

  it("starts over after a creation that was cut off", async () => {
    const unfinished = join(dataDir, "pgdata.creating");
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, "PG_VERSION"), "18\n");
    const database = await openDatabase({ dataDir });
    expect(existsSync(unfinished)).toBe(false);
    await database.close();
  }, 90_000);

  it("loses no acknowledged row when its process is killed", async () => {
    let acknowledged = 0;
    for (const count of [50, 120]) {
      const writer = start("write-until-killed.ts");
      const lines = await readLines(writer, count);
      await killHard(writer);
      acknowledged = Number(lines.at(-1));
    }
    const database = await openDatabase({ dataDir });
    const { rows } = await sql<{ last: number; rows: number }>`
      SELECT max(id) AS last, count(*) AS rows FROM written`.execute(database.db);
    expect(acknowledged).toBeGreaterThanOrEqual(170);
    expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged);
    expect(rows[0]?.rows).toBe(rows[0]?.last);
    await database.close();
  }, 120_000);
});

describe("room in the embedded database", () => {
  it("is used again after rows were replaced", async () => {
    const database = await openDatabase({ dataDir });
    const replaceAll = async () => {
      await sql`UPDATE worn SET at = at + 1`.execute(database.db);
      // The engine counts dead rows when a session has nothing to do.
      await sql`SELECT pg_stat_force_next_flush()`.execute(database.db);
    };
    const size = async () => {
      const { rows } = await sql<{ size: number }>`
        SELECT pg_total_relation_size('worn')::int AS size`.execute(database.db);
      return rows[0]?.size ?? 0;
    };
    try {
      await sql`CREATE TABLE worn (at int, filler text)`.execute(database.db);
      await sql`INSERT INTO worn SELECT 0, repeat('x', 500) FROM generate_series(1, 5000)`.execute(
        database.db,
      );
      await replaceAll();
      await database.reclaim();
      const once = await size();
      for (let times = 0; times < 4; times++) {
        await replaceAll();
        await database.reclaim();
      }
      expect(await size()).toBeLessThan(once * 1.3);
    } finally {
      await database.close();
    }
  }, 90_000);
});
