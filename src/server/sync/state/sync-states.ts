import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import {
  type FirstSyncPreview,
  type MirrorState,
  type PlannedItem,
} from "../../../shared/api/sync.ts";
import { type Clock, fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Connection } from "../../microsoft/connections.ts";
import { type Schema } from "../../store/schema.ts";
import { type SyncStatesTable } from "../../store/sync-schema.ts";
import { SealedJson } from "./sealed-json.ts";

export type StoredPhase = "preparing" | "preview" | "backfill" | "live" | "paused";

/** Why writing stopped until a person decides. */
export interface Pause {
  reason: "massDeletion";
  deletions: number;
  total: number;
  items: PlannedItem[];
}

/** How version 2 stands for one connection. */
export interface SyncState {
  readonly connectionId: string;
  readonly tenantId: string;
  readonly phase: StoredPhase;
  readonly dueAt: Temporal.Instant | null;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly lastRunAt: Temporal.Instant | null;
  readonly nextSweepAt: Temporal.Instant;
  /** When the first run of version 2 began; what is new in Zoom since is nothing from before. */
  readonly beganAt: Temporal.Instant | null;
  readonly consentedAt: Temporal.Instant | null;
  readonly startsAt: Temporal.Instant | null;
  readonly preview: FirstSyncPreview | null;
  readonly pause: Pause | null;
  /** Deletions a person allowed for the next run. */
  readonly released: number;
  readonly backfillTotal: number;
  readonly mirrorState: MirrorState;
  readonly mirrorCheckedAt: Temporal.Instant | null;
  readonly zoomCalendarId: string | null;
  readonly zoomCalendarToken: string | null;
  readonly zoomCalendarChanged: boolean;
  /** Grows each time `zoomCalendarChanged` is set. */
  readonly zoomCalendarTold: number;
  readonly marksRead: boolean;
  /** Everything is to be decided again, because other settings hold. */
  readonly settingsChanged: boolean;
}

export type StateChanges = Partial<
  Omit<SyncState, "connectionId" | "tenantId" | "dueAt" | "nextSweepAt" | "zoomCalendarTold">
>;

/** Which connection, and through whom everything of it is bound to a tenant. */
export type ConnectionKey = Pick<Connection, "id" | "tenantId">;

/** A run to be waked, and when. Those of a first run give way to others. */
interface WantedRun {
  connection: ConnectionKey;
  at: Temporal.Instant;
  isBackfill: boolean;
}

export function isOfFirstRun(phase: string): boolean {
  return phase === "backfill" || phase === "preparing";
}

/** A burst is left to come to rest this long, before one run sees all of it, … */
const quiet = { seconds: 2 };
/** … but no run is put off longer than this. */
const longestWait = { seconds: 10 };
const wantedAtOnce = 200;

