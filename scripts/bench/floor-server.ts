/**
 * What a durable webhook costs at the least: Fastify, the raw bytes, one check, one insert for all that
 * wait, on the same engine. Nothing of the product but the way its database is opened.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import Fastify from "fastify";
import { sql } from "kysely";
import { openDatabase } from "../../src/server/store/database.ts";

const { PORT, DATABASE_URL, DATA_DIR = "", SECRET = "", CLIENT_STATE_HASHES = "[]" } = process.env;
const hashes = new Map(JSON.parse(CLIENT_STATE_HASHES) as Array<[string, string]>);
const { db } = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR });
await sql`CREATE TABLE IF NOT EXISTS floor (id text PRIMARY KEY, body text NOT NULL)`.execute(db);

interface Waiting {
  id: string;
  body: string;
  resolve: () => void;
  reject: (reason: unknown) => void;
}
const waiting: Waiting[] = [];
let isWriting = false;

async function write(): Promise<void> {
  isWriting = true;
  while (waiting.length > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    const batch = waiting.splice(0, 500);
    const values = sql.join(batch.map(({ id, body }) => sql`(${id}, ${body})`));
    try {
      await sql`INSERT INTO floor (id, body) VALUES ${values} ON CONFLICT DO NOTHING`.execute(db);
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      for (const { reject } of batch) reject(cause);
    }
  }
  isWriting = false;
}

const store = (body: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const id = createHash("sha256").update(body).digest("base64url");
    waiting.push({ id, body: body.toString("utf8"), resolve, reject });
    if (!isWriting) void write();
  });

const app = Fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

app.post("/webhooks/zoom", async (request, reply) => {
  const body = request.body as Buffer;
  const { "x-zm-request-timestamp": timestamp, "x-zm-signature": signature } = request.headers;
  const digest = createHmac("sha256", SECRET)
    .update(`v0:${String(timestamp)}:`)
    .update(body);
  const expected = Buffer.from(`v0=${digest.digest("hex")}`);
  const given = Buffer.from(String(signature));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return reply.status(401).send();
  }
  await store(body);
  return reply.status(204).send();
});

app.post("/webhooks/graph", async (request, reply) => {
  const body = request.body as Buffer;
  const { value } = JSON.parse(body.toString("utf8")) as {
    value: Array<{ subscriptionId: string; clientState: string }>;
  };
  for (const { subscriptionId, clientState } of value) {
    const given = createHash("sha256").update(clientState).digest("base64url");
    const expected = hashes.get(subscriptionId) ?? "";
    if (
      given.length !== expected.length ||
      !timingSafeEqual(Buffer.from(given), Buffer.from(expected))
    ) {
      return reply.status(401).send();
    }
  }
  await store(body);
  return reply.status(202).send();
});

await app.listen({ port: Number(PORT), host: "127.0.0.1" });
console.log('"listening"');
