import { type Logger } from "pino";
import { AppError } from "../errors.ts";
import { type Clock } from "../clock.ts";
import { GraphNotFound, GraphRefused, GraphSubscriptionExists } from "../graph/errors.ts";
import { type GraphClient } from "../graph/graph-client.ts";
import { type Connection } from "./connections.ts";
import { ConnectionLapsed } from "./errors.ts";
import { type StoredSubscription, type Subscriptions } from "./subscriptions.ts";

interface CareParts {
  subscriptions: Subscriptions;
  publicUrl: string;
  clock: Clock;
  logger: Logger;
}

/**
 * Graph gives an Outlook subscription under seven days, and says itself how many it gave.
 * @see https://learn.microsoft.com/graph/api/resources/subscription
 */
const life = { minutes: 10_070 };
/** What older copies of that page name, for a service that still holds to it. */
const shorterLife = { minutes: 4_230 };

type WithGraph = <T>(work: (graph: GraphClient) => Promise<T>) => Promise<T>;

/** Keeps one subscription per connection alive: renewed before half its life, made anew when gone. */
export class SubscriptionCare {
  readonly #parts: CareParts;

  constructor(parts: CareParts) {
    this.#parts = parts;
  }

  /**
   * Returns true when a subscription was made: what changed before it was told to nobody, so the feed
   * has to be read. That there is none is no fault: sweeps find everything.
   * @param events lifecycle events Graph has sent since the last run
   */
  async tend(
    connection: Connection,
    graph: WithGraph,
    events: readonly string[] = [],
  ): Promise<boolean> {
    const { subscriptions, clock, logger } = this.#parts;
    try {
      const known = await subscriptions.ofPurpose(connection, "changes");
      const [current, ...surplus] = known.filter(
        ({ expiresAt }) => Temporal.Instant.compare(clock.now(), expiresAt) < 0,
      );
      const expired = known.filter(
        ({ id }) => id !== current?.id && !surplus.some((s) => s.id === id),
      );
      for (const old of [...surplus, ...expired]) await this.#end(connection, graph, old.id);
      const isRemoved = events.includes("subscriptionRemoved");
      if (!current || isRemoved) {
        if (current) await subscriptions.forget(connection, current.id);
        await this.#make(connection, graph);
        return true;
      }
      const isAsked = events.includes("reauthorizationRequired");
      if (!isAsked && !isPastHalf(current, clock.now())) return false;
      return await this.#renew(connection, graph, current);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause instanceof ConnectionLapsed) throw cause;
      logger.warn(
        { err: cause, connection: connection.id },
        "no change notifications from Microsoft for now; sweeps find the changes",
      );
      return false;
    }
  }

  /** Version 2 is over: nothing is to be told to us any more. */
  async end(connection: Connection, graph: WithGraph): Promise<void> {
    for (const { id } of await this.#parts.subscriptions.ofPurpose(connection, "changes")) {
      await this.#end(connection, graph, id);
    }
  }

  async #renew(
    connection: Connection,
    graph: WithGraph,
    { id }: StoredSubscription,
  ): Promise<boolean> {
    const { subscriptions, clock } = this.#parts;
    try {
      // Extending it also renews the authorization Graph may have asked for.
      const renewed = await forAsLongAsPossible((life) =>
        graph((client) => client.renewSubscription(id, clock.now().add(life))),
      );
      await subscriptions.renewed(connection, id, new Date(renewed.expirationDateTime));
      return false;
    } catch (cause) {
      if (!(cause instanceof GraphNotFound)) throw cause;
      await subscriptions.forget(connection, id);
      await this.#make(connection, graph);
      return true;
    }
  }

  async #make(connection: Connection, graph: WithGraph): Promise<void> {
    const { subscriptions } = this.#parts;
    const make = () =>
      forAsLongAsPossible((life) =>
        graph((client) => subscriptions.create(connection, client, { purpose: "changes", life })),
      );
    try {
      await make();
    } catch (cause) {
      if (!(cause instanceof GraphSubscriptionExists)) throw cause;
      await this.#endStrangers(connection, graph);
      await make();
    }
  }

  /** Subscriptions to this mailbox that lead to us and that we do not know. */
  async #endStrangers(connection: Connection, graph: WithGraph): Promise<void> {
    const { subscriptions, publicUrl } = this.#parts;
    const known = new Set(await subscriptions.of(connection));
    await graph(async (client) => {
      for (const found of await client.listSubscriptions()) {
        const isOurs = found.notificationUrl === `${publicUrl}/webhooks/graph`;
        const isThisMailbox =
          found.resource?.replace(/^\//, "").toLowerCase() ===
          client.eventsResource.replace(/^\//, "").toLowerCase();
        if (isOurs && isThisMailbox && !known.has(found.id)) {
          await client.deleteSubscription(found.id);
        }
      }
    });
  }

  async #end(connection: Connection, graph: WithGraph, id: string): Promise<void> {
    try {
      await graph((client) => client.deleteSubscription(id));
    } catch (cause) {
      if (!(cause instanceof GraphNotFound)) throw cause;
    }
    await this.#parts.subscriptions.forget(connection, id);
  }
}

async function forAsLongAsPossible<T>(
  work: (life: Temporal.DurationLike) => Promise<T>,
): Promise<T> {
  try {
    return await work(life);
  } catch (cause) {
    if (!(cause instanceof GraphRefused)) throw cause;
    return work(shorterLife);
  }
}

function isPastHalf({ grantedAt, expiresAt }: StoredSubscription, now: Temporal.Instant): boolean {
  const lifeMs = grantedAt.until(expiresAt).total("milliseconds");
  return now.until(expiresAt).total("milliseconds") <= lifeMs / 2;
}
