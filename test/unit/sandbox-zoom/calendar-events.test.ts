import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Body, type RunningZoom, startZoom } from "../../support/zoom-client.ts";

type Event = Body & { id: string; status: string; start: Body; end: Body; updated: string };

let zoom: RunningZoom;
let token: string;

beforeEach(async () => {
  zoom = await startZoom();
  token = (await zoom.connect("olga@one.example")).access_token;
});
afterEach(() => zoom.close());

const own = "/calendars/olga@one.example/events";
const call = (method: string, path: string, body?: unknown) => zoom.call(token, method, path, body);
const berlin = (time: string) => ({ dateTime: `2026-03-${time}:00`, timeZone: "Europe/Berlin" });
const plan = { summary: "Plan", start: berlin("27T10:00"), end: berlin("27T11:00") };
const daily = { ...plan, summary: "Daily", recurrence: ["RRULE:FREQ=DAILY;COUNT=5"] };

const insert = async (body: Body) => {
  const reply = await call("POST", own, body);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return reply.body as Event;
};
const list = async (query = "") => {
  const { body } = await call("GET", own + query);
  return body as Body & { items: Event[]; nextSyncToken: string; nextPageToken: string };
};
const summaries = ({ items }: { items: Event[] }) => items.map(({ summary }) => summary);
const faultsOf = (body: Body) =>
  (body.errors as Array<{ field: string }>).map(({ field }) => field).sort();

describe("an event", () => {
  it("is given back with the calendar's offset, and whole only when fetched alone", async () => {
    const event = await insert({ ...plan, location: "Room 1", colorId: "5" });
    expect(event).toMatchObject({
      kind: "calendar#event",
      summary: "Plan",
      location: "Room 1",
      status: "confirmed",
      transparency: "opaque",
      start: { dateTime: "2026-03-27T10:00:00+01:00", timeZone: "Europe/Berlin" },
      creator: { email: "olga@one.example" },
    });
    expect(event).not.toHaveProperty("iCalUID");
    const alone = (await call("GET", `${own}/${event.id}`)).body;
    expect(alone).toMatchObject({ sequence: 0, eventType: "default", iCalUID: expect.any(String) });
    expect(alone).not.toHaveProperty("recurringEventId");
  });

  it.each([
    [["start"], { start: undefined }],
    [["start.timeZone"], { start: { dateTime: "2026-03-27T10:00:00" } }],
    [["start.timeZone"], { start: { dateTime: "2026-03-27T10:00:00", timeZone: "Berlin" } }],
    [["start"], { start: { date: "2026-03-27", dateTime: "2026-03-27T10:00:00Z" } }],
    [["start.date"], { start: { date: "2026-02-31" }, end: { date: "2026-03-28" } }],
    [["end"], { end: { date: "2026-03-28" } }],
    [["end"], { end: berlin("27T09:00") }],
    [["end"], { start: { date: "2026-03-27" }, end: { date: "2026-03-27" } }],
    [["summary"], { summary: "x".repeat(1025) }],
    [["description"], { description: "x".repeat(15_001) }],
    [["location"], { location: "x".repeat(1025) }],
    [["status"], { status: "maybe" }],
    [["visibility"], { visibility: "secret" }],
    [["attendees[0].email"], { attendees: [{ displayName: "Nobody" }] }],
    [["reminders.overrides"], { reminders: { overrides: Array(6).fill({}) } }],
    [["recurrence[0]"], { recurrence: ["FREQ=DAILY"] }],
    [
      ["end.timeZone", "start.timeZone"],
      {
        recurrence: ["RRULE:FREQ=DAILY"],
        start: { dateTime: "2026-03-27T10:00:00Z" },
        end: { dateTime: "2026-03-27T11:00:00Z" },
      },
    ],
  ])("is refused with code 300 and %j", async (fields, change) => {
    const reply = await call("POST", own, { ...plan, ...change });
    expect([reply.status, reply.body.code]).toEqual([400, 300]);
    expect(faultsOf(reply.body)).toEqual(fields);
  });

  it("is patched in the members that were sent; start and end must be among them", async () => {
    const { id } = await insert({ ...plan, location: "Room 1", description: "Notes" });
    expect(faultsOf((await call("PATCH", `${own}/${id}`, { summary: "B" })).body)).toEqual([
      "end",
      "start",
    ]);
    const body = { start: plan.start, end: berlin("27T12:00"), summary: "B", description: null };
    const after = (await call("PATCH", `${own}/${id}`, body)).body;
    expect(after).toMatchObject({ summary: "B", location: "Room 1" });
    expect(after).not.toHaveProperty("description");
    expect((await call("GET", `${own}/${id}`)).body.sequence).toBe(1);
  });

  it("is gone once deleted", async () => {
    const { id } = await insert(plan);
    expect((await call("DELETE", `${own}/${id}?sendUpdates=none`)).status).toBe(204);
    expect((await call("GET", `${own}/${id}`)).status).toBe(404);
    expect((await call("DELETE", `${own}/${id}`)).status).toBe(404);
    expect((await list()).items).toEqual([]);
    expect((await list("?showDeleted=true")).items).toMatchObject([{ id, status: "cancelled" }]);
  });

  it("goes to another calendar under its id", async () => {
    const { id } = await insert(plan);
    const other = (await call("POST", "/calendars", { summary: "Mirror" })).body;
    const moved = await call("POST", `${own}/${id}/move?destination=${String(other.id)}`);
    expect(moved.body).toMatchObject({ id, organizer: { email: other.id } });
    expect((await list()).items).toEqual([]);
    expect((await call("GET", `/calendars/${String(other.id)}/events/${id}`)).status).toBe(200);
  });

  it("can be imported and added from a line of text", async () => {
    expect((await call("POST", `${own}/import`, plan)).status).toBe(200);
    const quick = await call("POST", `${own}/quickAdd?text=Lunch%20with%20Dan`);
    expect(quick.body).toMatchObject({
      summary: "Lunch with Dan",
      start: { dateTime: "2026-03-02T10:00:00+01:00" },
    });
    expect(faultsOf((await call("POST", `${own}/quickAdd`)).body)).toEqual(["text"]);
  });

  it("mails its guests unless told not to", async () => {
    const attendees = [{ email: "dan@one.example" }, { email: "guest@else.example" }];
    const mails = () =>
      zoom.sandbox.entries.filter(({ method }) => method === "MAIL").map(({ path }) => path);
    await call("POST", `${own}?sendUpdates=none`, { ...plan, attendees });
    expect(mails()).toEqual([]);
    await call("POST", `${own}?sendUpdates=externalOnly`, { ...plan, attendees });
    expect(mails()).toEqual(["/mail/guest@else.example"]);
    await insert({ ...plan, attendees });
    expect(mails()).toHaveLength(3);
  });
});