/** The states of all connections as rows; a job is only a wake-up, what is due stands here. */
export class SyncStates {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #previews: SealedJson<FirstSyncPreview>;
  readonly #pauses: SealedJson<Pause>;

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#previews = new SealedJson(box, "sync-preview");
    this.#pauses = new SealedJson(box, "sync-pause");
  }

  async of(connection: ConnectionKey): Promise<SyncState | null> {
    const row = await this.#db
      .selectFrom("sync_states")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  /** Version 2 begins for this connection; one that has begun is left as it is. */
  async begin(connection: ConnectionKey): Promise<void> {
    const now = toDate(this.#clock.now());
    await this.#db
      .insertInto("sync_states")
      .values({
        connection_id: connection.id,
        tenant_id: connection.tenantId,
        phase: "preparing" satisfies StoredPhase,
        due_at: now,
        next_sweep_at: now,
        mirror_state: "off" satisfies MirrorState,
      })
      .onConflict((conflict) => conflict.column("connection_id").doNothing())
      .execute();
  }

  async set(connection: ConnectionKey, changes: StateChanges): Promise<void> {
    const values = this.#columns(connection, changes);
    if (Object.keys(values).length === 0) return;
    await this.#db
      .updateTable("sync_states")
      .set({
        ...values,
        ...(changes.zoomCalendarChanged === true && {
          zoom_calendar_told: sql<number>`zoom_calendar_told + 1`,
        }),
      })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /**
   * Something may have changed: runs are wanted after a quiet moment. More of the same puts one off a
   * little, never for long, so that a burst costs few runs. Returns those that nothing had wanted
   * before, and when: for the others a wake-up is on its way.
   */
  async want(connections: readonly ConnectionKey[]): Promise<WantedRun[]> {
    const now = this.#clock.now();
    const since = sql<Date>`coalesce(wanted_since, ${toDate(now)}::timestamptz)`;
    const rested = toDate(now.add(quiet));
    const longest = sql<Date>`${since} + ${Temporal.Duration.from(longestWait).total("seconds")} * interval '1 second'`;
    const wanted: WantedRun[] = [];
    for (let from = 0; from < connections.length; from += wantedAtOnce) {
      const together = connections.slice(from, from + wantedAtOnce);
      const rows = await this.#db
        .updateTable("sync_states")
        .set({
          wanted_since: since,
          // A run that has to wait (Retry-After, a fault) is not brought forward by a hint.
          due_at: sql<Date>`case when attempts > 0 and due_at is not null then due_at
            else least(${rested}::timestamptz, ${longest}) end`,
        })
        .where((is) =>
          is.or(
            together.map(({ id, tenantId }) =>
              is.and([is("connection_id", "=", id), is("tenant_id", "=", tenantId)]),
            ),
          ),
        )
        .returning(["connection_id", "tenant_id", "phase", "due_at", "wanted_since"])
        .execute();
      for (const { connection_id: id, tenant_id: tenantId, phase, due_at, wanted_since } of rows) {
        const isFirst = wanted_since?.getTime() === toDate(now).getTime();
        if (!isFirst || !due_at) continue;
        const isBackfill = isOfFirstRun(phase);
        wanted.push({ connection: { id, tenantId }, at: fromDate(due_at), isBackfill });
      }
    }
    return wanted;
  }

  /** A run is wanted at a moment, whatever else is planned later; a person does not wait for back-off. */
  async wantAt(connection: ConnectionKey, at: Temporal.Instant): Promise<void> {
    await this.#db
      .updateTable("sync_states")
      .set({
        wanted_since: sql<Date>`coalesce(wanted_since, ${toDate(this.#clock.now())}::timestamptz)`,
        due_at: sql<Date>`least(coalesce(due_at, 'infinity'), ${toDate(at)}::timestamptz)`,
      })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** Zoom's calendar was listed up to `token`; what was told of it since `told` is for the next run. */
  async calendarListed(
    connection: ConnectionKey,
    token: string | null,
    told: number,
  ): Promise<void> {
    await this.#db
      .updateTable("sync_states")
      .set({
        zoom_calendar_token: token,
        zoom_calendar_changed: sql<boolean>`zoom_calendar_changed and zoom_calendar_told <> ${told}`,
      })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** For every connection of a Zoom account. */
  async settingsChanged(zoomAccountId: string): Promise<void> {
    await this.#db
      .updateTable("sync_states")
      .set({ settings_changed: true })
      .where((is) =>
        is.exists(
          is
            .selectFrom("connections")
            .select("connections.id")
            .whereRef("connections.id", "=", "sync_states.connection_id")
            .whereRef("connections.tenant_id", "=", "sync_states.tenant_id")
            .where("connections.zoom_account_id", "=", zoomAccountId),
        ),
      )
      .execute();
  }

  /** A person asks to look at everything now. */
  async sweepNow(connection: ConnectionKey, now: Temporal.Instant): Promise<void> {
    await this.#db
      .updateTable("sync_states")
      .set({ next_sweep_at: toDate(now) })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /**
   * A run begins: what is told from now on is for the next one. It stays due until it has ended, so
   * that one whose process dies is not left to the next sweep.
   */
  async startRun(connection: ConnectionKey): Promise<void> {
    await this.#db
      .updateTable("sync_states")
      .set({ wanted_since: null })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** A run has ended. `again`: when the next one is wanted for what is left; null: with the next hint. */
  async endRun(
    connection: ConnectionKey,
    outcome: {
      again: Temporal.Instant | null;
      nextSweepAt?: Temporal.Instant;
      /** Why a part of it waits. */
      errorCode?: string;
    },
  ): Promise<void> {
    const toldMeanwhile = sql<Date | null>`case when wanted_since is null then null else due_at end`;
    await this.#db
      .updateTable("sync_states")
      .set({
        last_run_at: toDate(this.#clock.now()),
        attempts: 0,
        error_code: outcome.errorCode ?? null,
        ...(outcome.nextSweepAt && { next_sweep_at: toDate(outcome.nextSweepAt) }),
        due_at: outcome.again
          ? sql<Date>`least(coalesce(${toldMeanwhile}, 'infinity'), ${toDate(outcome.again)}::timestamptz)`
          : toldMeanwhile,
      })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** A run failed. Until `again` no hint brings the next one forward. */
  async failRun(
    connection: ConnectionKey,
    failure: { code: string; again: Temporal.Instant; attempts: number },
  ): Promise<void> {
    const again = toDate(failure.again);
    await this.#db
      .updateTable("sync_states")
      .set({
        attempts: failure.attempts,
        error_code: failure.code,
        due_at: again,
        next_sweep_at: sql<Date>`greatest(next_sweep_at, ${again}::timestamptz)`,
      })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .execute();
  }

  /** Whose mirror a Zoom calendar is; the caller compares the account. */
  async ofZoomCalendar(zoomCalendarId: string): Promise<ConnectionKey | null> {
    const row = await this.#db
      .selectFrom("sync_states")
      .select(["connection_id", "tenant_id"])
      .where("zoom_calendar_id", "=", zoomCalendarId)
      .executeTakeFirst();
    return row ? { id: row.connection_id, tenantId: row.tenant_id } : null;
  }

  /** Connections of all tenants whose run is due; each carries its tenant. */
  async due(limit: number): Promise<Array<{ id: string; tenantId: string; isBackfill: boolean }>> {
    const now = toDate(this.#clock.now());
    const rows = await this.#db
      .selectFrom("sync_states")
      .select(["connection_id", "tenant_id", "phase"])
      .where((or) => or.or([or("due_at", "<=", now), or("next_sweep_at", "<=", now)]))
      .orderBy(sql`phase = 'backfill'`)
      .orderBy(sql`coalesce(due_at, next_sweep_at)`)
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.connection_id,
      tenantId: row.tenant_id,
      isBackfill: isOfFirstRun(row.phase),
    }));
  }

  /** Connections version 2 has not begun for; whether it should is for the caller to know. */
  async missing(limit: number): Promise<ConnectionKey[]> {
    const rows = await this.#db
      .selectFrom("connections")
      .leftJoin("sync_states", "sync_states.connection_id", "connections.id")
      .select(["connections.id", "connections.tenant_id"])
      .where("sync_states.connection_id", "is", null)
      .where("connections.state", "=", "active")
      .orderBy("connections.created_at", "desc")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ id: row.id, tenantId: row.tenant_id }));
  }

  #columns(connection: ConnectionKey, changes: StateChanges): Updateable<SyncStatesTable> {
    const owner = { tenantId: connection.tenantId, id: connection.id };
    const date = (at: Temporal.Instant | null) => at && toDate(at);
    const values: Updateable<SyncStatesTable> = {};
    const { phase, attempts, errorCode, lastRunAt, consentedAt, startsAt, preview, pause } =
      changes;
    if (phase !== undefined) values.phase = phase;
    if (attempts !== undefined) values.attempts = attempts;
    if (errorCode !== undefined) values.error_code = errorCode;
    if (lastRunAt !== undefined) values.last_run_at = date(lastRunAt);
    if (changes.beganAt !== undefined) values.began_at = date(changes.beganAt);
    if (consentedAt !== undefined) values.consented_at = date(consentedAt);
    if (startsAt !== undefined) values.starts_at = date(startsAt);
    if (preview !== undefined) {
      values.preview_sealed = preview && this.#previews.seal(owner, preview);
    }
    if (pause !== undefined) values.pause_sealed = pause && this.#pauses.seal(owner, pause);
    if (changes.released !== undefined) values.released = changes.released;
    if (changes.backfillTotal !== undefined) values.backfill_total = changes.backfillTotal;
    if (changes.mirrorState !== undefined) values.mirror_state = changes.mirrorState;
    if (changes.mirrorCheckedAt !== undefined) {
      values.mirror_checked_at = date(changes.mirrorCheckedAt);
    }
    if (changes.zoomCalendarId !== undefined) values.zoom_calendar_id = changes.zoomCalendarId;
    if (changes.zoomCalendarToken !== undefined) {
      values.zoom_calendar_token = changes.zoomCalendarToken;
    }
    if (changes.zoomCalendarChanged !== undefined) {
      values.zoom_calendar_changed = changes.zoomCalendarChanged;
    }
    if (changes.marksRead !== undefined) values.marks_read = changes.marksRead;
    if (changes.settingsChanged !== undefined) values.settings_changed = changes.settingsChanged;
    return values;
  }

  #read(row: Selectable<SyncStatesTable>): SyncState {
    const owner = { tenantId: row.tenant_id, id: row.connection_id };
    return {
      connectionId: row.connection_id,
      tenantId: row.tenant_id,
      phase: row.phase as StoredPhase,
      dueAt: row.due_at && fromDate(row.due_at),
      attempts: row.attempts,
      errorCode: row.error_code,
      lastRunAt: row.last_run_at && fromDate(row.last_run_at),
      nextSweepAt: fromDate(row.next_sweep_at),
      beganAt: row.began_at && fromDate(row.began_at),
      consentedAt: row.consented_at && fromDate(row.consented_at),
      startsAt: row.starts_at && fromDate(row.starts_at),
      preview: this.#previews.openOrNull(owner, row.preview_sealed),
      pause: this.#pauses.openOrNull(owner, row.pause_sealed),
      released: row.released,
      backfillTotal: row.backfill_total,
      mirrorState: row.mirror_state as MirrorState,
      mirrorCheckedAt: row.mirror_checked_at && fromDate(row.mirror_checked_at),
      zoomCalendarId: row.zoom_calendar_id,
      zoomCalendarToken: row.zoom_calendar_token,
      zoomCalendarChanged: row.zoom_calendar_changed,
      zoomCalendarTold: row.zoom_calendar_told,
      marksRead: row.marks_read,
      settingsChanged: row.settings_changed,
    };
  }
}
