import { randomUUID } from "node:crypto";
import { type Kysely } from "kysely";
import { type Conflict } from "../../../sync/model.ts";
import { type Clock, fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type Schema } from "../../store/schema.ts";
import { SealedJson } from "./sealed-json.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** A conflict that was decided by rule, with both values, until a person has seen it. */
export interface OpenConflict {
  readonly id: string;
  readonly linkId: string;
  readonly at: Temporal.Instant;
  readonly conflict: Conflict;
}

export class Conflicts {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #sealed: SealedJson<Conflict>;

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#sealed = new SealedJson(box, "conflict");
  }

  /** A newer conflict of the same field takes the place of the older one. */
  async add(connection: ConnectionKey, linkId: string, conflict: Conflict): Promise<void> {
    const id = randomUUID();
    const field =
      conflict.field === "exception" ? `exception ${conflict.originalStart}` : conflict.field;
    await this.#db.transaction().execute(async (db) => {
      await db
        .deleteFrom("conflicts")
        .where("connection_id", "=", connection.id)
        .where("tenant_id", "=", connection.tenantId)
        .where("link_id", "=", linkId)
        .where("field", "=", field)
        .execute();
      await db
        .insertInto("conflicts")
        .values({
          id,
          connection_id: connection.id,
          tenant_id: connection.tenantId,
          link_id: linkId,
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
    return rows.map((row) => ({
      id: row.id,
      linkId: row.link_id,
      at: fromDate(row.at),
      conflict: this.#sealed.open({ tenantId: row.tenant_id, id: row.id }, row.conflict_sealed),
    }));
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

  async ofLinkEnded(connection: ConnectionKey, linkId: string): Promise<void> {
    await this.#db
      .deleteFrom("conflicts")
      .where("connection_id", "=", connection.id)
      .where("tenant_id", "=", connection.tenantId)
      .where("link_id", "=", linkId)
      .execute();
  }
}
