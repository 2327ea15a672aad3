import { EventEmitter } from "node:events";
import { type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { failNextGraphCall } from "../../src/sandbox/graph/flaky.ts";
import { MailboxLimits } from "../../src/sandbox/graph/mailbox-limits.ts";
import { applySwitches, calmSwitches } from "../../src/sandbox/traffic/switches.ts";
import { expectShape, graphClient, hourOn } from "../unit/sandbox/graph-client.ts";
import {
  ada,
  ben,
  type RunningSandbox,
  startSandbox,
  stopSandbox,
} from "../unit/sandbox/running-sandbox.ts";

let running: RunningSandbox;
let now = new Date("2026-03-10T12:00:00Z");
const { appToken, call, post, bend } = graphClient(() => running);

beforeAll(async () => {
  running = await startSandbox({ now: () => now, random: () => 0 });
}, 30_000);
afterAll(() => stopSandbox(running));
beforeEach(() => {
  applySwitches(running.sandbox.switches.value, calmSwitches());
  now = new Date(now.getTime() + 3_600_000);
});

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: { error?: { code: string; message: string }; value?: unknown[] } & Record<string, unknown>;
}

async function batch(requests: object[]): Promise<Map<string, Part>> {
  const answer = await post("/$batch", { requests });
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  expectShape("batchResponse", answer.body);
  const responses = answer.body.responses as Part[];
  expect(responses).toHaveLength(requests.length);
  return new Map(responses.map((part) => [part.id, part]));
}

const get = (id: string, url = "/me/calendar") => ({ id, method: "GET", url });
const json = { "Content-Type": "application/json" };
const made = (id: string, subject: string) => ({
  id,
  method: "POST",
  url: "/me/events",
  headers: json,
  body: { subject, ...hourOn("2026-05-04") },
});

describe("a batch", () => {
  test("answers each part alone, in an order of its own", async () => {
    const answer = await post("/$batch", {
      requests: [get("a"), get("b", "/me/events/nothing"), made("c", "Batched")],
    });
    const responses = answer.body.responses as Part[];
    expect(responses.map(({ id, status }) => [id, status])).toEqual([
      ["c", 201],
      ["b", 404],
      ["a", 200],
    ]);
    expect(responses[0]?.headers.Location).toContain(`${running.url}/graph/v1.0/users/`);
    expect(responses[1]?.body.error?.code).toBe("ErrorItemNotFound");
  });

  test("takes preferences inside a part, and links the part on the caller's host", async () => {
    const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-06-01T00:00:00Z";
    const parts = await batch([
      {
        ...get("1", `/me/calendarView?${window}&$top=1`),
        headers: { Prefer: 'outlook.timezone="Pacific Standard Time"' },
      },
    ]);
    const { body, headers } = parts.get("1")!;
    expect(body.value).toMatchObject([{ start: { timeZone: "Pacific Standard Time" } }]);
    expect(headers["Preference-Applied"]).toBe('outlook.timezone="Pacific Standard Time"');
    expect(body["@odata.nextLink"]).toContain(`${running.url}/graph/v1.0/me/calendarView?`);
  });

  test("runs what depends on a part after it, and answers 424 where that failed", async () => {
    const parts = await batch([
      made("1", "First"),
      { ...get("2", "/me/events?$filter=subject eq 'First'"), dependsOn: ["1"] },
      get("3", "/me/events/nothing"),
      { ...made("4", "Never"), dependsOn: ["3"] },
      { ...get("5"), dependsOn: ["4"] },
    ]);
    expect([...parts.values()].map(({ id, status }) => [id, status]).sort()).toEqual([
      ["1", 201],
      ["2", 200],
      ["3", 404],
      ["4", 424],
      ["5", 424],
    ]);
    expect(parts.get("2")?.body.value).toMatchObject([{ subject: "First" }]);
    const subjects = running.sandbox.calendar.list(ada.id).map(({ subject }) => subject);
    expect(subjects).not.toContain("Never");
  });

  test.each([
    ["no parts", []],
    ["more than twenty", Array.from({ length: 21 }, (_, index) => get(String(index)))],
    ["an id twice", [get("1"), get("1")]],
    ["a body without a content type", [{ ...made("1", "x"), headers: {} }]],
    ["a write without a body", [{ id: "1", method: "POST", url: "/me/events", headers: json }]],
    ["an absolute address", [get("1", "https://graph.microsoft.com/v1.0/me")]],
    ["an unknown dependency", [{ ...get("1"), dependsOn: ["9"] }]],
    ["a batch", [{ ...made("1", "x"), url: "/$batch" }]],
  ])("is refused as a whole with %s", async (_, requests) => {
    const { status, body } = await post("/$batch", { requests });
    expect(status).toBe(400);
    expectShape("odataError", body);
  });

  test("needs a token, and its urls leave the version out", async () => {
    const requests = [get("1", "/v1.0/me/calendar")];
    expect((await post("/$batch", { requests }, { token: "a.b.c" })).status).toBe(401);
    expect((await batch(requests)).get("1")?.status).toBe(400);
  });

  test("sends four parts at once, so that alone it meets no limit of the mailbox", async () => {
    applySwitches(running.sandbox.switches.value, { faults: { graph: { slowMs: 40 } } });
    const parts = await batch(Array.from({ length: 12 }, (_, index) => get(String(index))));
    expect([...parts.values()].every(({ status }) => status === 200)).toBe(true);
  });

  test("beside another on the same mailbox has parts throttled, each with its own Retry-After", async () => {
    applySwitches(running.sandbox.switches.value, { faults: { graph: { slowMs: 40 } } });
    const both = await Promise.all(
      [0, 1].map(() => batch(Array.from({ length: 4 }, (_, index) => get(String(index))))),
    );
    const parts = both.flatMap((answers) => [...answers.values()]);
    const refused = parts.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({
      headers: { "Retry-After": "1" },
      body: { error: { code: "ApplicationThrottled" } },
    });
  });
});

