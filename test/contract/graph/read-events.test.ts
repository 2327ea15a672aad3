import { describe, expect, test } from "@jest/globals";
import {
  GraphAccessDenied,
  GraphRefused,
  GraphThrottled,
  GraphTokenRefused,
  GraphUnavailable,
  MailboxMissing,
} from "../../../src/server/graph/errors.ts";
import {
  customPropertiesProperty,
  meetingIdProperty,
} from "../../../src/shared/microsoft/event-marks.ts";
import { toInstant } from "../../../src/sync/instant.ts";
import { expectDocumented } from "./graph-specification.ts";
import { type Answer, faultOf, GraphStub, refusal, type Sent } from "./graph-stub.ts";

const graph = GraphStub.forTestsOfFile();

const marks = `singleValueExtendedProperties($filter=id eq '${meetingIdProperty}' or id eq '${customPropertiesProperty}')`;
const single = (id: string) => ({ id, isSeries: false });

interface Part {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
}
const partsOf = (sent: Sent): Part[] => (sent.body as { requests: Part[] }).requests;
const eventIdOf = ({ url }: Part) =>
  decodeURIComponent(new URL(url, "http://graph").pathname.split("/").at(-1) ?? "");

/** Answers every part by its event's id, in reverse order, as the order is free. */
const batch =
  (answers: Record<string, Answer> = {}) =>
  (sent: Sent): Answer => ({
    status: 200,
    body: {
      responses: partsOf(sent)
        .map((part) => {
          const id = eventIdOf(part);
          return { id: part.id, ...(answers[id] ?? { status: 200, body: { id, subject: id } }) };
        })
        .reverse(),
    },
  });

