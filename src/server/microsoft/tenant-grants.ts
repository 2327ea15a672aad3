import { type Kysely, type Selectable } from "kysely";
import { type LapseReason } from "../../shared/api/connection.ts";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { type Schema, type TenantGrantsTable } from "../store/schema.ts";

/** A Microsoft tenant whose admin gave one Zoom account's connections the app's own permissions. */
export interface TenantGrantRecord {
  readonly zoomAccountId: string;
  readonly tenantId: string;
  readonly domain: string;
  readonly grantedBy: string;
  /** Their token named an Entra role that may grant. */
  readonly isByAdmin: boolean;
  readonly roles: readonly string[];
  readonly lapse: { readonly reason: LapseReason; readonly since: Temporal.Instant } | null;
  readonly grantedAt: Temporal.Instant;
  readonly checkedAt: Temporal.Instant;
}

export type NewTenantGrant = Pick<
  TenantGrantRecord,
  "zoomAccountId" | "tenantId" | "domain" | "grantedBy" | "isByAdmin"
>;

export class TenantGrants {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async find(of: { zoomAccountId: string; tenantId: string }): Promise<TenantGrantRecord | null> {
    const row = await this.#db
      .selectFrom("tenant_grants")
      .selectAll()
      .where("zoom_account_id", "=", of.zoomAccountId)
      .where("tenant_id", "=", of.tenantId)
      .executeTakeFirst();
    return row ? grantOf(row) : null;
  }

  async ofAccount(zoomAccountId: string): Promise<TenantGrantRecord[]> {
    const rows = await this.#db
      .selectFrom("tenant_grants")
      .selectAll()
      .where("zoom_account_id", "=", zoomAccountId)
      .orderBy("granted_at")
      .execute();
    return rows.map(grantOf);
  }

  async put(grant: NewTenantGrant): Promise<void> {
    const now = toDate(this.#clock.now());
    const row = {
      domain: grant.domain,
      granted_by: grant.grantedBy,
      is_by_admin: grant.isByAdmin,
      roles: "[]",
      state: "active",
      lapse_reason: null,
      lapsed_at: null,
      checked_at: now,
      granted_at: now,
    };
    await this.#db
      .insertInto("tenant_grants")
      .values({ zoom_account_id: grant.zoomAccountId, tenant_id: grant.tenantId, ...row })
      .onConflict((conflict) => conflict.columns(["zoom_account_id", "tenant_id"]).doUpdateSet(row))
      .execute();
  }

  /** The tenant answered with these roles; the same for every Zoom account it was granted to. */
  async markChecked(tenantId: string, roles: readonly string[]): Promise<void> {
    await this.#db
      .updateTable("tenant_grants")
      .set({
        roles: JSON.stringify(roles),
        state: "active",
        lapse_reason: null,
        lapsed_at: null,
        checked_at: toDate(this.#clock.now()),
      })
      .where("tenant_id", "=", tenantId)
      .execute();
  }

  async markLapsed(tenantId: string, reason: LapseReason): Promise<void> {
    const now = toDate(this.#clock.now());
    await this.#db
      .updateTable("tenant_grants")
      .set((update) => ({
        state: "lapsed",
        lapse_reason: reason,
        lapsed_at: update.fn.coalesce("lapsed_at", update.val(now)),
        checked_at: now,
      }))
      .where("tenant_id", "=", tenantId)
      .execute();
  }

  async remove(of: { zoomAccountId: string; tenantId: string }): Promise<void> {
    await this.#db
      .deleteFrom("tenant_grants")
      .where("zoom_account_id", "=", of.zoomAccountId)
      .where("tenant_id", "=", of.tenantId)
      .execute();
  }

  async overrides(zoomAccountId: string): Promise<Array<{ zoomEmail: string; mailbox: string }>> {
    const rows = await this.#db
      .selectFrom("mailbox_overrides")
      .select(["zoom_email", "mailbox"])
      .where("zoom_account_id", "=", zoomAccountId)
      .orderBy("zoom_email")
      .execute();
    return rows.map((row) => ({ zoomEmail: row.zoom_email, mailbox: row.mailbox }));
  }

  async setOverride(
    zoomAccountId: string,
    override: { zoomEmail: string; mailbox: string; changedBy: string },
  ): Promise<void> {
    const row = {
      mailbox: override.mailbox,
      changed_at: toDate(this.#clock.now()),
      changed_by: override.changedBy,
    };
    await this.#db
      .insertInto("mailbox_overrides")
      .values({
        zoom_account_id: zoomAccountId,
        zoom_email: override.zoomEmail.toLowerCase(),
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(["zoom_account_id", "zoom_email"]).doUpdateSet(row),
      )
      .execute();
  }

  async removeOverride(zoomAccountId: string, zoomEmail: string): Promise<boolean> {
    const removed = await this.#db
      .deleteFrom("mailbox_overrides")
      .where("zoom_account_id", "=", zoomAccountId)
      .where("zoom_email", "=", zoomEmail.toLowerCase())
      .executeTakeFirst();
    return removed.numDeletedRows > 0n;
  }
}

function grantOf(row: Selectable<TenantGrantsTable>): TenantGrantRecord {
  return {
    zoomAccountId: row.zoom_account_id,
    tenantId: row.tenant_id,
    domain: row.domain,
    grantedBy: row.granted_by,
    isByAdmin: row.is_by_admin,
    roles: row.roles as string[],
    lapse:
      row.lapse_reason !== null && row.lapsed_at !== null
        ? { reason: row.lapse_reason as LapseReason, since: fromDate(row.lapsed_at) }
        : null,
    grantedAt: fromDate(row.granted_at),
    checkedAt: fromDate(row.checked_at),
  };
}
