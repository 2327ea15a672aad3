import { type Kysely, sql } from "kysely";

/** Events are known again by their etag as Graph gave it, instead of by the key that it is made of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("entries").renameColumn("change_key", "etag").execute();
  await sql`update entries set etag = 'W/"' || etag || '"' where etag is not null`.execute(db);
}
