import { type Kysely } from "kysely";

/** What the add-in read of a meeting, and no run has decided about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("links")
    .addColumn("zoom_is_undecided", "boolean", (c) => c.notNull().defaultTo(false))
    .execute();
}
