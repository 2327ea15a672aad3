import { type Logger } from "pino";
import { type LapseReason } from "../../shared/api/connection.ts";
import { type GraphClient } from "../graph/graph-client.ts";
import { GraphAccessDenied, GraphTokenRefused, MailboxMissing } from "../graph/errors.ts";
import { type ZoomPeople } from "../identity/zoom-people.ts";
import { type Policies } from "../portal/policies.ts";
import { type ConnectionTokens } from "./connection-tokens.ts";
import { type Connection, type Connections } from "./connections.ts";
import { ConnectionLapsed } from "./errors.ts";
import { type Mailboxes } from "./mailboxes.ts";
import { type TenantGrants } from "./tenant-grants.ts";

interface HealthParts {
  connections: Connections;
  tokens: ConnectionTokens;
  mailboxes: Mailboxes;
  tenants: TenantGrants;
  people: ZoomPeople;
  policies: Policies;
  logger: Logger;
  /** What waited for this connection may go on. */
  onRecovered: (connection: Connection) => Promise<void>;
}

const atOnce = 200;

/**
 * Whether connections work, found out in three ways: by every call that fails, once a day (once an
 * hour outside Exchange's policy), and when somebody asks. No connection ends unseen.
 */
export class ConnectionHealth {
  readonly #parts: HealthParts;

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /**
   * Graph for this connection; a refusal marks it before the caller hears of it.
   * @throws ConnectionLapsed instead of Graph's own refusals of the permission
   */
  async call<T>(connection: Connection, work: (graph: GraphClient) => Promise<T>): Promise<T> {
    if (connection.lapse) throw new ConnectionLapsed(connection.lapse.reason);
    return this.#guarded(connection, work);
  }

  /**
   * Looks at one connection now, lapsed or not. Returns why it does not work, or null.
   * @param withNewToken false where the tenant's token was just renewed, for many connections at once
   */
  async check(connection: Connection, withNewToken = true): Promise<LapseReason | null> {
    const { connections, tokens, tenants } = this.#parts;
    const refusal = await this.#refusal(connection);
    if (refusal) {
      await connections.markLapsed(connection, "notAllowed");
      return "notAllowed";
    }
    try {
      if (withNewToken) await tokens.renew(connection);
      await this.#guarded(connection, (graph) => graph.calendar());
    } catch (cause) {
      if (!(cause instanceof ConnectionLapsed)) throw cause;
      // Dead tokens were marked where they were met; what their end means stays.
      const current = await connections.byId(connection.tenantId, connection.id);
      if (current && !current.lapse) await connections.markLapsed(current, cause.reason);
      return current?.lapse?.reason ?? cause.reason;
    }
    const current = (await connections.byId(connection.tenantId, connection.id)) ?? connection;
    const granted =
      connection.mode === "application"
        ? withReachedCalendar((await tenants.find(connection))?.roles ?? [])
        : current.scopesGranted;
    await connections.markChecked(current, granted);
    if (connection.lapse) await this.#parts.onRecovered(current);
    return null;
  }

  /** Every connection whose check is due; one fault does not keep the others from being looked at. */
  async checkDue(): Promise<void> {
    const { connections, logger } = this.#parts;
    const renewed = new Set<string>();
    for (const connection of await connections.dueForCheck(atOnce)) {
      // Nothing can be asked with tokens that are gone: a person has to reconnect.
      if (connection.lapse && !isWorthAsking(connection)) {
        await connections.markLapsed(connection, connection.lapse.reason);
        continue;
      }
      try {
        const { mode, tenantId } = connection;
        await this.check(connection, mode === "delegated" || !renewed.has(tenantId));
        if (mode === "application") renewed.add(tenantId);
      } catch (error) {
        logger.warn({ err: error, connection: connection.id }, "a connection was not checked yet");
      }
    }
  }

  async #guarded<T>(connection: Connection, work: (graph: GraphClient) => Promise<T>): Promise<T> {
    try {
      return await work(this.#parts.mailboxes.of(connection));
    } catch (cause) {
      const reason = await this.#reasonOf(connection, cause);
      if (reason === null) throw cause;
      await this.#parts.connections.markLapsed(connection, reason);
      throw new ConnectionLapsed(reason, null, cause);
    }
  }

  /** What a refusal says of the whole connection; null: it concerns this one call only. */
  async #reasonOf(connection: Connection, cause: unknown): Promise<LapseReason | null> {
    if (cause instanceof ConnectionLapsed) return cause.reason;
    if (cause instanceof MailboxMissing) return "mailboxMissing";
    if (cause instanceof GraphTokenRefused) {
      return cause.needsInteraction ? "conditionalAccess" : "tokenRevoked";
    }
    if (!(cause instanceof GraphAccessDenied)) return null;
    return this.#canStillRead(connection);
  }

  /** Graph said no to one thing: is it the whole mailbox, or only that? */
  async #canStillRead(connection: Connection): Promise<LapseReason | null> {
    const denied = connection.mode === "application" ? "outOfPolicy" : "permissionsLost";
    try {
      await this.#parts.tokens.renew(connection);
      await this.#parts.mailboxes.of(connection).calendar();
      return null;
    } catch (cause) {
      if (cause instanceof ConnectionLapsed) return cause.reason;
      if (!(cause instanceof GraphAccessDenied)) return null;
      const roles = (await this.#parts.tenants.find(connection))?.roles;
      const hasNoRoleAtAll = connection.mode === "application" && roles?.length === 0;
      return hasNoRoleAtAll ? "permissionsLost" : denied;
    }
  }

  async #refusal(connection: Connection): Promise<boolean> {
    const { people, policies } = this.#parts;
    const person = await people.byId(connection);
    if (!person) return false;
    return (await policies.refusalsOfExisting(person, connection)).length > 0;
  }
}

/** Lapses that can end without the person: an admin changes a policy, Exchange a scope. */
function isWorthAsking({ mode, lapse }: Connection): boolean {
  if (mode === "application" || lapse === null) return true;
  return ["mailboxMissing", "permissionsLost", "conditionalAccess"].includes(lapse.reason);
}

/** The calendar was just read: where no role says so, Exchange itself granted it. */
function withReachedCalendar(roles: readonly string[]): string[] {
  const hasCalendar = roles.some((role) => role.startsWith("Calendars."));
  return hasCalendar ? [...roles] : [...roles, "Calendars.ReadWrite"];
}
