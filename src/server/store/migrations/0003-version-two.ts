import { type Kysely, sql } from "kysely";

/** What version 2 knows of both sides. Everything goes with the connection it belongs to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sync_states")
    .addColumn("connection_id", "uuid", (c) =>
      c.primaryKey().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("phase", "text", (c) => c.notNull())
    .addColumn("due_at", "timestamptz")
    .addColumn("wanted_since", "timestamptz")
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("error_code", "text")
    .addColumn("last_run_at", "timestamptz")
    .addColumn("next_sweep_at", "timestamptz", (c) => c.notNull())
    .addColumn("consented_at", "timestamptz")
    .addColumn("starts_at", "timestamptz")
    .addColumn("preview_sealed", "text")
    .addColumn("pause_sealed", "text")
    .addColumn("released", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("backfill_total", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("mirror_state", "text", (c) => c.notNull())
    .addColumn("mirror_checked_at", "timestamptz")
    .addColumn("zoom_calendar_id", "text")
    .addColumn("zoom_calendar_token", "text")
    .addColumn("zoom_calendar_changed", "boolean", (c) => c.notNull().defaultTo(false))
    .addColumn("zoom_calendar_told", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("marks_read", "boolean", (c) => c.notNull().defaultTo(false))
    .execute();
  await db.schema
    .createIndex("sync_states_due")
    .on("sync_states")
    .column("due_at")
    .where(sql.ref("due_at"), "is not", null)
    .execute();
  await db.schema
    .createIndex("sync_states_by_zoom_calendar")
    .on("sync_states")
    .column("zoom_calendar_id")
    .where(sql.ref("zoom_calendar_id"), "is not", null)
    .execute();
  await db.schema
    .createIndex("sync_states_sweep")
    .on("sync_states")
    .column("next_sweep_at")
    .execute();

  await db.schema
    .createTable("calendar_cursors")
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("calendar_id", "text", (c) => c.notNull())
    .addColumn("link_sealed", "text")
    .addColumn("is_mid_round", "boolean", (c) => c.notNull())
    .addColumn("is_full_round", "boolean", (c) => c.notNull())
    .addColumn("round", "integer", (c) => c.notNull())
    .addColumn("window_from", "timestamptz", (c) => c.notNull())
    .addColumn("window_to", "timestamptz", (c) => c.notNull())
    .addPrimaryKeyConstraint("calendar_cursors_by_calendar", ["connection_id", "calendar_id"])
    .execute();

  await db.schema
    .createTable("entries")
    .addColumn("id", "uuid", (c) => c.primaryKey())
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("calendar_id", "text", (c) => c.notNull())
    .addColumn("event_id", "text", (c) => c.notNull())
    .addColumn("change_key", "text")
    .addColumn("round", "integer", (c) => c.notNull())
    .addColumn("is_series", "boolean", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("starts_at", "timestamptz")
    .addColumn("ends_at", "timestamptz")
    .addColumn("seen_sealed", "text")
    .addColumn("zoom_number", "text")
    .addColumn("link_id", "uuid")
    .addColumn("copy_of", "uuid")
    .addColumn("wants", "text")
    .addColumn("needs_reading", "boolean", (c) => c.notNull())
    .addColumn("is_dirty", "boolean", (c) => c.notNull())
    .addColumn("seen_by", "text", (c) => c.notNull())
    .addColumn("tries", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("retry_at", "timestamptz")
    .addColumn("error_code", "text")
    .addColumn("is_ignored", "boolean", (c) => c.notNull().defaultTo(false))
    .addUniqueConstraint("entries_by_event", ["connection_id", "event_id"])
    .execute();
  await db.schema
    .createIndex("entries_by_time")
    .on("entries")
    .columns(["connection_id", "starts_at"])
    .execute();
  await sql`create index entries_to_work on entries (connection_id, starts_at)
    where is_dirty or needs_reading`.execute(db);
  await db.schema
    .createIndex("entries_by_number")
    .on("entries")
    .columns(["connection_id", "zoom_number"])
    .where(sql.ref("zoom_number"), "is not", null)
    .execute();

  await db.schema
    .createTable("mirrors")
    .addColumn("id", "uuid", (c) => c.primaryKey())
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("entry_id", "uuid")
    .addColumn("part", "text", (c) => c.notNull())
    .addColumn("calendar_event_id", "text")
    .addColumn("is_being_made", "boolean", (c) => c.notNull().defaultTo(false))
    .addColumn("agreed_sealed", "text")
    .addColumn("calendar_sealed", "text")
    .addColumn("is_dirty", "boolean", (c) => c.notNull().defaultTo(false))
    .addColumn("tries", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("retry_at", "timestamptz")
    .addColumn("error_code", "text")
    .addUniqueConstraint("mirrors_by_part", ["connection_id", "entry_id", "part"])
    .execute();
  await db.schema
    .createIndex("mirrors_by_calendar_event")
    .on("mirrors")
    .columns(["connection_id", "calendar_event_id"])
    .execute();

  await db.schema
    .createTable("zoom_hints")
    .addColumn("sequence", "bigserial", (c) => c.primaryKey())
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("webhook_id", "text", (c) => c.notNull())
    .addColumn("meeting_id", "text", (c) => c.notNull())
    .addColumn("body_sealed", "text", (c) => c.notNull())
    .addColumn("received_at", "timestamptz", (c) => c.notNull())
    .addUniqueConstraint("zoom_hints_once", ["connection_id", "webhook_id"])
    .execute();

  await db.schema
    .createTable("zoom_strays")
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("meeting_id", "text", (c) => c.notNull())
    .addColumn("state_sealed", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("starts_at", "timestamptz")
    .addColumn("is_ignored", "boolean", (c) => c.notNull().defaultTo(false))
    .addPrimaryKeyConstraint("zoom_strays_by_meeting", ["connection_id", "meeting_id"])
    .execute();

  await db.schema
    .createTable("history")
    .addColumn("sequence", "bigserial", (c) => c.primaryKey())
    .addColumn("id", "uuid", (c) => c.notNull().unique())
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("entry_id", "uuid")
    .addColumn("link_id", "uuid")
    .addColumn("mirror_id", "uuid")
    .addColumn("at", "timestamptz", (c) => c.notNull())
    .addColumn("detail_sealed", "text", (c) => c.notNull())
    .addColumn("before_sealed", "text")
    .execute();
  await db.schema
    .createIndex("history_by_connection")
    .on("history")
    .columns(["connection_id", "sequence"])
    .execute();
  await db.schema
    .createIndex("history_by_entry")
    .on("history")
    .columns(["entry_id", "sequence"])
    .where(sql.ref("entry_id"), "is not", null)
    .execute();

  await db.schema
    .createTable("conflicts")
    .addColumn("id", "uuid", (c) => c.primaryKey())
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("link_id", "uuid")
    .addColumn("mirror_id", "uuid")
    .addColumn("field", "text", (c) => c.notNull())
    .addColumn("at", "timestamptz", (c) => c.notNull())
    .addColumn("conflict_sealed", "text", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("conflicts_by_connection")
    .on("conflicts")
    .columns(["connection_id", "at"])
    .execute();

  await db.schema
    .alterTable("links")
    .addColumn("entry_id", "uuid")
    .addColumn("zoom_is_stale", "boolean", (c) => c.notNull().defaultTo(false))
    .addColumn("recent_writes", "jsonb", (c) => c.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn("intended_sealed", "text")
    .addColumn("event_tries", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("event_retry_at", "timestamptz")
    .addColumn("event_error_code", "text")
    .execute();
  await db.schema
    .createIndex("links_by_entry")
    .on("links")
    .column("entry_id")
    .where(sql.ref("entry_id"), "is not", null)
    .execute();
  await db.schema.alterTable("zoom_people").addColumn("language", "text").execute();
  // Version 1 stored them for the test of the integration only, and never worked any.
  await sql`delete from graph_notifications`.execute(db);
}
