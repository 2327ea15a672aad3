import { type Kysely, type Selectable } from "kysely";
import { type Clock, fromDate, toDate } from "../clock.ts";
import { type Schema, type ZoomPeopleTable } from "../store/schema.ts";
import { type ZoomUser } from "../zoom/meeting-schema.ts";
import { type User } from "./users.ts";

/** Who somebody is in Zoom. Every row of theirs is found by both ids. */
export interface ZoomPersonId {
  readonly zoomAccountId: string;
  readonly zoomUserId: string;
}

export type ZoomRole = "owner" | "admin" | "member";

/** What Zoom says of a person. */
export interface ZoomProfile extends ZoomPersonId {
  /** Verified by Zoom. */
  readonly email: string;
  readonly displayName: string;
  readonly role: ZoomRole;
  /** The Zoom groups they are in. */
  readonly groupIds: readonly string[];
  /** As `de-DE`; null when Zoom does not tell. */
  readonly language: string | null;
}

export interface ZoomPerson extends ZoomProfile {
  /** Whether we may act for them: `revoked` when Zoom refused, `deauthorized` when the app was removed. */
  readonly state: "active" | "revoked" | "deauthorized";
  readonly profileReadAt: Temporal.Instant | null;
  /** Connecting a calendar was offered at a sign-in already. */
  readonly wasOffered: boolean;
}

/** Stands for the account of somebody whom Zoom names none for, so that they share it with nobody. */
const accountOfTheirOwn = "user:";
export const likeAnAccountOfTheirOwn = `${accountOfTheirOwn}%`;

/** The account of somebody whom Zoom names none for. */
export function accountOf(zoomUserId: string): string {
  return `${accountOfTheirOwn}${zoomUserId}`;
}

export function isAccountOfTheirOwn(zoomAccountId: string): boolean {
  return zoomAccountId.startsWith(accountOfTheirOwn);
}

/** @see https://developers.zoom.us/docs/api/users/ (role ids 0, 1 and 2 are Zoom's own roles) */
export function profileOf(me: ZoomUser): ZoomProfile {
  const name = me.display_name ?? [me.first_name, me.last_name].filter(Boolean).join(" ");
  const { account_id: accountId = "" } = me;
  return {
    zoomUserId: me.id,
    zoomAccountId: accountId === "" ? accountOf(me.id) : accountId,
    email: me.email ?? "",
    displayName: name === "" ? (me.email ?? "Zoom") : name,
    role: roleOf(me),
    groupIds: me.group_ids ?? [],
    language: me.language ?? null,
  };
}

function roleOf({ role_id, role_name }: ZoomUser): ZoomRole {
  if (role_id === "0" || role_name === "Owner") return "owner";
  if (role_id === "1" || role_name === "Admin") return "admin";
  return "member";
}

/** People in Zoom whom we know, and which of our users act as them. */
export class ZoomPeople {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async byId(id: ZoomPersonId): Promise<ZoomPerson | null> {
    const row = await this.#db
      .selectFrom("zoom_people")
      .selectAll()
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .executeTakeFirst();
    return row ? personOf(row) : null;
  }

  /** Whom this user acts as in Zoom. */
  async of(user: User): Promise<ZoomPerson | null> {
    const row = await this.#db
      .selectFrom("zoom_people")
      .innerJoin("users", (join) =>
        join
          .onRef("users.zoom_account_id", "=", "zoom_people.zoom_account_id")
          .onRef("users.zoom_user_id", "=", "zoom_people.zoom_user_id"),
      )
      .selectAll("zoom_people")
      .where("users.id", "=", user.id)
      .where("users.tenant_id", "=", user.tenantId)
      .executeTakeFirst();
    return row ? personOf(row) : null;
  }

  /** Everybody of one Zoom account whom we know, by name. */
  async ofAccount(zoomAccountId: string): Promise<ZoomPerson[]> {
    const rows = await this.#db
      .selectFrom("zoom_people")
      .selectAll()
      .where("zoom_account_id", "=", zoomAccountId)
      .orderBy("display_name")
      .execute();
    return rows.map(personOf);
  }

  /** Brings what we know of a person up to date. */
  async refresh(profile: ZoomProfile): Promise<void> {
    await this.#db
      .updateTable("zoom_people")
      .set({
        email: profile.email,
        display_name: profile.displayName,
        role: profile.role,
        group_ids: JSON.stringify(profile.groupIds),
        language: profile.language,
        profile_read_at: toDate(this.#clock.now()),
      })
      .where("zoom_account_id", "=", profile.zoomAccountId)
      .where("zoom_user_id", "=", profile.zoomUserId)
      .execute();
  }

  /** From now on the user acts as this person in Zoom. */
  async attach(user: User, id: ZoomPersonId): Promise<void> {
    await this.#setFor(user, id.zoomAccountId, id.zoomUserId);
  }

  async detach(user: User): Promise<void> {
    await this.#setFor(user, null, null);
  }

  /** Whether somebody still acts as this person: a user of the add-in, or a calendar connection. */
  async isInUse(id: ZoomPersonId): Promise<boolean> {
    const user = await this.#db
      .selectFrom("users")
      .select("id")
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .executeTakeFirst();
    if (user) return true;
    const connection = await this.#db
      .selectFrom("connections")
      .select("id")
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .executeTakeFirst();
    return connection !== undefined;
  }

  /** The sign-in offered to connect a calendar; remembered for *first time only*. */
  async markOffered(id: ZoomPersonId): Promise<void> {
    await this.#db
      .updateTable("zoom_people")
      .set({ offered_at: toDate(this.#clock.now()) })
      .where("zoom_account_id", "=", id.zoomAccountId)
      .where("zoom_user_id", "=", id.zoomUserId)
      .execute();
  }

  async #setFor(user: User, accountId: string | null, userId: string | null): Promise<void> {
    await this.#db
      .updateTable("users")
      .set({ zoom_account_id: accountId, zoom_user_id: userId })
      .where("id", "=", user.id)
      .where("tenant_id", "=", user.tenantId)
      .execute();
  }
}

function personOf(row: Selectable<ZoomPeopleTable>): ZoomPerson {
  return {
    zoomAccountId: row.zoom_account_id,
    zoomUserId: row.zoom_user_id,
    email: row.email,
    displayName: row.display_name,
    role: row.role as ZoomRole,
    groupIds: row.group_ids as string[],
    language: row.language,
    state: row.state as ZoomPerson["state"],
    profileReadAt: row.profile_read_at && fromDate(row.profile_read_at),
    wasOffered: row.offered_at !== null,
  };
}
