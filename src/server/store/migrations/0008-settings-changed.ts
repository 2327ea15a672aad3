import { type Kysely } from "kysely";

/** That settings changed is noted for the next run, which reads them anew before it looks at anything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("sync_states")
    .addColumn("settings_changed", "boolean", (c) => c.notNull().defaultTo(false))
    .execute();
}