describe("a recurring event", () => {
  it("is one item, or one for each instance, at the same local time", async () => {
    const { id } = await insert(daily);
    expect((await list()).items.map((item) => item.id)).toEqual([id]);
    const single = await list("?singleEvents=true&orderBy=startTime");
    expect(single.items.map(({ start }) => start.dateTime)).toEqual([
      "2026-03-27T10:00:00+01:00",
      "2026-03-28T10:00:00+01:00",
      "2026-03-29T10:00:00+02:00",
      "2026-03-30T10:00:00+02:00",
      "2026-03-31T10:00:00+02:00",
    ]);
    expect(single.items[2]!.id).toBe(`${id}_20260329T080000Z`);
    expect(single.items[2]).not.toHaveProperty("recurrence");
    const instances = (await call("GET", `${own}/${id}/instances`)).body.items;
    expect(instances).toEqual(single.items);
  });

  it("keeps a changed instance apart, and tells a deleted one as cancelled", async () => {
    const { id } = await insert(daily);
    const second = `${id}_20260328T090000Z`;
    const moved = { start: berlin("28T15:00"), end: berlin("28T16:00"), summary: "Moved" };
    expect((await call("PATCH", `${own}/${second}`, moved)).body).toMatchObject({ id: second });
    await call("DELETE", `${own}/${id}_20260330T080000Z`);
    const single = await list("?singleEvents=true&orderBy=startTime");
    expect(summaries(single)).toEqual(["Daily", "Moved", "Daily", "Daily"]);
    const whole = await list();
    expect(whole.items.map((item) => [item.id, item.status])).toEqual([
      [id, "confirmed"],
      [second, "confirmed"],
      [`${id}_20260330T080000Z`, "cancelled"],
    ]);
  });

  it("loses its single changes when its pattern moves away from under them", async () => {
    const { id } = await insert(daily);
    const second = `${id}_20260328T090000Z`;
    await call("PATCH", `${own}/${second}`, { ...plan, summary: "Changed" });
    await call("PATCH", `${own}/${id}`, { start: berlin("27T12:00"), end: berlin("27T13:00") });
    expect(summaries(await list("?singleEvents=true"))).toEqual(Array(5).fill("Daily"));
    expect((await call("GET", `${own}/${second}`)).status).toBe(404);
  });

  it("leaves out what EXDATE names, and takes its instances with it when deleted", async () => {
    const exdate = "EXDATE;TZID=Europe/Berlin:20260328T100000";
    const { id } = await insert({ ...daily, recurrence: [...daily.recurrence, exdate] });
    expect((await list("?singleEvents=true")).items).toHaveLength(4);
    await call("DELETE", `${own}/${id}`);
    expect((await list("?singleEvents=true")).items).toEqual([]);
    expect((await list()).items).toEqual([]);
  });

  it("is told as so many cancelled instances when it was deleted since the sync token", async () => {
    const { id } = await insert(daily);
    const { nextSyncToken } = await list("?singleEvents=true");
    await call("DELETE", `${own}/${id}`);
    const { items } = await list(`?singleEvents=true&syncToken=${nextSyncToken}`);
    expect(items.map(({ status }) => status)).toEqual(Array(5).fill("cancelled"));
  });

  it("repeats whole days by date", async () => {
    await insert({
      summary: "Leave",
      start: { date: "2026-03-27", timeZone: "Europe/Berlin" },
      end: { date: "2026-03-29", timeZone: "Europe/Berlin" },
      recurrence: ["RRULE:FREQ=WEEKLY;UNTIL=20260410"],
    });
    const { items } = await list("?singleEvents=true");
    expect(items.map(({ start, end }) => [start.date, end.date])).toEqual([
      ["2026-03-27", "2026-03-29"],
      ["2026-04-03", "2026-04-05"],
      ["2026-04-10", "2026-04-12"],
    ]);
  });
});

