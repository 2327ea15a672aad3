import { createHash, randomBytes } from "node:crypto";
import { type Kysely } from "kysely";
import { type Clock, toDate } from "../clock.ts";
import { type ZoomPersonId } from "../identity/zoom-people.ts";
import { type Schema } from "../store/schema.ts";

const life = { hours: 12 };

/** Who is signed in to the portal. The cookie is random; the table knows only its hash. */
export class PortalSessions {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Always a new one: a session is never taken over from before the sign-in. */
  async start(person: ZoomPersonId): Promise<string> {
    const session = randomBytes(32).toString("base64url");
    const now = this.#clock.now();
    await this.#db
      .insertInto("portal_sessions")
      .values({
        session_hash: sessionHash(session),
        zoom_account_id: person.zoomAccountId,
        zoom_user_id: person.zoomUserId,
        created_at: toDate(now),
        expires_at: toDate(now.add(life)),
      })
      .execute();
    return session;
  }

  async find(session: string): Promise<ZoomPersonId | null> {
    const row = await this.#db
      .selectFrom("portal_sessions")
      .select(["zoom_account_id", "zoom_user_id"])
      .where("session_hash", "=", sessionHash(session))
      .where("expires_at", ">", toDate(this.#clock.now()))
      .executeTakeFirst();
    return row ? { zoomAccountId: row.zoom_account_id, zoomUserId: row.zoom_user_id } : null;
  }

  async end(session: string): Promise<void> {
    await this.#db
      .deleteFrom("portal_sessions")
      .where("session_hash", "=", sessionHash(session))
      .execute();
  }

  async endAllOf(person: ZoomPersonId): Promise<void> {
    await this.#db
      .deleteFrom("portal_sessions")
      .where("zoom_account_id", "=", person.zoomAccountId)
      .where("zoom_user_id", "=", person.zoomUserId)
      .execute();
  }

  async forgetExpired(): Promise<void> {
    await this.#db
      .deleteFrom("portal_sessions")
      .where("expires_at", "<=", toDate(this.#clock.now()))
      .execute();
  }
}

function sessionHash(session: string): string {
  return createHash("sha256").update(session).digest("base64url");
}

/** What a page of ours sends back with a change; nobody else can know it, and it opens nothing. */
export function csrfTokenOf(session: string): string {
  return createHash("sha256").update(`csrf:${session}`).digest("base64url");
}