describe("limits of a mailbox", () => {
  const slow = () =>
    applySwitches(running.sandbox.switches.value, { faults: { graph: { slowMs: 100 } } });
  const statuses = (answers: Array<{ status: number }>) =>
    answers.map(({ status }) => status).sort();

  test("refuse the fifth request at once, in Graph's words", async () => {
    slow();
    const token = await appToken();
    const path = `/users/${ada.id}/calendar`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(path, { token })));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expectShape("odataError", refused?.body);
    expect(refused?.body.error).toMatchObject({
      code: "ApplicationThrottled",
      message: "Application is over its MailboxConcurrency limit.",
    });
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect((await call(path, { token })).status).toBe(200);
  });

  test("know a mailbox under each of its names, and count each mailbox alone", async () => {
    slow();
    const token = await appToken();
    const own = [`/users/${ada.id}/calendar`, `/users/${ada.mail}/calendar`];
    const answers = await Promise.all([
      ...[...own, ...own, ...own].map((path) => call(path, { token })),
      ...own.map(() => call(`/users/${ben.id}/calendar`, { token })),
    ]);
    expect(statuses(answers.slice(0, 6))).toEqual([200, 200, 200, 200, 429, 429]);
    expect(statuses(answers.slice(6))).toEqual([200, 200]);
  });

  test("are ten thousand in ten minutes, refused ones included", async () => {
    const limits = new MailboxLimits(running.sandbox);
    const call = { url: "/graph/v1.0/me/events", authorization: `Bearer ${await appToken()}` };
    const enter = () => {
      const response = new EventEmitter() as unknown as ServerResponse;
      const refusal = limits.enter(call, response);
      response.emit("finish");
      return refusal;
    };
    for (let count = 0; count < 10_000; count++) expect(enter()).toBeNull();
    expect(enter()).toMatchObject({ status: 429, headers: { "retry-after": "600" } });
    now = new Date(now.getTime() + 601_000);
    expect(enter()).toBeNull();
  });

  test("can be switched off", async () => {
    slow();
    bend({ mailboxLimits: false });
    const answers = await Promise.all(Array.from({ length: 8 }, () => call("/me/calendar")));
    expect(statuses(answers)).toEqual(Array(8).fill(200));
  });
});

describe("faults of Graph", () => {
  test("come at random, before any work, with a pause to keep", async () => {
    bend({ flakyPercent: 100 });
    const { status, headers, body } = await post("/me/events", hourOn("2026-05-04"));
    expect([status, headers.get("retry-after")]).toEqual([429, "1"]);
    expectShape("odataError", body);
  });

  test("come once when told to, for the call they are meant for", async () => {
    failNextGraphCall(running.sandbox, {
      status: 503,
      retryAfterSeconds: 7,
      matches: ({ method }) => method === "POST",
    });
    expect((await call("/me/calendar")).status).toBe(200);
    const first = await post("/me/events", hourOn("2026-05-04"));
    expect([first.status, first.headers.get("retry-after")]).toEqual([503, "7"]);
    expect((await post("/me/events", hourOn("2026-05-04"))).status).toBe(201);
  });
});
