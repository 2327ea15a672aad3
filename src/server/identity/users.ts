import { randomUUID } from "node:crypto";
import { type Kysely } from "kysely";
import { type SyncVersion } from "../../shared/api/account.ts";
import { type Clock, toDate } from "../clock.ts";
import { type Schema } from "../store/schema.ts";
import { type ZoomPersonId } from "./zoom-people.ts";

/** Stands, before a mailbox's address, for a person whose object id is not known. */
export const unnamedUser = "mailbox:";

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

  /**
   * Finds the user, or makes one: the first call of a person is how we learn of them.
   * @param userPrincipalName as their token says it now; kept to be shown
   */
  async of(
    tenantId: string,
    entraObjectId: string,
    userPrincipalName: string | null,
  ): Promise<User> {
    const known = await this.find(tenantId, entraObjectId);
    if (known) {
      if (userPrincipalName !== null) await this.#rename(known, userPrincipalName);
      return known;
    }
    await this.#db
      .insertInto("users")
      .values({
        id: randomUUID(),
        tenant_id: tenantId,
        entra_object_id: entraObjectId,
        user_principal_name: userPrincipalName,
        sync_version: "v1" satisfies SyncVersion,
        created_at: toDate(this.#clock.now()),
      })
      .onConflict((conflict) => conflict.columns(["tenant_id", "entra_object_id"]).doNothing())
      .execute();
    return this.of(tenantId, entraObjectId, null);
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

  /** Sign-in names of the add-in's users who act as this Zoom person. */
  async namesOf(person: ZoomPersonId): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("users")
      .select("user_principal_name")
      .where("zoom_account_id", "=", person.zoomAccountId)
      .where("zoom_user_id", "=", person.zoomUserId)
      .where("entra_object_id", "not like", `${unnamedUser}%`)
      .orderBy("created_at")
      .execute();
    return rows.flatMap(({ user_principal_name: name }) => (name === null ? [] : [name]));
  }

  async ofPerson(person: ZoomPersonId): Promise<Array<User & { objectId: string }>> {
    const rows = await this.#db
      .selectFrom("users")
      .select(["id", "tenant_id", "sync_version", "entra_object_id"])
      .where("zoom_account_id", "=", person.zoomAccountId)
      .where("zoom_user_id", "=", person.zoomUserId)
      .orderBy("created_at")
      .execute();
    return rows.map((row) => ({ ...userOf(row), objectId: row.entra_object_id }));
  }

  /** Most calls bring the same name, and then nothing is written. */
  async #rename(user: User, userPrincipalName: string): Promise<void> {
    await this.#db
      .updateTable("users")
      .set({ user_principal_name: userPrincipalName })
      .where("tenant_id", "=", user.tenantId)
      .where("id", "=", user.id)
      .where("user_principal_name", "is distinct from", userPrincipalName)
      .execute();
  }

  async find(tenantId: string, entraObjectId: string): Promise<User | null> {
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
