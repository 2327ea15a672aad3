import { sql, type Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { AppError } from "../errors.ts";
import { migrations } from "./migrations/index.ts";

/** The database could not be brought to the schema this version of the product needs. */
export class MigrationFailed extends AppError {
  constructor(message: string, cause: unknown) {
    super("store.migrationFailed", message, { cause });
  }
}

/** Any number no other user of the database's advisory locks is likely to choose. */
const MIGRATION_LOCK = 5_390_211_774;

/**
 * Brings the database to the newest schema, one transaction for all steps. Processes that start
 * together on one PostgreSQL take turns.
 * @throws MigrationFailed; the database is then as it was before.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  steps: Readonly<Record<string, Migration>> = migrations,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK}::int8)`.execute(connection);
    try {
      await runSteps(connection, steps);
    } finally {
      await sql`SELECT pg_advisory_unlock(${MIGRATION_LOCK}::int8)`.execute(connection);
    }
  });
}

async function runSteps<Schema>(
  connection: Kysely<Schema>,
  steps: Readonly<Record<string, Migration>>,
): Promise<void> {
  const migrator = new Migrator({
    db: connection,
    provider: { getMigrations: () => Promise.resolve({ ...steps }) },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results.find((result) => result.status === "Error")?.migrationName;
  throw new MigrationFailed(
    `The database was not changed, because ${failed === undefined ? "its migrations do not fit this version" : `migration ${failed} failed`}. ` +
      "Run the version of the product that last used this database, or read the cause below.",
    error,
  );
}
