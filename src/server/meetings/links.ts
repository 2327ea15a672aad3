import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable } from "kysely";
import { fromDate, toDate } from "../clock.ts";
import { Bug } from "../errors.ts";
import { type SecretBox } from "../identity/secret-box.ts";
import { unnamedUser, type User, userOf } from "../identity/users.ts";
import { type ZoomPersonId } from "../identity/zoom-people.ts";
import { itemKey, zoomMeetingId } from "../../sync/ids.ts";
import {
  type GraphEventId,
  type ItemKey,
  type OutlookPresent,
  type ZoomMeetingId,
} from "../../sync/model.ts";
import { type LinksTable, type Schema } from "../store/schema.ts";
import { type Link, type Waiting } from "./link.ts";

export interface NewReservation {
  itemKey: ItemKey;
  zoomUserId: string;
  options: Link["options"];
  outlook: OutlookPresent;
  outlookItemId: string | null;
  outlookSeriesId: string | null;
  endsAt: Temporal.Instant | null;
  now: Temporal.Instant;
}

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

/** The links of all users, as rows. Whoever changes one holds its lease (`leaseOf`). */
export class Links {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#box = box;
  }

  static leaseOf(link: Pick<Link, "id">): string {
    return `link:${link.id}`;
  }

  /** The link of this item key; any number of parallel callers get the same one. */
  async reserve(user: User, reservation: NewReservation): Promise<Link> {
    const id = randomUUID();
    const belongsTo = owner({ tenantId: user.tenantId, id });
    await this.#db
      .insertInto("links")
      .values({
        id,
        tenant_id: user.tenantId,
        user_id: user.id,
        item_key: reservation.itemKey,
        state: "reserved",
        zoom_user_id: reservation.zoomUserId,
        options: JSON.stringify(reservation.options),
        outlook_sealed: this.#box.seal(belongsTo, JSON.stringify(reservation.outlook)),
        outlook_item_id: reservation.outlookItemId,
        outlook_series_id: reservation.outlookSeriesId,
        notices: "[]",
        would_be_reported: false,
        reserved_at: toDate(reservation.now),
        checked_at: toDate(reservation.now),
        ends_at: reservation.endsAt && toDate(reservation.endsAt),
      })
      .onConflict((conflict) => conflict.columns(["tenant_id", "user_id", "item_key"]).doNothing())
      .execute();
    const link = await this.byKey(user, reservation.itemKey);
    if (!link) throw new Bug("A reservation vanished while it was being made");
    return link;
  }

  async byKey(user: User, key: ItemKey): Promise<Link | null> {
    const row = await this.#of(user).where("item_key", "=", key).executeTakeFirst();
    return row ? this.#read(row) : null;
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
    return rows.map((row) => this.#read(row));
  }

  async byId(tenantId: string, id: string): Promise<Link | null> {
    const row = await this.#db
      .selectFrom("links")
      .selectAll()
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .executeTakeFirst();
    return row ? this.#read(row) : null;
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
    return rows.map((row) => this.#read(row));
  }

  /** Every living link of these users that has a Zoom meeting. */
  async livingOf(users: readonly User[]): Promise<Link[]> {
    const rows = await this.#ofAny(users)
      .where("state", "!=", "removed")
      .where("zoom_meeting_id", "is not", null)
      .orderBy("reserved_at")
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** Made for a Zoom meeting whose Outlook event is still to be made. */
  async withoutEvent(users: readonly User[], limit: number): Promise<Link[]> {
    const rows = await this.#ofAny(users)
      .where("state", "=", "confirmed")
      .where("entry_id", "is", null)
      .where("agreed_sealed", "is", null)
      .where("zoom_meeting_id", "is not", null)
      .orderBy("reserved_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** A create whose answer is still out may be what a webhook tells of. */
  async isCreating(users: readonly User[]): Promise<boolean> {
    const row = await this.#ofAny(users)
      .where("create_attempt_sealed", "is not", null)
      .where("zoom_meeting_id", "is", null)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Whom a Zoom webhook about this meeting concerns. Zoom names its account, we our tenant. */
  async ofZoomMeeting(
    zoomAccountId: string | null,
    meetingId: string,
  ): Promise<Array<{ user: User; linkId: string }>> {
    const rows = await this.#db
      .selectFrom("links")
      .innerJoin("users", "users.id", "links.user_id")
      .select(["links.id as link_id", "users.id", "users.tenant_id", "users.sync_version"])
      .where("links.zoom_meeting_id", "=", meetingId)
      .where((or) =>
        or.or([
          or("users.zoom_account_id", "=", zoomAccountId ?? ""),
          // Zoom named no account for this person.
          or("users.zoom_account_id", "like", "user:%"),
        ]),
      )
      .where("links.state", "!=", "removed")
      .execute();
    return rows.map((row) => ({ user: userOf(row), linkId: row.link_id }));
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
      .set({
        state: link.state,
        zoom_user_id: link.zoomUserId,
        zoom_meeting_id: link.zoomMeetingId,
        access_sealed: this.#sealOrNull(link, link.access),
        create_attempt_sealed: this.#sealOrNull(link, link.createAttempt),
        options: JSON.stringify(link.options),
        outlook_item_id: link.outlookItemId,
        outlook_series_id: link.outlookSeriesId,
        outlook_sealed: this.#box.seal(owner(link), JSON.stringify(link.outlook)),
        zoom_sealed: this.#sealOrNull(link, link.zoom),
        agreed_sealed: this.#sealOrNull(link, link.agreed),
        notices: JSON.stringify(link.notices),
        would_be_reported: link.wouldBeReported,
        push_due_at: link.waiting?.until ? toDate(link.waiting.until) : null,
        waiting_reason: link.waiting?.reason ?? null,
        zoom_deleted_at: link.zoomDeletedAt && toDate(link.zoomDeletedAt),
        reserved_at: toDate(link.reservedAt),
        confirmed_at: link.confirmedAt && toDate(link.confirmedAt),
        removed_at: link.removedAt && toDate(link.removedAt),
        checked_at: toDate(link.checkedAt),
        ends_at: link.endsAt && toDate(link.endsAt),
        entry_id: link.entryId,
        zoom_is_stale: link.zoomIsStale,
        recent_writes: JSON.stringify(link.recentWrites),
      })
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

  #read(row: Selectable<LinksTable>): Link {
    const belongsTo = owner({ tenantId: row.tenant_id, id: row.id });
    const open = (sealed: string): unknown => JSON.parse(this.#box.open(belongsTo, sealed));
    const openOrNull = (sealed: string | null) => (sealed === null ? null : open(sealed));
    return {
      id: row.id,
      tenantId: row.tenant_id,
      userId: row.user_id,
      itemKey: itemKey(row.item_key),
      state: row.state as Link["state"],
      zoomUserId: row.zoom_user_id,
      access: openOrNull(row.access_sealed) as Link["access"],
      zoomMeetingId: row.zoom_meeting_id === null ? null : zoomMeetingId(row.zoom_meeting_id),
      createAttempt: openOrNull(row.create_attempt_sealed) as Link["createAttempt"],
      options: row.options as Link["options"],
      outlookItemId: row.outlook_item_id,
      outlookSeriesId: row.outlook_series_id,
      outlook: open(row.outlook_sealed) as Link["outlook"],
      zoom: openOrNull(row.zoom_sealed) as Link["zoom"],
      agreed: openOrNull(row.agreed_sealed) as Link["agreed"],
      notices: row.notices as string[],
      wouldBeReported: row.would_be_reported,
      waiting: row.waiting_reason
        ? {
            reason: row.waiting_reason as Waiting["reason"],
            until: row.push_due_at && fromDate(row.push_due_at),
          }
        : null,
      zoomDeletedAt: row.zoom_deleted_at && fromDate(row.zoom_deleted_at),
      reservedAt: fromDate(row.reserved_at),
      confirmedAt: row.confirmed_at && fromDate(row.confirmed_at),
      removedAt: row.removed_at && fromDate(row.removed_at),
      checkedAt: fromDate(row.checked_at),
      endsAt: row.ends_at && fromDate(row.ends_at),
      entryId: row.entry_id,
      zoomIsStale: row.zoom_is_stale,
      recentWrites: row.recent_writes as Link["recentWrites"],
    };
  }

  #sealOrNull(link: Link, value: object | null): string | null {
    return value && this.#box.seal(owner(link), JSON.stringify(value));
  }
}

function linksWithUsers(db: Kysely<Schema>) {
  return db
    .selectFrom("links")
    .innerJoin("users", "users.id", "links.user_id")
    .select(["links.id as link_id", "users.id", "users.tenant_id", "users.sync_version"]);
}

function owner(link: { tenantId: string; id: string }): string[] {
  return ["link-access", link.tenantId, link.id];
}
