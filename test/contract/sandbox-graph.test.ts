import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { issueAppToken } from "../../src/sandbox/entra/tokens.ts";
import {
  type Answer,
  type Call,
  expectShape,
  graphClient,
  time,
} from "../unit/sandbox/graph-client.ts";
import {
  ada,
  ben,
  dana,
  type RunningSandbox,
  startSandbox,
  stopSandbox,
} from "../unit/sandbox/running-sandbox.ts";

let running: RunningSandbox;
beforeAll(async () => {
  running = await startSandbox({ now: () => new Date("2026-03-10T12:00:00Z") });
}, 30_000);
afterAll(() => stopSandbox(running));

const { call } = graphClient(() => running);

const slot = { start: time("2026-03-16T09:00:00"), end: time("2026-03-16T10:00:00") };
const create = (body: object, more: Call = {}) =>
  call("/me/events", { method: "POST", body: { ...slot, ...body }, ...more });
const eventPath = ({ body }: Answer) => `/me/events/${encodeURIComponent(String(body.id))}`;
const march = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-30T00:00:00Z";

const mondays = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["Monday"] },
  range: { type: "numbered", startDate: "2026-03-16", numberOfOccurrences: 4 },
};

describe("answers of the emulated Graph", () => {
  test.each([
    ["/me", "microsoft.graph.user"],
    [`/users/${ada.mail}`, "microsoft.graph.user"],
    ["/me/calendar", "microsoft.graph.calendar"],
    ["/me/mailboxSettings", "microsoft.graph.mailboxSettings"],
    ["/me/events?$top=50", "microsoft.graph.eventCollectionResponse"],
    [`/me/calendarView?${march}&$top=100`, "microsoft.graph.eventCollectionResponse"],
    ["/me/outlook/supportedTimeZones", "microsoft.graph.timeZoneInformationCollectionResponse"],
  ])("to GET %s have the shape of %s", async (path, schema) => {
    const { status, body } = await call(path);
    expect([status, body.error]).toEqual([200, undefined]);
    expectShape(schema, body);
  });

  test("to a create, an update and an instance read are whole events", async () => {
    const created = await create({
      subject: "Weekly",
      body: { contentType: "HTML", content: "<b>Hi</b>" },
      recurrence: mondays,
      attendees: [{ emailAddress: { address: ben.mail, name: "Ben" }, type: "Required" }],
    });
    expect(created.status).toBe(201);
    expectShape("microsoft.graph.event", created.body);
    expect(created.body).toMatchObject({ type: "seriesMaster", isOnlineMeeting: false });
    const updated = await call(eventPath(created), { method: "PATCH", body: { subject: "New" } });
    expectShape("microsoft.graph.event", updated.body);
    const instances = await call(`${eventPath(created)}/instances?${march}`);
    expectShape("microsoft.graph.eventCollectionResponse", instances.body);
    expect(instances.body.value?.map(({ type, subject }) => [type, subject])).toEqual(
      Array(4).fill(["occurrence", "New"]),
    );
  });

  test("to faults are OData errors with request ids", async () => {
    const given = { headers: { "client-request-id": "c-1" } };
    const { status, body, headers } = await call("/me/events/nonsense", given);
    expect(status).toBe(404);
    expectShape("odataError", body);
    expect(body.error).toMatchObject({
      code: "ErrorItemNotFound",
      innerError: { "client-request-id": "c-1", "request-id": headers.get("request-id") },
    });
  });
});

describe("who may do what", () => {
  test("nobody without a token, and the answer says so in a header", async () => {
    const { status, body, headers } = await call("/me", { token: "a.b.c" });
    expect([status, body.error?.code]).toEqual([401, "InvalidAuthenticationToken"]);
    expect(headers.get("www-authenticate")).toMatch(/^Bearer /);
  });

  test("Calendars.Read reads and does not write", async () => {
    const scopes = ["Calendars.Read"];
    expect((await call("/me/events", { scopes })).status).toBe(200);
    const { status, body } = await create({}, { scopes });
    expect([status, body.error?.code]).toEqual([403, "ErrorAccessDenied"]);
  });

  test("a delegate reaches the calendar with the shared permission only", async () => {
    const path = `/users/${ada.id}/events`;
    expect((await call(path, { person: dana })).status).toBe(403);
    const scopes = ["Calendars.Read.Shared"];
    expect((await call(path, { person: dana, scopes })).status).toBe(200);
    expect((await call(path, { person: ben, scopes })).status).toBe(403);
  });

  test("an app with a role reaches everybody of its tenant, and has no /me", async () => {
    const { token } = await issueAppToken(running.sandbox, ada.tenantId, ["Calendars.ReadWrite"]);
    expect((await call(`/users/${ben.id}/events`, { token })).status).toBe(200);
    expect((await call("/me/events", { token })).status).toBe(400);
  });
});

