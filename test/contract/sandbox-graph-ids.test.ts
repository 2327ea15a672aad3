import { describe, expect, test } from "@jest/globals";
import { type Delivery } from "../../src/sandbox/sandbox.ts";
import { calmSwitches } from "../../src/sandbox/traffic/switches.ts";
import {
  eventPath,
  expectShape,
  hourOn,
  type Item,
  mondaysFrom,
} from "../unit/sandbox/graph-client.ts";
import { accepting, graphForEachTest } from "../unit/sandbox/graph-for-each-test.ts";
import { ada, ben, dana } from "../unit/sandbox/running-sandbox.ts";

let outbox: Delivery[];
const { running, appToken, call, post, patch, remove, round, bend } = graphForEachTest(() => {
  outbox = [];
  return {
    now: () => new Date("2026-03-10T12:00:00Z"),
    deliver: accepting((delivery) => outbox.push(delivery)),
  };
});
const immutable = { headers: { prefer: 'IdType="ImmutableId"' } };

const translate = (inputIds: unknown[], sourceIdType: string, targetIdType: string) =>
  post("/me/translateExchangeIds", { inputIds, sourceIdType, targetIdType });

describe("translated ids", () => {
  test("turn what Outlook on the web reports into what Graph takes, and back", async () => {
    const { body } = await post("/me/events", hourOn("2026-05-04"));
    const id = String(body.id);
    const there = await translate([id], "restId", "ewsId");
    expectShape("microsoft.graph.convertIdResultCollectionResponse", there.body);
    const targetId = id.replaceAll("-", "/").replaceAll("_", "+");
    expect(there.body.value).toEqual([{ sourceId: id, targetId }]);
    const back = await translate([targetId], "ewsId", "restId");
    expect(back.body.value).toEqual([{ sourceId: targetId, targetId: id }]);
  });

  test("name what is wrong with each id that cannot be translated", async () => {
    const { body } = await translate(["AAMkAGnothing"], "restId", "restImmutableEntryId");
    expectShape("microsoft.graph.convertIdResultCollectionResponse", body);
    expect(body.value).toMatchObject([
      { sourceId: "AAMkAGnothing", errorDetails: { code: "ErrorItemNotFound" } },
    ]);
  });

  test("are a thousand at most, of formats that are known", async () => {
    const many = Array.from({ length: 1001 }, (_, index) => String(index));
    expect((await translate(many, "restId", "ewsId")).status).toBe(400);
    expect((await translate(["a"], "restId", "nonsense")).status).toBe(400);
  });
});

describe("immutable ids", () => {
  test("are the ordinary ones unless switched otherwise", async () => {
    const { body } = await post("/me/events", hourOn("2026-05-04"), immutable);
    expect((await call(eventPath(body.id))).body.id).toBe(body.id);
  });

  test("can differ: then each caller gets the kind it prefers, and either finds the event", async () => {
    bend({ immutableIdsDiffer: true });
    const input = { ...mondaysFrom("2026-05-04"), transactionId: "t-1" };
    const { body } = await post("/me/events", input, immutable);
    const id = String(body.id);
    const ordinary = await call(eventPath(id));
    expect(ordinary.body.id).not.toBe(id);
    const preferred = await call(eventPath(ordinary.body.id), immutable);
    expect(preferred.body.id).toBe(id);
    const again = await post("/me/events", input, immutable);
    expect(again.body.error).toMatchObject({ "@event.existingEventId": id });
    const translated = await translate([ordinary.body.id], "restId", "restImmutableEntryId");
    expect(translated.body.value).toMatchObject([{ targetId: id }]);
    const window = "startDateTime=2026-05-11T00:00:00Z&endDateTime=2026-05-12T00:00:00Z";
    const { items } = await round(`/me/calendarView/delta?${window}`, immutable);
    expect(items.filter(({ type }) => type === "occurrence")).toMatchObject([
      { id: `OID.${id}.2026-05-11`, seriesMasterId: id },
    ]);
  });

  test("are in notifications when the subscription asked for them", async () => {
    bend({ immutableIdsDiffer: true });
    const subscription = {
      changeType: "created",
      notificationUrl: "https://localhost:3000/hooks/graph",
      resource: "/me/events",
      expirationDateTime: "2026-03-16T12:00:00Z",
    };
    expect((await post("/subscriptions", subscription, immutable)).status).toBe(201);
    const { body } = await post("/me/events", hourOn("2026-05-04"), immutable);
    const { value } = JSON.parse(outbox.at(-1)!.body) as { value: Item[] };
    expect(value).toMatchObject([{ resourceData: { id: body.id } }]);
  });
});

