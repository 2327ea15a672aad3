import { type Kysely, sql } from "kysely";
import { type Clock, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type ZoomWebhookBody } from "../../meetings/zoom-webhook-body.ts";
import { type Schema } from "../../store/schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** What Zoom told of one meeting. */
export interface ZoomHint {
  sequence: string;
  meetingId: string;
  body: ZoomWebhookBody;
  receivedAt: Temporal.Instant;
}

/** Zoom's hints between a webhook that was worked and the run that looks at them. */
export class ZoomHints {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #bodies: SealedJson<ZoomWebhookBody>;

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#bodies = new SealedJson(box, "zoom-hint");
  }

  async add(
    connection: ConnectionKey,
    hint: { webhookId: string; meetingId: string; body: ZoomWebhookBody },
  ): Promise<void> {
    await this.#db
      .insertInto("zoom_hints")
      .values({
        connection_id: connection.id,
        tenant_id: connection.tenantId,
        webhook_id: hint.webhookId,
        meeting_id: hint.meetingId,
        body_sealed: this.#bodies.seal(ownerOf(connection, hint.webhookId), hint.body),
        received_at: toDate(this.#clock.now()),
      })
      .onConflict((conflict) => conflict.columns(["connection_id", "webhook_id"]).doNothing())
      .execute();
  }

  async waiting(connection: ConnectionKey, limit: number): Promise<ZoomHint[]> {
    const rows = await this.#db
      .selectFrom("zoom_hints")
      .selectAll()
      .select(sql<string>`sequence::text`.as("place"))
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .orderBy("sequence")
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      sequence: row.place,
      meetingId: row.meeting_id,
      body: this.#bodies.open(ownerOf(connection, row.webhook_id), row.body_sealed),
      receivedAt: Temporal.Instant.fromEpochMilliseconds(row.received_at.getTime()),
    }));
  }

  async done(connection: ConnectionKey, hints: readonly ZoomHint[]): Promise<void> {
    if (hints.length === 0) return;
    await this.#db
      .deleteFrom("zoom_hints")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where(
        "sequence",
        "in",
        hints.map(({ sequence }) => sequence),
      )
      .execute();
  }
}

function ownerOf(connection: ConnectionKey, webhookId: string) {
  return { tenantId: connection.tenantId, id: `${connection.id} ${webhookId}` };
}
