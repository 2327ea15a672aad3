import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { type Kysely } from "kysely";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { type GraphClient } from "../graph/graph-client.ts";
import { type Schema } from "../store/schema.ts";
import { type Connection } from "./connections.ts";

export type SubscriptionPurpose = "changes" | "test";

/**
 * Graph allows an app one subscription for each resource and combination of kinds, so a test beside a
 * running sync asks for less.
 * @see https://learn.microsoft.com/graph/api/subscription-post-subscriptions
 */
const changeTypes: Record<SubscriptionPurpose, string> = {
  changes: "created,updated,deleted",
  test: "created",
};

export interface KnownSubscription {
  id: string;
  connectionId: string;
  tenantId: string;
}

export interface StoredSubscription {
  readonly id: string;
  /** When Graph last gave it its life, … */
  readonly grantedAt: Temporal.Instant;
  /** … and until when. */
  readonly expiresAt: Temporal.Instant;
}

/** What is needed to recognise a notification; the secret itself is not kept. */
interface Recognisable extends KnownSubscription {
  clientStateHash: string;
}

/** One lookup serves all notifications of a burst, and an ended subscription is known soon enough. */
const rememberedFor = { seconds: 3 };
const mostRemembered = 10_000;

/** Change notifications that we asked Graph for, and how to know that one is meant for us. */
export class Subscriptions {
  readonly #db: Kysely<Schema>;
  readonly #publicUrl: string;
  readonly #clock: Clock;
  readonly #remembered = new Map<
    string,
    { until: Temporal.Instant; found: Promise<Recognisable | null> }
  >();

  constructor(db: Kysely<Schema>, publicUrl: string, clock: Clock) {
    this.#db = db;
    this.#publicUrl = publicUrl;
    this.#clock = clock;
  }

  /** Graph calls our address before it answers, so that must be reachable from outside. */
  async create(
    connection: Connection,
    graph: GraphClient,
    how: { purpose: SubscriptionPurpose; life: Temporal.DurationLike },
  ): Promise<string> {
    const clientState = randomBytes(32).toString("base64url");
    const now = this.#clock.now();
    const created = await graph.createSubscription({
      changeType: changeTypes[how.purpose],
      notificationUrl: `${this.#publicUrl}/webhooks/graph`,
      lifecycleNotificationUrl: `${this.#publicUrl}/webhooks/graph/lifecycle`,
      resource: graph.eventsResource,
      expirationDateTime: now.add(how.life).toString({ smallestUnit: "second" }),
      clientState,
    });
    await this.#db
      .insertInto("graph_subscriptions")
      .values({
        id: created.id,
        connection_id: connection.id,
        tenant_id: connection.tenantId,
        purpose: how.purpose,
        client_state_hash: hashOf(clientState),
        expires_at: new Date(created.expirationDateTime),
        created_at: toDate(now),
      })
      .execute();
    return created.id;
  }

  /** The newest first. */
  async ofPurpose(
    connection: Pick<Connection, "id" | "tenantId">,
    purpose: SubscriptionPurpose,
  ): Promise<StoredSubscription[]> {
    const rows = await this.#db
      .selectFrom("graph_subscriptions")
      .select(["id", "created_at", "expires_at"])
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("purpose", "=", purpose)
      .orderBy("created_at", "desc")
      .execute();
    return rows.map((row) => ({
      id: row.id,
      grantedAt: fromDate(row.created_at),
      expiresAt: fromDate(row.expires_at),
    }));
  }

  async renewed(connection: Connection, id: string, expiresAt: Date): Promise<void> {
    await this.#db
      .updateTable("graph_subscriptions")
      .set({ expires_at: expiresAt, created_at: toDate(this.#clock.now()) })
      .where("id", "=", id)
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  async of(connection: Connection): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("graph_subscriptions")
      .select("id")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
    return rows.map(({ id }) => id);
  }

  async forget(connection: Connection, id: string): Promise<void> {
    this.#remembered.delete(id);
    await this.#db
      .deleteFrom("graph_subscriptions")
      .where("id", "=", id)
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** The subscription a notification belongs to, if its secret is the one we gave. */
  async recognise(id: string, clientState: string): Promise<KnownSubscription | null> {
    const known = await this.#recall(id);
    if (!known) return null;
    const { clientStateHash, ...subscription } = known;
    const isOurs = timingSafeEqual(Buffer.from(hashOf(clientState)), Buffer.from(clientStateHash));
    return isOurs ? subscription : null;
  }

  /** An unknown one is looked up each time: its row may be on the way while Graph tells already. */
  async #recall(id: string): Promise<Recognisable | null> {
    const now = this.#clock.now();
    const remembered = this.#remembered.get(id);
    if (remembered && Temporal.Instant.compare(now, remembered.until) < 0) return remembered.found;
    const found = this.#look(id);
    this.#remembered.delete(id);
    this.#remembered.set(id, { until: now.add(rememberedFor), found });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > mostRemembered && oldest !== undefined) {
      this.#remembered.delete(oldest);
    }
    try {
      const known = await found;
      if (known === null) this.#remembered.delete(id);
      return known;
    } catch (cause) {
      this.#remembered.delete(id);
      throw cause;
    }
  }

  async #look(id: string): Promise<Recognisable | null> {
    const row = await this.#db
      .selectFrom("graph_subscriptions")
      .select(["id", "connection_id", "tenant_id", "client_state_hash"])
      .where("id", "=", id)
      .executeTakeFirst();
    return row
      ? {
          id: row.id,
          connectionId: row.connection_id,
          tenantId: row.tenant_id,
          clientStateHash: row.client_state_hash,
        }
      : null;
  }
}

function hashOf(clientState: string): string {
  return hash("sha256", clientState, "base64url");
}
