import { createHash, randomBytes } from "node:crypto";
import { type Kysely } from "kysely";
import { type Clock, toDate } from "../clock.ts";
import { type Schema } from "../store/schema.ts";
import { type User, userOf } from "./users.ts";

/** Devices of one person keep one ticket each; older ones beyond this fall away. */
const ticketsPerUser = 10;

/**
 * Tickets let Outlook's event handlers, which cannot sign in, report the items of one user. A ticket
 * is random, stored hashed, revocable, and good for nothing else.
 */
export class Tickets {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The only moment the ticket is readable. */
  async issue(user: User): Promise<string> {
    const ticket = randomBytes(32).toString("base64url");
    const hash = hashOf(ticket);
    await this.#db
      .insertInto("tickets")
      .values({
        ticket_hash: hash,
        user_id: user.id,
        tenant_id: user.tenantId,
        created_at: toDate(this.#clock.now()),
      })
      .execute();
    const kept = this.#db
      .selectFrom("tickets")
      .select("ticket_hash")
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .where("ticket_hash", "!=", hash)
      .orderBy("created_at", "desc")
      .limit(ticketsPerUser - 1);
    await this.#db
      .deleteFrom("tickets")
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .where("ticket_hash", "!=", hash)
      .where("ticket_hash", "not in", kept)
      .execute();
    return ticket;
  }

  /** The user the ticket speaks for, or null when it is unknown or revoked. */
  async redeem(ticket: string): Promise<User | null> {
    const row = await this.#db
      .selectFrom("tickets")
      .innerJoin("users", (join) =>
        join
          .onRef("users.id", "=", "tickets.user_id")
          .onRef("users.tenant_id", "=", "tickets.tenant_id"),
      )
      .select(["users.id", "users.tenant_id", "users.sync_version"])
      .where("ticket_hash", "=", hashOf(ticket))
      .executeTakeFirst();
    return row ? userOf(row) : null;
  }

  async revokeAll(user: User): Promise<void> {
    await this.#db
      .deleteFrom("tickets")
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .execute();
  }
}

function hashOf(ticket: string): string {
  return createHash("sha256").update(ticket).digest("base64url");
}
