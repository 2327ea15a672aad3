import { type Kysely } from "kysely";
import { carries } from "../../shared/microsoft/scope-features.ts";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { type SecretBox } from "../identity/secret-box.ts";
import { type Leases } from "../store/leases.ts";
import { type Schema } from "../store/schema.ts";
import { type AppTokens } from "./app-tokens.ts";
import { type Connection, type Connections } from "./connections.ts";
import { type DelegatedTokens, type EntraClient, usableScopes } from "./entra-client.ts";
import { ConnectionLapsed } from "./errors.ts";

interface SealedTokens {
  accessToken: string;
  refreshToken: string;
}

/** An access token this close to its end is renewed before it is used. */
const renewWithin = { seconds: 180 };

/**
 * Access tokens of connections, in both modes. A refresh runs under a lease across processes and its
 * pair is stored before it is used; a refusal ends the connection in the same call that met it.
 */
export class ConnectionTokens {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;
  readonly #leases: Leases;
  readonly #entra: EntraClient;
  readonly #apps: AppTokens;
  readonly #connections: Connections;
  readonly #clock: Clock;

  constructor(parts: {
    db: Kysely<Schema>;
    box: SecretBox;
    leases: Leases;
    entra: EntraClient;
    apps: AppTokens;
    connections: Connections;
    clock: Clock;
  }) {
    this.#db = parts.db;
    this.#box = parts.box;
    this.#leases = parts.leases;
    this.#entra = parts.entra;
    this.#apps = parts.apps;
    this.#connections = parts.connections;
    this.#clock = parts.clock;
  }

  /** Stores the tokens of a new permission. */
  async save(connection: Connection, tokens: DelegatedTokens): Promise<void> {
    await this.#db
      .updateTable("connections")
      .set(this.#columns(connection, tokens))
      .where("id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /**
   * A token good for at least three minutes. Give `refusedToken` when Graph refused one.
   * @throws ConnectionLapsed after marking the connection, so that everybody sees it
   * @throws EntraMisconfigured, EntraUnavailable
   */
  async accessToken(connection: Connection, refusedToken?: string): Promise<string> {
    if (connection.mode === "application") {
      return this.#apps.token(connection, refusedToken);
    }
    const current = await this.#usableToken(connection, refusedToken);
    if (current !== null) return current;
    return this.#leases.hold(`connection:${connection.id}`, async () => {
      const meanwhile = await this.#usableToken(connection, refusedToken);
      return meanwhile ?? (await this.#refresh(connection));
    });
  }

  /** Asks for a new token whatever is stored: shows which permissions are left. */
  async renew(connection: Connection): Promise<void> {
    if (connection.mode === "application") {
      await this.#apps.renew(connection);
      return;
    }
    await this.#leases.hold(`connection:${connection.id}`, () => this.#refresh(connection));
  }

  async #usableToken(
    connection: Connection,
    refusedToken: string | undefined,
  ): Promise<string | null> {
    const row = await this.#row(connection);
    if (!row?.tokens_sealed || !row.access_expires_at) throw lapsed(row?.lapse_reason);
    const { accessToken } = this.#open(connection, row.tokens_sealed);
    const usableUntil = fromDate(row.access_expires_at).subtract(renewWithin);
    const isFresh = Temporal.Instant.compare(this.#clock.now(), usableUntil) < 0;
    return isFresh && accessToken !== refusedToken ? accessToken : null;
  }

  async #refresh(connection: Connection): Promise<string> {
    const row = await this.#row(connection);
    if (!row?.tokens_sealed) throw lapsed(row?.lapse_reason);
    const { refreshToken } = this.#open(connection, row.tokens_sealed);
    let tokens: DelegatedTokens;
    try {
      tokens = await this.#askFor(connection, refreshToken);
    } catch (cause) {
      if (cause instanceof ConnectionLapsed) {
        const newer = await this.#row(connection);
        // The person reconnected meanwhile: what was refused is no longer theirs.
        if (newer?.tokens_sealed === row.tokens_sealed) {
          await this.#connections.markLapsed(connection, cause.reason);
        }
      }
      throw cause;
    }
    await this.#db
      .updateTable("connections")
      .set(this.#columns(connection, tokens))
      .where("id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("tokens_sealed", "=", row.tokens_sealed)
      .execute();
    const granted = usableScopes(connection.scopesRequested, tokens.scopes);
    await this.#connections.setScopesGranted(connection, granted);
    if (!carries("delegated", granted, "seeEntries")) {
      await this.#connections.markLapsed(connection, "permissionsLost");
      throw new ConnectionLapsed("permissionsLost");
    }
    return tokens.accessToken;
  }

  /**
   * Asked for a scope that was taken back, Entra refuses the whole request. What is left is therefore
   * found by asking for less: contacts are given up first, then writing.
   */
  async #askFor(connection: Connection, refreshToken: string): Promise<DelegatedTokens> {
    const wanted = connection.scopesRequested;
    const lesser = [
      wanted,
      wanted.filter((scope) => scope.startsWith("Calendars.")),
      ["Calendars.ReadWrite"],
      ["Calendars.Read"],
    ].filter((scopes) => scopes.length > 0 && scopes.every((scope) => wanted.includes(scope)));
    const [first, ...others] = lesser.filter(
      (scopes, index) => lesser.findIndex((other) => String(other) === String(scopes)) === index,
    );
    try {
      return await this.#entra.refresh(connection.tenantId, refreshToken, first ?? wanted);
    } catch (cause) {
      if (!isConsentMissing(cause)) throw cause;
      for (const scopes of others) {
        try {
          return await this.#entra.refresh(connection.tenantId, refreshToken, scopes);
        } catch (next) {
          if (!isConsentMissing(next)) throw next;
        }
      }
      throw cause;
    }
  }

  #row(connection: Connection) {
    return this.#db
      .selectFrom("connections")
      .select(["tokens_sealed", "access_expires_at", "lapse_reason"])
      .where("id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .executeTakeFirst();
  }

  #columns(connection: Connection, tokens: DelegatedTokens) {
    const now = this.#clock.now();
    const sealed: SealedTokens = {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
    };
    return {
      tokens_sealed: this.#box.seal(owner(connection), JSON.stringify(sealed)),
      access_expires_at: toDate(now.add({ seconds: tokens.expiresIn })),
      refreshed_at: toDate(now),
    };
  }

  #open(connection: Connection, sealed: string): SealedTokens {
    return JSON.parse(this.#box.open(owner(connection), sealed)) as SealedTokens;
  }
}

function owner({ tenantId, id }: Connection): string[] {
  return ["connection", tenantId, id];
}

function isConsentMissing(cause: unknown): boolean {
  return cause instanceof ConnectionLapsed && cause.reason === "consentWithdrawn";
}

function lapsed(reason: string | null | undefined): ConnectionLapsed {
  return new ConnectionLapsed((reason ?? "refused") as ConnectionLapsed["reason"]);
}