describe("calendars", () => {
  test("are listed with the default one first, made, renamed and deleted with their events", async () => {
    const made = await post("/me/calendars", { name: "Projects" });
    expect(made.status).toBe(201);
    const list = await call("/me/calendars");
    expectShape("microsoft.graph.calendarCollectionResponse", list.body);
    expect(list.body.value).toMatchObject([
      { name: "Calendar", isDefaultCalendar: true },
      { id: made.body.id, name: "Projects", isDefaultCalendar: false },
    ]);
    const path = `/me/calendars/${encodeURIComponent(String(made.body.id))}`;
    expect((await patch(path, { name: "Plans" })).body.name).toBe("Plans");
    const event = await post(`${path}/events`, hourOn("2026-05-04"));
    expect((await remove(path)).status).toBe(204);
    expect((await call(path)).status).toBe(404);
    expect((await call(eventPath(event.body.id))).status).toBe(404);
  });

  test("keep their events apart; any event is found beneath the mailbox", async () => {
    const { body } = await post("/me/calendars", { name: "Projects" });
    const other = `/me/calendars/${encodeURIComponent(String(body.id))}`;
    const event = await post(`${other}/events`, { subject: "Elsewhere", ...hourOn("2026-05-04") });
    const { id } = event.body;
    const window = "startDateTime=2026-05-04T00:00:00Z&endDateTime=2026-05-05T00:00:00Z";
    const within = async (path: string) =>
      (await call(path)).body.value?.some((entry) => entry.id === id);
    expect(await within(`/me/calendarView?${window}`)).toBe(false);
    expect(await within("/me/events?$top=100")).toBe(false);
    expect(await within(`${other}/calendarView?${window}`)).toBe(true);
    expect(await within(`${other}/events`)).toBe(true);
    expect((await call(eventPath(id))).status).toBe(200);
    expect((await call(eventPath(id, other))).status).toBe(200);
    expect((await call(eventPath(id, "/me/calendar"))).status).toBe(404);
  });

  test("of others are not found in one's own mailbox", async () => {
    const { body } = await call("/me/calendar");
    const path = `/calendars/${encodeURIComponent(String(body.id))}`;
    const token = await appToken();
    expect((await call(`/users/${ada.id}${path}`, { token })).status).toBe(200);
    expect((await call(`/me${path}`, { person: dana })).status).toBe(404);
  });
});

describe("writes", () => {
  const guests = (...people: Array<typeof ada>) => ({
    attendees: people.map(({ mail }) => ({ emailAddress: { address: mail } })),
  });

  test("of attendees replace the whole list", async () => {
    const { body } = await post("/me/events", { ...hourOn("2026-05-04"), ...guests(ben, dana) });
    const patched = await patch(eventPath(body.id), guests(dana));
    expect(patched.body.attendees).toMatchObject([{ emailAddress: { address: dana.mail } }]);
  });

  test("of a location replace all locations", async () => {
    const locations = [{ displayName: "Room 1" }, { displayName: "Room 2" }];
    const { body } = await post("/me/events", { ...hourOn("2026-05-04"), locations });
    expect(body.location).toMatchObject({ displayName: "Room 1; Room 2" });
    const patched = await patch(eventPath(body.id), { location: { displayName: "Zoom" } });
    expect(patched.body.locations).toMatchObject([{ displayName: "Zoom" }]);
  });

  test("cannot move an occurrence over its neighbour's day", async () => {
    const { body } = await post("/me/events", mondaysFrom("2026-05-04"));
    const occurrence = eventPath(`OID.${String(body.id)}.2026-05-11`);
    const refused = await patch(occurrence, hourOn("2026-05-19"));
    expect([refused.status, refused.body.error?.code]).toEqual([
      400,
      "ErrorOccurrenceCrossingBoundary",
    ]);
    expect((await patch(occurrence, hourOn("2026-05-12"))).status).toBe(200);
  });
});

test("the traffic page has every switch of Graph", async () => {
  const page = await (await fetch(`${running().url}/traffic`)).text();
  for (const name of Object.keys(calmSwitches().graph))
    expect(page).toContain(`name="graph.${name}"`);
  const put = (graph: object) =>
    fetch(`${running().url}/traffic/api/switches`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ graph }),
    });
  expect((await put({ deltaLate: true, deltaReset: "syncStateNotFound" })).status).toBe(200);
  expect(running().sandbox.switches.value.graph).toMatchObject({ deltaLate: true });
  expect((await put({ notificationCopies: 0 })).status).toBe(400);
  expect((await put({ deltaReset: "never" })).status).toBe(400);
});
