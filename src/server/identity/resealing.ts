import { type Kysely, sql } from "kysely";
import { type Schema } from "../store/schema.ts";
import { type SecretBox } from "./secret-box.ts";

interface SealedColumn {
  readonly table: keyof Schema;
  readonly column: string;
  /** Columns that find the row again. */
  readonly key: readonly string[];
  /** What the value was sealed for, from the row. */
  readonly belongsTo: (row: Readonly<Record<string, string>>) => string[];
  /** Further columns that `belongsTo` needs. */
  readonly needs?: readonly string[];
}

const ofLink = ({ tenant_id = "", id = "" }) => ["link-access", tenant_id, id];
const linkColumn = (column: string): SealedColumn => ({
  table: "links",
  column,
  key: ["id"],
  needs: ["tenant_id"],
  belongsTo: ofLink,
});

/** As `sync/state` seals: for the row's tenant and its key, the parts of it apart by a space. */
function syncColumn(
  table: keyof Schema,
  column: string,
  kind: string,
  key: readonly string[],
): SealedColumn {
  return {
    table,
    column,
    key,
    needs: ["tenant_id"],
    belongsTo: (row) => [kind, row.tenant_id ?? "", key.map((name) => row[name] ?? "").join(" ")],
  };
}

/** Every encrypted column, with what binds its values to their rows. A test compares it with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: "zoom_people",
    column: "tokens_sealed",
    key: ["zoom_account_id", "zoom_user_id"],
    belongsTo: ({ zoom_account_id = "", zoom_user_id = "" }) => [
      "zoom-person",
      zoom_account_id,
      zoom_user_id,
    ],
  },
  {
    table: "connections",
    column: "tokens_sealed",
    key: ["id"],
    needs: ["tenant_id"],
    belongsTo: ({ tenant_id = "", id = "" }) => ["connection", tenant_id, id],
  },
  {
    table: "one_time_codes",
    column: "payload_sealed",
    key: ["code_hash"],
    needs: ["purpose"],
    belongsTo: ({ purpose = "", code_hash = "" }) => [purpose, code_hash],
  },
  {
    table: "zoom_webhooks",
    column: "body_sealed",
    key: ["id"],
    belongsTo: ({ id = "" }) => ["zoom-webhook", id],
  },
  ...[
    "access_sealed",
    "create_attempt_sealed",
    "outlook_sealed",
    "zoom_sealed",
    "agreed_sealed",
    "intended_sealed",
  ].map(linkColumn),
  syncColumn("sync_states", "preview_sealed", "sync-preview", ["connection_id"]),
  syncColumn("sync_states", "pause_sealed", "sync-pause", ["connection_id"]),
  syncColumn("calendar_cursors", "link_sealed", "calendar-cursor", [
    "connection_id",
    "calendar_id",
  ]),
  syncColumn("entries", "seen_sealed", "entry", ["id"]),
  syncColumn("mirrors", "agreed_sealed", "mirror-agreed", ["id"]),
  syncColumn("mirrors", "intended_sealed", "mirror-agreed", ["id"]),
  syncColumn("mirrors", "calendar_sealed", "mirror-calendar", ["id"]),
  syncColumn("zoom_hints", "body_sealed", "zoom-hint", ["connection_id", "webhook_id"]),
  syncColumn("zoom_strays", "state_sealed", "zoom-stray", ["connection_id", "meeting_id"]),
  syncColumn("history", "detail_sealed", "history", ["id"]),
  syncColumn("history", "before_sealed", "history-before", ["id"]),
  syncColumn("conflicts", "conflict_sealed", "conflict", ["id"]),
];

const atOnce = 500;

/**
 * Encrypts with the newest key what an older one encrypted, while servers go on working: a row that
 * somebody changed in between is left to its change, which used the newest key anyway.
 */
export class Resealing {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#box = box;
  }

  /** How many values were encrypted anew. */
  async run(): Promise<number> {
    let resealed = 0;
    for (const column of sealedColumns) {
      for (;;) {
        const batch = await this.#batch(column);
        if (batch === 0) break;
        resealed += batch;
      }
    }
    return resealed;
  }

  async #batch({ table, column, key, needs = [], belongsTo }: SealedColumn): Promise<number> {
    const names = [...key, ...needs, column].map((name) => sql.ref(name));
    const prefix = `${this.#box.currentKeyId}.%`;
    const { rows } = await sql<Record<string, string>>`
      select ${sql.join(names)} from ${sql.table(table)}
      where ${sql.ref(column)} is not null and ${sql.ref(column)} not like ${prefix}
      limit ${atOnce}`.execute(this.#db);
    for (const row of rows) {
      const old = row[column] ?? "";
      const owner = belongsTo(row);
      const fresh = this.#box.seal(owner, this.#box.open(owner, old));
      const sameRow = key.map((name) => sql`${sql.ref(name)} = ${row[name]}`);
      await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${fresh}
        where ${sql.join(sameRow, sql` and `)} and ${sql.ref(column)} = ${old}`.execute(this.#db);
    }
    return rows.length;
  }
}
