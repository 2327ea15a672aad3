/**
 * A process of its own that sends webhooks as fast as they are answered: so many connections, each with
 * one request under way, for a bounded time, and only to this machine. Prints one JSON line.
 */
import { createHmac, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { type LoadOrder, type LoadResult } from "./load.ts";

const order = JSON.parse(process.argv[2] ?? "{}") as LoadOrder;
const target = new URL(order.url);
if (target.hostname !== "127.0.0.1") throw new Error("Load goes to 127.0.0.1 only.");

interface Message {
  body: Buffer;
  headers: Record<string, string>;
}

const filler = "x".repeat(700);
const runId = randomBytes(6).toString("hex");

function message(index: number): Message {
  if (order.kind === "graph") {
    const subscription = order.subscriptions[index % order.subscriptions.length];
    const body = Buffer.from(
      JSON.stringify({
        value: [
          {
            subscriptionId: subscription?.id,
            subscriptionExpirationDateTime: "2030-01-01T00:00:00Z",
            clientState: subscription?.clientState,
            changeType: "updated",
            resource: `Users/u/Events/${runId}-${index}`,
            tenantId: subscription?.tenantId,
            resourceData: { "@odata.type": "#Microsoft.Graph.Event", id: `${runId}-${index}` },
          },
        ],
      }),
    );
    return { body, headers: { "content-type": "application/json; charset=utf-8" } };
  }
  const body = Buffer.from(
    JSON.stringify({
      event: "meeting.updated",
      event_ts: Date.now(),
      payload: {
        account_id: "bench-account",
        operator: "ann@bench.example",
        object: { id: 90_000_000_000 + index, uuid: `${runId}-${index}`, topic: filler },
      },
    }),
  );
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac("sha256", order.secret).update(`v0:${timestamp}:`).update(body);
  return {
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "x-zm-request-timestamp": timestamp,
      "x-zm-signature": `v0=${digest.digest("hex")}`,
    },
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: order.connections });
const latenciesMs: number[] = [];
let failures = 0;
let sent = 0;

function send({ body, headers }: Message): Promise<number> {
  return new Promise((resolve) => {
    const outgoing = request(
      {
        agent,
        method: "POST",
        host: target.hostname,
        port: target.port,
        path: target.pathname,
        headers: { ...headers, "content-length": String(body.length) },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    outgoing.on("error", () => resolve(0));
    outgoing.end(body);
  });
}

async function sendUntil(end: number): Promise<void> {
  while (performance.now() < end && sent < order.mostRequests) {
    const next = message(sent++);
    const startedAt = performance.now();
    const status = await send(next);
    if (status >= 200 && status < 300) latenciesMs.push(performance.now() - startedAt);
    else failures += 1;
  }
}

const startedAt = performance.now();
const end = startedAt + order.durationMs;
await Promise.all(Array.from({ length: order.connections }, () => sendUntil(end)));
const seconds = (performance.now() - startedAt) / 1000;
agent.destroy();

const inOrder = latenciesMs.toSorted((a, b) => a - b);
const percentile = (share: number): number =>
  inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? 0;
const result: LoadResult = {
  perSecond: latenciesMs.length / seconds,
  acknowledged: latenciesMs.length,
  failures,
  p50Ms: percentile(0.5),
  p99Ms: percentile(0.99),
};
console.log(JSON.stringify(result));
