import { type Kysely, type Selectable } from "kysely";
import { type ZoomPresent } from "../../../sync/model.ts";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { type ZoomStraysTable } from "../../store/sync-schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/**
 * - `awaitingConsent`: made before the first run, which was not agreed to for it.
 * - `noFixedTime`: has no time an event could have.
 * - `madeElsewhere`: another calendar add-in made it, whose event is not, or not yet, seen.
 * - `inOutlook`: an event carries its link, and nobody said that they belong together.
 * - `orphan`: its event went while nobody looked.
 */
export type StrayReason =
  "awaitingConsent" | "noFixedTime" | "madeElsewhere" | "inOutlook" | "orphan";

/** A Zoom meeting of the person that no Outlook event belongs to. */
export interface Stray {
  meetingId: string;
  zoom: ZoomPresent;
  joinUrl: string;
  reason: StrayReason;
  startsAt: Temporal.Instant | null;
  isIgnored: boolean;
}

type Sealed = Pick<Stray, "zoom" | "joinUrl">;

export class ZoomStrays {
  readonly #db: Kysely<Schema>;
  readonly #states: SealedJson<Sealed>;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#states = new SealedJson(box, "zoom-stray");
  }

  async all(connection: ConnectionKey): Promise<Stray[]> {
    const rows = await this.#db
      .selectFrom("zoom_strays")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .orderBy("starts_at")
      .execute();
    return rows.map((row) => this.#read(connection, row));
  }

  async byId(connection: ConnectionKey, meetingId: string): Promise<Stray | null> {
    const row = await this.#db
      .selectFrom("zoom_strays")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("meeting_id", "=", meetingId)
      .executeTakeFirst();
    return row ? this.#read(connection, row) : null;
  }

  async put(connection: ConnectionKey, stray: Omit<Stray, "isIgnored">): Promise<void> {
    const { meetingId, zoom, joinUrl, reason, startsAt } = stray;
    const row = {
      state_sealed: this.#states.seal(ownerOf(connection, meetingId), { zoom, joinUrl }),
      reason,
      starts_at: startsAt && toDate(startsAt),
    };
    await this.#db
      .insertInto("zoom_strays")
      .values({
        connection_id: connection.id,
        tenant_id: connection.tenantId,
        meeting_id: meetingId,
        ...row,
      })
      .onConflict((conflict) => conflict.columns(["connection_id", "meeting_id"]).doUpdateSet(row))
      .execute();
  }

  async ignore(connection: ConnectionKey, meetingId: string): Promise<void> {
    await this.#db
      .updateTable("zoom_strays")
      .set({ is_ignored: true })
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("meeting_id", "=", meetingId)
      .execute();
  }

  async forget(connection: ConnectionKey, meetingId?: string): Promise<void> {
    await this.#db
      .deleteFrom("zoom_strays")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .$if(meetingId !== undefined, (query) => query.where("meeting_id", "=", meetingId ?? ""))
      .execute();
  }

  #read(connection: ConnectionKey, row: Selectable<ZoomStraysTable>): Stray {
    return {
      meetingId: row.meeting_id,
      ...this.#states.open(ownerOf(connection, row.meeting_id), row.state_sealed),
      reason: row.reason as StrayReason,
      startsAt: row.starts_at && fromDate(row.starts_at),
      isIgnored: row.is_ignored,
    };
  }
}

function ownerOf(connection: ConnectionKey, meetingId: string) {
  return { tenantId: connection.tenantId, id: `${connection.id} ${meetingId}` };
}
