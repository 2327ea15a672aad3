import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Delivery } from "../../src/sandbox/sandbox.ts";
import { labelOf } from "../../src/sandbox/zoom/limits/labels.ts";
import { createFakeSandbox } from "../support/fake-sandbox.ts";
import { type Body, type RunningZoom, startZoom } from "../support/zoom-client.ts";
import {
  faultsOf,
  hasSpecifications,
  knownNames,
  loadSpecification,
  type Schema,
} from "../support/zoom-specification.ts";

/** Method, path, body and query. */
type Operation = [method: string, path: string, body?: Body | undefined, query?: string];

const inContract = hasSpecifications ? describe : describe.skip;
if (!hasSpecifications)
  it("has nothing to compare with", () => expect(hasSpecifications).toBe(false));

const calendar = "/calendars/{calId}";
const events = `${calendar}/events`;
const user = "/calendars/users/{userIdentifier}";
const time = (clock: string) => ({
  dateTime: `2026-03-27T${clock}:00`,
  timeZone: "Europe/Berlin",
});
const plan = {
  summary: "Plan",
  description: "Notes",
  location: "Room",
  colorId: "5",
  start: time("10:00"),
  end: time("11:00"),
  attendees: [{ email: "dan@one.example", displayName: "Dan" }],
  reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 5 }] },
  recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
};
const window = { timeMin: "2026-03-27T00:00:00Z", timeMax: "2026-03-28T00:00:00Z" };

inContract("the emulated Zoom Calendar", () => {
  let zoom: RunningZoom;
  let token: string;
  let eventId: string;
  let groupId: string;
  const delivered: Delivery[] = [];

  beforeAll(async () => {
    const deliver = (delivery: Delivery) => {
      delivered.push(delivery);
      return Promise.resolve({ status: 204, type: "", text: "" });
    };
    zoom = await startZoom(createFakeSandbox({ deliver }));
    token = (await zoom.connect("olga@one.example")).access_token;
    eventId = String((await ask("post", events, plan)).id);
    groupId = String((await ask("post", "/calendars", { summary: "Other" })).id);
  });
  afterAll(() => zoom.close());

  /** Calls an operation and compares the answer with what Zoom specifies for it. */
  async function ask(...[method, path, body, query = ""]: Operation): Promise<Body> {
    const real = path
      .replace("{calId}", "olga@one.example")
      .replace("{calendarId}", "olga@one.example")
      .replace("{userIdentifier}", "me")
      .replace("{settingId}", "timezone")
      .replace("{eventId}", eventId);
    const reply = await zoom.call(token, method.toUpperCase(), real + query, body);
    const { [String(reply.status)]: answer } =
      loadSpecification("calendar").paths[path]?.[method]?.responses ?? {};
    expect([method, path, reply.status < 300, answer !== undefined]).toEqual([
      method,
      path,
      true,
      true,
    ]);
    const schema = answer?.content?.["application/json"]?.schema;
    if (schema === undefined) return reply.body;
    expect(faultsOf(schema, reply.body)).toEqual([]);
    expectKnown(schema, reply.body);
    return reply.body;
  }

  function expectKnown(schema: Schema, body: Body): void {
    const known = knownNames(schema);
    if (known.size === 0) return;
    expect(Object.keys(body).filter((name) => !known.has(name))).toEqual([]);
    const items = (schema.properties as { items?: { items?: Schema } }).items?.items;
    if (items === undefined) return;
    for (const item of body.items as Body[]) expectKnown(items, item);
  }

  it.each<Operation>([
    ["get", calendar],
    ["patch", calendar, { summary: "Olga", description: "Mine", location: "Here" }],
    ["get", events],
    ["get", events, undefined, "?singleEvents=true&maxResults=2"],
    ["get", `${events}/{eventId}`],
    ["get", `${events}/{eventId}/instances`],
    ["patch", `${events}/{eventId}`, plan],
    ["post", `${events}/import`, plan],
    ["post", `${events}/quickAdd`, undefined, "?text=Lunch"],
    ["post", "/calendars/freeBusy", { ...window, items: [{ id: "olga@one.example" }] }],
    ["get", `${user}/calendarList`],
    ["get", `${user}/calendarList/{calendarId}`],
    ["post", `${user}/calendarList`, { id: "dan@one.example" }],
    ["patch", `${user}/calendarList/{calendarId}`, { id: "olga@one.example", hidden: true }],
    ["get", `${user}/settings`],
    ["get", `${user}/settings/{settingId}`],
    ["patch", `${user}/settings/{settingId}`, { id: "timezone", value: "Asia/Shanghai" }],
  ])("answers %s %s as specified", async (...operation) => {
    await ask(...operation);
  });

  it("answers moves and deletions as specified", async () => {
    await ask("post", `${events}/{eventId}/move`, undefined, `?destination=${groupId}`);
    eventId = String((await ask("post", events, plan)).id);
    await ask("delete", `${events}/{eventId}`);
  });

  it("labels every operation as specified", () => {
    for (const [path, operations] of Object.entries(loadSpecification("calendar").paths)) {
      if (/acl|colors/.test(path)) continue;
      for (const [method, { description = "" }] of Object.entries(operations)) {
        const label = /Rate Limit Label[^`]*`([A-Z]+)`/.exec(description)?.[1];
        const route = path.replaceAll(/\{(\w+)\}/g, ":$1");
        expect([method, path, labelOf(method.toUpperCase(), route).toUpperCase()]).toEqual([
          method,
          path,
          label,
        ]);
      }
    }
  });

  it("sends webhooks as specified, but for the time that Zoom's examples have as text", () => {
    const { webhooks } = loadSpecification("webhooks");
    const bodies = delivered.map(({ body }) => JSON.parse(body) as Body & { event: string });
    expect(new Set(bodies.map(({ event }) => event)).size).toBeGreaterThan(5);
    for (const body of bodies) {
      const schema = webhooks[body.event]!.post.requestBody.content["application/json"].schema;
      const mended = { ...body, event_ts: Number(body.event_ts) };
      expect([body.event, ...faultsOf(schema, mended)]).toEqual([body.event]);
    }
  });
});
