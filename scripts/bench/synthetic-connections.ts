import { createHash, randomBytes, randomUUID } from "node:crypto";
import { SecretBox } from "../../src/server/identity/secret-box.ts";
import { type OpenDatabase } from "../../src/server/store/database.ts";
import { type BenchSubscription } from "./load.ts";

export interface SyntheticConnections {
  count: number;
  /** As in SECRET_KEYS of the process that will work on them. */
  secretKeys: string;
  /** `off`: version 2 was never chosen, so that a run ends before it calls anybody. */
  version: "v2" | "off";
  /** Microsoft tells of changes; without it the first run asks for that. */
  isSubscribed: boolean;
}

const atOnce = 500;
const zoomAccountId = "bench-account";

/** People with a connected calendar, as rows: what connecting leaves behind, without the sign-ins. */
export async function insertConnections(
  { db }: OpenDatabase,
  { count, secretKeys, version, isSubscribed }: SyntheticConnections,
): Promise<BenchSubscription[]> {
  const box = new SecretBox(secretKeys.split(",").map((key) => Buffer.from(key, "base64")));
  const now = new Date();
  const later = new Date(now.getTime() + 20 * 3_600_000);
  const tokens = JSON.stringify({ accessToken: "a".repeat(1500), refreshToken: "r".repeat(900) });
  const subscriptions: BenchSubscription[] = [];
  if (version === "off") {
    await db
      .insertInto("settings_layers")
      .values({
        zoom_account_id: zoomAccountId,
        level: "account",
        subject_id: "",
        values: JSON.stringify({ syncVersion: "off" }),
        locked: "[]",
        priority: 1,
        changed_at: now,
        changed_by: "bench",
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (let from = 0; from < count; from += atOnce) {
    const people = Array.from({ length: Math.min(atOnce, count - from) }, () => ({
      id: randomUUID(),
      tenantId: randomUUID(),
      objectId: randomUUID(),
      zoomUserId: randomBytes(11).toString("hex"),
      clientState: randomBytes(32).toString("base64url"),
      subscriptionId: randomUUID(),
    }));
    await db
      .insertInto("zoom_people")
      .values(
        people.map(({ zoomUserId }) => ({
          zoom_account_id: zoomAccountId,
          zoom_user_id: zoomUserId,
          email: `${zoomUserId}@bench.example`,
          display_name: "Ann Bench",
          role: "member",
          group_ids: "[]",
          tokens_sealed: box.seal(["zoom-person", zoomAccountId, zoomUserId], tokens),
          access_expires_at: later,
          refreshed_at: now,
          state: "active",
          profile_read_at: now,
          created_at: now,
        })),
      )
      .execute();
    await db
      .insertInto("users")
      .values(
        people.map(({ tenantId, objectId, zoomUserId }) => ({
          id: randomUUID(),
          tenant_id: tenantId,
          entra_object_id: objectId,
          user_principal_name: `${zoomUserId}@bench.example`,
          zoom_account_id: zoomAccountId,
          zoom_user_id: zoomUserId,
          sync_version: "v2",
          created_at: now,
        })),
      )
      .execute();
    await db
      .insertInto("connections")
      .values(
        people.map(({ id, tenantId, objectId, zoomUserId }) => ({
          id,
          zoom_account_id: zoomAccountId,
          zoom_user_id: zoomUserId,
          tenant_id: tenantId,
          entra_object_id: objectId,
          mode: "delegated",
          mailbox: `${zoomUserId}@bench.example`,
          user_principal_name: `${zoomUserId}@bench.example`,
          display_name: "Ann Bench",
          scopes_requested: JSON.stringify(["Calendars.Read", "Calendars.ReadWrite"]),
          scopes_granted: JSON.stringify(["Calendars.Read", "Calendars.ReadWrite"]),
          tokens_sealed: box.seal(["connection", tenantId, id], tokens),
          access_expires_at: later,
          refreshed_at: now,
          state: "active",
          checked_at: now,
          next_check_at: later,
          created_at: now,
        })),
      )
      .execute();
    if (!isSubscribed) continue;
    await db
      .insertInto("graph_subscriptions")
      .values(
        people.map(({ id, tenantId, clientState, subscriptionId }) => ({
          id: subscriptionId,
          connection_id: id,
          tenant_id: tenantId,
          purpose: "changes",
          client_state_hash: createHash("sha256").update(clientState).digest("base64url"),
          expires_at: new Date(now.getTime() + 6 * 24 * 3_600_000),
          created_at: now,
        })),
      )
      .execute();
    subscriptions.push(
      ...people.map(({ subscriptionId: id, clientState, tenantId }) => ({
        id,
        clientState,
        tenantId,
      })),
    );
  }
  return subscriptions;
}
