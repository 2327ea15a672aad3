import { randomBytes } from "node:crypto";
import { insertConnections } from "../../scripts/bench/synthetic-connections.ts";
import { SecretBox } from "../../src/server/identity/secret-box.ts";
import { type OpenDatabase } from "../../src/server/store/database.ts";
import { type ConnectionKey } from "../../src/server/sync/state/sync-states.ts";

/** A connected calendar as rows, without anybody to sign in, and the box its secrets are sealed with. */
export async function insertOneConnection(
  database: OpenDatabase,
): Promise<{ connection: ConnectionKey; box: SecretBox }> {
  const key = randomBytes(32);
  await insertConnections(database, {
    count: 1,
    secretKeys: key.toString("base64"),
    version: "v2",
    isSubscribed: true,
  });
  const { id, tenant_id: tenantId } = await database.db
    .selectFrom("connections")
    .select(["id", "tenant_id"])
    .executeTakeFirstOrThrow();
  return { connection: { id, tenantId }, box: new SecretBox([key]) };
}
