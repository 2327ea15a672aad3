import { type Kysely, sql } from "kysely";

/**
 * What a write that was begun will make agreed: now for mirrored entries, too, and for both sides of a
 * pair. What was noted in the form before is for writes of a moment ago, and is read again without it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("mirrors").addColumn("intended_sealed", "text").execute();
  await sql`update links set intended_sealed = null`.execute(db);
}
