import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Resealing, sealedColumns } from "../../../src/server/identity/resealing.ts";
import { SecretBox } from "../../../src/server/identity/secret-box.ts";
import { visit, type Visitor } from "../../support/connecting.ts";
import {
  ada,
  appointment,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

let product: RunningProduct;
let visitor: Visitor;

beforeAll(async () => {
  product = await startProduct();
  visitor = await visit(product, ada);
  await visitor.connect(ada);
  const caller = await product.signIn(ada);
  await caller.connectZoom();
  const added = await caller.call("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment(),
  });
  expect(added.status).toBe(200);
  // A flow under way, whose code is sealed, too.
  await visitor.startConnecting();
}, 60_000);
afterAll(async () => product.close());

describe("rotating the keys", () => {
  test("knows every encrypted column of the schema", () => {
    const schema = ["schema", "sync-schema"]
      .map((name) => readFileSync(`src/server/store/${name}.ts`, "utf8"))
      .join("\n");
    const known = new Set(sealedColumns.map(({ column }) => column));
    const inSchema = [...schema.matchAll(/^ {2}(\w+_sealed):/gm)].map(([, name]) => name);
    expect(inSchema.length).toBe(sealedColumns.length);
    expect(inSchema.filter((name) => !known.has(name ?? ""))).toEqual([]);
  });

  test("encrypts every value anew while a server refreshes tokens, and the old key can go", async () => {
    const { db } = product.database;
    const [oldKey] = product.config.secretKeys;
    const newKey = randomBytes(32);
    const both = new SecretBox([newKey, oldKey!]);
    product.passTime({ hours: 2 });
    const [resealed] = await Promise.all([
      new Resealing(db, both).run(),
      visitor.call("GET", "/api/portal/profile"),
    ]);
    expect(resealed).toBeGreaterThan(6);
    // What a server with the old keys wrote in between is found by the next run.
    await new Resealing(db, both).run();
    const onlyNew = new Resealing(db, new SecretBox([newKey]));
    expect(await onlyNew.run()).toBe(0);
    const box = new SecretBox([newKey]);
    const row = await db.selectFrom("connections").selectAll().executeTakeFirstOrThrow();
    const opened = box.open(["connection", row.tenant_id, row.id], row.tokens_sealed ?? "");
    expect(Object.keys(JSON.parse(opened) as object)).toEqual(["accessToken", "refreshToken"]);
  });

  test("a value copied to another row does not open", async () => {
    const box = new SecretBox([randomBytes(32)]);
    const sealed = box.seal(["connection", "tenant a", "id"], "token");
    expect(() => box.open(["connection", "tenant b", "id"], sealed)).toThrow();
    return Promise.resolve();
  });
});
