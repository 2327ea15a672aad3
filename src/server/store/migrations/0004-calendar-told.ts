import { type Kysely } from "kysely";

/** How often Zoom told of the calendar, so that what it tells during a listing is not taken for seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("sync_states")
    .addColumn("zoom_calendar_told", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
}
