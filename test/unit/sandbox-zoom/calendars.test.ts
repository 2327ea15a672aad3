import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createFakeSandbox } from "../../support/fake-sandbox.ts";
import { type Delivery } from "../../../src/sandbox/sandbox.ts";
import { type Body, type RunningZoom, startZoom } from "../../support/zoom-client.ts";

let zoom: RunningZoom;
let token: string;
let delivered: Delivery[];

beforeEach(async () => {
  delivered = [];
  zoom = await startZoom(
    createFakeSandbox({
      deliver: (delivery) => {
        delivered.push(delivery);
        return Promise.resolve({ status: 204, type: "", text: "" });
      },
    }),
  );
  token = (await zoom.connect("olga@one.example")).access_token;
});
afterEach(() => zoom.close());

const own = "/calendars/olga@one.example";
const me = "/calendars/users/me";
const call = (method: string, path: string, body?: unknown, by = token) =>
  zoom.call(by, method, path, body);
const at = (time: string) => ({ dateTime: `2026-03-27T${time}:00Z` });
const plan = { summary: "Plan", start: at("10:00"), end: at("11:00") };
const told = () =>
  delivered.map(
    ({ body }) => JSON.parse(body) as { event: string; event_ts: unknown; payload: Body },
  );
const accountToken = async () => {
  const account_id = String((await call("GET", "/users/me")).body.account_id);
  const reply = await zoom.token({ grant_type: "account_credentials", account_id });
  return String(reply.body.access_token);
};

describe("calendars", () => {
  it("has the person's address for the primary one, and group addresses for the others", async () => {
    const made = await call("POST", "/calendars", { summary: "Mirror" });
    expect(made.body.id).toMatch(/^c_[0-9a-f]{20}@group\.calendar\.zoom\.us$/);
    const { items } = (await call("GET", `${me}/calendarList`)).body;
    expect(items).toMatchObject([
      { id: "olga@one.example", primary: true, accessRole: "owner" },
      { id: made.body.id, primary: false, summary: "Mirror" },
    ]);
    expect((await call("GET", "/calendars/primary")).status).toBe(404);
  });

  it("are renamed and deleted, the primary one never", async () => {
    const path = `/calendars/${String((await call("POST", "/calendars", { summary: "A" })).body.id)}`;
    expect((await call("PATCH", path, { summary: "B" })).body.summary).toBe("B");
    expect((await call("PATCH", path, { summary: "x".repeat(257) })).body.code).toBe(300);
    expect((await call("POST", "/calendars", {})).body.code).toBe(300);
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("DELETE", own)).status).toBe(403);
  });

  it("of colleagues can be put on the list, and their times asked for, but not opened", async () => {
    const dan = (await zoom.connect("dan@one.example")).access_token;
    await call("POST", "/calendars/dan@one.example/events", plan, dan);
    const free = { ...plan, transparency: "transparent", start: at("12:00"), end: at("13:00") };
    await call("POST", "/calendars/dan@one.example/events", free, dan);
    const added = await call("POST", `${me}/calendarList`, { id: "dan@one.example" });
    expect(added.body).toMatchObject({ accessRole: "freeBusyReader", primary: false });
    expect((await call("GET", "/calendars/dan@one.example/events")).status).toBe(403);
    expect((await call("GET", "/calendars/sam@two.example/events")).status).toBe(404);
    const asked = { timeMin: "2026-03-27T00:00:00Z", timeMax: "2026-03-28T00:00:00Z" };
    const items = [{ id: "dan@one.example" }, { id: "sam@two.example" }];
    const { calendars } = (await call("POST", "/calendars/freeBusy", { ...asked, items })).body;
    expect(calendars).toEqual([
      {
        id: "dan@one.example",
        busy: [{ start: "2026-03-27T10:00:00Z", end: "2026-03-27T11:00:00Z" }],
      },
      { id: "sam@two.example", errors: [{ domain: "global", reason: "notFound" }], busy: [] },
    ]);
    expect((await call("DELETE", `${me}/calendarList/dan@one.example`)).status).toBe(204);
    expect((await call("GET", `${me}/calendarList/dan@one.example`)).status).toBe(404);
  });

  it("serve an account token for everybody's events, but have no list for it", async () => {
    const account = await accountToken();
    const made = await call("POST", "/calendars/dan@one.example/events", plan, account);
    expect(made.body).toMatchObject({ summary: "Plan", creator: { email: "ada@one.example" } });
    const lists = await call(
      "GET",
      "/calendars/users/dan@one.example/calendarList",
      undefined,
      account,
    );
    expect(lists.body).toEqual({
      code: 4711,
      message: "Invalid access token, does not contain scopes:[calendar:read:list_calendar_lists].",
    });
  });

  it("have settings that take only what they may be", async () => {
    const { items } = (await call("GET", `${me}/settings`)).body;
    expect(items).toEqual(
      expect.arrayContaining([
        { id: "autoAddZoomMeeting", value: "false" },
        { id: "timezone", value: "Europe/Berlin" },
      ]),
    );
    const patch = (id: string, value: unknown) =>
      call("PATCH", `${me}/settings/${id}`, { id, value });
    expect((await patch("weekStart", "1")).body).toEqual({ id: "weekStart", value: "1" });
    expect((await call("GET", `${me}/settings/weekStart`)).body.value).toBe("1");
    expect((await patch("weekStart", "2")).body.code).toBe(300);
    expect((await patch("nonsense", "1")).status).toBe(404);
  });
});