describe("events by their ids", () => {
  test("none cost nothing", async () => {
    expect(await graph.client().readEvents([])).toEqual(new Map());
    expect(graph.sent).toHaveLength(0);
  });

  test("one is one plain request, with our marks", async () => {
    graph.answers = [{ status: 200, body: { id: "a+b", subject: "x" } }];
    const found = await graph.client().readEvents([single("a+b"), single("a+b")]);
    expect(found).toEqual(new Map([["a+b", { id: "a+b", subject: "x" }]]));
    const [sent] = graph.sent;
    expect(sent?.rawUrl).toContain("/me/events/a%2Bb?$select=id%2CchangeKey%2C");
    expect(sent?.rawUrl).not.toContain("+");
    expect(sent?.query.get("$expand")).toBe(marks);
    expect(sent?.query.get("$select")).not.toContain("Occurrences");
    expect(graph.calls).toEqual([["event", 200]]);
  });

  test("a series brings its exceptions along", async () => {
    graph.answers = [
      { status: 200, body: { id: "s", cancelledOccurrences: ["OID.s.2026-01-01"] } },
    ];
    const found = await graph.client().readEvents([single("s"), { id: "s", isSeries: true }]);
    expect(found.get("s")).toMatchObject({ cancelledOccurrences: ["OID.s.2026-01-01"] });
    const query = graph.sent[0]!.query;
    expect(query.get("$select")).toContain(",cancelledOccurrences,exceptionOccurrences");
    expect(query.get("$expand")).toBe(`${marks},exceptionOccurrences`);
  });

  test.each([
    [refusal(404, "ErrorItemNotFound"), null],
    [refusal(410, "Gone"), null],
    [refusal(404, "MailboxNotEnabledForRESTAPI"), MailboxMissing],
    [refusal(403, "ErrorAccessDenied"), GraphAccessDenied],
  ])("%j of one", async (answer, kind) => {
    graph.answers = [answer];
    const found = graph.client().readEvents([single("a")]);
    if (kind === null) expect((await found).get("a")).toBeNull();
    else expect(await faultOf(found)).toBeInstanceOf(kind);
  });

  test("many go by twenties, one batch after another, each part with its own preference", async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `event.${index}/=`);
    let open = 0;
    const oneAtATime = (sent: Sent): Answer => {
      expect((open += 1)).toBe(1);
      setImmediate(() => (open -= 1));
      return batch()(sent);
    };
    graph.answers = [oneAtATime, oneAtATime, oneAtATime];
    const found = await graph.client({}, "ada").readEvents(ids.map(single));
    expect([...found.keys()].sort()).toEqual([...ids].sort());
    expect(found.get("event.44/=")).toEqual({ id: "event.44/=", subject: "event.44/=" });
    expect(graph.sent.map((sent) => partsOf(sent).length)).toEqual([20, 20, 5]);
    for (const part of graph.sent.flatMap(partsOf)) {
      expect(part.method).toBe("GET");
      expect(part.url.startsWith("/users/ada/events/event.")).toBe(true);
      expect(part.headers.prefer).toBe('IdType="ImmutableId"');
      expect(part.url).not.toMatch(/[ +]/);
      expectDocumented("GET", new URL(part.url, "http://graph").pathname, undefined);
    }
    expect(graph.calls).toEqual(Array.from({ length: 3 }, () => ["batch", 200]));
  });

  test("mixed outcomes: found, gone, and only the ones told to wait are asked again", async () => {
    const wait = (seconds: string) =>
      refusal(429, "ApplicationThrottled", { "Retry-After": seconds });
    graph.answers = [
      batch({
        gone: refusal(404, "ErrorItemNotFound"),
        slow: wait("1"),
        slower: wait("2"),
        down: refusal(503, "ServiceUnavailable"),
      }),
      batch({ slower: wait("1") }),
      batch(),
    ];
    const ids = ["here", "gone", "slow", "slower", "down"];
    const found = await graph.client().readEvents(ids.map(single));
    expect(found.get("gone")).toBeNull();
    for (const id of ["here", "slow", "slower", "down"]) {
      expect(found.get(id)).toEqual({ id, subject: id });
    }
    expect(graph.sent.map((sent) => partsOf(sent).map(eventIdOf))).toEqual([
      ids,
      ["slow", "slower", "down"],
      ["slower"],
    ]);
    expect(graph.slept).toEqual([2000, 1000]);
  });

  test("a long wait is handed to the caller, with the latest time", async () => {
    const wait = (seconds: string) =>
      refusal(503, "ServiceUnavailable", { "retry-after": seconds });
    graph.answers = [batch({ a: wait("30"), b: wait("90"), c: wait("60") })];
    const fault = await faultOf(graph.client().readEvents(["a", "b", "c"].map(single)));
    expect(fault).toBeInstanceOf(GraphThrottled);
    const { retry } = fault as GraphThrottled;
    expect(typeof retry === "object" && retry.after.toString()).toBe("2026-11-24T08:01:30Z");
    expect(graph.slept).toEqual([]);
  });

  test.each([
    [refusal(404, "MailboxNotEnabledForRESTAPI"), MailboxMissing],
    [refusal(403, "ErrorAccessDenied"), GraphAccessDenied],
    [
      refusal(401, "InvalidAuthenticationToken", {
        "WWW-Authenticate": 'Bearer error="insufficient_claims"',
      }),
      GraphTokenRefused,
    ],
  ])("%j of one part is the outcome of all", async (answer, kind) => {
    graph.answers = [batch({ b: answer })];
    const fault = await faultOf(graph.client().readEvents(["a", "b"].map(single)));
    expect(fault).toBeInstanceOf(kind);
  });

  test("what Graph refuses of one part, or cannot give, is that event's alone", async () => {
    const down = refusal(503, "ServiceUnavailable");
    graph.answers = [
      batch({ b: refusal(400, "ErrorInvalidRequest"), c: refusal(500, "Internal"), d: down }),
      ...Array.from({ length: 4 }, () => batch({ d: down })),
    ];
    const found = await graph.client().readEvents(["a", "b", "c", "d"].map(single));
    expect(found.get("a")).toEqual({ id: "a", subject: "a" });
    expect(found.get("b")).toBeInstanceOf(GraphRefused);
    expect(found.get("c")).toBeInstanceOf(GraphUnavailable);
    expect(found.get("d")).toBeInstanceOf(GraphUnavailable);
    expect(graph.sent).toHaveLength(5);
  });

  test("a token refused to one part is renewed for it", async () => {
    graph.answers = [batch({ b: refusal(401, "InvalidAuthenticationToken") }), batch()];
    const found = await graph.client().readEvents(["a", "b"].map(single));
    expect(found.size).toBe(2);
    expect(graph.sent[1]?.headers.authorization).toBe("Bearer second");
    expect(partsOf(graph.sent[1]!).map(eventIdOf)).toEqual(["b"]);
  });

  test("an answer with a part left out is not taken for one where it is gone", async () => {
    graph.answers = [{ status: 200, body: { responses: [] } }];
    const fault = await faultOf(graph.client().readEvents(["a", "b"].map(single)));
    expect(fault).toBeInstanceOf(GraphRefused);
  });
});