describe("headers and options", () => {
  test("times are UTC unless another zone is preferred, and the preference is confirmed", async () => {
    const created = await create({});
    expect(created.body.start).toEqual(time("2026-03-16T08:00:00.0000000", "UTC"));
    const prefer = 'outlook.timezone="Pacific Standard Time", IdType="ImmutableId"';
    const read = await call(eventPath(created), { headers: { prefer } });
    expect(read.body.start).toEqual(time("2026-03-16T01:00:00.0000000", "Pacific Standard Time"));
    expect(read.headers.get("preference-applied")).toBe(prefer);
    expect(read.body.originalStartTimeZone).toBe("W. Europe Standard Time");
  });

  test("a body is text when text is preferred", async () => {
    const created = await create({ body: { contentType: "html", content: "<p>a</p><p>b</p>" } });
    const headers = { prefer: 'outlook.body-content-type="text"' };
    expect((await call(eventPath(created), { headers })).body.body).toEqual({
      contentType: "text",
      content: "a\nb",
    });
  });

  test("a stale If-Match is refused and changes nothing", async () => {
    const created = await create({ subject: "Kept" });
    const headers = { "if-match": String(created.body["@odata.etag"]) };
    const patch = { method: "PATCH", body: { subject: "First" }, headers };
    expect((await call(eventPath(created), patch)).status).toBe(200);
    const second = await call(eventPath(created), { ...patch, body: { subject: "Second" } });
    expect([second.status, second.body.error?.code]).toEqual([412, "ErrorIrresolvableConflict"]);
    expect((await call(eventPath(created))).body.subject).toBe("First");
  });

  test("pages follow nextLink to the end, without a gap or a repeat", async () => {
    const seen: unknown[] = [];
    let next: unknown = `/me/calendarView?${march}&$top=3&$select=subject`;
    while (typeof next === "string") {
      const { body } = await call(next);
      seen.push(...(body.value ?? []).map(({ id }) => id));
      expect(body.value?.length).toBeLessThanOrEqual(3);
      next = body["@odata.nextLink"];
    }
    const all = await call(`/me/calendarView?${march}&$top=500`);
    expect(seen).toEqual(all.body.value?.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(6);
  });

  test("$select gives what is asked for, and refuses what is not there", async () => {
    const created = await create({ subject: "S" });
    const { body } = await call(`${eventPath(created)}?$select=subject`);
    expect(Object.keys(body).sort()).toEqual(["@odata.context", "@odata.etag", "id", "subject"]);
    expect((await call(`${eventPath(created)}?$select=zoom`)).status).toBe(400);
  });

  test("extended properties are found by value and shown only when expanded", async () => {
    const id = "String {66f5a359-4659-4638-81a3-d1d2b2f5c5b4} Name ZoomMeetingId";
    const created = await create({ singleValueExtendedProperties: [{ id, value: "987&6=+5" }] });
    expect(created.body).not.toHaveProperty("singleValueExtendedProperties");
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '987&6=+5')`;
    const expand = `singleValueExtendedProperties($filter=id eq '${id}')`;
    const query = new URLSearchParams({ $filter: filter, $expand: expand, $select: "subject" });
    const found = await call(`/me/events?${query.toString()}`);
    expect(found.body.value).toMatchObject([
      { id: created.body.id, singleValueExtendedProperties: [{ id, value: "987&6=+5" }] },
    ]);
  });

  test("a filter nobody understands is refused", async () => {
    const { status, body } = await call("/me/events?$filter=nonsense");
    expect([status, body.error?.code]).toEqual([400, "ErrorInvalidUrlQueryFilter"]);
  });

  test("a view of more than five years is refused", async () => {
    const { status, body } = await call(
      "/me/calendarView?startDateTime=2020-01-01T00:00:00Z&endDateTime=2026-01-01T00:00:00Z",
    );
    expect([status, body.error?.code]).toEqual([400, "ErrorInvalidRequest"]);
  });
});

describe("writing", () => {
  test("a repeated transaction id names the event that is there", async () => {
    const first = await create({ transactionId: "t-7" });
    const { status, body } = await create({ transactionId: "t-7" });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: "ErrorDuplicateTransactionId",
      "@event.existingEventId": first.body.id,
    });
  });

  test("a property Graph does not know is refused", async () => {
    const { status, body } = await create({ zoomMeeting: true });
    expect([status, body.error?.code]).toEqual([400, "RequestBodyRead"]);
  });

  test("deleting answers 204 and the event is gone", async () => {
    const created = await create({});
    expect((await call(eventPath(created), { method: "DELETE" })).status).toBe(204);
    expect((await call(eventPath(created))).status).toBe(404);
  });

  test("cancelling one occurrence leaves the rest, and the series lists it", async () => {
    const created = await create({ recurrence: mondays });
    const occurrence = `OID.${String(created.body.id)}.2026-03-23`;
    const cancelled = await call(`/me/events/${encodeURIComponent(occurrence)}/cancel`, {
      method: "POST",
      body: { Comment: "Holiday" },
    });
    expect(cancelled.status).toBe(202);
    const master = await call(`${eventPath(created)}?$select=subject,cancelledOccurrences`);
    expect(master.body.cancelledOccurrences).toEqual([occurrence]);
    const { body } = await call(`${eventPath(created)}/instances?${march}`);
    expect(body.value).toHaveLength(3);
  });
});