describe("listing", () => {
  it("is cut by a window and shown in the zone asked for", async () => {
    await insert(plan);
    await insert({ ...plan, start: berlin("28T10:00"), end: berlin("28T11:00"), summary: "Next" });
    const window = "?timeMin=2026-03-27T10:00:00Z&timeMax=2026-03-29T00:00:00Z";
    const found = await list(`${window}&timeZone=America/New_York`);
    expect(found.items).toMatchObject([{ start: { dateTime: "2026-03-28T05:00:00-04:00" } }]);
    const backwards = await call(
      "GET",
      `${own}?timeMin=2026-03-29T00:00:00Z&timeMax=2026-03-27T00:00:00Z`,
    );
    expect(backwards.body.code).toBe(300);
    expect((await call("GET", `${own}?timeMin=2026-03-27T10:00:00`)).body.code).toBe(300);
  });

  it("gives the sync token with the last page, as old as the first", async () => {
    for (const summary of ["A", "B", "C"]) await insert({ ...plan, summary });
    const first = await list("?maxResults=2");
    expect(first).not.toHaveProperty("nextSyncToken");
    zoom.sandbox.setNow("2026-03-02T09:05:00Z");
    const last = await list(`?maxResults=2&pageToken=${first.nextPageToken}`);
    expect(summaries(last)).toEqual(["C"]);
    expect(last).not.toHaveProperty("nextPageToken");
    expect(Buffer.from(last.nextSyncToken, "base64").toString()).toBe(
      String(Date.parse("2026-03-02T09:00:00Z")),
    );
  });

  it("by a sync token tells changes and deletions since, those of the same moment again", async () => {
    const [a, b] = [await insert({ ...plan, summary: "A" }), await insert(plan)];
    const { nextSyncToken } = await list();
    expect((await list(`?syncToken=${nextSyncToken}`)).items).toHaveLength(2);
    zoom.sandbox.setNow("2026-03-02T09:00:10Z");
    const since = (await list(`?syncToken=${nextSyncToken}`)).nextSyncToken;
    expect((await list(`?syncToken=${since}`)).items).toEqual([]);
    await call("DELETE", `${own}/${b.id}`);
    await call("PATCH", `${own}/${a.id}`, { ...plan, summary: "A2" });
    const changes = await list(`?syncToken=${since}`);
    expect(changes.items.map(({ id, status }) => [id, status]).sort()).toEqual(
      [
        [a.id, "confirmed"],
        [b.id, "cancelled"],
      ].sort(),
    );
    zoom.sandbox.setNow("2027-03-02T09:00:00Z");
    token = (await zoom.connect("olga@one.example")).access_token;
    expect((await list(`?syncToken=${since}`)).items).toHaveLength(2);
    expect((await call("GET", `${own}?syncToken=nonsense`)).body.code).toBe(300);
  });
});

describe("with autoAddZoomMeeting on", () => {
  it("an inserted event gets a meeting nobody asked for", async () => {
    const path = "/calendars/users/me/settings/autoAddZoomMeeting";
    await call("PATCH", path, { id: "autoAddZoomMeeting", value: "true" });
    const event = await insert({ ...plan, description: "Agenda" });
    expect(event.location).toMatch(/^https:\/\/sandbox\.example\/zoom\/j\/\d{11}/);
    expect(event.description).toMatch(/^Agenda\n\n.*inviting you to a scheduled Zoom meeting/s);
    const { meetings } = (await call("GET", "/users/me/meetings")).body;
    expect(meetings).toMatchObject([{ topic: "Plan", start_time: "2026-03-27T09:00:00Z" }]);
    expect(
      await insert({ ...plan, start: { date: "2026-03-27" }, end: { date: "2026-03-28" } }),
    ).not.toHaveProperty("location");
  });
});
