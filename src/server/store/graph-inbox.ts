import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { type Clock, toDate } from "../clock.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import { type Schema } from "./schema.ts";

/** That something changed in a mailbox; never what. */
export interface GraphNotification {
  subscriptionId: string;
  connectionId: string;
  tenantId: string;
  /** `created`, `updated`, `deleted`, or the name of a lifecycle event. */
  kind: string;
  eventId: string | null;
}

export interface WaitingNotifications {
  /** Of the newest one; null when there is none. */
  upTo: string | null;
  eventIds: string[];
  /** At least one change does not say of which event it is. */
  hasUnnamed: boolean;
  /** `reauthorizationRequired`, `subscriptionRemoved`, `missed`. */
  lifecycleEvents: string[];
}

const changeKinds = new Set(["created", "updated", "deleted"]);
/** One run looks at so many; each is only a hint, and the feed shows what they mean. */
const mostAtOnce = 10_000;

interface NotificationRow {
  id: string;
  received_at: Date;
  subscription_id: string;
  connection_id: string;
  tenant_id: string;
  kind: string;
  event_id: string | null;
}

/** Graph's notifications, stored before they are acknowledged. */
export class GraphInbox {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #commits: GroupCommit<NotificationRow>;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#commits = createGroupCommit<NotificationRow>({
      // One parameter for all rows: a list of values costs the database a fifth more.
      insertMany: (rows) =>
        sql`insert into graph_notifications
            (id, received_at, subscription_id, connection_id, tenant_id, kind, event_id)
          select id, received_at, subscription_id, connection_id, tenant_id, kind, event_id
          from json_to_recordset(${JSON.stringify(rows)}::json) as received
            (id text, received_at timestamptz, subscription_id text, connection_id uuid,
             tenant_id text, kind text, event_id text)`.execute(db),
    });
  }

  /** Resolves once all of them are durable. */
  async store(notifications: readonly GraphNotification[]): Promise<void> {
    const receivedAt = toDate(this.#clock.now());
    await Promise.all(
      notifications.map((notification) =>
        this.#commits.commit({
          id: randomUUID(),
          received_at: receivedAt,
          subscription_id: notification.subscriptionId,
          connection_id: notification.connectionId,
          tenant_id: notification.tenantId,
          kind: notification.kind,
          event_id: notification.eventId,
        }),
      ),
    );
  }

  /** What Graph told of a connection's calendar, up to now; not the answers to a test. */
  async waiting(connection: { id: string; tenantId: string }): Promise<WaitingNotifications> {
    const rows = await this.#db
      .selectFrom("graph_notifications")
      .select(["kind", "event_id", sql<string>`sequence::text`.as("place")])
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("subscription_id", "not in", (tests) =>
        tests.selectFrom("graph_subscriptions").select("id").where("purpose", "=", "test"),
      )
      .orderBy("sequence")
      .limit(mostAtOnce)
      .execute();
    return {
      upTo: rows.at(-1)?.place ?? null,
      eventIds: [...new Set(rows.flatMap(({ event_id }) => event_id ?? []))],
      hasUnnamed: rows.some(({ kind, event_id }) => event_id === null && changeKinds.has(kind)),
      lifecycleEvents: rows.map(({ kind }) => kind).filter((kind) => !changeKinds.has(kind)),
    };
  }

  /** A run has looked at them all. */
  async done(connection: { id: string; tenantId: string }, upTo: string): Promise<void> {
    await this.#db
      .deleteFrom("graph_notifications")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("sequence", "<=", upTo)
      .where("subscription_id", "not in", (tests) =>
        tests.selectFrom("graph_subscriptions").select("id").where("purpose", "=", "test"),
      )
      .execute();
  }

  /** Of connections whose calendar nobody reads any more. */
  async forgetOld(): Promise<void> {
    const before = toDate(this.#clock.now().subtract({ hours: 48 }));
    await this.#db.deleteFrom("graph_notifications").where("received_at", "<", before).execute();
  }

  async hasAny(tenantId: string, subscriptionId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom("graph_notifications")
      .select("id")
      .where("tenant_id", "=", tenantId)
      .where("subscription_id", "=", subscriptionId)
      .executeTakeFirst();
    return row !== undefined;
  }

  async forgetOf(tenantId: string, subscriptionId: string): Promise<void> {
    await this.#db
      .deleteFrom("graph_notifications")
      .where("tenant_id", "=", tenantId)
      .where("subscription_id", "=", subscriptionId)
      .execute();
  }
}
