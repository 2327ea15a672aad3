import { createHmac } from "node:crypto";
import { type Server, createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { deauthorizeZoomApp, zoomThrottleReply } from "../../../src/sandbox/zoom/routes.ts";
import { createFakeSandbox } from "../../support/fake-sandbox.ts";
import { type Body, type RunningZoom, startZoom } from "../../support/zoom-client.ts";

interface Received {
  headers: Record<string, unknown>;
  raw: string;
  body: Body & { event: string; payload: Body & { object: Body; old_object: Body } };
}

let product: Server;
let received: Received[];
let statuses: number[];
let zoom: RunningZoom;
let token: string;

const secret = "zoom-webhook-secret";
const hmac = (text: string) => createHmac("sha256", secret).update(text).digest("hex");

beforeEach(async () => {
  received = [];
  statuses = [];
  product = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString();
      const body = JSON.parse(raw) as Received["body"];
      received.push({ headers: request.headers, raw, body });
      if (body.event === "endpoint.url_validation") {
        const plainToken = String(body.payload.plainToken);
        response.end(JSON.stringify({ plainToken, encryptedToken: hmac(plainToken) }));
      } else response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => product.listen(0, "127.0.0.1", resolve));
  const { port } = product.address() as AddressInfo;
  const sandbox = createFakeSandbox({ productUrl: `http://127.0.0.1:${port}` });
  // At this scale five minutes are thirty milliseconds.
  zoom = await startZoom(sandbox, 0.0001);
  token = (await zoom.connect("olga@one.example")).access_token;
});
afterEach(async () => {
  await zoom.close();
  product.closeAllConnections();
  await new Promise((resolve) => product.close(resolve));
});

