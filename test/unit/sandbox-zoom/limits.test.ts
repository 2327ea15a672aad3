import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { labelOf } from "../../../src/sandbox/zoom/limits/labels.ts";
import { failNextZoomCall } from "../../../src/sandbox/zoom/limits/flaky.ts";
import { createFakeSandbox } from "../../support/fake-sandbox.ts";
import { type Body, type Reply, type RunningZoom, startZoom } from "../../support/zoom-client.ts";

let zoom: RunningZoom;
let token: string;
let chance: number[];

beforeEach(async () => {
  chance = [];
  const random = () => chance.shift() ?? 0.99;
  const deliver = () => Promise.resolve({ status: 204, type: "", text: "" });
  zoom = await startZoom(createFakeSandbox({ deliver, random }));
  token = (await zoom.connect("olga@one.example")).access_token;
});
afterEach(() => zoom.close());

const call = (method: string, path: string, body?: unknown, by = token) =>
  zoom.call(by, method, path, body);
const many = async (count: number, path: string) => {
  for (let at = 0; at < count; at++) expect((await call("GET", path)).status).toBe(200);
};
const limitOf = ({ status, body, headers }: Reply) => ({
  status,
  message: body.message,
  category: headers.get("x-ratelimit-category"),
  type: headers.get("x-ratelimit-type"),
  retryAfter: headers.get("retry-after"),
});
const perSecond = {
  status: 429,
  message: "You have reached the maximum per-second rate limit for this API. Try again later.",
  type: "QPS",
  retryAfter: null,
};

describe("calls per second", () => {
  it.each([
    [80, "Light", "/users/me"],
    [60, "Medium", "/users/me/settings"],
    [40, "Heavy", "/calendars/users/me/calendarList"],
  ])("are %i of label %s, for the whole account", async (most, category, path) => {
    await many(most, path);
    const dan = (await zoom.connect("dan@one.example")).access_token;
    expect(limitOf(await call("GET", path, undefined, dan))).toEqual({ ...perSecond, category });
    const sam = (await zoom.connect("sam@two.example")).access_token;
    expect((await call("GET", path, undefined, sam)).status).toBe(200);
    zoom.sandbox.setNow("2026-03-02T09:00:01Z");
    expect((await call("GET", path)).status).toBe(200);
  });

  it("are counted apart for each label, and not at all when switched off", async () => {
    await many(40, "/calendars/users/me/calendarList");
    expect((await call("GET", "/users/me")).status).toBe(200);
    zoom.sandbox.switches.value.zoomRateLimits = false;
    await many(2, "/calendars/users/me/calendarList");
  });

  it("count writes of calendar events as heavy, those of meetings as light", () => {
    expect(labelOf("PATCH", "/zoom/v2/calendars/:calId/events/:eventId")).toBe("Heavy");
    expect(labelOf("PATCH", "/zoom/v2/meetings/:meetingId")).toBe("Light");
  });
});

describe("writes sent together", () => {
  it("are refused on one meeting, but for one of them", async () => {
    const { id } = (await call("POST", "/users/me/meetings", { type: 2 })).body as { id: number };
    const replies = await Promise.all(
      ["A", "B", "C"].map((topic) => call("PATCH", `/meetings/${id}`, { topic })),
    );
    const refused = replies.filter(({ status }) => status === 429);
    expect(replies.filter(({ status }) => status === 204).length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(limitOf(refused[0]!)).toEqual({
      status: 429,
      message: `Too many concurrent requests. A request to PATCH /meetings/${id} has already been made.`,
      category: null,
      type: null,
      retryAfter: null,
    });
    expect((await call("PATCH", `/meetings/${id}`, { topic: "D" })).status).toBe(204);
  });

  it("are taken for different meetings", async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => call("POST", "/users/me/meetings", { type: 2 })),
    );
    const ids = made.map(({ body }) => (body as { id: number }).id);
    const replies = await Promise.all(ids.map((id) => call("DELETE", `/meetings/${id}`)));
    expect(replies.map(({ status }) => status)).toEqual([204, 204, 204]);
  });
});

describe("bad luck", () => {
  const meetings = async () => (await call("GET", "/users/me/meetings")).body.meetings as Body[];

  it("strikes by the percentage of the switch", async () => {
    zoom.sandbox.switches.value.zoomFlaky = 10;
    chance = [0.1];
    expect((await call("GET", "/users/me")).status).toBe(200);
    for (const [index, status] of [429, 500, 502, 503].entries()) {
      chance = [0.09, index / 6];
      expect((await call("GET", "/users/me")).status).toBe(status);
    }
  });

  it("loses the connection before the work or after it", async () => {
    failNextZoomCall(zoom.sandbox, { failure: "lostBefore" });
    await expect(call("POST", "/users/me/meetings", { type: 2 })).rejects.toThrow("fetch failed");
    expect(await meetings()).toHaveLength(0);
    failNextZoomCall(zoom.sandbox, { failure: "lostAfter" });
    await expect(call("POST", "/users/me/meetings", { type: 2 })).rejects.toThrow("fetch failed");
    expect(await meetings()).toHaveLength(1);
  });

  it("waits for the call it is meant for", async () => {
    const matches = ({ method }: { method: string }) => method === "POST";
    failNextZoomCall(zoom.sandbox, { failure: "503", matches });
    expect((await call("GET", "/users/me")).status).toBe(200);
    const refused = await call("POST", "/users/me/meetings", { type: 2 });
    expect([refused.status, refused.text]).toEqual([503, expect.stringContaining("<html>")]);
    expect((await call("POST", "/users/me/meetings", { type: 2 })).status).toBe(201);
  });
});
