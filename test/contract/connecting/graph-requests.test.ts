import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  GraphAccessDenied,
  GraphThrottled,
  GraphTokenRefused,
  GraphUnavailable,
  MailboxMissing,
} from "../../../src/server/graph/errors.ts";
import { GraphClient } from "../../../src/server/graph/graph-client.ts";
import { expectDocumented } from "../graph/graph-specification.ts";

interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  prefer: string | undefined;
  authorization: string | undefined;
}
interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: object;
}

let server: Server;
let sent: Sent[] = [];
let answers: Answer[] = [];
let graphUrl = "";
const tokens: Array<string | undefined> = [];
const now = Temporal.Instant.from("2026-11-24T08:00:00Z");

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://graph");
    sent.push({
      method: request.method ?? "",
      path: decodeURIComponent(url.pathname.slice("/v1.0".length)),
      query: url.searchParams,
      prefer: request.headers.prefer as string | undefined,
      authorization: request.headers.authorization,
    });
    const { status, headers = {}, body } = answers.shift() ?? { status: 200, body: { value: [] } };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body === undefined ? "" : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`;
});
afterAll(() => void server.close());
beforeEach(() => {
  sent = [];
  answers = [];
  tokens.length = 0;
});

const client = (mailbox = "me"): GraphClient =>
  new GraphClient({ graphUrl, clock: { now: () => now } }, mailbox, (refused) => {
    tokens.push(refused);
    return Promise.resolve(refused === undefined ? "first" : "second");
  });

const refusal = (status: number, code: string, headers = {}): Answer => ({
  status,
  headers,
  body: { error: { code, message: "Somebody's name stands here" } },
});

describe("a request to Graph", () => {
  const calls: Array<[string, (graph: GraphClient) => Promise<unknown>, string]> = [
    ["calendar", (graph) => graph.calendar(), "GET /calendar"],
    ["view", (graph) => graph.calendarView(now, now.add({ hours: 1 }), 1), "GET /calendarView"],
    ["create", (graph) => graph.createEvent({ subject: "x" }), "POST /events"],
    ["change", (graph) => graph.patchReported("AAMk-_=", { subject: "x" }), "PATCH /events/{}"],
    ["delete", (graph) => graph.deleteEvent("AAMk-_="), "DELETE /events/{}"],
    ["read", (graph) => graph.readEvents([{ id: "AAMk-_=", isSeries: true }]), "GET /events/{}"],
    ["cancel", (graph) => graph.cancelEvent("AAMk-_=", ""), "POST /events/{}/cancel"],
    ["edit", (graph) => graph.patchEvent("AAMk-_=", { subject: "x" }), "PATCH /events/{}"],
    ["marked", (graph) => graph.markedEvents(), "GET /events"],
    ["calendars", (graph) => graph.calendars(), "GET /calendars"],
    [
      "changes",
      (graph) => graph.deltaPage({ calendarId: null, from: now, to: now }, 9),
      "GET /calendarView/delta",
    ],
    [
      "changes of a calendar",
      (graph) => graph.deltaPage({ calendarId: "AAMk-_=", from: now, to: now }, 9),
      "GET /calendars/{}/calendarView/delta",
    ],
    [
      "occurrences",
      (graph) => graph.instances("AAMk-_=", now, now.add({ hours: 1 })),
      "GET /events/{}/instances",
    ],
    [
      "ids",
      (graph) => graph.translateIds(["x"], "restId", "restImmutableEntryId"),
      "POST /translateExchangeIds",
    ],
    ["contacts", (graph) => graph.contacts("O'Neil", 5), "GET /contacts"],
  ];

  test.each(calls)(
    "%s is a documented one, for oneself and for a mailbox",
    async (_n, call, want) => {
      const [method = "", path = ""] = want.split(" ");
      for (const mailbox of ["me", "ada@contoso.example"]) {
        await call(client(mailbox));
        const base = mailbox === "me" ? "/me" : "/users/ada@contoso.example";
        const got = sent.at(-1);
        expect([got?.method, got?.path]).toEqual([method, base + path.replace("{}", "AAMk-_=")]);
        expect(got?.authorization).toBe("Bearer first");
        expectDocumented(method, base + path.replace("{}", "AAMk-_="), undefined);
      }
    },
  );

  test("asks for immutable ids, except where Outlook's own id is sent", async () => {
    await client().createEvent({ subject: "x" });
    expect(sent[0]?.prefer).toBe('IdType="ImmutableId"');
    await client().patchReported("id", { subject: "x" });
    expect(sent[1]?.prefer).toBeUndefined();
  });

  test("quotes what people type", async () => {
    await client().contacts("O'Neil", 5);
    expect(sent[0]?.query.get("$filter")).toBe("startswith(displayName,'O''Neil')");
  });

  test("is repeated once with a newer token, and never where a person has to act", async () => {
    answers = [refusal(401, "InvalidAuthenticationToken")];
    await client().calendar();
    expect(tokens).toEqual([undefined, "first"]);
    sent = [];
    const challenge = { "www-authenticate": 'Bearer error="insufficient_claims", claims="e30="' };
    answers = [refusal(401, "InvalidAuthenticationToken", challenge)];
    const fault = await client()
      .calendar()
      .catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(GraphTokenRefused);
    expect((fault as GraphTokenRefused).needsInteraction).toBe(true);
    expect(sent).toHaveLength(1);
  });

  test("waits a moment when Graph asks for one, and hands a long wait to the caller", async () => {
    answers = [refusal(429, "ApplicationThrottled", { "retry-after": "0" })];
    await client().calendar();
    expect(sent).toHaveLength(2);
    for (const wait of ["120", "Tue, 24 Nov 2026 08:02:00 GMT"]) {
      answers = [refusal(503, "ServiceUnavailable", { "retry-after": wait })];
      const fault = await client()
        .calendar()
        .catch((cause: unknown) => cause);
      expect(fault).toBeInstanceOf(GraphThrottled);
      const { retry } = fault as GraphThrottled;
      expect(typeof retry === "object" && retry.after.toString()).toBe("2026-11-24T08:02:00Z");
    }
  });

  test("fails with what was the matter, and never with Graph's own words", async () => {
    const faults: Array<[Answer, new (...args: never[]) => Error]> = [
      [refusal(403, "ErrorAccessDenied"), GraphAccessDenied],
      [refusal(404, "MailboxNotEnabledForRESTAPI"), MailboxMissing],
      [refusal(500, "InternalServerError"), GraphUnavailable],
    ];
    for (const [answer, kind] of faults) {
      answers = [answer];
      const fault = await client()
        .calendar()
        .catch((cause: unknown) => cause);
      expect(fault).toBeInstanceOf(kind);
      expect((fault as Error).message).not.toContain("Somebody");
    }
  });
});
