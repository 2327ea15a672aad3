import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import { type GraphEventId, type OutlookPresent } from "../../../sync/model.ts";
import { graphEventId } from "../../../sync/ids.ts";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type EntriesTable, type Schema } from "../../store/schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** What is kept of an event. Of one without a Zoom meeting neither notes nor attendees are. */
export interface SeenEvent {
  readonly outlook: OutlookPresent;
  readonly location: string;
  /** The first Zoom link in body or location. */
  readonly joinUrl: string | null;
  /** Its link stands in a join block of ours. */
  readonly hasJoinBlock: boolean;
}

export type SeenBy = "notification" | "sweep" | "firstSync" | "portal" | "webhook" | "addin";

/**
 * - `unread`: the feed named it; nothing else is known yet.
 * - `gone`: Graph no longer has it.
 * - `outOfWindow`: it exists, outside of what is synchronised.
 */
export type EntryState = "unread" | "present" | "gone" | "outOfWindow";

/** A calendar entry of one connection: a single event, or a series with its exceptions. */
export interface Entry {
  readonly id: string;
  readonly connectionId: string;
  readonly tenantId: string;
  calendarId: string;
  eventId: GraphEventId;
  changeKey: string | null;
  round: number;
  isSeries: boolean;
  state: EntryState;
  startsAt: Temporal.Instant | null;
  /** Null for an endless series. */
  endsAt: Temporal.Instant | null;
  seen: SeenEvent | null;
  zoomNumber: string | null;
  linkId: string | null;
  /** The link whose marks it carries although another event has it. */
  copyOf: string | null;
  /** `meeting`: a person asked for a Zoom meeting of its own; `noLink`: for its dead link to go. */
  wants: "meeting" | "noLink" | null;
  needsReading: boolean;
  isDirty: boolean;
  seenBy: SeenBy;
  tries: number;
  retryAt: Temporal.Instant | null;
  errorCode: string | null;
  isIgnored: boolean;
}

/** After so many failures in a row an entry waits for a person. */
export const mostTries = 8;

