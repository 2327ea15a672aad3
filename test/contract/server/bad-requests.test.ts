import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  ada,
  appointment,
  type Caller,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

let product: RunningProduct;
let caller: Caller;

beforeAll(async () => {
  product = await startProduct();
  caller = await product.signIn(ada);
  await caller.connectZoom();
}, 60_000);
afterAll(async () => product.close());

const time = appointment().time;
const weekly = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "monday" },
  range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
  timeZone: "W. Europe Standard Time",
};
const series = (recurrence: object) => ({ kind: "series", recurrence });

async function post(path: string, body: string | undefined, headers: Record<string, string> = {}) {
  const reply = await fetch(product.url + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${caller.token}`,
      "content-type": "application/json",
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: reply.status,
    type: reply.headers.get("content-type")?.split(";")[0],
    text: await reply.text(),
  };
}

const add = (changes: object, top: object = {}) => ({
  itemKey: newItemKey(),
  appointment: { ...appointment(), ...changes },
  ...top,
});

describe("a request that cannot be", () => {
  test.each<[string, string | object, number, string]>([
    ["no JSON", "{", 400, "request.malformed"],
    ["empty", "", 400, "request.malformed"],
    ["a list", "[]", 400, "request.invalid"],
    ["null", "null", 400, "request.invalid"],
    ["without members", {}, 400, "request.invalid"],
    ["with an unknown member", add({}, { surprise: 1 }), 400, "request.invalid"],
    ["with an unknown member inside", add({ surprise: 1 }), 400, "request.invalid"],
    ["with a key that is no UUID", add({}, { itemKey: "1" }), 400, "request.invalid"],
    [
      "with an upper-case key",
      add({}, { itemKey: newItemKey().toUpperCase() }),
      400,
      "request.invalid",
    ],
    ["with a number as text", add({ sendIsReported: "true" }), 400, "request.invalid"],
    ["with 256 characters of subject", add({ subject: "x".repeat(256) }), 400, "request.invalid"],
    [
      "with 501 attendees",
      add({ attendees: Array(501).fill("a@b.example") }),
      400,
      "request.invalid",
    ],
    [
      "with interval 0",
      add(series({ ...weekly, pattern: { ...weekly.pattern, interval: 0 } })),
      400,
      "request.invalid",
    ],
    [
      "without weekdays",
      add(series({ ...weekly, pattern: { ...weekly.pattern, daysOfWeek: [] } })),
      400,
      "request.invalid",
    ],
    ["with an unknown option", add({}, { options: { recording: true } }), 400, "request.invalid"],
    [
      "with local time",
      add({ time: { ...time, start: "2026-11-24T09:00:00" } }),
      400,
      "request.invalid",
    ],
    [
      "with a day that is none",
      add({ time: { ...time, start: "2026-02-30T09:00:00Z", end: "2026-03-30T09:00:00Z" } }),
      400,
      "instant.invalid",
    ],
    [
      "with a month that is none",
      add(series({ ...weekly, range: { ...weekly.range, startDate: "2026-13-01" } })),
      400,
      "date.invalid",
    ],
    [
      "ending before it starts",
      add({ time: { ...time, end: time.start, start: time.end } }),
      400,
      "appointment.endsBeforeStart",
    ],
    [
      "in an unknown zone",
      add({ time: { ...time, timeZone: "Mars/Olympus" } }),
      400,
      "timeZone.unknown",
    ],
    [
      "repeating in an unknown zone",
      add(series({ ...weekly, timeZone: "Mars/Olympus" })),
      400,
      "timeZone.unknown",
    ],
  ])("%s is refused and nothing reaches Zoom", async (_what, body, status, code) => {
    const before = product.zoomCalls().length;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const reply = await post("/api/meetings", text);
    expect(reply).toMatchObject({ status, type: "application/problem+json" });
    const problem = JSON.parse(reply.text) as Record<string, unknown>;
    expect(problem).toMatchObject({ status, code, type: "about:blank" });
    expect(problem.detail).toEqual(expect.stringMatching(/^[A-Z].*\.$/));
    expect(problem.correlationId).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
    expect(reply.text).not.toMatch(/ at .*\.(ts|js):|node_modules|stack/);
    expect(product.logs()).toContain(String(problem.correlationId));
    expect(product.zoomCalls()).toHaveLength(before);
  });

  test("names the member by a pointer", async () => {
    const wrongZone = add({ time: { ...time, timeZone: "Mars/Olympus" } });
    const fromEngine = await caller.call("POST", "/api/meetings", wrongZone);
    expect(fromEngine.body).toMatchObject({ errors: [{ pointer: "/time/timeZone" }] });
    const fromSchema = await caller.call("POST", "/api/meetings", add({}, { itemKey: 1 }));
    expect(fromSchema.body).toMatchObject({ errors: [{ pointer: "body/itemKey" }] });
  });

  test.each([
    ["text/plain", 415],
    ["application/xml", 415],
    ["application/x-www-form-urlencoded", 415],
  ])("of type %s is refused with %i", async (type, status) => {
    const reply = await post("/api/meetings", "{}", { "content-type": type });
    expect(reply).toMatchObject({ status, type: "application/problem+json" });
    expect(JSON.parse(reply.text)).toMatchObject({ code: "request.mediaType" });
  });

  test("beyond half a megabyte is refused with 413", async () => {
    const reply = await post(
      "/api/meetings",
      JSON.stringify(add({ location: "x".repeat(600_000) })),
    );
    expect(reply).toMatchObject({ status: 413, type: "application/problem+json" });
  });

  test.each(["/api/nothing", "/nothing", "/api/meetings/%zz/recovery"])(
    "to %s is a problem document",
    async (path) => {
      const reply = await post(path, "{}");
      expect(reply.type).toBe("application/problem+json");
      expect([400, 404]).toContain(reply.status);
      expect(JSON.parse(reply.text)).toMatchObject({ status: reply.status });
    },
  );

  test("an occurrence outside its series is refused and spoils nothing", async () => {
    const itemKey = newItemKey();
    await caller.call("POST", "/api/meetings", {
      itemKey,
      appointment: { ...appointment(), ...series(weekly) },
    });
    const report = (changes: object) =>
      caller.call("POST", "/api/meetings/report", {
        itemKey,
        action: "edited",
        appointment: { ...appointment(), ...changes },
      });
    const stray = { start: "2026-11-26T09:00:00Z", end: "2026-11-26T10:00:00Z" };
    const refused = await report({
      kind: "occurrence",
      openedStart: "2026-11-25T09:00:00Z",
      time: { ...time, ...stray },
    });
    expect(refused).toMatchObject({ status: 400, body: { code: "exception.outsideSeries" } });
    expect(await report(series(weekly))).toMatchObject({
      status: 200,
      body: { meeting: { health: { state: "inStep" } } },
    });
  });

  test.each([
    ["half an emoji", "Launch \ud83d"],
    ["a NUL", "Launch \u0000 now"],
  ])("%s in a subject is no fault of ours", async (_what, subject) => {
    const reply = await caller.call("POST", "/api/meetings", add({ subject }));
    expect(reply.status).toBe(200);
  });
});
