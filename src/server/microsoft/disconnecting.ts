import { type Logger } from "pino";
import { type Disconnected } from "../../shared/api/portal.ts";
import { type Links } from "../meetings/links.ts";
import { type Connection, type Connections } from "./connections.ts";
import { type Mailboxes } from "./mailboxes.ts";
import { type Subscriptions } from "./subscriptions.ts";

interface DisconnectingParts {
  connections: Connections;
  mailboxes: Mailboxes;
  subscriptions: Subscriptions;
  links: Links;
  /** What version 2 made for it in Zoom goes. */
  onEnding: (connection: Connection) => Promise<void>;
  logger: Logger;
}

/** Ends a connection: what we asked of Graph, our tokens, and what we know of it; no meeting. */
export class Disconnecting {
  readonly #parts: DisconnectingParts;

  constructor(parts: DisconnectingParts) {
    this.#parts = parts;
  }

  async end(connection: Connection): Promise<Disconnected> {
    const { connections, mailboxes, subscriptions, links, logger } = this.#parts;
    await this.#parts.onEnding(connection);
    const asked = await subscriptions.of(connection);
    for (const id of asked) {
      try {
        await mailboxes.of(connection).deleteSubscription(id);
      } catch (error) {
        // Without a permission Graph ends it by itself, within a week.
        logger.info({ err: error }, "a subscription will expire by itself");
      }
    }
    await connections.remove(connection);
    return {
      consentRemains: connection.mode === "delegated",
      deletedTokens: true,
      deletedSubscriptions: asked.length,
      meetingsKept: await links.countOf(connection),
    };
  }
}
