import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { type BenchSubscription } from "../../../scripts/bench/load.ts";
import { insertConnections } from "../../../scripts/bench/synthetic-connections.ts";
import { type RunningProduct, startProduct } from "../../support/product.ts";

let product: RunningProduct;
let subscription: BenchSubscription;

beforeAll(async () => {
  product = await startProduct();
  const [made] = await insertConnections(product.database, {
    count: 1,
    secretKeys: product.config.secretKeys.map((key) => key.toString("base64")).join(","),
    version: "off",
    isSubscribed: true,
  });
  subscription = made!;
}, 60_000);
afterAll(async () => product.close());
afterEach(async () => {
  await sql`DROP TRIGGER IF EXISTS refuse ON graph_notifications`.execute(product.database.db);
});

async function tell(eventId: string, changes: object = {}): Promise<Response> {
  const { id, clientState, tenantId } = subscription;
  const item = { subscriptionId: id, clientState, tenantId, changeType: "updated" };
  return fetch(`${product.url}/webhooks/graph`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ value: [{ ...item, resourceData: { id: eventId }, ...changes }] }),
  });
}

async function stored(eventId: string): Promise<number> {
  const { db } = product.database;
  const rows = await db
    .selectFrom("graph_notifications")
    .select("id")
    .where("event_id", "=", eventId)
    .execute();
  return rows.length;
}

async function waiting(): Promise<number> {
  const { db } = product.database;
  return (await db.selectFrom("graph_notifications").select("id").execute()).length;
}

describe("a notification of Graph", () => {
  test("is in the database by the time it is acknowledged", async () => {
    expect((await tell("kept")).status).toBe(202);
    expect(await stored("kept")).toBe(1);
  });

  test("that cannot be stored answers 503, so that Graph sends it again", async () => {
    const { db } = product.database;
    await sql`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$`.execute(db);
    await sql`CREATE TRIGGER refuse BEFORE INSERT ON graph_notifications
      FOR EACH STATEMENT EXECUTE FUNCTION refuse()`.execute(db);
    expect((await tell("refused")).status).toBe(503);
    expect(await stored("refused")).toBe(0);
  });

  test.each(["\u0000", "half of an emoji \ud83d"])(
    "that names an event with what no database takes as text, %j, is a hint all the same",
    async (eventId) => {
      const before = await waiting();
      expect((await tell(eventId)).status).toBe(202);
      expect(await waiting()).toBe(before + 1);
    },
  );

  test.each([{ subscriptionId: "\u0000" }, { changeType: "\ud800" }])(
    "with %j is dropped, and is no fault",
    async (changes) => {
      expect((await tell("dropped", changes)).status).toBe(202);
      expect(await stored("dropped")).toBe(0);
    },
  );

  test("with another secret is dropped, although its subscription was just recognised", async () => {
    expect((await tell("ours")).status).toBe(202);
    expect((await tell("forged", { clientState: "x".repeat(43) })).status).toBe(202);
    expect(await stored("forged")).toBe(0);
  });

  test("of a subscription that is stored a moment later is taken from then on", async () => {
    const { db } = product.database;
    const late = `${subscription.id}-late`;
    expect((await tell("early", { subscriptionId: late })).status).toBe(202);
    expect(await stored("early")).toBe(0);
    await sql`INSERT INTO graph_subscriptions
      SELECT ${late}, connection_id, tenant_id, purpose, client_state_hash, expires_at, created_at
      FROM graph_subscriptions WHERE id = ${subscription.id}`.execute(db);
    await tell("in time", { subscriptionId: late });
    expect(await stored("in time")).toBe(1);
  });

  test("of a subscription that has ended is dropped within seconds", async () => {
    const { db } = product.database;
    await tell("last");
    await db.deleteFrom("graph_subscriptions").where("id", "=", subscription.id).execute();
    product.passTime({ seconds: 4 });
    expect((await tell("too late")).status).toBe(202);
    expect(await stored("too late")).toBe(0);
  });
});
