import { sql } from "kysely";
import { openDatabase } from "../../../src/server/store/database.ts";

/** Run as its own process: prints the number of each row once it is committed, until it is ended. */
const { db } = await openDatabase({ dataDir: process.argv[2] ?? "" });
await sql`CREATE TABLE IF NOT EXISTS written (id int PRIMARY KEY)`.execute(db);
const { rows } = await sql<{ next: number }>`
  SELECT coalesce(max(id), 0) + 1 AS next FROM written`.execute(db);
for (let id = rows[0]?.next ?? 1; ; id++) {
  await sql`INSERT INTO written VALUES (${id})`.execute(db);
  process.stdout.write(`${id}\n`);
  // PGlite never yields on its own, and without a turn nothing is printed.
  await new Promise((resolve) => setImmediate(resolve));
}
