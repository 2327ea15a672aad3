import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, type Updateable } from "kysely";
import { type LapseReason } from "../../shared/api/connection.ts";
import { type PermissionMode } from "../../shared/microsoft/scope-features.ts";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { type User } from "../identity/users.ts";
import { type ZoomPersonId } from "../identity/zoom-people.ts";
import { type ConnectionsTable, type Schema } from "../store/schema.ts";

/** A Zoom person's link to a Microsoft 365 calendar. */
export interface Connection extends ZoomPersonId {
  readonly id: string;
  /** Microsoft's, from a verified token. */
  readonly tenantId: string;
  readonly entraObjectId: string | null;
  readonly mode: PermissionMode;
  /** Primary address. */
  readonly mailbox: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly scopesRequested: readonly string[];
  readonly scopesGranted: readonly string[];
  readonly lapse: { readonly reason: LapseReason; readonly since: Temporal.Instant } | null;
  readonly connectedAt: Temporal.Instant;
  readonly checkedAt: Temporal.Instant;
  readonly nextCheckAt: Temporal.Instant;
}

export type NewConnection = Pick<
  Connection,
  | "zoomAccountId"
  | "zoomUserId"
  | "tenantId"
  | "entraObjectId"
  | "mode"
  | "mailbox"
  | "userPrincipalName"
  | "displayName"
  | "scopesRequested"
  | "scopesGranted"
>;

/** A working connection is looked at once a day, one outside Exchange's policy by the hour. */
const checkEvery = { hours: 24 };
const checkOutOfPolicyEvery = { hours: 1 };

/** The connections as rows. Every query is bound to a Zoom account or a Microsoft tenant. */
export class Connections {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async of(person: ZoomPersonId): Promise<Connection | null> {
    const row = await this.#db
      .selectFrom("connections")
      .selectAll()
      .where("zoom_account_id", "=", person.zoomAccountId)
      .where("zoom_user_id", "=", person.zoomUserId)
      .executeTakeFirst();
    return row ? connectionOf(row) : null;
  }

  /** Those of many people at once, in no order. */
  async ofAll(people: readonly ZoomPersonId[]): Promise<Connection[]> {
    if (people.length === 0) return [];
    const rows = await this.#db
      .selectFrom("connections")
      .selectAll()
      .where((row) =>
        row(
          row.refTuple("zoom_account_id", "zoom_user_id"),
          "in",
          people.map(({ zoomAccountId, zoomUserId }) => row.tuple(zoomAccountId, zoomUserId)),
        ),
      )
      .execute();
    return rows.map(connectionOf);
  }

  /** The calendar of a user of the add-in: through the Zoom person, and only within their tenant. */
  async ofUser(user: User): Promise<Connection | null> {
    const row = await this.#db
      .selectFrom("connections")
      .innerJoin("users", (join) =>
        join
          .onRef("users.zoom_account_id", "=", "connections.zoom_account_id")
          .onRef("users.zoom_user_id", "=", "connections.zoom_user_id")
          .onRef("users.tenant_id", "=", "connections.tenant_id"),
      )
      .selectAll("connections")
      .where("users.id", "=", user.id)
      .where("users.tenant_id", "=", user.tenantId)
      .where((or) =>
        or.or([
          or("connections.entra_object_id", "is", null),
          or("connections.entra_object_id", "=", or.ref("users.entra_object_id")),
        ]),
      )
      .executeTakeFirst();
    return row ? connectionOf(row) : null;
  }

  async byId(tenantId: string, id: string): Promise<Connection | null> {
    const row = await this.#db
      .selectFrom("connections")
      .selectAll()
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .executeTakeFirst();
    return row ? connectionOf(row) : null;
  }

  async ofAccount(zoomAccountId: string): Promise<Connection[]> {
    const rows = await this.#db
      .selectFrom("connections")
      .selectAll()
      .where("zoom_account_id", "=", zoomAccountId)
      .execute();
    return rows.map(connectionOf);
  }

  async ofTenant(zoomAccountId: string, tenantId: string): Promise<Connection[]> {
    const rows = await this.#db
      .selectFrom("connections")
      .selectAll()
      .where("zoom_account_id", "=", zoomAccountId)
      .where("tenant_id", "=", tenantId)
      .where("mode", "=", "application")
      .execute();
    return rows.map(connectionOf);
  }

