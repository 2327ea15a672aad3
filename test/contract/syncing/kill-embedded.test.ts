import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type BenchSubscription } from "../../../scripts/bench/load.ts";
import { benchSecret, productSettings } from "../../../scripts/bench/product-settings.ts";
import { insertConnections } from "../../../scripts/bench/synthetic-connections.ts";
import { openDatabase } from "../../../src/server/store/database.ts";
import { migrate } from "../../../src/server/store/migrate.ts";
import { freePort } from "../../support/cluster/free-port.ts";
import { type ServerProcess, startServerProcess } from "../../support/cluster/server-process.ts";

const kills = process.env.DEEP === "1" ? 20 : 3;
const sendersEach = 4;

describe("a process on the embedded database that is killed at any moment", () => {
  const folder = mkdtempSync(join(tmpdir(), "kill-embedded-"));
  const dataDir = join(folder, "data");
  const acknowledged = { zoom: [] as string[], graph: [] as string[] };
  let environment: Record<string, string>;
  let subscriptions: BenchSubscription[];
  let running: ServerProcess | null = null;

  beforeAll(async () => {
    // Nobody answers there: the vendors are of no account here.
    environment = {
      ...productSettings("http://127.0.0.1:9", "http://127.0.0.1:9"),
      DATA_DIR: dataDir,
    };
    const database = await openDatabase({ dataDir });
    await migrate(database.db);
    subscriptions = await insertConnections(database, {
      count: 3,
      secretKeys: environment.SECRET_KEYS ?? "",
      version: "off",
      isSubscribed: true,
    });
    await database.close();
  }, 90_000);
  afterAll(async () => {
    await running?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    `has lost none of the webhooks it acknowledged, after ${kills} kills (20 with DEEP=1)`,
    async () => {
      for (let kill = 0; kill < kills; kill++) await runUntilKilled();
      expect(acknowledged.zoom.length).toBeGreaterThan(kills * 5);
      expect(acknowledged.graph.length).toBeGreaterThan(kills * 5);
      const kept = await keptWebhooks();
      expect(acknowledged.zoom.filter((id) => !kept.zoom.has(id))).toEqual([]);
      expect(acknowledged.graph.filter((id) => !kept.graph.has(id))).toEqual([]);
    },
    60_000 + kills * 30_000,
  );

  async function runUntilKilled(): Promise<void> {
    running = startServerProcess({
      name: "embedded",
      port: await freePort(),
      environment,
      logFile: join(folder, "server.log"),
    });
    const { url } = running;
    await running.ready;
    const stop = new AbortController();
    const sending = Array.from({ length: sendersEach }, () => [
      sendUntil(stop.signal, () => sendZoom(url)),
      sendUntil(stop.signal, () => sendGraph(url)),
    ]).flat();
    await sleep(300 + Math.random() * 1200);
    await running.kill();
    stop.abort();
    await Promise.all(sending);
    running = null;
  }

  async function sendUntil(signal: AbortSignal, send: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        await send();
      } catch {
        // The connection broke in the middle: not acknowledged.
        return;
      }
    }
  }

  async function sendZoom(url: string): Promise<void> {
    const body = JSON.stringify({
      event: "meeting.updated",
      event_ts: Date.now(),
      payload: { account_id: "bench-account", object: { id: 1, uuid: randomUUID() } },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const digest = createHmac("sha256", benchSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest("hex");
    const reply = await fetch(`${url}/webhooks/zoom`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-zm-request-timestamp": timestamp,
        "x-zm-signature": `v0=${digest}`,
      },
    });
    if (!reply.ok) throw new Error(`Zoom's webhook was answered with ${reply.status}`);
    acknowledged.zoom.push(createHash("sha256").update(body).digest("base64url"));
  }

  async function sendGraph(url: string): Promise<void> {
    const events = [randomBytes(12).toString("hex"), randomBytes(12).toString("hex")];
    const value = events.map((id, index) => {
      const subscription = subscriptions[index % subscriptions.length];
      const { id: subscriptionId, clientState, tenantId } = subscription ?? {};
      return { subscriptionId, clientState, tenantId, changeType: "updated", resourceData: { id } };
    });
    const reply = await fetch(`${url}/webhooks/graph`, {
      method: "POST",
      body: JSON.stringify({ value }),
      headers: { "content-type": "application/json" },
    });
    if (!reply.ok) throw new Error(`The notification was answered with ${reply.status}`);
    acknowledged.graph.push(...events);
  }

  /** Zoom's are kept a day after they were worked; Graph's wait here, where no run takes them. */
  async function keptWebhooks(): Promise<{ zoom: Set<string>; graph: Set<string | null> }> {
    const database = await openDatabase({ dataDir });
    const { db } = database;
    const zoom = await db.selectFrom("zoom_webhooks").select("id").execute();
    const graph = await db.selectFrom("graph_notifications").select("event_id").execute();
    await database.close();
    return {
      zoom: new Set(zoom.map(({ id }) => id)),
      graph: new Set(graph.map(({ event_id }) => event_id)),
    };
  }
});
