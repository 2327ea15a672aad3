import { randomUUID } from "node:crypto";
import { type Kysely } from "kysely";
import { type SyncVersion } from "../../shared/api/account.ts";
import { type Clock, toDate } from "../clock.ts";
import { type Schema } from "../store/schema.ts";

export interface User {
  readonly id: string;
  readonly tenantId: string;
  readonly syncVersion: SyncVersion;
}

/** People, known by Microsoft tenant and object id. An address is never an identity. */
export class Users {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Finds the user, or makes one: the first call of a person is how we learn of them. */
  async of(tenantId: string, entraObjectId: string): Promise<User> {
    const known = await this.#find(tenantId, entraObjectId);
    if (known) return known;
    await this.#db
      .insertInto("users")
      .values({
        id: randomUUID(),
        tenant_id: tenantId,
        entra_object_id: entraObjectId,
        sync_version: "v1" satisfies SyncVersion,
        created_at: toDate(this.#clock.now()),
      })
      .onConflict((conflict) => conflict.columns(["tenant_id", "entra_object_id"]).doNothing())
      .execute();
    return this.of(tenantId, entraObjectId);
  }

  async byId(tenantId: string, userId: string): Promise<User | null> {
    const row = await this.#db
      .selectFrom("users")
      .select(["id", "tenant_id", "sync_version"])
      .where("tenant_id", "=", tenantId)
      .where("id", "=", userId)
      .executeTakeFirst();
    return row ? userOf(row) : null;
  }

  async setSyncVersion(user: User, syncVersion: SyncVersion): Promise<void> {
    await this.#db
      .updateTable("users")
      .set({ sync_version: syncVersion })
      .where("tenant_id", "=", user.tenantId)
      .where("id", "=", user.id)
      .execute();
  }

  async #find(tenantId: string, entraObjectId: string): Promise<User | null> {
    const row = await this.#db
      .selectFrom("users")
      .select(["id", "tenant_id", "sync_version"])
      .where("tenant_id", "=", tenantId)
      .where("entra_object_id", "=", entraObjectId)
      .executeTakeFirst();
    return row ? userOf(row) : null;
  }
}

export function userOf(row: { id: string; tenant_id: string; sync_version: string }): User {
  return { id: row.id, tenantId: row.tenant_id, syncVersion: row.sync_version as SyncVersion };
}
