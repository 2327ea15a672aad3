import { randomUUID } from "node:crypto";
import { type Kysely } from "kysely";
import { type MirrorConflict } from "../../../sync/mirror.ts";
import { type Conflict } from "../../../sync/model.ts";
import { type Clock, fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** Where both sides of a pair disagreed, or an entry and its event in the mirror. */
export type Disagreement =
  | { readonly of: "link"; readonly ownerId: string; readonly conflict: Conflict }
  | { readonly of: "mirror"; readonly ownerId: string; readonly conflict: MirrorConflict };

/** A conflict that was decided by rule, with both values, until a person has seen it. */
export type OpenConflict = Disagreement & { readonly id: string; readonly at: Temporal.Instant };

export class Conflicts {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #sealed: SealedJson<Conflict | MirrorConflict>;

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#sealed = new SealedJson(box, "conflict");
  }

  /** A newer conflict of the same field takes the place of the older one. */
  async add(connection: ConnectionKey, disagreement: Disagreement): Promise<void> {
    const id = randomUUID();
    const { of, ownerId, conflict } = disagreement;
    const field =
      conflict.field === "exception" ? `exception ${conflict.originalStart}` : conflict.field;
    await this.#db.transaction().execute(async (db) => {
      await db
        .deleteFrom("conflicts")
        .where("connection_id", "=", connection.id)
        .where("tenant_id", "=", connection.tenantId)
        .where(columnOf(of), "=", ownerId)
        .where("field", "=", field)
        .execute();
      await db
        .insertInto("conflicts")
        .values({
          id,
          connection_id: connection.id,
          tenant_id: connection.tenantId,
          link_id: of === "link" ? ownerId : null,
          mirror_id: of === "mirror" ? ownerId : null,
          field,
          at: toDate(this.#clock.now()),
          conflict_sealed: this.#sealed.seal({ tenantId: connection.tenantId, id }, conflict),
        })
        .execute();
    });
  }

  async all(connection: ConnectionKey): Promise<OpenConflict[]> {
    const rows = await this.#db
      .selectFrom("conflicts")
      .selectAll()
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .orderBy("at", "desc")
      .execute();
    return rows.map((row) => {
      const owner = { tenantId: row.tenant_id, id: row.id };
      return {
        id: row.id,
        at: fromDate(row.at),
        of: row.mirror_id === null ? "link" : "mirror",
        ownerId: row.mirror_id ?? row.link_id,
        conflict: this.#sealed.open(owner, row.conflict_sealed),
      } as OpenConflict;
    });
  }

  async byId(connection: ConnectionKey, id: string): Promise<OpenConflict | null> {
    return (await this.all(connection)).find((conflict) => conflict.id === id) ?? null;
  }

  async close(connection: ConnectionKey, id: string): Promise<void> {
    await this.#db
      .deleteFrom("conflicts")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("id", "=", id)
      .execute();
  }

  /** What they were about is over. */
  async ended(
    connection: ConnectionKey,
    { of, ownerId }: Pick<Disagreement, "of" | "ownerId">,
  ): Promise<void> {
    await this.#db
      .deleteFrom("conflicts")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where(columnOf(of), "=", ownerId)
      .execute();
  }
}

function columnOf(of: Disagreement["of"]): "link_id" | "mirror_id" {
  return of === "link" ? "link_id" : "mirror_id";
}
