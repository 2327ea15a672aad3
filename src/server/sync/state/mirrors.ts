import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import {
  type MirrorAgreed,
  type MirroredEntry,
  type MirrorIntended,
  type MirrorKey,
} from "../../../sync/mirror.ts";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { type MirrorsTable } from "../../store/sync-schema.ts";
import { mostTries, type Tries, untried } from "../../tries.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** One event of the Zoom calendar, and the entry or the moved occurrence it stands for. */
export interface Mirror extends Tries {
  readonly id: string;
  readonly connectionId: string;
  readonly tenantId: string;
  /** Null: made in Zoom's calendar, and not in Outlook yet. */
  entryId: string | null;
  part: MirrorKey;
  calendarEventId: string | null;
  /** A create was sent and its answer not seen. */
  isBeingMade: boolean;
  agreed: MirrorAgreed | null;
  /** A write that was begun, and of which is not known whether it was done. */
  intended: MirrorIntended | null;
  /** As last seen in Zoom's calendar; null: not there, or gone. */
  calendar: MirroredEntry | null;
  isDirty: boolean;
}

/** The mirrored events of connections as rows. */
export class Mirrors {
  readonly #db: Kysely<Schema>;
  readonly #agreed: SealedJson<MirrorAgreed>;
  readonly #intended: SealedJson<MirrorIntended | MirrorAgreed>;
  readonly #calendar: SealedJson<MirroredEntry>;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#agreed = new SealedJson(box, "mirror-agreed");
    this.#intended = new SealedJson(box, "mirror-agreed");
    this.#calendar = new SealedJson(box, "mirror-calendar");
  }

  /** A new one, not stored yet. */
  create(connection: ConnectionKey, entryId: string | null, part: MirrorKey): Mirror {
    return {
      id: randomUUID(),
      connectionId: connection.id,
      tenantId: connection.tenantId,
      entryId,
      part,
      calendarEventId: null,
      isBeingMade: false,
      agreed: null,
      intended: null,
      calendar: null,
      isDirty: false,
      ...untried,
    };
  }

  async ofEntries(connection: ConnectionKey, entryIds: readonly string[]): Promise<Mirror[]> {
    if (entryIds.length === 0) return [];
    const rows = await this.#of(connection)
      .where("entry_id", "in", [...entryIds])
      .execute();
    return rows.map((row) => this.#read(row));
  }

  async byCalendarEvent(connection: ConnectionKey, id: string): Promise<Mirror | null> {
    const row = await this.#of(connection).where("calendar_event_id", "=", id).executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  async byId(connection: ConnectionKey, id: string): Promise<Mirror | null> {
    const row = await this.#of(connection).where("id", "=", id).executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  /** Made in Zoom's calendar, and to be made in Outlook now. */
  async toMake(connection: ConnectionKey, now: Temporal.Instant, limit: number): Promise<Mirror[]> {
    const rows = await this.#withoutEntry(connection)
      .where("tries", "<", mostTries)
      .where((or) => or.or([or("retry_at", "is", null), or("retry_at", "<=", toDate(now))]))
      .limit(limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** When the next one that was put off may be tried. */
  async nextTry(connection: ConnectionKey): Promise<Temporal.Instant | null> {
    const row = await this.#withoutEntry(connection)
      .where("tries", "<", mostTries)
      .where("retry_at", "is not", null)
      .orderBy("retry_at")
      .limit(1)
      .executeTakeFirst();
    return row?.retry_at ? fromDate(row.retry_at) : null;
  }

  /** Made in Zoom's calendar; making them in Outlook was given up. */
  async givenUp(connection: ConnectionKey): Promise<Mirror[]> {
    const rows = await this.#withoutEntry(connection).where("tries", ">=", mostTries).execute();
    return rows.map((row) => this.#read(row));
  }

  /** A person asks to try again what was given up: one of them, or all. */
  async tryAgain(connection: ConnectionKey, id?: string): Promise<void> {
    await this.#db
      .updateTable("mirrors")
      .set({ tries: 0, retry_at: null, error_code: null })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("tries", ">=", mostTries)
      .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
      .execute();
  }

  /** Gone from Zoom's calendar, with an entry that is still there. */
  async goneInCalendar(connection: ConnectionKey): Promise<Mirror[]> {
    const rows = await this.#of(connection)
      .where("is_dirty", "=", true)
      .where("entry_id", "is not", null)
      .where("calendar_sealed", "is", null)
      .where("calendar_event_id", "is not", null)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  /** A whole list did not show them: they are gone from Zoom's calendar. */
  async markUnseen(connection: ConnectionKey, seen: ReadonlySet<string>): Promise<void> {
    const rows = await this.#of(connection)
      .where("calendar_event_id", "is not", null)
      .where("calendar_sealed", "is not", null)
      .execute();
    for (const row of rows.filter(({ id }) => !seen.has(id))) {
      await this.save({ ...this.#read(row), calendar: null, isDirty: true });
    }
  }

  async save(mirror: Mirror): Promise<void> {
    const row = {
      entry_id: mirror.entryId,
      part: mirror.part,
      calendar_event_id: mirror.calendarEventId,
      is_being_made: mirror.isBeingMade,
      agreed_sealed: mirror.agreed && this.#agreed.seal(mirror, mirror.agreed),
      intended_sealed: mirror.intended && this.#intended.seal(mirror, mirror.intended),
      calendar_sealed: mirror.calendar && this.#calendar.seal(mirror, mirror.calendar),
      is_dirty: mirror.isDirty,
      tries: mirror.tries,
      retry_at: mirror.retryAt && toDate(mirror.retryAt),
      error_code: mirror.errorCode,
    };
    await this.#db
      .insertInto("mirrors")
      .values({
        id: mirror.id,
        connection_id: mirror.connectionId,
        tenant_id: mirror.tenantId,
        ...row,
      })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }

  async delete(mirror: Mirror): Promise<void> {
    await this.#db
      .deleteFrom("mirrors")
      .where("tenant_id", "=", mirror.tenantId)
      .where("connection_id", "=", mirror.connectionId)
      .where("id", "=", mirror.id)
      .execute();
  }

  async deleteAll(connection: ConnectionKey): Promise<void> {
    await this.#db
      .deleteFrom("mirrors")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  async count(connection: ConnectionKey): Promise<number> {
    const { count } = await this.#db
      .selectFrom("mirrors")
      .select(sql<number>`count(*)`.as("count"))
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .executeTakeFirstOrThrow();
    return count;
  }

  #withoutEntry(connection: ConnectionKey) {
    return this.#of(connection).where("is_dirty", "=", true).where("entry_id", "is", null);
  }

  #of(connection: ConnectionKey) {
    return this.#db
      .selectFrom("mirrors")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId);
  }

  #read(row: Selectable<MirrorsTable>): Mirror {
    const owner = { tenantId: row.tenant_id, id: row.id };
    return {
      id: row.id,
      connectionId: row.connection_id,
      tenantId: row.tenant_id,
      entryId: row.entry_id,
      part: row.part as MirrorKey,
      calendarEventId: row.calendar_event_id,
      isBeingMade: row.is_being_made,
      agreed: this.#agreed.openOrNull(owner, row.agreed_sealed),
      intended: withSide(this.#intended.openOrNull(owner, row.intended_sealed)),
      calendar: this.#calendar.openOrNull(owner, row.calendar_sealed),
      isDirty: row.is_dirty,
      tries: row.tries,
      retryAt: row.retry_at && fromDate(row.retry_at),
      errorCode: row.error_code,
    };
  }
}

/** Earlier versions noted writes to Zoom's calendar only. */
function withSide(stored: MirrorIntended | MirrorAgreed | null): MirrorIntended | null {
  if (stored === null || "side" in stored) return stored;
  return { side: "calendar", agreed: stored };
}