/** The entries of connections as rows. One run at a time changes those of one connection. */
export class Entries {
  readonly #db: Kysely<Schema>;
  readonly #seen: SealedJson<SeenEvent>;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#seen = new SealedJson(box, "entry");
  }

  /** A new entry, not stored yet. */
  create(
    connection: ConnectionKey,
    event: Pick<Entry, "calendarId" | "eventId" | "round" | "seenBy" | "isSeries">,
  ): Entry {
    return {
      id: randomUUID(),
      connectionId: connection.id,
      tenantId: connection.tenantId,
      ...event,
      changeKey: null,
      state: "unread",
      startsAt: null,
      endsAt: null,
      seen: null,
      zoomNumber: null,
      linkId: null,
      copyOf: null,
      wants: null,
      needsReading: true,
      isDirty: false,
      tries: 0,
      retryAt: null,
      errorCode: null,
      isIgnored: false,
    };
  }

  async byEventIds(connection: ConnectionKey, ids: readonly string[]): Promise<Entry[]> {
    if (ids.length === 0) return [];
    const rows = await this.#of(connection)
      .where("event_id", "in", [...ids])
      .execute();
    return rows.map((row) => this.#read(row));
  }

  async byId(connection: ConnectionKey, id: string): Promise<Entry | null> {
    const row = await this.#of(connection).where("id", "=", id).executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  async byLink(connection: ConnectionKey, linkId: string): Promise<Entry | null> {
    const row = await this.#of(connection)
      .where("link_id", "=", linkId)
      .orderBy(sql`state = 'present'`, "desc")
      .executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  /** Events that carry the link of this Zoom meeting. */
  async withNumber(connection: ConnectionKey, zoomNumber: string): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("zoom_number", "=", zoomNumber)
      .where("state", "=", "present")
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** Entries the feed named, whose event has to be read. */
  async toRead(connection: ConnectionKey, limit: number): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("needs_reading", "=", true)
      .orderBy("starts_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** Entries to decide about now, the nearest first. */
  async toDecide(connection: ConnectionKey, now: Temporal.Instant, limit: number) {
    const rows = await this.#of(connection)
      .where("is_dirty", "=", true)
      .where("needs_reading", "=", false)
      .where("tries", "<", mostTries)
      .where((or) => or.or([or("retry_at", "is", null), or("retry_at", "<=", toDate(now))]))
      .orderBy(sql`starts_at < ${toDate(now)}::timestamptz`)
      .orderBy("starts_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** When the next entry that waits may be tried. */
  async nextRetry(connection: ConnectionKey): Promise<Temporal.Instant | null> {
    const row = await this.#db
      .selectFrom("entries")
      .select((select) => select.fn.min("retry_at").as("at"))
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("is_dirty", "=", true)
      .where("tries", "<", mostTries)
      .executeTakeFirst();
    const at = row?.at;
    return at ? fromDate(at) : null;
  }

  /** Everything still to be read or decided, and how much there is of all. */
  async progress(connection: ConnectionKey): Promise<{ open: number; total: number }> {
    const row = await this.#db
      .selectFrom("entries")
      .select((select) => [
        select.fn.countAll<number>().as("total"),
        sql<number>`count(*) filter (where is_dirty or needs_reading)`.as("open"),
      ])
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .executeTakeFirstOrThrow();
    return { open: row.open, total: row.total };
  }

  /** Entries a person may have to look at. */
  async ofConcern(connection: ConnectionKey, limit: number): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("is_ignored", "=", false)
      .where((or) =>
        or.or([
          or.and([
            or("copy_of", "is not", null),
            or("link_id", "is", null),
            or("state", "=", "present"),
          ]),
          or("tries", ">=", mostTries),
          or.and([
            or("zoom_number", "is not", null),
            or("link_id", "is", null),
            or("state", "=", "present"),
          ]),
        ]),
      )
      .orderBy("starts_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  async countFailed(connection: ConnectionKey): Promise<number> {
    return this.#count(connection, sql<boolean>`tries >= ${mostTries} and not is_ignored`);
  }

  async countWaiting(connection: ConnectionKey, code: string): Promise<number> {
    return this.#count(connection, sql<boolean>`is_dirty and error_code = ${code}`);
  }

  /** Entries that touch a span of time, for the agenda. */
  async between(
    connection: ConnectionKey,
    from: Temporal.Instant,
    to: Temporal.Instant,
    limit: number,
  ): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("state", "=", "present")
      .where("starts_at", "<", toDate(to))
      .where((or) => or.or([or("ends_at", "is", null), or("ends_at", ">", toDate(from))]))
      .orderBy("starts_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  async all(connection: ConnectionKey, limit: number): Promise<Entry[]> {
    const rows = await this.#of(connection).orderBy("starts_at").limit(limit).execute();
    return rows.map((row) => this.#read(row));
  }

  /** Gone in Outlook, and still there on another side. */
  async goneToDecide(connection: ConnectionKey): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("state", "=", "gone")
      .where("is_dirty", "=", true)
      .where((or) =>
        or.or([
          or("link_id", "is not", null),
          or.exists(
            or
              .selectFrom("mirrors")
              .select("mirrors.id")
              .whereRef("mirrors.entry_id", "=", "entries.id"),
          ),
        ]),
      )
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** There in Outlook, with a Zoom meeting that is gone. */
  async withGoneMeeting(connection: ConnectionKey): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("state", "=", "present")
      .where("is_dirty", "=", true)
      .where("link_id", "in", (links) =>
        links.selectFrom("links").select("links.id").where("zoom_deleted_at", "is not", null),
      )
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** Not shown by a full round of this calendar: whether they are gone is to be read. */
  async markUnseen(connection: ConnectionKey, calendarId: string, round: number): Promise<number> {
    const unseen = await this.#db
      .updateTable("entries")
      .set({ needs_reading: true })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("calendar_id", "=", calendarId)
      .where("round", "<", round)
      .where("state", "in", ["present", "unread"])
      .executeTakeFirst();
    return Number(unseen.numUpdatedRows);
  }

  /** A person asks to try again what was given up. */
  async retryAll(connection: ConnectionKey): Promise<void> {
    await this.#db
      .updateTable("entries")
      .set({ tries: 0, retry_at: null, error_code: null, is_dirty: true, is_ignored: false })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("tries", ">=", mostTries)
      .execute();
  }

  /** Something that belongs to it changed elsewhere. */
  async decide(connection: ConnectionKey, id: string, seenBy: SeenBy): Promise<void> {
    await this.#db
      .updateTable("entries")
      .set({ is_dirty: true, seen_by: seenBy, tries: 0, retry_at: null, error_code: null })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("id", "=", id)
      .execute();
  }

  /** The other side of a link changed. */
  async decideLink(connection: ConnectionKey, linkId: string, seenBy: SeenBy): Promise<void> {
    await this.#db
      .updateTable("entries")
      .set({ is_dirty: true, seen_by: seenBy, tries: 0, retry_at: null, error_code: null })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("link_id", "=", linkId)
      .execute();
  }

  /** As `decideLink`, without forgetting what failed before: nothing may have changed at all. */
  async lookAtLink(connection: ConnectionKey, linkId: string): Promise<void> {
    await this.#db
      .updateTable("entries")
      .set({ is_dirty: true })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("link_id", "=", linkId)
      .execute();
  }

  /** Everything is to be decided anew, as after a change of settings. */
  async decideAgain(connection: ConnectionKey): Promise<void> {
    await this.#db
      .updateTable("entries")
      .set({ is_dirty: true })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** Stores entries, in the transaction of `db` where one is given. */
  async save(entries: readonly Entry[], db: Kysely<Schema> = this.#db): Promise<void> {
    for (let from = 0; from < entries.length; from += 500) {
      const rows = entries.slice(from, from + 500).map((entry) => this.#row(entry));
      await db
        .insertInto("entries")
        .values(rows)
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet((row) => ({
            calendar_id: row.ref("excluded.calendar_id"),
            event_id: row.ref("excluded.event_id"),
            change_key: row.ref("excluded.change_key"),
            round: row.ref("excluded.round"),
            is_series: row.ref("excluded.is_series"),
            state: row.ref("excluded.state"),
            starts_at: row.ref("excluded.starts_at"),
            ends_at: row.ref("excluded.ends_at"),
            seen_sealed: row.ref("excluded.seen_sealed"),
            zoom_number: row.ref("excluded.zoom_number"),
            link_id: row.ref("excluded.link_id"),
            copy_of: row.ref("excluded.copy_of"),
            wants: row.ref("excluded.wants"),
            needs_reading: row.ref("excluded.needs_reading"),
            is_dirty: row.ref("excluded.is_dirty"),
            seen_by: row.ref("excluded.seen_by"),
            tries: row.ref("excluded.tries"),
            retry_at: row.ref("excluded.retry_at"),
            error_code: row.ref("excluded.error_code"),
            is_ignored: row.ref("excluded.is_ignored"),
          })),
        )
        .execute();
    }
  }

  /** Only the number of the round that saw them: nothing else about them is new. */
  async touch(
    connection: ConnectionKey,
    ids: readonly string[],
    round: number,
    db: Kysely<Schema>,
  ) {
    if (ids.length === 0) return;
    await db
      .updateTable("entries")
      .set({ round })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("id", "in", [...ids])
      .execute();
  }

  async delete(entry: Entry): Promise<void> {
    await this.#db
      .deleteFrom("entries")
      .where("tenant_id", "=", entry.tenantId)
      .where("connection_id", "=", entry.connectionId)
      .where("id", "=", entry.id)
      .execute();
  }

  async deleteAll(connection: ConnectionKey): Promise<void> {
    await this.#db
      .deleteFrom("entries")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  async #count(connection: ConnectionKey, condition: ReturnType<typeof sql<boolean>>) {
    const { count } = await this.#db
      .selectFrom("entries")
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where(condition)
      .executeTakeFirstOrThrow();
    return count;
  }

  #of(connection: ConnectionKey) {
    return this.#db
      .selectFrom("entries")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId);
  }

  #row(entry: Entry) {
    return {
      id: entry.id,
      connection_id: entry.connectionId,
      tenant_id: entry.tenantId,
      calendar_id: entry.calendarId,
      event_id: entry.eventId,
      change_key: entry.changeKey,
      round: entry.round,
      is_series: entry.isSeries,
      state: entry.state,
      starts_at: entry.startsAt && toDate(entry.startsAt),
      ends_at: entry.endsAt && toDate(entry.endsAt),
      seen_sealed: entry.seen && this.#seen.seal(entry, entry.seen),
      zoom_number: entry.zoomNumber,
      link_id: entry.linkId,
      copy_of: entry.copyOf,
      wants: entry.wants,
      needs_reading: entry.needsReading,
      is_dirty: entry.isDirty,
      seen_by: entry.seenBy,
      tries: entry.tries,
      retry_at: entry.retryAt && toDate(entry.retryAt),
      error_code: entry.errorCode,
      is_ignored: entry.isIgnored,
    };
  }

  #read(row: Selectable<EntriesTable>): Entry {
    const owner = { tenantId: row.tenant_id, id: row.id };
    return {
      id: row.id,
      connectionId: row.connection_id,
      tenantId: row.tenant_id,
      calendarId: row.calendar_id,
      eventId: graphEventId(row.event_id),
      changeKey: row.change_key,
      round: row.round,
      isSeries: row.is_series,
      state: row.state as EntryState,
      startsAt: row.starts_at && fromDate(row.starts_at),
      endsAt: row.ends_at && fromDate(row.ends_at),
      seen: this.#seen.openOrNull(owner, row.seen_sealed),
      zoomNumber: row.zoom_number,
      linkId: row.link_id,
      copyOf: row.copy_of,
      wants: row.wants as Entry["wants"],
      needsReading: row.needs_reading,
      isDirty: row.is_dirty,
      seenBy: row.seen_by as SeenBy,
      tries: row.tries,
      retryAt: row.retry_at && fromDate(row.retry_at),
      errorCode: row.error_code,
      isIgnored: row.is_ignored,
    };
  }
}
