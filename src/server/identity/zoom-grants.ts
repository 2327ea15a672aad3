import { type Kysely } from "kysely";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { RequestError, SignInError } from "../errors.ts";
import { type Leases } from "../store/leases.ts";
import { type Schema } from "../store/schema.ts";
import { type SecretBox } from "./secret-box.ts";
import { type User } from "./users.ts";
import { type ZoomOAuth, type ZoomTokens } from "./zoom-oauth.ts";
import { type ZoomPeople, type ZoomPersonId, type ZoomProfile } from "./zoom-people.ts";

interface SealedTokens {
  accessToken: string;
  refreshToken: string;
}

/** An access token this close to its end is renewed before it is used. */
const renewWithin = { seconds: 120 };

/**
 * The permissions to act for people at Zoom. Zoom's refresh tokens rotate and are good once, so a
 * refresh runs under a lease across processes, and the new pair is stored before it is used.
 */
export class ZoomGrants {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;
  readonly #leases: Leases;
  readonly #oauth: ZoomOAuth;
  readonly #people: ZoomPeople;
  readonly #clock: Clock;

  constructor(
    db: Kysely<Schema>,
    box: SecretBox,
    leases: Leases,
    oauth: ZoomOAuth,
    people: ZoomPeople,
    clock: Clock,
  ) {
    this.#db = db;
    this.#box = box;
    this.#leases = leases;
    this.#oauth = oauth;
    this.#people = people;
    this.#clock = clock;
  }