describe("the occurrences of a series", () => {
  const from = Temporal.Instant.from("2026-01-01T00:00:00Z");
  const to = Temporal.Instant.from("2026-02-01T00:00:00Z");

  test("of a window are read to the last page", async () => {
    const next = `${graph.url}/me/events/s/instances?startDateTime=x&$skip=100`;
    graph.answers = [
      { status: 200, body: { value: [{ id: "1" }], "@odata.nextLink": next } },
      { status: 200, body: { value: [{ id: "2" }] } },
    ];
    expect(await graph.client().instances("s", from, to)).toEqual([{ id: "1" }, { id: "2" }]);
    const [first] = graph.sent;
    expect(first?.path).toBe("/me/events/s/instances");
    expect(first?.query.get("startDateTime")).toBe("2026-01-01T00:00:00Z");
    expect(first?.query.get("endDateTime")).toBe("2026-02-01T00:00:00Z");
    expect(first?.query.get("$top")).toBe("100");
  });

  const at = toInstant("2026-01-05T09:00:00Z");
  const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: "UTC" });
  const times = { start: utc("2026-01-05T09:00:00"), end: utc("2026-01-05T10:00:00") };
  const moved = { start: utc("2026-01-20T09:00:00"), end: utc("2026-01-20T10:00:00") };

  test.each([
    ["its own start", { id: "o", ...times }],
    ["its original start", { id: "o", ...moved, originalStart: "2026-01-05T09:00:00Z" }],
  ])("one is found around its time by %s", async (_by, event) => {
    const other = { id: "x", ...times, originalStart: "2026-01-06T09:00:00Z" };
    graph.answers = [{ status: 200, body: { value: [other, event] } }];
    expect(await graph.client().occurrenceAt("s", at)).toEqual(event);
    expect(graph.sent[0]?.query.get("startDateTime")).toBe("2026-01-04T09:00:00Z");
  });

  test("an all-day one is found by its date, in its own zone", async () => {
    const day = {
      id: "o",
      isAllDay: true,
      originalStartTimeZone: "Tokyo Standard Time",
      start: utc("2026-01-05T00:00:00"),
      end: utc("2026-01-06T00:00:00"),
    };
    graph.answers = [{ status: 200, body: { value: [day] } }];
    expect(await graph.client().occurrenceAt("s", toInstant("2026-01-04T15:00:00Z"))).toEqual(day);
  });

  test("an hour that became a whole day is found by the hour it was", async () => {
    const day = {
      id: "o",
      isAllDay: true,
      originalStart: "2026-01-05T09:00:00Z",
      start: utc("2026-01-05T00:00:00"),
      end: utc("2026-01-06T00:00:00"),
    };
    graph.answers = [{ status: 200, body: { value: [day] } }];
    expect(await graph.client().occurrenceAt("s", at)).toEqual(day);
  });

  test("one moved far away is found among the exceptions, a cancelled one nowhere", async () => {
    const far = { id: "far", ...moved, originalStart: "2026-01-05T09:00:00.0000000Z" };
    graph.answers = [
      { status: 200, body: { value: [] } },
      { status: 200, body: { id: "s", exceptionOccurrences: [far] } },
      { status: 200, body: { value: [{ id: "c", ...times, isCancelled: true }] } },
      refusal(404, "ErrorItemNotFound"),
    ];
    expect(await graph.client().occurrenceAt("s", at)).toEqual(far);
    expect(await graph.client().occurrenceAt("s", at)).toBeNull();
  });
});

test("marked events are those with either mark, each once", async () => {
  const next = `${graph.url}/me/events?$skip=1`;
  graph.answers = [
    { status: 200, body: { value: [{ id: "a" }], "@odata.nextLink": next } },
    { status: 200, body: { value: [{ id: "b" }] } },
    { status: 200, body: { value: [{ id: "b" }, { id: "c" }] } },
  ];
  const found = await graph.client().markedEvents();
  expect(found.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  const filters = graph.sent.map(({ query }) => query.get("$filter"));
  const filter = (id: string) =>
    `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value ne null)`;
  expect(filters).toEqual([filter(meetingIdProperty), null, filter(customPropertiesProperty)]);
  expect(graph.sent[0]?.query.get("$expand")).toBe(marks);
});
