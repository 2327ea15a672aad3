import { randomUUID } from "node:crypto";
import { type Kysely } from "kysely";
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
      insertMany: (rows) =>
        db
          .insertInto("graph_notifications")
          .values([...rows])
          .execute(),
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
