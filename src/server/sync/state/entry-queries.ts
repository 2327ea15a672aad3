import { type Kysely, sql } from "kysely";
import { toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { mostTries } from "../../tries.ts";
import { type Entry } from "./entry.ts";
import { EntryRows } from "./entry-rows.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** What people are shown of their entries. */
export class EntryQueries {
  readonly #db: Kysely<Schema>;
  readonly #rows: EntryRows;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#rows = new EntryRows(box);
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
    return rows.map((row) => this.#rows.read(row));
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
    return rows.map((row) => this.#rows.read(row));
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
}
