import { describe, expect, test } from "@jest/globals";
import {
  GraphAccessDenied,
  GraphCursorExpired,
  GraphNotFound,
  GraphRefused,
  GraphThrottled,
  GraphUnavailable,
  MailboxMissing,
} from "../../../src/server/graph/errors.ts";
import { faultOf, GraphStub, refusal } from "./graph-stub.ts";

const graph = GraphStub.forTestsOfFile();

const window = {
  from: Temporal.Instant.from("2026-05-24T00:00:00Z"),
  to: Temporal.Instant.from("2028-05-24T00:00:00Z"),
};
const primary = { calendarId: null, ...window };
const empty = { status: 200, body: { value: [] } };

describe("a round of changes", () => {
  test("begins with the window of the primary calendar, or of another one", async () => {
    graph.answers = [empty, empty];
    await graph.client().deltaPage(primary, 50);
    await graph
      .client({}, "ada@contoso.example")
      .deltaPage({ calendarId: "AAMk/+=", ...window }, 50);
    const [first, second] = graph.sent;
    expect(first?.path).toBe("/me/calendarView/delta");
    expect(Object.fromEntries(first!.query)).toEqual({
      startDateTime: "2026-05-24T00:00:00Z",
      endDateTime: "2028-05-24T00:00:00Z",
    });
    expect(second?.rawUrl).toContain(
      "/users/ada%40contoso.example/calendars/AAMk%2F%2B%3D/calendarView/delta?",
    );
    // The specification has no slash inside an id.
    graph.sent.pop();
  });

  test("says on every page, in one header, how long pages and which ids are wanted", async () => {
    const next = `${graph.url}/me/calendarView/delta?$skiptoken=a%2Bb`;
    graph.answers = [
      { status: 200, body: { value: [{ id: "a" }], "@odata.nextLink": next } },
      { status: 200, body: { value: [], "@odata.deltaLink": "the end" } },
    ];
    const client = graph.client();
    const page = await client.deltaPage(primary, 50);
    expect(page).toEqual({ events: [{ id: "a" }], nextLink: next, deltaLink: null });
    expect(await client.deltaPage(page.nextLink!, 50)).toEqual({
      events: [],
      nextLink: null,
      deltaLink: "the end",
    });
    for (const { headers } of graph.sent) {
      expect(headers.prefer).toBe('IdType="ImmutableId", odata.maxpagesize=50');
    }
    expect(graph.sent[1]?.rawUrl).toBe("/v1.0/me/calendarView/delta?$skiptoken=a%2Bb");
    expect(graph.calls).toEqual([
      ["delta", 200],
      ["delta", 200],
    ]);
  });

  test.each([
    ["another host", (url: string) => url.replace("127.0.0.1", "localhost")],
    ["another port", (url: string) => url.replace(/:\d+/, ":9")],
    ["another path", (url: string) => url.replace("/v1.0", "/beta")],
    ["above ours", (url: string) => url.replace("/v1.0", "/v1.0/../admin")],
    ["a name that begins like ours", (url: string) => url.replace("/v1.0", "/v1.0x")],
    ["somebody's credentials", (url: string) => url.replace("//", "//a:b@")],
    ["no address", () => "me/calendarView/delta"],
  ])("never follows a link to %s", async (_where, bend) => {
    const link = bend(`${graph.url}/me/calendarView/delta?$deltatoken=x`);
    const fault = await faultOf(graph.client().deltaPage(link, 50));
    expect(fault).toBeInstanceOf(GraphRefused);
    expect(graph.sent).toHaveLength(0);
  });

  test.each([
    [refusal(410, "fullSyncRequired"), GraphCursorExpired],
    [{ status: 410, headers: { location: "elsewhere" } }, GraphCursorExpired],
    [refusal(400, "SyncStateNotFound"), GraphCursorExpired],
    [refusal(404, "syncStateInvalid"), GraphCursorExpired],
    [refusal(403, "resyncRequired"), GraphCursorExpired],
    [refusal(404, "ErrorItemNotFound"), GraphNotFound],
    [refusal(404, "MailboxNotEnabledForRESTAPI"), MailboxMissing],
    [refusal(403, "ErrorAccessDenied"), GraphAccessDenied],
    [refusal(400, "ErrorInvalidRequest"), GraphRefused],
    [refusal(429, "ApplicationThrottled", { "retry-after": "60" }), GraphThrottled],
    [refusal(503, "ServiceUnavailable"), GraphUnavailable],
  ])("%j ends it with the error that says so", async (answer, kind) => {
    graph.answers = [answer];
    const fault = await faultOf(graph.client().deltaPage(primary, 50));
    expect((fault as Error).constructor).toBe(kind);
    expect((fault as Error).message).not.toContain("Somebody");
  });
});

describe("a list", () => {
  test("of calendars is read to its end", async () => {
    const next = `${graph.url}/me/calendars?$skip=1`;
    graph.answers = [
      {
        status: 200,
        body: { value: [{ id: "a", isDefaultCalendar: true }], "@odata.nextLink": next },
      },
      { status: 200, body: { value: [{ id: "b", canEdit: false }] } },
    ];
    expect(await graph.client().calendars()).toEqual([
      { id: "a", isDefaultCalendar: true },
      { id: "b", canEdit: false },
    ]);
    expect(graph.sent.map(({ path }) => path)).toEqual(["/me/calendars", "/me/calendars"]);
    expect(graph.sent[0]?.query.get("$select")).toBe("id,name,isDefaultCalendar,canEdit,owner");
    expect(graph.sent[1]?.headers.prefer).toBe('IdType="ImmutableId"');
  });

  test("that is missing is not taken for an empty one", async () => {
    graph.answers = [
      { status: 200, body: {} },
      { status: 200, body: { error: null } },
    ];
    expect(await faultOf(graph.client().calendars())).toBeInstanceOf(GraphRefused);
    expect(await faultOf(graph.client().deltaPage(primary, 50))).toBeInstanceOf(GraphRefused);
  });

  test("is not followed elsewhere either", async () => {
    graph.answers = [
      {
        status: 200,
        body: { value: [], "@odata.nextLink": "https://example.com/v1.0/me/calendars" },
      },
    ];
    expect(await faultOf(graph.client().calendars())).toBeInstanceOf(GraphRefused);
    expect(graph.sent).toHaveLength(1);
  });
});
