import { describe, expect, test } from "@jest/globals";
import {
  GraphConflict,
  GraphDuplicate,
  GraphNotFound,
  GraphRefused,
  GraphSubscriptionExists,
  GraphThrottled,
  GraphUnavailable,
} from "../../../src/server/graph/errors.ts";
import { createBody, patchBody } from "../../../src/server/graph/event-body.ts";
import { type OutlookFields } from "../../../src/sync/model.ts";
import { zoomMeetingId } from "../../../src/sync/ids.ts";
import { toInstant } from "../../../src/sync/instant.ts";
import { faultOf, GraphStub, refusal } from "./graph-stub.ts";

const graph = GraphStub.forTestsOfFile();

const markerPrefix = "https://zoom.contoso.example/portal/activity#z=";
const fields: OutlookFields = {
  subject: "Planning",
  time: {
    start: toInstant("2026-03-16T09:00:00Z"),
    end: toInstant("2026-03-16T10:00:00Z"),
    timeZone: "Europe/Berlin",
    isAllDay: false,
  },
  recurrence: {
    pattern: { type: "relativeMonthly", interval: 1, daysOfWeek: ["monday"], index: "third" },
    range: { type: "numbered", startDate: "2026-03-16", numberOfOccurrences: 5 },
    timeZone: "Europe/Berlin",
  },
  exceptions: {},
  notes: "Agenda",
  attendees: ["bob@contoso.example"],
  sensitivity: "private",
  showAs: "busy",
  options: null,
};
const whole = createBody(
  fields,
  {
    joinUrl: "https://zoom.us/j/86123456789",
    passcode: null,
    meetingId: "86123456789",
    markerUrl: `${markerPrefix}0b6f7a52-5c1e-4c43-9a68-1f2d3e4a5b6c`,
    language: "de",
  },
  zoomMeetingId("86123456789"),
  "7a0e1c1e-8f5c-8c4e-9a68-1f2d3e4a5b6c",
);
const made = { status: 201, body: { id: "new" } };

describe("creating an event", () => {
  test("goes to the primary calendar or to another, as documented", async () => {
    graph.answers = [made, made];
    expect(await graph.client().createEvent(whole)).toEqual({ id: "new" });
    await graph.client().createEvent(whole, "AAMk=");
    expect(graph.sent.map(({ path }) => path)).toEqual([
      "/me/events",
      "/me/calendars/AAMk=/events",
    ]);
    expect(graph.sent[0]?.headers.prefer).toBe('IdType="ImmutableId"');
    expect(graph.sent[0]?.body).toEqual(whole);
  });

  test.each([
    [400, "ErrorDuplicateTransactionId"],
    [409, "errorDuplicateTransactionID"],
  ])("twice gives the one that is there: %d %s", async (status, code) => {
    graph.answers = [
      refusal(status, code, {}, { "@event.existingEventId": "first" }),
      { status: 200, body: { id: "first", subject: "Planning" } },
    ];
    expect(await graph.client().createEvent(whole)).toEqual({ id: "first", subject: "Planning" });
    expect(graph.sent[1]?.path).toBe("/me/events/first");
  });

  test("twice, and Graph does not say which: it is found where it was made", async () => {
    const around = [
      { id: "other", transactionId: null },
      { id: "first", transactionId: whole.transactionId },
    ];
    graph.answers = [
      refusal(409, "ErrorDuplicateTransactionId"),
      { status: 200, body: { value: around } },
      { status: 200, body: { id: "first", subject: "Planning" } },
    ];
    expect(await graph.client().createEvent(whole)).toEqual({ id: "first", subject: "Planning" });
    expect(graph.sent[1]?.path).toBe("/me/calendarView");
    expect(graph.sent[1]?.rawUrl).toContain("startDateTime=2026-03-15T00%3A00%3A00Z");
  });

  test("twice, and it is nowhere any more, is a fault", async () => {
    graph.answers = [
      refusal(409, "ErrorDuplicateTransactionId"),
      { status: 200, body: { value: [] } },
    ];
    const unnamed = await faultOf(graph.client().createEvent(whole));
    expect(unnamed).toBeInstanceOf(GraphDuplicate);
    expect((unnamed as GraphDuplicate).existingEventId).toBeNull();
    graph.answers = [
      refusal(409, "ErrorDuplicateTransactionId", {}, { "@event.existingEventId": "first" }),
      refusal(404, "ErrorItemNotFound"),
    ];
    expect(await faultOf(graph.client().createEvent(whole))).toBeInstanceOf(GraphDuplicate);
  });

  test("is repeated after a server fault only where that makes no second event", async () => {
    const busy = refusal(503, "ServiceUnavailable", { "retry-after": "1" });
    graph.answers = [busy, made];
    await graph.client().createEvent(whole);
    expect(graph.sent).toHaveLength(2);
    expect(graph.slept).toEqual([1000]);
    graph.answers = [busy];
    const fault = await faultOf(graph.client().createEvent({ subject: "x" }));
    expect(fault).toBeInstanceOf(GraphThrottled);
    expect(graph.sent).toHaveLength(3);
    graph.answers = [refusal(429, "ApplicationThrottled", { "retry-after": "1" }), made];
    await graph.client().createEvent({ subject: "x" });
    expect(graph.sent).toHaveLength(5);
  });

  test("takes the network it is given, and a broken one for no answer", async () => {
    const reached: string[] = [];
    const client = graph.client({
      fetch: (input) => {
        reached.push(input instanceof URL ? input.pathname : "");
        return Promise.reject(new TypeError("fetch failed"));
      },
    });
    expect(await faultOf(client.createEvent(whole))).toBeInstanceOf(GraphUnavailable);
    expect(reached).toEqual(["/v1.0/me/events"]);
    expect(graph.sent).toHaveLength(0);
    expect(graph.calls).toEqual([["eventCreate", 0]]);
  });
});