describe("without the licence or the scopes", () => {
  it("a person is refused with code 200, and their settings say why", async () => {
    zoom.sandbox.switches.value.zoomCalendarLicence = false;
    const reply = await call("GET", `${me}/calendarList`);
    expect([reply.status, reply.body]).toEqual([400, { code: 200, message: "No permission." }]);
    expect((await call("POST", `${own}/events`, plan)).body.code).toBe(200);
    const settings = (await call("GET", "/users/me/settings")).body;
    expect(settings.feature).toMatchObject({ zoom_mail_calendar: false });
  });

  it("a token is refused with 4711 at once, and after new scopes until a new consent", async () => {
    zoom.sandbox.switches.value.zoomCalendarScope = false;
    expect((await call("GET", `${own}/events`)).body).toEqual({
      code: 4711,
      message:
        "Invalid access token, does not contain scopes:[calendar:read:list_events, calendar:read:list_events:admin].",
    });
    const { refresh_token } = await zoom.connect("olga@one.example");
    zoom.sandbox.switches.value.zoomCalendarScope = true;
    const { body } = await zoom.token({ grant_type: "refresh_token", refresh_token });
    expect(body.scope).not.toContain("calendar:");
    expect(
      (await call("GET", `${own}/events`, undefined, String(body.access_token))).body.code,
    ).toBe(4711);
    token = (await zoom.connect("olga@one.example")).access_token;
    expect((await call("GET", `${own}/events`)).status).toBe(200);
  });
});

describe("the calendar's webhooks", () => {
  it("carry ids only, and their time as text", async () => {
    const { id } = (await call("POST", `${own}/events`, plan)).body as { id: string };
    await call("PATCH", `${own}/events/${id}`, { ...plan, summary: "B" });
    await call("DELETE", `${own}/events/${id}`);
    const object = { resource_id: "olga@one.example", event_id: id };
    expect(told()).toMatchObject([
      { event: "calendar.event_create", event_ts: String(Date.parse("2026-03-02T09:00:00Z")) },
      { event: "calendar.event_update", payload: { operator: "olga@one.example", object } },
      { event: "calendar.event_delete", payload: { object } },
    ]);
    expect(Object.keys(told()[0]!.payload).sort()).toEqual(["account_id", "object", "operator"]);
  });

  it("tell of lists and settings, too", async () => {
    const { id } = (await call("POST", "/calendars", { summary: "A" })).body;
    await call("PATCH", `${me}/calendarList/${String(id)}`, { id, hidden: true });
    await call("DELETE", `/calendars/${String(id)}`);
    await call("PATCH", `${me}/settings/weekStart`, { id: "weekStart", value: "1" });
    expect(told().map(({ event }) => event)).toEqual([
      "calendar.calendarlist_create",
      "calendar.calendarlist_update",
      "calendar.calendarlist_delete",
      "calendar.setting_update",
    ]);
    expect(told()[0]!.payload.object).toEqual({
      resource_id: "olga@one.example",
      subscribed_calendar_id: id,
    });
  });
});
