import { type Kysely, sql } from "kysely";
import { fromDate } from "../../clock.ts";
import { type Schema } from "../../store/schema.ts";
import { mostTries } from "../../tries.ts";
import { type StoredPhase } from "./sync-states.ts";

/** How the sync of one connection stands, in numbers. */
export interface Standing {
  readonly phase: StoredPhase;
  readonly lastRunAt: Temporal.Instant | null;
  /** Failed runs in a row, and of the newest one what was wrong. */
  readonly attempts: number;
  readonly errorCode: string | null;
  /** Entries still to be read or decided. */
  readonly open: number;
  /** What was given up and waits for a person. */
  readonly failed: number;
}

/** How all connections of a Zoom account stand: as few questions for thousands as for one. */
export class AccountStanding {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** By connection; those that version 2 never began for are left out. */
  async of(zoomAccountId: string): Promise<ReadonlyMap<string, Standing>> {
    const [states, entries, events, meetings] = await Promise.all([
      this.#states(zoomAccountId),
      this.#entries(zoomAccountId),
      this.#events(zoomAccountId),
      this.#meetings(zoomAccountId),
    ]);
    return new Map(
      states.map((row) => {
        const ofEntries = entries.get(row.id);
        return [
          row.id,
          {
            phase: row.phase as StoredPhase,
            lastRunAt: row.last_run_at && fromDate(row.last_run_at),
            attempts: row.attempts,
            errorCode: row.error_code,
            open: ofEntries?.open ?? 0,
            failed:
              (ofEntries?.failed ?? 0) +
              (events.get(row.id)?.failed ?? 0) +
              (meetings.get(row.id)?.failed ?? 0),
          },
        ];
      }),
    );
  }

  #states(zoomAccountId: string) {
    return this.#connections(zoomAccountId)
      .innerJoin("sync_states", (join) =>
        join
          .onRef("sync_states.connection_id", "=", "connections.id")
          .onRef("sync_states.tenant_id", "=", "connections.tenant_id"),
      )
      .select([
        "connections.id",
        "sync_states.phase",
        "sync_states.last_run_at",
        "sync_states.attempts",
        "sync_states.error_code",
      ])
      .execute();
  }

  async #entries(zoomAccountId: string) {
    const rows = await this.#connections(zoomAccountId)
      .innerJoin("entries", (join) =>
        join
          .onRef("entries.connection_id", "=", "connections.id")
          .onRef("entries.tenant_id", "=", "connections.tenant_id"),
      )
      .select([
        "connections.id",
        sql<number>`count(*) filter (where is_dirty or needs_reading)`.as("open"),
        sql<number>`count(*) filter (where tries >= ${mostTries} and not is_ignored)`.as("failed"),
      ])
      .groupBy("connections.id")
      .execute();
    return byId(rows);
  }

  async #events(zoomAccountId: string) {
    const rows = await this.#connections(zoomAccountId)
      .innerJoin("mirrors", (join) =>
        join
          .onRef("mirrors.connection_id", "=", "connections.id")
          .onRef("mirrors.tenant_id", "=", "connections.tenant_id"),
      )
      .select((select) => ["connections.id", select.fn.countAll<number>().as("failed")])
      .where("mirrors.tries", ">=", mostTries)
      .groupBy("connections.id")
      .execute();
    return byId(rows);
  }

  async #meetings(zoomAccountId: string) {
    const rows = await this.#connections(zoomAccountId)
      .innerJoin("users", (join) =>
        join
          .onRef("users.tenant_id", "=", "connections.tenant_id")
          .onRef("users.zoom_account_id", "=", "connections.zoom_account_id")
          .onRef("users.zoom_user_id", "=", "connections.zoom_user_id"),
      )
      .innerJoin("links", (join) =>
        join
          .onRef("links.user_id", "=", "users.id")
          .onRef("links.tenant_id", "=", "users.tenant_id"),
      )
      .select((select) => ["connections.id", select.fn.countAll<number>().as("failed")])
      .where("links.event_tries", ">=", mostTries)
      .where("links.state", "!=", "removed")
      .groupBy("connections.id")
      .execute();
    return byId(rows);
  }

  #connections(zoomAccountId: string) {
    return this.#db
      .selectFrom("connections")
      .where("connections.zoom_account_id", "=", zoomAccountId);
  }
}

function byId<Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
