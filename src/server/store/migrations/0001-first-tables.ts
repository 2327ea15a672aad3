import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("users")
    .addColumn("id", "uuid", (c) => c.primaryKey())
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("entra_object_id", "text", (c) => c.notNull())
    .addColumn("sync_version", "text", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .addUniqueConstraint("users_by_identity", ["tenant_id", "entra_object_id"])
    .execute();

  await db.schema
    .createTable("zoom_grants")
    .addColumn("user_id", "uuid", (c) => c.primaryKey().references("users.id").onDelete("cascade"))
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("zoom_user_id", "text", (c) => c.notNull())
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("email", "text", (c) => c.notNull())
    .addColumn("display_name", "text", (c) => c.notNull())
    .addColumn("tokens_sealed", "text", (c) => c.notNull())
    .addColumn("access_expires_at", "timestamptz", (c) => c.notNull())
    .addColumn("refreshed_at", "timestamptz", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("zoom_grants_by_zoom_user")
    .on("zoom_grants")
    .columns(["zoom_account_id", "zoom_user_id"])
    .execute();

  await db.schema
    .createTable("tickets")
    .addColumn("ticket_hash", "text", (c) => c.primaryKey())
    .addColumn("user_id", "uuid", (c) => c.notNull().references("users.id").onDelete("cascade"))
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("tickets_by_user").on("tickets").column("user_id").execute();

  await db.schema
    .createTable("one_time_codes")
    .addColumn("code_hash", "text", (c) => c.primaryKey())
    .addColumn("purpose", "text", (c) => c.notNull())
    .addColumn("payload_sealed", "text", (c) => c.notNull())
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("links")
    .addColumn("id", "uuid", (c) => c.primaryKey())
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("user_id", "uuid", (c) => c.notNull().references("users.id").onDelete("cascade"))
    .addColumn("item_key", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("zoom_user_id", "text", (c) => c.notNull())
    .addColumn("zoom_meeting_id", "text")
    .addColumn("access_sealed", "text")
    .addColumn("create_attempt_sealed", "text")
    .addColumn("options", "jsonb", (c) => c.notNull())
    .addColumn("outlook_item_id", "text")
    .addColumn("outlook_series_id", "text")
    .addColumn("outlook_sealed", "text", (c) => c.notNull())
    .addColumn("zoom_sealed", "text")
    .addColumn("agreed_sealed", "text")
    .addColumn("notices", "jsonb", (c) => c.notNull())
    .addColumn("would_be_reported", "boolean", (c) => c.notNull())
    .addColumn("push_due_at", "timestamptz")
    .addColumn("waiting_reason", "text")
    .addColumn("zoom_deleted_at", "timestamptz")
    .addColumn("reserved_at", "timestamptz", (c) => c.notNull())
    .addColumn("confirmed_at", "timestamptz")
    .addColumn("removed_at", "timestamptz")
    .addColumn("checked_at", "timestamptz", (c) => c.notNull())
    .addColumn("ends_at", "timestamptz")
    .addUniqueConstraint("links_by_item", ["tenant_id", "user_id", "item_key"])
    .execute();
  await db.schema
    .createIndex("links_by_meeting")
    .on("links")
    .columns(["zoom_meeting_id", "tenant_id"])
    .execute();
  await db.schema
    .createIndex("links_due")
    .on("links")
    .column("push_due_at")
    .where(sql.ref("push_due_at"), "is not", null)
    .execute();
  await db.schema
    .createIndex("links_reserved")
    .on("links")
    .column("reserved_at")
    .where(sql.ref("state"), "=", "reserved")
    .execute();

  await db.schema
    .createTable("leases")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("owner", "uuid", (c) => c.notNull())
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("zoom_writes")
    .addColumn("zoom_user_id", "text", (c) => c.notNull())
    .addColumn("day", "date", (c) => c.notNull())
    .addColumn("writes", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("zoom_writes_by_day", ["zoom_user_id", "day"])
    .execute();

  await db.schema
    .createTable("zoom_webhooks")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("sequence", "bigserial", (c) => c.notNull())
    .addColumn("received_at", "timestamptz", (c) => c.notNull())
    .addColumn("event", "text", (c) => c.notNull())
    .addColumn("zoom_account_id", "text")
    .addColumn("body_sealed", "text", (c) => c.notNull())
    .addColumn("processed_at", "timestamptz")
    .addColumn("failures", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex("zoom_webhooks_waiting")
    .on("zoom_webhooks")
    .column("sequence")
    .where(sql.ref("processed_at"), "is", null)
    .execute();
}
