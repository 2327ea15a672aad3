import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import { type ActivityItem } from "../../../shared/api/sync.ts";
import { type MirrorAgreed } from "../../../sync/mirror.ts";
import { type Agreed } from "../../../sync/model.ts";
import { type Clock, fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { type HistoryTable } from "../../store/sync-schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

export type StepDetail = Omit<ActivityItem, "id" | "at" | "entryId" | "canUndo">;

export interface HistoryStep {
  readonly id: string;
  readonly place: string;
  readonly at: Temporal.Instant;
  readonly entryId: string | null;
  readonly linkId: string | null;
  readonly detail: StepDetail;
  /** What the pair had agreed on before; null where there is nothing to go back to. */
  readonly before: Agreed | null;
  /** The same of a mirrored entry, and the event of the mirror it is about. */
  readonly mirror: { readonly id: string; readonly before: MirrorAgreed } | null;
}

/** The last steps of each appointment that are kept. */
const keptPerEntry = 50;

/** What happened to each appointment, step by step. */
export class History {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #details: SealedJson<StepDetail>;
  readonly #agreed: SealedJson<Agreed | MirrorAgreed>;

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#details = new SealedJson(box, "history");
    this.#agreed = new SealedJson(box, "history-before");
  }

  async add(
    connection: ConnectionKey,
    step: Pick<HistoryStep, "entryId" | "linkId" | "detail" | "before" | "mirror">,
  ): Promise<void> {
    const id = randomUUID();
    const owner = { tenantId: connection.tenantId, id };
    await this.#db
      .insertInto("history")
      .values({
        id,
        connection_id: connection.id,
        tenant_id: connection.tenantId,
        entry_id: step.entryId,
        link_id: step.linkId,
        at: toDate(this.#clock.now()),
        detail_sealed: this.#details.seal(owner, step.detail),
        mirror_id: step.mirror?.id ?? null,
        before_sealed: this.#sealed(owner, step.mirror?.before ?? step.before),
      })
      .execute();
  }

  /** Newest first. */
  async list(
    connection: ConnectionKey,
    which: { before: string | null; entryId: string | null; limit: number },
  ): Promise<HistoryStep[]> {
    const { before, entryId } = which;
    const rows = await this.#of(connection)
      .$if(before !== null, (query) => query.where("sequence", "<", before ?? ""))
      .$if(entryId !== null, (query) => query.where("entry_id", "=", entryId))
      .orderBy("sequence", "desc")
      .limit(which.limit)
      .execute();
    return rows.map((row) => this.#read(row));
  }

  async byId(connection: ConnectionKey, id: string): Promise<HistoryStep | null> {
    const row = await this.#of(connection).where("id", "=", id).executeTakeFirst();
    return row ? this.#read(row) : null;
  }

  /** Keeps the newest steps of each appointment, and nothing of long ago. */
  async trim(): Promise<void> {
    const before = toDate(this.#clock.now().subtract({ hours: 24 * 90 }));
    await this.#db.deleteFrom("history").where("at", "<", before).execute();
    await sql`
      delete from history using (
        select sequence, row_number() over (
          partition by connection_id, entry_id order by sequence desc) as place
        from history where entry_id is not null
      ) as numbered
      where history.sequence = numbered.sequence and numbered.place > ${keptPerEntry}`.execute(
      this.#db,
    );
  }

  #of(connection: ConnectionKey) {
    return this.#db
      .selectFrom("history")
      .selectAll()
      .select(sql<string>`sequence::text`.as("place"))
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId);
  }

  #sealed(owner: { tenantId: string; id: string }, before: Agreed | MirrorAgreed | null) {
    return before && this.#agreed.seal(owner, before);
  }

  #read(row: Selectable<HistoryTable> & { place: string }): HistoryStep {
    const owner = { tenantId: row.tenant_id, id: row.id };
    const before = this.#agreed.openOrNull(owner, row.before_sealed);
    const { mirror_id: mirrorId } = row;
    return {
      id: row.id,
      place: row.place,
      at: fromDate(row.at),
      entryId: row.entry_id,
      linkId: row.link_id,
      detail: this.#details.open(owner, row.detail_sealed),
      before: mirrorId === null ? (before as Agreed | null) : null,
      mirror: mirrorId && before ? { id: mirrorId, before: before as MirrorAgreed } : null,
    };
  }
}
