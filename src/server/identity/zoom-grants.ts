import { type Kysely } from "kysely";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { RequestError, SignInError } from "../errors.ts";
import { type Leases } from "../store/leases.ts";
import { type Schema } from "../store/schema.ts";
import { type SecretBox } from "./secret-box.ts";
import { type User, userOf } from "./users.ts";
import { type ZoomOAuth, type ZoomTokens } from "./zoom-oauth.ts";

/** Who a grant acts for at Zoom. */
export interface ZoomHost {
  zoomUserId: string;
  zoomAccountId: string;
  email: string;
  displayName: string;
}

export interface ZoomGrant extends ZoomHost {
  userId: string;
  tenantId: string;
  /** `revoked` until the person connects again. */
  state: "active" | "revoked";
}

interface SealedTokens {
  accessToken: string;
  refreshToken: string;
}

/** An access token this close to its end is renewed before it is used. */
const renewWithin = { seconds: 120 };

/**
 * The users' permissions at Zoom. Zoom's refresh tokens rotate and are good once, so a refresh runs
 * under a lease across processes, and the new pair is stored before it is used.
 */
export class ZoomGrants {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;
  readonly #leases: Leases;
  readonly #oauth: ZoomOAuth;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, box: SecretBox, leases: Leases, oauth: ZoomOAuth, clock: Clock) {
    this.#db = db;
    this.#box = box;
    this.#leases = leases;
    this.#oauth = oauth;
    this.#clock = clock;
  }

  /** Stores a new grant for the user, in place of an earlier one. */
  async save(user: User, host: ZoomHost, tokens: ZoomTokens): Promise<void> {
    const row = {
      zoom_user_id: host.zoomUserId,
      zoom_account_id: host.zoomAccountId,
      email: host.email,
      display_name: host.displayName,
      state: "active",
      ...this.#tokenColumns(user, tokens),
    };
    await this.#db
      .insertInto("zoom_grants")
      .values({ user_id: user.id, tenant_id: user.tenantId, ...row })
      .onConflict((conflict) =>
        conflict
          .column("user_id")
          .doUpdateSet(row)
          .where("zoom_grants.tenant_id", "=", user.tenantId),
      )
      .execute();
  }

  async find(user: User): Promise<ZoomGrant | null> {
    const row = await this.#row(user);
    if (!row) return null;
    return {
      userId: user.id,
      tenantId: user.tenantId,
      zoomUserId: row.zoom_user_id,
      zoomAccountId: row.zoom_account_id,
      email: row.email,
      displayName: row.display_name,
      state: row.state === "active" ? "active" : "revoked",
    };
  }

  /**
   * A token good for at least two minutes. Give `refusedToken` when Zoom refused one, to get a newer.
   * @throws RequestError `zoom.notConnected`
   * @throws SignInError `credentialRevoked`, after marking the grant so that everybody sees it.
   */
  async accessToken(user: User, refusedToken?: string): Promise<string> {
    const current = await this.#usableToken(user, refusedToken);
    if (current !== null) return current;
    return this.#leases.hold(`zoom-grant:${user.id}`, async () => {
      const meanwhile = await this.#usableToken(user, refusedToken);
      return meanwhile ?? (await this.#refresh(user));
    });
  }

  /** Grants nobody used for a week, so that Zoom does not let them expire. */
  async renewIdle(): Promise<number> {
    const idle = await this.#db
      .selectFrom("zoom_grants")
      .innerJoin("users", "users.id", "zoom_grants.user_id")
      .select(["users.id", "users.tenant_id", "users.sync_version"])
      .where("zoom_grants.state", "=", "active")
      .where("refreshed_at", "<", toDate(this.#clock.now().subtract({ hours: 7 * 24 })))
      .limit(500)
      .execute();
    let renewed = 0;
    const failures: unknown[] = [];
    for (const row of idle) {
      const user = userOf(row);
      try {
        await this.#leases.hold(`zoom-grant:${user.id}`, () => this.#refresh(user));
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

  /** Ends the grant at Zoom and forgets it. */
  async remove(user: User): Promise<void> {
    const row = await this.#row(user);
    if (!row) return;
    if (row.state === "active") await this.#endAtZoom(user);
    await this.#db
      .deleteFrom("zoom_grants")
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .execute();
  }

  /**
   * Zoom told us that the person removed the app at `at`: the tokens are dead and are dropped. Tokens
   * that Zoom gave later belong to a new permission, because such messages may come late.
   */
  async forgetZoomUser(zoomAccountId: string, zoomUserId: string, at: Temporal.Instant) {
    await this.#db
      .updateTable("zoom_grants")
      .set({ state: "deauthorized", tokens_sealed: "" })
      .where("zoom_account_id", "=", zoomAccountId)
      .where("zoom_user_id", "=", zoomUserId)
      .where("refreshed_at", "<=", toDate(at))
      .execute();
  }

  /** Zoom revokes by access token, so an expired one is renewed first. */
  async #endAtZoom(user: User): Promise<void> {
    try {
      await this.#oauth.revoke(await this.accessToken(user));
    } catch (cause) {
      // Nothing is left to revoke when Zoom no longer knows the permission.
      if (!(cause instanceof SignInError)) throw cause;
    }
  }

  async #usableToken(user: User, refusedToken: string | undefined): Promise<string | null> {
    const row = await this.#row(user);
    if (!row) {
      throw new RequestError(
        409,
        "zoom.notConnected",
        "Zoom is not connected. Open Zoom settings and choose Connect Zoom.",
      );
    }
    if (row.state !== "active") throw revoked();
    const { accessToken } = this.#open(user, row.tokens_sealed);
    const usableUntil = fromDate(row.access_expires_at).subtract(renewWithin);
    const isFresh = Temporal.Instant.compare(this.#clock.now(), usableUntil) < 0;
    return isFresh && accessToken !== refusedToken ? accessToken : null;
  }

  async #refresh(user: User): Promise<string> {
    const row = await this.#row(user);
    if (row?.state !== "active") throw revoked();
    let tokens: ZoomTokens;
    try {
      tokens = await this.#oauth.refresh(this.#open(user, row.tokens_sealed).refreshToken);
    } catch (cause) {
      if (cause instanceof SignInError) await this.#markRevoked(user, row.tokens_sealed);
      throw cause;
    }
    const stored = await this.#db
      .updateTable("zoom_grants")
      .set(this.#tokenColumns(user, tokens))
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .where("tokens_sealed", "=", row.tokens_sealed)
      .executeTakeFirst();
    if (stored.numUpdatedRows > 0n) return tokens.accessToken;
    // The person connected again meanwhile, which ended the permission that was being renewed.
    const newer = await this.#row(user);
    if (newer?.state !== "active") throw revoked();
    return this.#open(user, newer.tokens_sealed).accessToken;
  }

  /** Only the pair that was refused: a reconnection in the meantime must survive. */
  async #markRevoked(user: User, tokensSealed: string): Promise<void> {
    await this.#db
      .updateTable("zoom_grants")
      .set({ state: "revoked" })
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .where("tokens_sealed", "=", tokensSealed)
      .execute();
  }

  #row(user: User) {
    return this.#db
      .selectFrom("zoom_grants")
      .selectAll()
      .where("user_id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .executeTakeFirst();
  }

  #tokenColumns(user: User, tokens: ZoomTokens) {
    const now = this.#clock.now();
    const sealed: SealedTokens = {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
    };
    return {
      tokens_sealed: this.#box.seal(owner(user), JSON.stringify(sealed)),
      access_expires_at: toDate(now.add({ seconds: tokens.expiresIn })),
      refreshed_at: toDate(now),
    };
  }

  #open(user: User, sealed: string): SealedTokens {
    return JSON.parse(this.#box.open(owner(user), sealed)) as SealedTokens;
  }
}

function owner(user: User): string[] {
  return ["zoom-grant", user.tenantId, user.id];
}

function revoked(): SignInError {
  return new SignInError(
    "credentialRevoked",
    "Zoom no longer accepts this connection. Connect Zoom again; your meetings are unchanged.",
  );
}