async function waitFor(event: string, count = 1): Promise<Received[]> {
  for (let tries = 0; tries < 300; tries++) {
    const found = received.filter(({ body }) => body.event === event);
    if (found.length >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No ${event} came; there were ${received.map(({ body }) => body.event).join()}`);
}
const last = async (event: string) => (await waitFor(event)).at(-1)!;
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));
const create = async (body: Body) =>
  (await zoom.call(token, "POST", "/users/me/meetings", body)).body as Body & { id: number };
const plan = { topic: "Größe 🎉", type: 2, start_time: "2026-03-27T10:00:00Z", duration: 30 };

describe("webhooks", () => {
  it("challenge the endpoint at the start, signed", async () => {
    const { body, headers, raw } = await last("endpoint.url_validation");
    expect(body.payload.plainToken).toEqual(expect.any(String));
    const timestamp = String(headers["x-zm-request-timestamp"]);
    expect(headers["x-zm-signature"]).toBe(`v0=${hmac(`v0:${timestamp}:${raw}`)}`);
  });

  it("are signed over the raw UTF-8 body, and carry the id as a number", async () => {
    const meeting = await create(plan);
    const { headers, raw, body } = await last("meeting.created");
    expect(raw).toContain("Größe 🎉");
    expect(headers["x-zm-request-timestamp"]).toBe(
      String(Date.parse("2026-03-02T09:00:00Z") / 1000),
    );
    expect(headers["x-zm-signature"]).toBe(
      `v0=${hmac(`v0:${String(headers["x-zm-request-timestamp"])}:${raw}`)}`,
    );
    expect(body.payload.object.id).toBe(meeting.id);
    expect(body.payload).toMatchObject({ operation: "all", operator: "olga@one.example" });
    expect(body.payload.object).not.toHaveProperty("agenda");
  });

  it("tell of an update only what changed", async () => {
    const { id } = await create({ ...plan, settings: { mute_upon_entry: false } });
    await zoom.call(token, "PATCH", `/meetings/${id}`, {
      duration: 45,
      topic: plan.topic,
      settings: { mute_upon_entry: true },
    });
    const { payload } = (await last("meeting.updated")).body;
    expect(payload).toMatchObject({ scope: "all", time_stamp: expect.any(Number) });
    expect(payload.object).toEqual({ id, duration: 45, settings: { mute_upon_entry: true } });
    expect(payload.old_object).toEqual({ id, duration: 30, settings: { mute_upon_entry: false } });
  });

  it("name the one occurrence of a single change or deletion", async () => {
    const recurrence = { type: 1, repeat_interval: 1, end_times: 3 };
    const series = await create({ ...plan, type: 8, recurrence });
    const [first, second] = series.occurrences as Array<{ occurrence_id: string }>;
    const path = `/meetings/${series.id}?occurrence_id=`;
    await zoom.call(token, "PATCH", path + first!.occurrence_id, { duration: 50 });
    const updated = (await last("meeting.updated")).body.payload;
    expect(updated).toMatchObject({ scope: "single" });
    expect(updated.object.occurrences).toEqual([{ ...first, duration: 50 }]);
    await zoom.call(token, "DELETE", path + second!.occurrence_id);
    const deleted = (await last("meeting.deleted")).body.payload;
    expect(deleted).toMatchObject({ operation: "single" });
    expect(deleted.object.occurrences).toMatchObject([{ occurrence_id: second!.occurrence_id }]);
  });

  it("carry the id as a string when a meeting starts and ends", async () => {
    const { id } = await create(plan);
    const press = (action: string) =>
      fetch(`${zoom.origin}/zoom/s/${id}`, {
        method: "POST",
        body: new URLSearchParams({ action }),
        redirect: "manual",
      });
    await press("start");
    const started = (await last("meeting.started")).body.payload;
    expect(started.object.id).toBe(String(id));
    await zoom.call(token, "PUT", `/meetings/${id}/status`, { action: "end" });
    const ended = (await last("meeting.ended")).body.payload;
    expect(ended.object.uuid).toBe(started.object.uuid);
    const next = await zoom.call(token, "GET", `/meetings/${id}`);
    expect(next.body.uuid).not.toBe(started.object.uuid);
  });

  it("are retried three times after a 5xx, under one request id", async () => {
    statuses = [503, 503, 500, 500, 500];
    await create(plan);
    const attempts = await waitFor("meeting.created", 4);
    await settle();
    expect(received.filter(({ body }) => body.event === "meeting.created")).toHaveLength(4);
    expect(new Set(attempts.map(({ headers }) => headers["x-zm-request-id"])).size).toBe(1);
    expect(new Set(attempts.map(({ raw }) => raw)).size).toBe(1);
  });

  it.each([400, 401, 404, 302])("are lost for good after a %s", async (status) => {
    statuses = [status];
    await create(plan);
    await waitFor("meeting.created");
    await settle();
    expect(received.filter(({ body }) => body.event === "meeting.created")).toHaveLength(1);
  });

  it("are not sent while switched off, nor for people without the app", async () => {
    zoom.sandbox.switches.value.webhooksOff = true;
    await create(plan);
    zoom.sandbox.switches.value.webhooksOff = false;
    deauthorizeZoomApp(zoom.sandbox, "olga@one.example");
    await waitFor("app_deauthorized");
    await settle();
    expect(received.some(({ body }) => body.event === "meeting.created")).toBe(false);
    expect(zoom.sandbox.entries.some(({ note }) => note?.includes("switched off"))).toBe(true);
  });

  it("say who removed the app, whose tokens are dead by then", async () => {
    expect(deauthorizeZoomApp(zoom.sandbox)).toEqual(["olga@one.example"]);
    const { payload } = (await last("app_deauthorized")).body;
    expect(payload).toMatchObject({ client_id: "zoom-client", event_ts: expect.any(Number) });
    expect((await zoom.call(token, "GET", "/users/me")).status).toBe(401);
    expect(deauthorizeZoomApp(zoom.sandbox)).toEqual([]);
  });

  it("tell of a recovery, with the meeting's time", async () => {
    const { id } = await create(plan);
    await zoom.call(token, "DELETE", `/meetings/${id}`);
    await waitFor("meeting.deleted");
    await zoom.call(token, "PUT", `/meetings/${id}/status`, { action: "recover" });
    expect((await last("meeting.recovered")).body.payload.object).toMatchObject({
      id,
      start_time: plan.start_time,
    });
  });
});

describe("the account-wide 429", () => {
  it("names its type, and only the daily one when to come back, as an ISO time", () => {
    const perSecond = zoomThrottleReply();
    expect(perSecond.headers["X-RateLimit-Type"]).toBe("QPS");
    expect(perSecond.headers).not.toHaveProperty("Retry-After");
    const daily = zoomThrottleReply("daily", new Date("2026-05-30T12:00:00Z"));
    expect(daily.headers).toMatchObject({
      "X-RateLimit-Type": "Daily-limit",
      "Retry-After": "2026-05-31T00:00:00Z",
    });
  });
});
