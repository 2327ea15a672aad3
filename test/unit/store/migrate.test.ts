import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Migration } from "kysely/migration";
import { Client } from "pg";
import { IN_MEMORY, openDatabase, type OpenDatabase } from "../../../src/server/store/database.ts";
import { migrate, MigrationFailed } from "../../../src/server/store/migrate.ts";
import { migrations } from "../../../src/server/store/migrations/index.ts";

jest.setTimeout(60_000);
const serverUrl = process.env.TEST_DATABASE_URL;

function step(statement: string): Migration {
  return {
    up: async (db) => {
      await sql.raw(statement).execute(db);
    },
  };
}

const first = { "0001-first": step("CREATE TABLE first (id int)") };
const both = { ...first, "0002-second": step("INSERT INTO first VALUES (1)") };

describe(`migrations on ${serverUrl === undefined ? "pglite" : "postgres"}`, () => {
  const opened: OpenDatabase[] = [];
  let databaseUrl: string | undefined;
  let name: string;

  async function onServer(statement: string): Promise<void> {
    const client = new Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  }

  async function open(): Promise<OpenDatabase> {
    const database = await openDatabase({ databaseUrl, dataDir: IN_MEMORY });
    opened.push(database);
    return database;
  }

  beforeEach(async () => {
    if (serverUrl === undefined) return;
    name = `zmo_test_${randomUUID().replaceAll("-", "")}`;
    await onServer(`CREATE DATABASE ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    databaseUrl = url.href;
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    if (serverUrl !== undefined) await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  it("runs each step once, and only the new ones the next time", async () => {
    const { db } = await open();
    await migrate(db, first);
    await migrate(db, both);
    await migrate(db, both);
    expect((await sql`SELECT * FROM first`.execute(db)).rows).toEqual([{ id: 1 }]);
  });

  it("leaves the database as it was when a step fails, and names the step", async () => {
    const { db } = await open();
    const broken = { ...both, "0003-broken": step("INSERT INTO absent VALUES (1)") };
    const failure = await migrate(db, broken).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MigrationFailed);
    expect(failure).toMatchObject({ message: expect.stringContaining("0003-broken") });
    expect((failure as Error).cause).toMatchObject({
      message: expect.stringContaining("absent"),
    });
    await expect(sql`SELECT * FROM first`.execute(db)).rejects.toThrow(/first/);
    await migrate(db, both);
    expect((await sql`SELECT * FROM first`.execute(db)).rows).toEqual([{ id: 1 }]);
  });

  it("refuses a database a newer version has migrated", async () => {
    const { db } = await open();
    await migrate(db, both);
    await expect(migrate(db, first)).rejects.toThrow(/do not fit this version/);
  });

  it("takes turns when several processes start at once", async () => {
    const several =
      serverUrl === undefined ? [await open()] : await Promise.all([1, 2, 3, 4].map(open));
    const slow = { "0001-slow": step("CREATE TABLE slow (id int); SELECT pg_sleep(0.2)") };
    const steps = serverUrl === undefined ? both : slow;
    await Promise.all(several.map(({ db }) => migrate(db, steps)));
    await Promise.all(several.map(({ db }) => migrate(db, steps)));
  });

  it("builds the product's own schema from nothing", async () => {
    const { db } = await open();
    await migrate(db);
    const { rows } = await sql<{ name: string }>`
      SELECT name FROM kysely_migration ORDER BY name`.execute(db);
    expect(rows.map((row) => row.name)).toEqual(Object.keys(migrations).sort());
  });
});
