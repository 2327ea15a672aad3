import { hash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { Arrivals } from "./arrivals.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import { type SecretBox } from "../identity/secret-box.ts";
import { type Schema } from "./schema.ts";

export interface ReceivedWebhook {
  /** Zoom's name, `meeting.updated`. */
  event: string;
  zoomAccountId: string | null;
  /** As received; verified before. */
  body: string;
}

export interface StoredWebhook extends ReceivedWebhook {
  id: string;
  /** Grows with every webhook stored. */
  sequence: string;
}

interface WebhookRow {
  id: string;
  received_at: Date;
  event: string;
  zoom_account_id: string | null;
  body_sealed: string;
}

/** After this many failures a webhook is left for a person to look at. */
const maxFailures = 10;

/**
 * Zoom's webhooks between "received" and "worked": a webhook is acknowledged only once `store` has
 * resolved. The same bytes twice are one webhook.
 */
export class WebhookInbox {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;
  readonly #clock: Clock;
  readonly #commits: GroupCommit<WebhookRow>;
  readonly arrivals = new Arrivals();

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#box = box;
    this.#clock = clock;
    this.#commits = createGroupCommit<WebhookRow>({
      // One parameter for all rows: a list of values costs the database a fifth more.
      insertMany: (rows) =>
        sql`insert into zoom_webhooks (id, received_at, event, zoom_account_id, body_sealed)
          select id, received_at, event, zoom_account_id, body_sealed
          from json_to_recordset(${JSON.stringify(rows)}::json) as received
            (id text, received_at timestamptz, event text, zoom_account_id text, body_sealed text)
          on conflict (id) do nothing`.execute(db),
    });
  }

  async store(webhook: ReceivedWebhook): Promise<void> {
    this.arrivals.noteOne();
    const id = hash("sha256", webhook.body, "base64url");
    await this.#commits.commit({
      id,
      received_at: toDate(this.#clock.now()),
      event: webhook.event,
      zoom_account_id: webhook.zoomAccountId,
      body_sealed: this.#box.seal(owner(id), webhook.body),
    });
  }

  /** What waits to be worked, in the order in which it was stored, after a place in that order. */
  async waiting(limit: number, after = "0"): Promise<StoredWebhook[]> {
    const rows = await this.#db
      .selectFrom("zoom_webhooks")
      .select(["id", "sequence", "event", "zoom_account_id", "body_sealed"])
      .where("processed_at", "is", null)
      .where("body_sealed", "is not", null)
      .$narrowType<{ body_sealed: string }>()
      .where("failures", "<", maxFailures)
      .where("sequence", ">", after)
      .orderBy("sequence")
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      sequence: row.sequence,
      event: row.event,
      zoomAccountId: row.zoom_account_id,
      body: this.#box.open(owner(row.id), row.body_sealed),
    }));
  }

  /** What they said is forgotten with it. */
  async markProcessed(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#db
      .updateTable("zoom_webhooks")
      .set({ processed_at: toDate(this.#clock.now()), body_sealed: null })
      .where("id", "in", ids)
      .execute();
  }

  async markFailed(id: string): Promise<void> {
    await this.#db
      .updateTable("zoom_webhooks")
      .set({ failures: sql`failures + 1` })
      .where("id", "=", id)
      .execute();
  }

  /** Webhooks of one account that were given up. */
  async dead(
    zoomAccountId: string,
  ): Promise<Array<{ id: string; at: string; event: string; tries: number }>> {
    const rows = await this.#db
      .selectFrom("zoom_webhooks")
      .select(["id", "received_at", "event", "failures"])
      .where("zoom_account_id", "=", zoomAccountId)
      .where("processed_at", "is", null)
      .where("failures", ">=", maxFailures)
      .orderBy("sequence")
      .limit(200)
      .execute();
    return rows.map(({ id, received_at, event, failures }) => ({
      id,
      at: fromDate(received_at).toString({ smallestUnit: "second" }),
      event,
      tries: failures,
    }));
  }

  /** They wait to be worked again. */
  async replay(zoomAccountId: string): Promise<void> {
    await this.#db
      .updateTable("zoom_webhooks")
      .set({ failures: 0 })
      .where("zoom_account_id", "=", zoomAccountId)
      .where("processed_at", "is", null)
      .where("failures", ">=", maxFailures)
      .execute();
  }

  /** Kept as long as Zoom may send the same one again. */
  async forgetProcessed(): Promise<void> {
    const before = toDate(this.#clock.now().subtract({ hours: 24 }));
    await this.#db.deleteFrom("zoom_webhooks").where("processed_at", "<", before).execute();
  }
}

function owner(id: string): string[] {
  return ["zoom-webhook", id];
}
