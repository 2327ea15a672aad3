import "./assert-node.ts";
import { readConfig } from "../src/server/config.ts";
import { Resealing } from "../src/server/identity/resealing.ts";
import { SecretBox } from "../src/server/identity/secret-box.ts";
import { createLogger } from "../src/server/logger.ts";
import { DataDirectoryInUse } from "../src/server/store/data-directory-lock.ts";
import { openDatabase } from "../src/server/store/database.ts";
import { migrate } from "../src/server/store/migrate.ts";

/** Encrypts with the first of SECRET_KEYS what older keys encrypted; servers may go on working. */
async function rotate(): Promise<void> {
  const config = readConfig(process.env);
  const database = await openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    dataDir: config.dataDir,
    logger: createLogger("warn"),
  });
  try {
    await migrate(database.db);
    const resealed = await new Resealing(database.db, new SecretBox(config.secretKeys)).run();
    console.log(
      `${resealed} stored value(s) were encrypted anew with the first key of SECRET_KEYS. ` +
        "Once every server runs with these keys, the older ones can be taken out.",
    );
  } finally {
    await database.close();
  }
}

rotate().catch((error: unknown) => {
  if (error instanceof DataDirectoryInUse) {
    console.log(
      "The embedded database is in use by a running server, which encrypts old values anew by " +
        "itself, within the hour after it was started with a new first key. Nothing else is needed.",
    );
    return;
  }
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
