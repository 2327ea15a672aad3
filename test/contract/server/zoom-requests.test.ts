import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createBody, optionsBody, patchBody } from "../../../src/server/zoom/meeting-body.ts";
import { ZoomClient } from "../../../src/server/zoom/zoom-client.ts";
import { type Instant } from "../../../src/sync/instant.ts";
import { type ZoomFields, type ZoomSchedule } from "../../../src/sync/model.ts";
import {
  faultsOf,
  hasSpecifications,
  knownNames,
  loadSpecification,
} from "../../support/zoom-specification.ts";

interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown> | null;
}

const start = "2026-11-24T09:00:00Z" as Instant;
const single: ZoomSchedule = {
  kind: "single",
  start,
  durationMinutes: 60,
  timeZone: "Europe/Berlin",
};
const weekly: ZoomSchedule = {
  ...single,
  kind: "fixedTime",
  recurrence: {
    type: 2,
    repeatInterval: 1,
    weeklyDays: [3, 5],
    end: { kind: "times", times: 6 },
  },
};
const monthly: ZoomSchedule = {
  ...single,
  kind: "fixedTime",
  recurrence: {
    type: 3,
    repeatInterval: 1,
    monthlyWeek: -1,
    monthlyWeekDay: 6,
    end: { kind: "times", times: 12 },
  },
};
const fields = (schedule: ZoomSchedule): ZoomFields => ({
  topic: "Planning",
  schedule,
  exceptions: {},
  agenda: null,
  invitees: null,
  isPrivate: null,
  options: null,
});
const everyOption = {
  meetingId: "automatic",
  waitingRoom: true,
  passcode: true,
  hostVideo: false,
  participantVideo: true,
  joinBeforeHost: false,
  muteUponEntry: true,
  audio: "both",
} as const;

/** What the client is asked to do, and the operation Zoom documents for it. */
const calls: Array<[string, (zoom: ZoomClient) => Promise<unknown>, string]> = [
  ["reads the user", (zoom) => zoom.me(), "users get /users/{userId}"],
  ["reads the settings", (zoom) => zoom.settings(), "users get /users/{userId}/settings"],
  [
    "creates a single meeting with every option",
    (zoom) => zoom.createMeeting(createBody(fields(single), everyOption)),
    "meetings post /users/{userId}/meetings",
  ],
  [
    "creates a weekly series",
    (zoom) => zoom.createMeeting(createBody(fields(weekly), {})),
    "meetings post /users/{userId}/meetings",
  ],
  [
    "creates a monthly series by weekday",
    (zoom) => zoom.createMeeting(createBody(fields(monthly), {})),
    "meetings post /users/{userId}/meetings",
  ],
  [
    "creates a series without fixed time",
    (zoom) => zoom.createMeeting(createBody(fields({ kind: "noFixedTime" }), { passcode: false })),
    "meetings post /users/{userId}/meetings",
  ],
  [
    "reads a meeting",
    (zoom) => zoom.getMeeting("86123456789"),
    "meetings get /meetings/{meetingId}",
  ],
  [
    "renames a meeting",
    (zoom) => zoom.patchMeeting("86123456789", patchBody({ topic: "Renamed" })),
    "meetings patch /meetings/{meetingId}",
  ],
  [
    "makes a meeting a series",
    (zoom) => zoom.patchMeeting("86123456789", patchBody({ schedule: weekly })),
    "meetings patch /meetings/{meetingId}",
  ],
  [
    "changes options",
    (zoom) => zoom.patchMeeting("86123456789", optionsBody(everyOption)),
    "meetings patch /meetings/{meetingId}",
  ],
  [
    "moves one occurrence",
    (zoom) =>
      zoom.patchOccurrence("86123456789", "1648194360000", {
        start_time: "2026-11-24T11:00:00Z",
        duration: 30,
      }),
    "meetings patch /meetings/{meetingId}",
  ],
  [
    "deletes one occurrence",
    (zoom) => zoom.deleteMeeting("86123456789", "1648194360000"),
    "meetings delete /meetings/{meetingId}",
  ],
  [
    "deletes a meeting",
    (zoom) => zoom.deleteMeeting("86123456789"),
    "meetings delete /meetings/{meetingId}",
  ],
  [
    "recovers a meeting",
    (zoom) => zoom.recoverMeeting("86123456789"),
    "meetings put /meetings/{meetingId}/status",
  ],
  [
    "lists the host's meetings",
    async (zoom) => {
      for await (const meeting of zoom.listScheduled()) expect(meeting).toBeDefined();
    },
    "meetings get /users/{userId}/meetings",
  ],
];

const inContract = hasSpecifications ? describe : describe.skip;
if (!hasSpecifications) {
  test("has nothing to compare with", () => expect(hasSpecifications).toBe(false));
}

inContract("what is sent to Zoom is what Zoom documents", () => {
  let server: Server;
  let zoom: ZoomClient;
  let sent: Sent | null;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { pathname, searchParams } = new URL(request.url ?? "/", "http://zoom");
        const text = Buffer.concat(chunks).toString();
        sent = {
          method: (request.method ?? "").toLowerCase(),
          path: pathname,
          query: searchParams,
          body: text === "" ? null : (JSON.parse(text) as Record<string, unknown>),
        };
        response.setHeader("content-type", "application/json");
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const clock = { now: () => Temporal.Instant.from("2026-11-23T08:00:00Z") };
    zoom = new ZoomClient({ apiUrl: `http://127.0.0.1:${port}`, clock }, () =>
      Promise.resolve("token"),
    );
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test.each(calls)("%s", async (_what, call, documented) => {
    const [document = "", method = "", path = ""] = documented.split(" ");
    const operation = loadSpecification(document).paths[path]?.[method];
    sent = null;
    await call(zoom);

    expect(operation).toBeDefined();
    expect(sent).not.toBeNull();
    expect(sent!.method).toBe(method);
    expect(sent!.path).toMatch(new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`));
    const declared = (operation!.parameters ?? []).filter((each) => each.in === "query");
    const names = declared.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...sent!.query.keys()]));
    if (sent!.body) {
      const { schema } = operation!.requestBody.content["application/json"];
      expect(faultsOf(schema, sent!.body)).toEqual([]);
      expect([...knownNames(schema)]).toEqual(expect.arrayContaining(Object.keys(sent!.body)));
    }
  });
});