  /** Stores a new permission of this person in place of an earlier one, which it ended at Zoom. */
  async save(profile: ZoomProfile, tokens: ZoomTokens): Promise<void> {
    const row = {
      email: profile.email,
      display_name: profile.displayName,
      role: profile.role,
      group_ids: JSON.stringify(profile.groupIds),
      language: profile.language,
      profile_read_at: toDate(this.#clock.now()),
      state: "active",
      lapsed_at: null,
      ...this.#tokenColumns(profile, tokens),
    };
    await this.#db
      .insertInto("zoom_people")
      .values({
        zoom_account_id: profile.zoomAccountId,
        zoom_user_id: profile.zoomUserId,
        created_at: toDate(this.#clock.now()),
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(["zoom_account_id", "zoom_user_id"]).doUpdateSet(row),
      )
      .execute();
  }

  /** The token of the person this user acts as; see `accessToken`. */
  async accessTokenOf(user: User, refusedToken?: string): Promise<string> {
    const person = await this.#people.of(user);
    if (!person) throw notConnected();
    return this.accessToken(person, refusedToken);
  }

  /**
   * A token good for at least two minutes. Give `refusedToken` when Zoom refused one, to get a newer.
   * @throws RequestError `zoom.notConnected`
   * @throws SignInError `credentialRevoked`, after marking the person so that everybody sees it.
   */
  async accessToken(id: ZoomPersonId, refusedToken?: string): Promise<string> {
    const current = await this.#usableToken(id, refusedToken);
    if (current !== null) return current;
    return this.#leases.hold(leaseOf(id), async () => {
      const meanwhile = await this.#usableToken(id, refusedToken);
      return meanwhile ?? (await this.#refresh(id));
    });
  }

  /** Permissions nobody used for a week, so that Zoom does not let them expire. */
  async renewIdle(): Promise<number> {
    const idle = await this.#db
      .selectFrom("zoom_people")
      .select(["zoom_account_id", "zoom_user_id"])
      .where("state", "=", "active")
      .where("refreshed_at", "<", toDate(this.#clock.now().subtract({ hours: 7 * 24 })))
      .limit(500)
      .execute();
    let renewed = 0;
    const failures: unknown[] = [];
    for (const row of idle) {
      const id = { zoomAccountId: row.zoom_account_id, zoomUserId: row.zoom_user_id };
      try {
        await this.#leases.hold(leaseOf(id), () => this.#refresh(id));
        renewed += 1;
      } catch (cause) {
        if (!(cause instanceof SignInError)) failures.push(cause);
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, "Some Zoom permissions could not be renewed yet");
    }
    return renewed;
  }

  /** The user no longer acts as anybody in Zoom; the permission ends with its last use. */
  async leave(user: User): Promise<void> {
    const person = await this.#people.of(user);
    if (!person) return;
    await this.#people.detach(user);
    if (!(await this.#people.isInUse(person))) await this.end(person);
  }

  /** Ends the permission at Zoom, and forgets the person. */
  async end(id: ZoomPersonId): Promise<void> {
    const row = await this.#row(id);
    if (!row) return;
    if (row.state === "active") await this.#endAtZoom(id);
    await this.#db
      .deleteFrom("zoom_people")
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .execute();
  }

  /**
   * Zoom told us that the person removed the app at `at`: the tokens are dead and are dropped. Tokens
   * that Zoom gave later belong to a new permission, because such messages may come late.
   */
  async forgetZoomUser(id: ZoomPersonId, at: Temporal.Instant): Promise<void> {
    await this.#db
      .updateTable("zoom_people")
      .set({ state: "deauthorized", tokens_sealed: null, lapsed_at: toDate(this.#clock.now()) })
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .where("refreshed_at", "<=", toDate(at))
      .execute();
  }

  /** Zoom revokes by access token, so an expired one is renewed first. */
  async #endAtZoom(id: ZoomPersonId): Promise<void> {
    try {
      await this.#oauth.revoke(await this.accessToken(id));
    } catch (cause) {
      // Nothing is left to revoke when Zoom no longer knows the permission.
      if (!(cause instanceof SignInError)) throw cause;
    }
  }

  async #usableToken(id: ZoomPersonId, refusedToken: string | undefined): Promise<string | null> {
    const row = await this.#row(id);
    if (!row) throw notConnected();
    if (!isUsable(row)) throw revoked();
    const { accessToken } = this.#open(id, row.tokens_sealed);
    const usableUntil = fromDate(row.access_expires_at).subtract(renewWithin);
    const isFresh = Temporal.Instant.compare(this.#clock.now(), usableUntil) < 0;
    return isFresh && accessToken !== refusedToken ? accessToken : null;
  }

  async #refresh(id: ZoomPersonId): Promise<string> {
    const row = await this.#row(id);
    if (!row || !isUsable(row)) throw revoked();
    let tokens: ZoomTokens;
    try {
      tokens = await this.#oauth.refresh(this.#open(id, row.tokens_sealed).refreshToken);
    } catch (cause) {
      if (cause instanceof SignInError) await this.#markRevoked(id, row.tokens_sealed);
      throw cause;
    }
    const stored = await this.#db
      .updateTable("zoom_people")
      .set(this.#tokenColumns(id, tokens))
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .where("tokens_sealed", "=", row.tokens_sealed)
      .executeTakeFirst();
    if (stored.numUpdatedRows > 0n) return tokens.accessToken;
    // The person signed in again meanwhile, which ended the permission that was being renewed.
    const newer = await this.#row(id);
    if (!newer || !isUsable(newer)) throw revoked();
    return this.#open(id, newer.tokens_sealed).accessToken;
  }

  /** Only the pair that was refused: a new sign-in in the meantime must survive. */
  async #markRevoked(id: ZoomPersonId, tokensSealed: string): Promise<void> {
    await this.#db
      .updateTable("zoom_people")
      .set({ state: "revoked", tokens_sealed: null, lapsed_at: toDate(this.#clock.now()) })
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .where("tokens_sealed", "=", tokensSealed)
      .execute();
  }

  #row(id: ZoomPersonId) {
    return this.#db
      .selectFrom("zoom_people")
      .selectAll()
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .executeTakeFirst();
  }

  #tokenColumns(id: ZoomPersonId, tokens: ZoomTokens) {
    const now = this.#clock.now();
    const sealed: SealedTokens = {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
    };
    return {
      tokens_sealed: this.#box.seal(owner(id), JSON.stringify(sealed)),
      access_expires_at: toDate(now.add({ seconds: tokens.expiresIn })),
      refreshed_at: toDate(now),
    };
  }

  #open(id: ZoomPersonId, sealed: string): SealedTokens {
    return JSON.parse(this.#box.open(owner(id), sealed)) as SealedTokens;
  }
}

type TokenColumns = {
  state: string;
  tokens_sealed: string | null;
  access_expires_at: Date | null;
};

function isUsable<Row extends TokenColumns>(
  row: Row,
): row is Row & { tokens_sealed: string; access_expires_at: Date } {
  return row.state === "active" && row.tokens_sealed !== null && row.access_expires_at !== null;
}

function owner(id: ZoomPersonId): string[] {
  return ["zoom-person", id.zoomAccountId, id.zoomUserId];
}

function leaseOf(id: ZoomPersonId): string {
  return `zoom-person:${id.zoomAccountId}:${id.zoomUserId}`;
}

function notConnected(): RequestError {
  return new RequestError(
    409,
    "zoom.notConnected",
    "Zoom is not connected. Open Zoom settings and choose Connect Zoom.",
  );
}

function revoked(): SignInError {
  return new SignInError(
    "credentialRevoked",
    "Zoom no longer accepts this connection. Connect Zoom again; your meetings are unchanged.",
  );
}
