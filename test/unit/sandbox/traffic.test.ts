import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Switches } from "../../../src/sandbox/sandbox.ts";
import { issueAccessToken } from "../../../src/sandbox/entra/tokens.ts";
import { withoutSecrets } from "../../../src/sandbox/traffic/log.ts";
import { applySwitches, calmSwitches } from "../../../src/sandbox/traffic/switches.ts";
import { ada, type RunningSandbox, startSandbox, stopSandbox } from "./running-sandbox.ts";

let running: RunningSandbox;

beforeEach(async () => {
  running = await startSandbox();
}, 30_000);
afterEach(() => stopSandbox(running));

const bend = (fault: Partial<Switches["faults"]["graph"]>) =>
  applySwitches(running.sandbox.switches.value, { faults: { graph: fault } });

async function post(): Promise<Response> {
  const { token } = await issueAccessToken(running.sandbox, ada, {
    resource: "graph",
    scopes: ["Calendars.ReadWrite"],
  });
  const time = { dateTime: "2026-03-16T09:00:00", timeZone: "UTC" };
  return fetch(`${running.url}/graph/v1.0/me/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ subject: "Fault", start: time, end: time }),
  });
}

const made = () =>
  running.sandbox.calendar.list(ada.id).filter(({ subject }) => subject === "Fault").length;

const graphCalls = () =>
  running.sandbox.traffic.recent().filter(({ service }) => service === "graph");

describe("faults", () => {
  test("throttle as Graph does, without doing the work", async () => {
    bend({ throttle: true });
    const response = await post();
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("10");
    expect(made()).toBe(0);
  });

  test("drop the connection before the work", async () => {
    bend({ drop: true });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(made()).toBe(0);
  });

  test("lose the answer after the work", async () => {
    bend({ lostAnswer: true });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(made()).toBe(1);
    expect(graphCalls()).toMatchObject([{ status: null, note: "answer 201 lost after the work" }]);
  });
});

test("records a call once, with its status", async () => {
  await post();
  expect(graphCalls()).toMatchObject([
    {
      service: "graph",
      method: "POST",
      path: "/graph/v1.0/me/events",
      status: 201,
      direction: "in",
    },
  ]);
});

test("leaves secrets out of recorded addresses", () => {
  expect(withoutSecrets("/zoom/j/1?pwd=abc&code=x&page=2&access_token=y")).toBe(
    "/zoom/j/1?pwd=…&code=…&page=2&access_token=…",
  );
});

test("refuses a switch that is not there or of the wrong kind, and changes nothing", () => {
  const switches = calmSwitches();
  expect(() => applySwitches(switches, { webhooksOff: true, nonsense: 1 })).toThrow("nonsense");
  expect(() => applySwitches(switches, { faults: { graph: { fail: "yes" } } })).toThrow("boolean");
  expect(switches).toEqual(calmSwitches());
});

test("keeps appointments, switches and signing keys over a restart", async () => {
  await post();
  bend({ slowMs: 5 });
  const keysOf = async ({ url }: RunningSandbox) =>
    (await fetch(`${url}/entra/common/discovery/v2.0/keys`)).text();
  const keys = (await keysOf(running)).replaceAll(running.url, "");
  await running.close();
  running = await startSandbox({ dataDir: running.dataDir });
  expect(made()).toBe(1);
  expect(running.sandbox.switches.value.faults.graph.slowMs).toBe(5);
  expect((await keysOf(running)).replaceAll(running.url, "")).toBe(keys);
});

test("serves the pages people use", async () => {
  for (const path of ["/", "/traffic", "/pages/sandbox.css", "/traffic/traffic.js"])
    expect((await fetch(`${running.url}${path}`)).status).toBe(200);
});
