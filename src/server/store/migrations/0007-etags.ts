import { type Kysely, sql } from "kysely";

/**
 * Events are known again by their etag as Graph gave it, instead of by the key that it is made of. That
 * column stays for processes that still run the version before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("entries").addColumn("etag", "text").execute();
  await sql`update entries set etag = 'W/"' || change_key || '"' where change_key is not null`.execute(
    db,
  );
}