describe("a time zone", () => {
  const rome = patchBody(
    {
      time: { ...fields.time, timeZone: "Europe/Rome" },
      recurrence: fields.recurrence && { ...fields.recurrence, timeZone: "Europe/Rome" },
    },
    { body: null, attendees: [], location: "" },
    { joinHosts: [], markerPrefix },
  );

  test("that Graph does not know by this name is written by the one Windows has for it", async () => {
    graph.answers = [refusal(400, "TimeZoneNotSupportedException"), made];
    expect(await graph.client().createEvent(rome)).toEqual({ id: "new" });
    const zones = graph.sent.map(({ body }) => {
      const { start, end, recurrence } = body as typeof rome;
      return [start?.timeZone, end?.timeZone, recurrence?.range.recurrenceTimeZone];
    });
    expect(zones).toEqual([
      ["Europe/Rome", "Europe/Rome", "Europe/Rome"],
      ["W. Europe Standard Time", "W. Europe Standard Time", "W. Europe Standard Time"],
    ]);
  });

  test("that is refused by that name as well is not tried again", async () => {
    const [first, second] = [1, 2].map(() => refusal(400, "TimeZoneNotSupportedException"));
    graph.answers = [first!, second!];
    expect(await faultOf(graph.client().patchEvent("a", rome))).toBeInstanceOf(GraphRefused);
    expect(graph.sent).toHaveLength(2);
  });
});

describe("changing an event", () => {
  const change = patchBody(
    { subject: "New", time: fields.time, recurrence: null },
    { body: null, attendees: [], location: "" },
    { joinHosts: [], markerPrefix },
  );

  test("gives the event back, and only with an etag asks whether it is still the same", async () => {
    graph.answers = [
      { status: 200, body: { id: "a", changeKey: "2" } },
      { status: 200, body: { id: "a", changeKey: "3" } },
    ];
    const client = graph.client();
    expect(await client.patchEvent("a", change)).toEqual({ id: "a", changeKey: "2" });
    await client.patchEvent("a", change, { etag: 'W/"x"' });
    expect(graph.sent.map(({ headers }) => headers["if-match"])).toEqual([undefined, 'W/"x"']);
    expect(graph.sent[0]?.headers.prefer).toBe('IdType="ImmutableId"');
    expect(graph.sent[0]).toMatchObject({ method: "PATCH", path: "/me/events/a", body: change });
  });

  test.each([
    [412, "ErrorIrresolvableConflict", GraphConflict],
    [409, "ErrorIrresolvableConflict", GraphConflict],
    [400, "ErrorOccurrenceCrossingBoundary", GraphRefused],
  ])("%d %s", async (status, code, kind) => {
    graph.answers = [refusal(status, code)];
    const fault = await faultOf(graph.client().patchEvent("a", change, { etag: "x" }));
    expect((fault as Error).constructor).toBe(kind);
    expect(fault).toMatchObject({ status, graphCode: code });
  });

  test("cancelling tells the attendees once, whatever a server fault says", async () => {
    graph.answers = [
      { status: 202 },
      refusal(503, "ServiceUnavailable", { "retry-after": "1" }),
      { status: 204 },
    ];
    const client = graph.client();
    await client.cancelEvent("a", "No meeting today");
    expect(graph.sent[0]).toMatchObject({
      method: "POST",
      path: "/me/events/a/cancel",
      body: { Comment: "No meeting today" },
    });
    expect(await faultOf(client.cancelEvent("a", ""))).toBeInstanceOf(GraphThrottled);
    await client.deleteEvent("a");
    expect(graph.sent.map(({ method }) => method)).toEqual(["POST", "POST", "DELETE"]);
  });
});

