import { type Kysely, sql } from "kysely";

/**
 * Subjects and what Zoom says of a meeting are sealed like its join link, and so are webhooks. Rows
 * written before stay readable until they are next saved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const sealed = { outlook: "outlook_sealed", zoom: "zoom_sealed", agreed: "agreed_sealed" };
  for (const [from, to] of Object.entries({ ...sealed, create_attempt: "create_attempt_sealed" })) {
    await db.schema.alterTable("links").renameColumn(from, to).execute();
    await db.schema
      .alterTable("links")
      .alterColumn(to, (column) => column.setDataType(sql`text using ${sql.ref(to)}::text`))
      .execute();
  }
  await db.schema.alterTable("zoom_webhooks").renameColumn("body", "body_sealed").execute();
}
