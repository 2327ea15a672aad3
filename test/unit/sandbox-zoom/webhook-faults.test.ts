import { type Server, createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { type Delivery } from "../../../src/sandbox/sandbox.ts";
import { applySwitches, calmSwitches } from "../../../src/sandbox/traffic/switches.ts";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { type ZoomWebhookFaults } from "../../../src/sandbox/zoom/zoom-switches.ts";
import { type FakeSandbox, createFakeSandbox } from "../../support/fake-sandbox.ts";
import { type RunningZoom, startZoom } from "../../support/zoom-client.ts";

let zoom: RunningZoom;
let server: Server | undefined;
afterEach(async () => {
  await zoom.close();
  const closing = server;
  server = undefined;
  closing?.closeAllConnections();
  await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
});

interface Sent {
  event: string;
  requestId: string;
  body: string;
}

async function start(sandbox: FakeSandbox, scale?: number): Promise<FakeSandbox> {
  zoom = await startZoom(sandbox, scale);
  await zoom.connect("olga@one.example");
  return sandbox;
}

/** With deliveries taken by the caller, and chance in the test's hand. */
async function startDelivered(chance: number[] = []) {
  const sent: Sent[] = [];
  const deliver = ({ body, headers }: Delivery) => {
    const { event } = JSON.parse(body) as { event: string };
    sent.push({ event, requestId: headers["x-zm-request-id"] ?? "", body });
    return Promise.resolve({ status: 503, type: "", text: "" });
  };
  const sandbox = await start(createFakeSandbox({ deliver, random: () => chance.shift() ?? 0.5 }));
  return { sandbox, sent, byHand: zoomByHand(sandbox) };
}

/** Over the network, where waits are real but short. */
async function startSent(faults: Partial<ZoomWebhookFaults>, chance: number[] = []) {
  const topics: string[] = [];
  const listening = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { event, payload } = JSON.parse(Buffer.concat(chunks).toString()) as {
        event: string;
        payload: { object: { topic: string } };
      };
      if (event === "meeting.created") topics.push(payload.object.topic);
      response.end();
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  const productUrl = `http://127.0.0.1:${port}`;
  const sandbox = createFakeSandbox({ productUrl, random: () => chance.shift() ?? 0.5 });
  Object.assign(sandbox.switches.value.zoomWebhooks, faults);
  await start(sandbox, 0.001);
  return { topics, byHand: zoomByHand(sandbox) };
}

const olga = "olga@one.example";
const settle = () => new Promise((resolve) => setTimeout(resolve, 200));

describe("webhooks that go wrong", () => {
  it("come twice under one request id", async () => {
    const { sandbox, sent, byHand } = await startDelivered();
    sandbox.switches.value.zoomWebhooks.repeated = true;
    byHand.schedule(olga, { type: 2 });
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
  });

  it("come from two subscriptions under two request ids", async () => {
    const { sandbox, sent, byHand } = await startDelivered();
    sandbox.switches.value.zoomWebhooks.twoSubscriptions = true;
    byHand.schedule(olga, { type: 2 });
    expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(2);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  });

  it("are lost by percentage", async () => {
    const { sandbox, sent, byHand } = await startDelivered([0.29, 0.3, 0.5]);
    sandbox.switches.value.zoomWebhooks.lossPercent = 30;
    byHand.schedule(olga, { type: 2, topic: "Lost" });
    byHand.schedule(olga, { type: 2, topic: "Kept" });
    expect(sent.map(({ body }) => body)).toEqual([expect.stringContaining("Kept")]);
    expect(sandbox.entries.some(({ note }) => note?.includes("lost"))).toBe(true);
  });

  it("never come for the one event that is missing", async () => {
    const { sandbox, sent, byHand } = await startDelivered();
    sandbox.switches.value.zoomWebhooks.missingEvent = "meeting.updated";
    const { id } = byHand.schedule(olga, { type: 2 });
    byHand.change(id, { topic: "Other" });
    byHand.remove(id);
    expect(sent.map(({ event }) => event)).toEqual(["meeting.created", "meeting.deleted"]);
  });

  it("come late", async () => {
    const { topics, byHand } = await startSent({ delaySeconds: 100 });
    byHand.schedule(olga, { type: 2, topic: "Late" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(topics).toEqual([]);
    await settle();
    expect(topics).toEqual(["Late"]);
  });

  it("overtake each other", async () => {
    // For each event the switch draws twice: whether it is lost, and how long it waits.
    const { topics, byHand } = await startSent({ shuffleSeconds: 100 }, [0.5, 1, 0.5, 0]);
    byHand.schedule(olga, { type: 2, topic: "First" });
    byHand.schedule(olga, { type: 2, topic: "Second" });
    await settle();
    expect(topics).toEqual(["Second", "First"]);
  });

  it("are set only to what the switches can be", () => {
    const switches = calmSwitches();
    for (const zoomWebhooks of [
      { lossPercent: 101 },
      { delaySeconds: -1 },
      { shuffleSeconds: 0.5 },
      { missingEvent: "meeting.nonsense" },
    ]) {
      expect(() => applySwitches(switches, { zoomWebhooks })).toThrow(RangeError);
    }
    expect(() => applySwitches(switches, { zoomFlaky: 101 })).toThrow(RangeError);
    expect(switches).toEqual(calmSwitches());
  });
});

describe("webhooks that the caller delivers", () => {
  it("are handed over once, signed, with no challenge and no retry", async () => {
    const { sandbox, sent, byHand } = await startDelivered();
    byHand.schedule(olga, { type: 2 });
    await settle();
    expect(sent.map(({ event }) => event)).toEqual(["meeting.created"]);
    expect(sandbox.entries.at(-1)).toMatchObject({ service: "webhook", status: 503 });
  });

  it("do no harm when their delivery fails", async () => {
    const deliver = () => {
      throw new Error("no such product");
    };
    const sandbox = await start(createFakeSandbox({ deliver }));
    zoomByHand(sandbox).schedule(olga, { type: 2 });
    await settle();
    expect(sandbox.entries.at(-1)?.note).toContain("no such product");
  });
});
