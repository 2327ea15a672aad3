import { setImmediate as turn } from "node:timers/promises";
import { type PGlite } from "@electric-sql/pglite";

/** As autovacuum decides, with a base that leaves small tables alone. */
const worthwhile = "n_dead_tup > 1000 + 0.2 * n_live_tup";

/**
 * Makes the room of deleted and replaced rows usable again. PostgreSQL's autovacuum is a process of its
 * own, which the embedded engine cannot have: without this its tables grow for ever. A vacuum keeps
 * the one thread busy (measured: 5 ms per megabyte of the table), so others get their turn in between.
 */
export async function reclaimSpace(pglite: PGlite): Promise<void> {
  const { rows } = await pglite.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables WHERE ${worthwhile}`,
  );
  for (const { name } of rows) {
    await pglite.query(`VACUUM (ANALYZE) ${name}`);
    await turn();
  }
}
