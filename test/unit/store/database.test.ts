import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import { type OpenDatabase } from "../../../src/server/store/database.ts";
import { openTestDatabase, testEngine } from "../../support/database.ts";

describe(`the database on ${testEngine}`, () => {
  let database: OpenDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
  });
  afterEach(() => database.close());

  it("is the engine that was asked for", async () => {
    expect(database.engine).toBe(testEngine);
    const { rows } = await sql<{ version: string }>`SELECT version()`.execute(database.db);
    expect(rows[0]?.version).toContain("PostgreSQL");
  });

  it("reads columns alike on both engines", async () => {
    const { rows } = await sql`
      SELECT 9007199254740991::int8 AS big, count(*) AS counted, '2026-03-29'::date AS day,
             '2026-03-29 02:30'::timestamp AS wall, '2026-03-29T02:30:00Z'::timestamptz AS instant,
             '{"a": [1]}'::jsonb AS json, 1.50::numeric AS price, '\\x0aff'::bytea AS bytes,
             '6b1f2f35-0e47-4c4e-9f0e-0123456789ab'::uuid AS id, ARRAY['a', 'b'] AS list, NULL::int8 AS none
    `.execute(database.db);
    expect(rows).toEqual([
      {
        big: Number.MAX_SAFE_INTEGER,
        counted: 1,
        day: "2026-03-29",
        wall: "2026-03-29 02:30:00",
        instant: new Date("2026-03-29T02:30:00Z"),
        json: { a: [1] },
        price: "1.50",
        bytes: Buffer.from("0aff", "hex"),
        id: "6b1f2f35-0e47-4c4e-9f0e-0123456789ab",
        list: ["a", "b"],
        none: null,
      },
    ]);
  });

  it("refuses a bigint that a JavaScript number cannot hold, and goes on working", async () => {
    await expect(sql`SELECT 9007199254740993::int8`.execute(database.db)).rejects.toThrow(
      /9007199254740993 does not fit/,
    );
    const { rows } = await sql`SELECT 1 AS one`.execute(database.db);
    expect(rows).toEqual([{ one: 1 }]);
  });

  it("keeps a bystander's row when a transaction beside it rolls back", async () => {
    const { db } = database;
    await sql`CREATE TABLE probe (id int PRIMARY KEY)`.execute(db);
    const started = Promise.withResolvers<undefined>();
    const transaction = db.transaction().execute(async (trx) => {
      await sql`INSERT INTO probe VALUES (1)`.execute(trx);
      started.resolve(undefined);
      await new Promise((resolve) => setTimeout(resolve, 30));
      throw new Error("rolled back");
    });
    await started.promise;
    await Promise.all([
      expect(transaction).rejects.toThrow("rolled back"),
      sql`INSERT INTO probe VALUES (2)`.execute(db),
    ]);
    const { rows } = await sql`SELECT id FROM probe`.execute(db);
    expect(rows).toEqual([{ id: 2 }]);
  });

  it("carries pg-boss", async () => {
    const boss = new PgBoss({ ...database.boss, schedule: false, supervise: false });
    await boss.start();
    try {
      await boss.createQueue("probe", { policy: "stately" });
      const arrived = Promise.withResolvers<unknown>();
      await boss.work("probe", { pollingIntervalSeconds: 0.5 }, ([job]) => {
        arrived.resolve(job?.data);
        return Promise.resolve();
      });
      await boss.send("probe", { meeting: 1 });
      await expect(arrived.promise).resolves.toEqual({ meeting: 1 });
    } finally {
      await boss.stop({ graceful: false });
    }
  });

  it("is closed twice without harm", async () => {
    await database.close();
    await expect(database.close()).resolves.toBeUndefined();
  });

  it("gives every caller a database of its own", async () => {
    const other = await openTestDatabase();
    try {
      await sql`CREATE TABLE only_here (id int)`.execute(database.db);
      await expect(sql`SELECT * FROM only_here`.execute(other.db)).rejects.toThrow(/only_here/);
    } finally {
      await other.close();
    }
  });
});
