import { type Kysely, sql } from "kysely";

/**
 * A webhook that was worked is known again by its hash alone: its body names people and subjects, and
 * every later write to its row would copy it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table zoom_webhooks alter column body_sealed drop not null`.execute(db);
  await sql`update zoom_webhooks set body_sealed = null where processed_at is not null`.execute(db);
}
