import { type Kysely } from "kysely";
import { toDate } from "../clock.ts";
import { Bug } from "../errors.ts";
import { type SecretBox } from "../identity/secret-box.ts";
import { unnamedUser, type User, userOf } from "../identity/users.ts";
import { likeAnAccountOfTheirOwn, type ZoomPersonId } from "../identity/zoom-people.ts";
import { type GraphEventId, type ItemKey, type ZoomMeetingId } from "../../sync/model.ts";
import { type Schema } from "../store/schema.ts";
import { type Link } from "./link.ts";
import { LinkRows, type NewReservation } from "./link-rows.ts";

/** What may be left on an appointment of the meeting it belongs to. */
export interface Marks {
  itemKey: ItemKey | null;
  eventIds: readonly GraphEventId[];
  zoomMeetingIds: readonly ZoomMeetingId[];
}

/** What was found on events, of many at once. */
export interface LinkMarks {
  linkIds: readonly string[];
  itemKeys: readonly string[];
  zoomMeetingIds: readonly string[];
}

export interface LinkedUser {
  user: User;
  linkId: string;
  zoomAccountId: string | null;
  meetingId: string | null;
}

/** The links of all users, as rows. Whoever changes one holds its lease (`leaseOf`). */
export class Links {
  readonly #db: Kysely<Schema>;
  readonly #rows: LinkRows;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#rows = new LinkRows(box);
  }

  static leaseOf(link: Pick<Link, "id">): string {
    return `link:${link.id}`;
  }

  /** The link of this item key; any number of parallel callers get the same one. */
  async reserve(user: User, reservation: NewReservation): Promise<Link> {
    await this.#db
      .insertInto("links")
      .values(this.#rows.reserved(user, reservation))
      .onConflict((conflict) => conflict.columns(["tenant_id", "user_id", "item_key"]).doNothing())
      .execute();
    const link = await this.byKey(user, reservation.itemKey);
    if (!link) throw new Bug("A reservation vanished while it was being made");
    return link;
  }

  async byKey(user: User, key: ItemKey): Promise<Link | null> {
    const row = await this.#of(user).where("item_key", "=", key).executeTakeFirst();
    return row ? this.#rows.read(row) : null;
  }

  /** The user's living links that any of these marks could mean, the oldest first. */
  async carrying(user: User, marks: Marks): Promise<Link[]> {
    const rows = await this.#of(user)
      .where("state", "!=", "removed")
      .where((row) =>
        row.or([
          ...(marks.itemKey === null ? [] : [row("item_key", "=", marks.itemKey)]),
          ...marks.eventIds.map((id) => row("outlook_item_id", "=", id)),
          ...marks.zoomMeetingIds.map((id) => row("zoom_meeting_id", "=", id)),
        ]),
      )
      .orderBy("reserved_at")
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  async byId(tenantId: string, id: string): Promise<Link | null> {
    const row = await this.#db
      .selectFrom("links")
      .selectAll()
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .executeTakeFirst();
    return row ? this.#rows.read(row) : null;
  }

  /** Living links of these users that any of the marks could mean, the oldest first. */
  async meant(users: readonly User[], marks: LinkMarks): Promise<Link[]> {
    const { linkIds, itemKeys, zoomMeetingIds } = marks;
    if (linkIds.length + itemKeys.length + zoomMeetingIds.length === 0) return [];
    const rows = await this.#ofAny(users)
      .where("state", "!=", "removed")
      .where((row) =>
        row.or([
          ...(linkIds.length > 0 ? [row("id", "in", [...linkIds])] : []),
          ...(itemKeys.length > 0 ? [row("item_key", "in", [...itemKeys])] : []),
          ...(zoomMeetingIds.length > 0 ? [row("zoom_meeting_id", "in", [...zoomMeetingIds])] : []),
        ]),
      )
      .orderBy("reserved_at")
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** Every living link of these users that has a Zoom meeting. */
  async livingOf(users: readonly User[]): Promise<Link[]> {
    const rows = await this.#ofAny(users)
      .where("state", "!=", "removed")
      .where("zoom_meeting_id", "is not", null)
      .orderBy("reserved_at")
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** A create sent since then whose answer is still out may be what a webhook tells of. */
  async isCreating(users: readonly User[], since: Temporal.Instant): Promise<boolean> {
    const rows = await this.#ofAny(users)
      .where("create_attempt_sealed", "is not", null)
      .where("zoom_meeting_id", "is", null)
      .execute();
    return rows
      .map((row) => this.#rows.read(row).createAttempt)
      .some((sent) => sent && Temporal.Instant.compare(sent.at, since) >= 0);
  }

  /**
   * Users who have a living link to one of these meetings. Zoom's webhooks name Zoom's account and not
   * our tenant: only users of these accounts are found, and those for whom Zoom named no account.
   */
  async ofZoomMeetings(
    zoomAccountIds: readonly string[],
    meetingIds: readonly string[],
  ): Promise<LinkedUser[]> {
    if (meetingIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom("links")
      .innerJoin("users", "users.id", "links.user_id")
      .select(["links.id as link_id", "links.zoom_meeting_id", "users.zoom_account_id"])
      .select(["users.id", "users.tenant_id", "users.sync_version"])
      .where("links.zoom_meeting_id", "in", meetingIds)
      .where((or) =>
        or.or([
          ...(zoomAccountIds.length > 0 ? [or("users.zoom_account_id", "in", zoomAccountIds)] : []),
          or("users.zoom_account_id", "like", likeAnAccountOfTheirOwn),
        ]),
      )
      .where("links.state", "!=", "removed")
      .execute();
    return rows.map((row) => ({
      user: userOf(row),
      linkId: row.link_id,
      zoomAccountId: row.zoom_account_id,
      meetingId: row.zoom_meeting_id,
    }));
  }

  /** Changes that wait until the calendar of this Zoom person is connected again. */
  async countWaitingForOutlook(person: ZoomPersonId): Promise<number> {
    const { count } = await this.#db
      .selectFrom("links")
      .innerJoin("users", (join) =>
        join
          .onRef("users.id", "=", "links.user_id")
          .onRef("users.tenant_id", "=", "links.tenant_id"),
      )
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("users.zoom_account_id", "=", person.zoomAccountId)
      .where("users.zoom_user_id", "=", person.zoomUserId)
      .where("links.waiting_reason", "=", "reconnectMicrosoft")
      .executeTakeFirstOrThrow();
    return count + (await this.#countHints(person));
  }

  /** Meetings Zoom told version 2 of, and no run has looked at. */
  async #countHints(person: ZoomPersonId): Promise<number> {
    const { count } = await this.#db
      .selectFrom("zoom_hints")
      .innerJoin("connections", (join) =>
        join
          .onRef("connections.id", "=", "zoom_hints.connection_id")
          .onRef("connections.tenant_id", "=", "zoom_hints.tenant_id"),
      )
      .select((select) => select.fn.count<number>("zoom_hints.meeting_id").distinct().as("count"))
      .where("connections.zoom_account_id", "=", person.zoomAccountId)
      .where("connections.zoom_user_id", "=", person.zoomUserId)
      .where("connections.state", "=", "lapsed")
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Meetings of this Zoom person that are in use. */
  async countOf(person: ZoomPersonId): Promise<number> {
    const { count } = await this.#db
      .selectFrom("links")
      .innerJoin("users", (join) =>
        join
          .onRef("users.id", "=", "links.user_id")
          .onRef("users.tenant_id", "=", "links.tenant_id"),
      )
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("users.zoom_account_id", "=", person.zoomAccountId)
      .where("users.zoom_user_id", "=", person.zoomUserId)
      .where("links.state", "!=", "removed")
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Whether one of our links already has this Zoom meeting, whoever's it is in the tenant. */
  async isLinked(tenantId: string, meetingId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom("links")
      .select("id")
      .where("tenant_id", "=", tenantId)
      .where("zoom_meeting_id", "=", meetingId)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Links with an edit whose quiet moment is over. */
  async due(now: Temporal.Instant, limit: number): Promise<Array<{ user: User; linkId: string }>> {
    return this.#withUsers((query) =>
      query
        .where("links.push_due_at", "<=", toDate(now))
        .where("links.state", "!=", "removed")
        .orderBy("links.push_due_at")
        .limit(limit),
    );
  }

  /**
   * Reservations made before `before` that are known to be abandoned: a send would have been reported,
   * no meeting came of it, or the appointment's time is over.
   */
  async abandoned(
    before: Temporal.Instant,
    now: Temporal.Instant,
    limit: number,
  ): Promise<Array<{ user: User; linkId: string }>> {
    return this.#withUsers((query) =>
      query
        .where("links.state", "=", "reserved")
        .where("links.reserved_at", "<", toDate(before))
        .where((row) =>
          row.or([
            row("links.would_be_reported", "=", true),
            row("links.zoom_meeting_id", "is", null),
            row("links.ends_at", "<", toDate(now)),
          ]),
        )
        .orderBy("links.reserved_at")
        .limit(limit),
    );
  }

  /** Writes everything that may have changed of a link whose lease the caller holds. */
  async save(link: Link): Promise<void> {
    await this.#db
      .updateTable("links")
      .set(this.#rows.changes(link))
      .where("tenant_id", "=", link.tenantId)
      .where("id", "=", link.id)
      .execute();
  }

  async delete(link: Link): Promise<void> {
    await this.#db
      .deleteFrom("links")
      .where("tenant_id", "=", link.tenantId)
      .where("id", "=", link.id)
      .execute();
  }

  /** Version 1 keeps nothing of a meeting that is over, or that was removed. */
  async deleteOver(before: Temporal.Instant): Promise<void> {
    await this.#db
      .deleteFrom("links")
      .where((row) =>
        row.or([
          row("ends_at", "<", toDate(before)),
          row.and([row("state", "=", "removed"), row("removed_at", "<", toDate(before))]),
        ]),
      )
      .execute();
  }

  /** A person connected again: what waited for that is due now. */
  async retryAfterReconnect(
    user: User,
    now: Temporal.Instant,
    reason: "reconnectZoom" | "reconnectMicrosoft",
  ): Promise<void> {
    await this.#db
      .updateTable("links")
      .set({ push_due_at: toDate(now) })
      .where("tenant_id", "=", user.tenantId)
      .where("user_id", "=", user.id)
      .where("waiting_reason", "=", reason)
      .execute();
  }

  /** The user's own links, and those made for their calendar before it was known whose it is. */
  #of(user: User) {
    return this.#db
      .selectFrom("links")
      .selectAll()
      .where("tenant_id", "=", user.tenantId)
      .where((row) =>
        row.or([
          row("user_id", "=", user.id),
          row(
            "user_id",
            "in",
            row
              .selectFrom("users as unnamed")
              .innerJoin("users as me", (join) =>
                join
                  .onRef("me.tenant_id", "=", "unnamed.tenant_id")
                  .onRef("me.zoom_account_id", "=", "unnamed.zoom_account_id")
                  .onRef("me.zoom_user_id", "=", "unnamed.zoom_user_id"),
              )
              .select("unnamed.id")
              .where("me.id", "=", user.id)
              .where("unnamed.entra_object_id", "like", `${unnamedUser}%`),
          ),
        ]),
      );
  }

  #ofAny(users: readonly User[]) {
    const [first] = users;
    return this.#db
      .selectFrom("links")
      .selectAll()
      .where("tenant_id", "=", first?.tenantId ?? "")
      .where(
        "user_id",
        "in",
        users.map(({ id }) => id),
      );
  }

  async #withUsers(
    narrow: (query: ReturnType<typeof linksWithUsers>) => ReturnType<typeof linksWithUsers>,
  ): Promise<Array<{ user: User; linkId: string }>> {
    const rows = await narrow(linksWithUsers(this.#db)).execute();
    return rows.map((row) => ({ user: userOf(row), linkId: row.link_id }));
  }
}

function linksWithUsers(db: Kysely<Schema>) {
  return db
    .selectFrom("links")
    .innerJoin("users", "users.id", "links.user_id")
    .select(["links.id as link_id", "users.id", "users.tenant_id", "users.sync_version"]);
}
