import { type Kysely } from "kysely";

/** When version 2 began for a connection: Zoom meetings made since are none of those from before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("sync_states").addColumn("began_at", "timestamptz").execute();
}