  /** Connections of all accounts whose check is due; each carries its own account and tenant. */
  async dueForCheck(limit: number): Promise<Connection[]> {
    const rows = await this.#db
      .selectFrom("connections")
      .selectAll()
      .where("next_check_at", "<=", toDate(this.#clock.now()))
      .orderBy("next_check_at")
      .limit(limit)
      .execute();
    return rows.map(connectionOf);
  }

  /**
   * Connects, in place of an earlier connection of this person. The id stays when it is the same
   * mailbox, so that what hangs on it survives a reconnection and a change of mode.
   */
  async put(connection: NewConnection): Promise<Connection> {
    const now = this.#clock.now();
    const earlier = await this.of(connection);
    const isSame =
      earlier?.tenantId === connection.tenantId &&
      earlier.mailbox.toLowerCase() === connection.mailbox.toLowerCase();
    if (earlier && !isSame) await this.remove(earlier);
    const row = {
      tenant_id: connection.tenantId,
      entra_object_id: connection.entraObjectId,
      mode: connection.mode,
      mailbox: connection.mailbox,
      user_principal_name: connection.userPrincipalName,
      display_name: connection.displayName,
      scopes_requested: JSON.stringify(connection.scopesRequested),
      scopes_granted: JSON.stringify(connection.scopesGranted),
      tokens_sealed: null,
      access_expires_at: null,
      refreshed_at: null,
      state: "active",
      lapse_reason: null,
      lapsed_at: null,
      checked_at: toDate(now),
      next_check_at: toDate(now.add(checkEvery)),
    };
    const stored = await this.#db
      .insertInto("connections")
      .values({
        id: randomUUID(),
        zoom_account_id: connection.zoomAccountId,
        zoom_user_id: connection.zoomUserId,
        created_at: toDate(now),
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(["zoom_account_id", "zoom_user_id"]).doUpdateSet(row),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return connectionOf(stored);
  }

  /** Looked at, and found working with these permissions. */
  async markChecked(connection: Connection, scopesGranted: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    await this.#update(connection, {
      state: "active",
      lapse_reason: null,
      lapsed_at: null,
      scopes_granted: JSON.stringify(scopesGranted),
      checked_at: toDate(now),
      next_check_at: toDate(now.add(checkEvery)),
    });
  }

  async setScopesGranted(connection: Connection, scopesGranted: readonly string[]): Promise<void> {
    await this.#update(connection, { scopes_granted: JSON.stringify(scopesGranted) });
  }

  /** The moment of the first lapse is kept. Tokens that are dead are dropped. */
  async markLapsed(connection: Connection, reason: LapseReason): Promise<void> {
    const now = this.#clock.now();
    const recheck = reason === "outOfPolicy" ? checkOutOfPolicyEvery : checkEvery;
    await this.#update(connection, {
      state: "lapsed",
      lapse_reason: reason,
      lapsed_at: toDate(connection.lapse?.since ?? now),
      checked_at: toDate(now),
      next_check_at: toDate(now.add(recheck)),
      ...(isTokenDead(reason) ? { tokens_sealed: null, access_expires_at: null } : {}),
    });
  }

  async remove(connection: Connection): Promise<void> {
    await this.#db
      .deleteFrom("connections")
      .where("id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("zoom_account_id", "=", connection.zoomAccountId)
      .execute();
  }

  async #update(connection: Connection, values: Updateable<ConnectionsTable>): Promise<void> {
    await this.#db
      .updateTable("connections")
      .set(values)
      .where("id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }
}

/** What is asked of Exchange or of our admins says nothing against the tokens. */
function isTokenDead(reason: LapseReason): boolean {
  return !["outOfPolicy", "mailboxMissing", "permissionsLost", "conditionalAccess"].includes(
    reason,
  );
}

function connectionOf(row: Selectable<ConnectionsTable>): Connection {
  return {
    id: row.id,
    zoomAccountId: row.zoom_account_id,
    zoomUserId: row.zoom_user_id,
    tenantId: row.tenant_id,
    entraObjectId: row.entra_object_id,
    mode: row.mode as PermissionMode,
    mailbox: row.mailbox,
    userPrincipalName: row.user_principal_name,
    displayName: row.display_name,
    scopesRequested: row.scopes_requested as string[],
    scopesGranted: row.scopes_granted as string[],
    lapse:
      row.lapse_reason !== null && row.lapsed_at !== null
        ? { reason: row.lapse_reason as LapseReason, since: fromDate(row.lapsed_at) }
        : null,
    connectedAt: fromDate(row.created_at),
    checkedAt: fromDate(row.checked_at),
    nextCheckAt: fromDate(row.next_check_at),
  };
}
