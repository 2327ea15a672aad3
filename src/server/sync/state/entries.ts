import { type Kysely, sql } from "kysely";
import { graphEventId } from "../../../sync/ids.ts";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { mostTries } from "../../tries.ts";
import { type Entry, newEntry, type SeenBy } from "./entry.ts";
import { EntryRows } from "./entry-rows.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** The entries of connections as rows. One run at a time changes those of one connection. */
export class Entries {
  readonly #db: Kysely<Schema>;
  readonly #rows: EntryRows;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#rows = new EntryRows(box);
  }

  /** The entry of this event; where nobody knows it yet a new one, which is not stored. */
  async ofEvent(
    connection: ConnectionKey,
    event: { id: string; type?: string },
    seenBy: SeenBy,
  ): Promise<Entry> {
    const [known] = await this.byEventIds(connection, [event.id]);
    if (known) return known;
    return newEntry(connection, {
      calendarId: "",
      eventId: graphEventId(event.id),
      round: 0,
      seenBy,
      isSeries: event.type === "seriesMaster",
    });
  }

  async byEventIds(connection: ConnectionKey, ids: readonly string[]): Promise<Entry[]> {
    if (ids.length === 0) return [];
    const rows = await this.#of(connection)
      .where("event_id", "in", [...ids])
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  async byId(connection: ConnectionKey, id: string): Promise<Entry | null> {
    const row = await this.#of(connection).where("id", "=", id).executeTakeFirst();
    return row ? this.#rows.read(row) : null;
  }

  async byLink(connection: ConnectionKey, linkId: string): Promise<Entry | null> {
    const row = await this.#of(connection)
      .where("link_id", "=", linkId)
      .orderBy(sql`state = 'present'`, "desc")
      .executeTakeFirst();
    return row ? this.#rows.read(row) : null;
  }

  /** Events that carry the link of this Zoom meeting. */
  async withNumber(connection: ConnectionKey, zoomNumber: string): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("zoom_number", "=", zoomNumber)
      .where("state", "=", "present")
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** Entries the feed named, whose event has to be read now. That is put off, and never given up. */
  async toRead(connection: ConnectionKey, now: Temporal.Instant, limit: number): Promise<Entry[]> {
    const rows = await this.#of(connection)
      .where("needs_reading", "=", true)
      .where((or) => or.or([or("retry_at", "is", null), or("retry_at", "<=", toDate(now))]))
      .orderBy("starts_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** Series whose occurrences may be others now, which the feed does not always show. */
  async readSeriesAgain(
    connection: ConnectionKey,
    which: { eventIds: readonly string[] } | { calendarId: string },
    db: Kysely<Schema> = this.#db,
  ): Promise<void> {
    if ("eventIds" in which && which.eventIds.length === 0) return;
    await db
      .updateTable("entries")
      .set({ needs_reading: true, retry_at: null })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("is_series", "=", true)
      .where("state", "=", "present")
      .$call((query) =>
        "eventIds" in which
          ? query.where("event_id", "in", [...which.eventIds])
          : query.where("calendar_id", "=", which.calendarId),
      )
      .execute();
  }

  /** Entries to decide about now, the nearest first. */
  async toDecide(
    connection: ConnectionKey,
    now: Temporal.Instant,
    { limit, onlyMeetings = false }: { limit: number; onlyMeetings?: boolean },
  ) {
    const rows = await this.#of(connection)
      .where("is_dirty", "=", true)
      .$if(onlyMeetings, (query) =>
        query.where((or) => or.or([or("link_id", "is not", null), or("wants", "is not", null)])),
      )
      .where("needs_reading", "=", false)
      .where("tries", "<", mostTries)
      .where((or) => or.or([or("retry_at", "is", null), or("retry_at", "<=", toDate(now))]))
      .orderBy(sql`starts_at < ${toDate(now)}::timestamptz`)
      .orderBy("starts_at")
      .limit(limit)
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** When the next entry that waits may be tried. */
  async nextRetry(
    connection: ConnectionKey,
    { onlyMeetings = false }: { onlyMeetings?: boolean } = {},
  ): Promise<Temporal.Instant | null> {
    const row = await this.#db
      .selectFrom("entries")
      .select((select) => select.fn.min("retry_at").as("at"))
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where((or) =>
        or.or([
          or("needs_reading", "=", true),
          or.and([
            or("is_dirty", "=", true),
            or("tries", "<", mostTries),
            ...(onlyMeetings
              ? [or.or([or("link_id", "is not", null), or("wants", "is not", null)])]
              : []),
          ]),
        ]),
      )
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

  async all(connection: ConnectionKey, limit: number): Promise<Entry[]> {
    const rows = await this.#of(connection).orderBy("starts_at").limit(limit).execute();
    return rows.map((row) => this.#rows.read(row));
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
    return rows.map((row) => this.#rows.read(row));
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
    return rows.map((row) => this.#rows.read(row));
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
      const rows = entries.slice(from, from + 500).map((entry) => this.#rows.write(entry));
      await db
        .insertInto("entries")
        .values(rows)
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet((row) => ({
            calendar_id: row.ref("excluded.calendar_id"),
            event_id: row.ref("excluded.event_id"),
            etag: row.ref("excluded.etag"),
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

  #of(connection: ConnectionKey) {
    return this.#db
      .selectFrom("entries")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId);
  }
}
