import { type Kysely, sql } from "kysely";

/**
 * Zoom's permission belongs to a person in Zoom, whoever acts for them here: a new sign-in of that
 * person ends the tokens of the one before, so there must be one place for them. Permissions of the
 * old table were sealed for their user and cannot be carried over; those people connect Zoom once more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("zoom_people")
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("zoom_user_id", "text", (c) => c.notNull())
    .addColumn("email", "text", (c) => c.notNull())
    .addColumn("display_name", "text", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("group_ids", "jsonb", (c) => c.notNull())
    .addColumn("tokens_sealed", "text")
    .addColumn("access_expires_at", "timestamptz")
    .addColumn("refreshed_at", "timestamptz")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("lapsed_at", "timestamptz")
    .addColumn("offered_at", "timestamptz")
    .addColumn("profile_read_at", "timestamptz")
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .addPrimaryKeyConstraint("zoom_people_by_id", ["zoom_account_id", "zoom_user_id"])
    .execute();

  await db.schema
    .alterTable("users")
    .addColumn("user_principal_name", "text")
    .addColumn("zoom_account_id", "text")
    .addColumn("zoom_user_id", "text")
    .execute();
  await db.schema
    .createIndex("users_by_zoom_person")
    .on("users")
    .columns(["zoom_account_id", "zoom_user_id"])
    .execute();
  await sql`
    insert into zoom_people
      (zoom_account_id, zoom_user_id, email, display_name, role, group_ids, state, lapsed_at, created_at)
    select distinct on (zoom_account_id, zoom_user_id)
      zoom_account_id, zoom_user_id, email, display_name, 'member', '[]'::jsonb, 'revoked', now(), now()
    from zoom_grants
    order by zoom_account_id, zoom_user_id, refreshed_at desc`.execute(db);
  await sql`
    update users set zoom_account_id = g.zoom_account_id, zoom_user_id = g.zoom_user_id
    from zoom_grants g where g.user_id = users.id and g.tenant_id = users.tenant_id`.execute(db);
  await db.schema.dropTable("zoom_grants").execute();

  await db.schema
    .createTable("portal_sessions")
    .addColumn("session_hash", "text", (c) => c.primaryKey())
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("zoom_user_id", "text", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("portal_sessions_by_person")
    .on("portal_sessions")
    .columns(["zoom_account_id", "zoom_user_id"])
    .execute();

  await db.schema
    .createTable("settings_layers")
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("level", "text", (c) => c.notNull())
    .addColumn("subject_id", "text", (c) => c.notNull())
    .addColumn("values", "jsonb", (c) => c.notNull())
    .addColumn("locked", "jsonb", (c) => c.notNull())
    .addColumn("priority", "integer", (c) => c.notNull())
    .addColumn("changed_at", "timestamptz", (c) => c.notNull())
    .addColumn("changed_by", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("settings_layers_by_subject", [
      "zoom_account_id",
      "level",
      "subject_id",
    ])
    .execute();

  await db.schema
    .createTable("connections")
    .addColumn("id", "uuid", (c) => c.primaryKey())
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("zoom_user_id", "text", (c) => c.notNull())
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("entra_object_id", "text")
    .addColumn("mode", "text", (c) => c.notNull())
    .addColumn("mailbox", "text", (c) => c.notNull())
    .addColumn("user_principal_name", "text", (c) => c.notNull())
    .addColumn("display_name", "text", (c) => c.notNull())
    .addColumn("scopes_requested", "jsonb", (c) => c.notNull())
    .addColumn("scopes_granted", "jsonb", (c) => c.notNull())
    .addColumn("tokens_sealed", "text")
    .addColumn("access_expires_at", "timestamptz")
    .addColumn("refreshed_at", "timestamptz")
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("lapse_reason", "text")
    .addColumn("lapsed_at", "timestamptz")
    .addColumn("checked_at", "timestamptz", (c) => c.notNull())
    .addColumn("next_check_at", "timestamptz", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .addUniqueConstraint("connections_by_zoom_person", ["zoom_account_id", "zoom_user_id"])
    .execute();
  await db.schema
    .createIndex("connections_by_identity")
    .on("connections")
    .columns(["tenant_id", "entra_object_id"])
    .execute();
  await db.schema
    .createIndex("connections_to_check")
    .on("connections")
    .column("next_check_at")
    .execute();

  await db.schema
    .createTable("tenant_grants")
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("domain", "text", (c) => c.notNull())
    .addColumn("granted_by", "text", (c) => c.notNull())
    .addColumn("is_by_admin", "boolean", (c) => c.notNull())
    .addColumn("roles", "jsonb", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("lapse_reason", "text")
    .addColumn("lapsed_at", "timestamptz")
    .addColumn("checked_at", "timestamptz", (c) => c.notNull())
    .addColumn("granted_at", "timestamptz", (c) => c.notNull())
    .addPrimaryKeyConstraint("tenant_grants_by_account", ["zoom_account_id", "tenant_id"])
    .execute();

  await db.schema
    .createTable("mailbox_overrides")
    .addColumn("zoom_account_id", "text", (c) => c.notNull())
    .addColumn("zoom_email", "text", (c) => c.notNull())
    .addColumn("mailbox", "text", (c) => c.notNull())
    .addColumn("changed_at", "timestamptz", (c) => c.notNull())
    .addColumn("changed_by", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("mailbox_overrides_by_email", ["zoom_account_id", "zoom_email"])
    .execute();

  await db.schema
    .createTable("graph_subscriptions")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("connection_id", "uuid", (c) =>
      c.notNull().references("connections.id").onDelete("cascade"),
    )
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("purpose", "text", (c) => c.notNull())
    .addColumn("client_state_hash", "text", (c) => c.notNull())
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("graph_subscriptions_by_connection")
    .on("graph_subscriptions")
    .column("connection_id")
    .execute();

  await db.schema
    .createTable("graph_notifications")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("sequence", "bigserial", (c) => c.notNull())
    .addColumn("received_at", "timestamptz", (c) => c.notNull())
    .addColumn("subscription_id", "text", (c) => c.notNull())
    .addColumn("connection_id", "uuid", (c) => c.notNull())
    .addColumn("tenant_id", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("event_id", "text")
    .addColumn("processed_at", "timestamptz")
    .addColumn("failures", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex("graph_notifications_waiting")
    .on("graph_notifications")
    .columns(["connection_id", "sequence"])
    .where(sql.ref("processed_at"), "is", null)
    .execute();
}