describe("subscriptions", () => {
  const subscription = {
    changeType: "created,updated,deleted",
    notificationUrl: "https://zoom.contoso.example/webhooks/graph",
    lifecycleNotificationUrl: "https://zoom.contoso.example/webhooks/graph/lifecycle",
    resource: "/me/events",
    expirationDateTime: "2026-11-30T08:00:00Z",
    clientState: "secret",
  };
  const given = { id: "s", expirationDateTime: "2026-11-29T08:00:00Z" };

  test("are created, listed, renewed, reauthorized and deleted", async () => {
    const next = `${graph.url}/subscriptions?$skiptoken=x`;
    graph.answers = [
      { status: 201, body: given },
      { status: 200, body: { value: [given], "@odata.nextLink": next } },
      { status: 200, body: { value: [] } },
      { status: 200, body: given },
      { status: 204 },
      { status: 204 },
    ];
    const client = graph.client();
    expect(await client.createSubscription(subscription)).toEqual(given);
    expect(await client.listSubscriptions()).toEqual([given]);
    const until = Temporal.Instant.from("2026-11-30T08:00:00.123Z");
    expect(await client.renewSubscription("s", until)).toEqual(given);
    await client.reauthorizeSubscription("s");
    await client.deleteSubscription("s");
    expect(graph.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /subscriptions",
      "GET /subscriptions",
      "GET /subscriptions",
      "PATCH /subscriptions/s",
      "POST /subscriptions/s/reauthorize",
      "DELETE /subscriptions/s",
    ]);
    expect(graph.sent[3]?.body).toEqual({ expirationDateTime: "2026-11-30T08:00:00Z" });
  });

  test("one that is gone is not taken for a mailbox that is", async () => {
    graph.answers = [refusal(404, "Request_ResourceNotFound")];
    const until = Temporal.Instant.from("2026-11-30T08:00:00Z");
    const fault = await faultOf(graph.client().renewSubscription("s", until));
    expect((fault as Error).constructor).toBe(GraphNotFound);
  });

  test("a second one to the same is told from other refusals", async () => {
    graph.answers = [refusal(409, "ExtensionError")];
    const fault = await faultOf(graph.client().createSubscription(subscription));
    expect(fault).toBeInstanceOf(GraphSubscriptionExists);
    graph.answers = [refusal(400, "InvalidRequest")];
    const other = await faultOf(graph.client().createSubscription(subscription));
    expect((other as Error).constructor).toBe(GraphRefused);
  });
});

describe("ids in another form", () => {
  test("are asked for by thousands; one that has none is null", async () => {
    const ids = Array.from({ length: 1001 }, (_, index) => `id${index}`);
    const first = ids.slice(0, 1000).map((sourceId) => ({ sourceId, targetId: `t-${sourceId}` }));
    graph.answers = [
      { status: 200, body: { value: first } },
      { status: 200, body: { value: [{ sourceId: "id1000", errorDetails: { code: "x" } }] } },
    ];
    const found = await graph.client().translateIds(ids, "ewsId", "restImmutableEntryId");
    expect(found.get("id999")).toBe("t-id999");
    expect(found.get("id1000")).toBeNull();
    expect(graph.sent[1]).toMatchObject({
      path: "/me/translateExchangeIds",
      body: {
        inputIds: ["id1000"],
        sourceIdType: "ewsId",
        targetIdType: "restImmutableEntryId",
      },
    });
  });

  test("none cost nothing", async () => {
    expect(await graph.client().translateIds([], "restId", "restImmutableEntryId")).toEqual(
      new Map(),
    );
    expect(graph.sent).toHaveLength(0);
  });
});
