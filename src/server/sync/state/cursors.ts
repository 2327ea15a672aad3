import { type Kysely } from "kysely";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** How far one calendar was read: Graph's link, and the window that is frozen in it. */
export interface Cursor {
  /** Empty: the primary calendar. */
  readonly calendarId: string;
  /** The link to follow next, never taken apart; null before the first call of a round. */
  link: string | null;
  /** `link` is a next link within a round. */
  isMidRound: boolean;
  /** A reading of everything, after which what it did not show is looked at one by one. */
  isFullRound: boolean;
  round: number;
  windowFrom: Temporal.Instant;
  windowTo: Temporal.Instant;
}

/** The cursors of all calendars of a connection. */
export class Cursors {
  readonly #db: Kysely<Schema>;
  readonly #links: SealedJson<string>;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#links = new SealedJson(box, "calendar-cursor");
  }

  async of(connection: ConnectionKey): Promise<Cursor[]> {
    const rows = await this.#db
      .selectFrom("calendar_cursors")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .orderBy("calendar_id")
      .execute();
    return rows.map((row) => ({
      calendarId: row.calendar_id,
      link: this.#links.openOrNull(ownerOf(connection, row.calendar_id), row.link_sealed),
      isMidRound: row.is_mid_round,
      isFullRound: row.is_full_round,
      round: row.round,
      windowFrom: fromDate(row.window_from),
      windowTo: fromDate(row.window_to),
    }));
  }

  /** Pass the transaction that stores what the cursor has passed. */
  async save(connection: ConnectionKey, cursor: Cursor, db: Kysely<Schema> = this.#db) {
    const row = {
      link_sealed:
        cursor.link === null
          ? null
          : this.#links.seal(ownerOf(connection, cursor.calendarId), cursor.link),
      is_mid_round: cursor.isMidRound,
      is_full_round: cursor.isFullRound,
      round: cursor.round,
      window_from: toDate(cursor.windowFrom),
      window_to: toDate(cursor.windowTo),
    };
    await db
      .insertInto("calendar_cursors")
      .values({
        connection_id: connection.id,
        tenant_id: connection.tenantId,
        calendar_id: cursor.calendarId,
        ...row,
      })
      .onConflict((conflict) => conflict.columns(["connection_id", "calendar_id"]).doUpdateSet(row))
      .execute();
  }

  async forget(connection: ConnectionKey, calendarId?: string): Promise<void> {
    await this.#db
      .deleteFrom("calendar_cursors")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .$if(calendarId !== undefined, (query) => query.where("calendar_id", "=", calendarId ?? ""))
      .execute();
  }
}

function ownerOf(connection: ConnectionKey, calendarId: string) {
  return { tenantId: connection.tenantId, id: `${connection.id} ${calendarId}` };
}
