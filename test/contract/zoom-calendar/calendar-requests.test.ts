import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ZoomCalendarClient } from "../../../src/server/zoom/calendar-client.ts";
import { toCalendarEvent } from "../../../src/server/zoom/calendar-event.ts";
import {
  faultsOf,
  hasSpecifications,
  knownNames,
  loadSpecification,
  type Schema,
} from "../../support/zoom-specification.ts";
import { entry } from "../../unit/server/zoom/entries.ts";
import { at, tuesdays } from "../../unit/sync/build.ts";
import { CalendarStub } from "./calendar-stub.ts";

const calendar = "abc.def@zoom.com";
const series = toCalendarEvent({
  ...entry,
  recurrence: tuesdays,
  cancelled: [at("2026-12-08T09:00:00Z")],
});
const allDay = toCalendarEvent({
  ...entry,
  subject: null,
  time: {
    start: at("2026-12-01T23:00:00Z"),
    end: at("2026-12-02T23:00:00Z"),
    timeZone: "Europe/Berlin",
    isAllDay: true,
  },
});

/** What the client is asked to do, and the operation Zoom documents for it. */
const calls: Array<[string, (zoom: ZoomCalendarClient) => Promise<unknown>, string]> = [
  [
    "lists the calendars",
    (zoom) => zoom.calendarList(),
    "get /calendars/users/{userIdentifier}/calendarList",
  ],
  ["creates a calendar", (zoom) => zoom.createCalendar("Outlook"), "post /calendars"],
  [
    "describes a calendar",
    (zoom) => zoom.patchCalendar(calendar, { description: "From Outlook" }),
    "patch /calendars/{calId}",
  ],
  ["deletes a calendar", (zoom) => zoom.deleteCalendar(calendar), "delete /calendars/{calId}"],
  [
    "inserts an event",
    (zoom) => zoom.insertEvent(calendar, toCalendarEvent(entry)),
    "post /calendars/{calId}/events",
  ],
  [
    "inserts a series with a missing date",
    (zoom) => zoom.insertEvent(calendar, series),
    "post /calendars/{calId}/events",
  ],
  [
    "inserts an all-day block",
    (zoom) => zoom.insertEvent(calendar, { ...allDay, description: "From Outlook" }),
    "post /calendars/{calId}/events",
  ],
  [
    "changes an event",
    (zoom) => zoom.patchEvent(calendar, "1", toCalendarEvent(entry)),
    "patch /calendars/{calId}/events/{eventId}",
  ],
  [
    "deletes an event",
    (zoom) => zoom.deleteEvent(calendar, "1"),
    "delete /calendars/{calId}/events/{eventId}",
  ],
  [
    "reads an event",
    (zoom) => zoom.getEvent(calendar, "1"),
    "get /calendars/{calId}/events/{eventId}",
  ],
  [
    "lists the events of a window",
    (zoom) =>
      zoom.listEvents(calendar, {
        timeMin: "2026-05-23T00:00:00Z",
        timeMax: "2028-05-23T00:00:00Z",
        showDeleted: false,
      }),
    "get /calendars/{calId}/events",
  ],
  [
    "lists what changed since",
    (zoom) => zoom.listEvents(calendar, { syncToken: "MTQzMjc0MjQwMDAwMA==", showDeleted: true }),
    "get /calendars/{calId}/events",
  ],
  [
    "reads a setting",
    (zoom) => zoom.setting("autoAddZoomMeeting"),
    "get /calendars/users/{userIdentifier}/settings/{settingId}",
  ],
];

/** The two shapes of a time exclude each other, but the document does not say what each must have. */
const withEitherTime = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"oneOf":', '"anyOf":')) as Schema;

const inContract = hasSpecifications ? describe : describe.skip;
if (!hasSpecifications) {
  test("has nothing to compare with", () => expect(hasSpecifications).toBe(false));
}

inContract("what is sent to Zoom's calendar is what Zoom documents", () => {
  let stub: CalendarStub;

  beforeAll(async () => {
    stub = await CalendarStub.start();
  });
  afterAll(() => stub.close());

  test.each(calls)("%s", async (_what, call, documented) => {
    const [method = "", path = ""] = documented.split(" ");
    const operation = loadSpecification("calendar").paths[path]?.[method];
    stub.answer({ body: { id: calendar } });
    await call(stub.client);

    const { last } = stub;
    expect(operation).toBeDefined();
    expect(last.method).toBe(method);
    expect(last.path).toMatch(new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`));
    const declared = (operation!.parameters ?? []).filter((each) => each.in === "query");
    const names = declared.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...last.query.keys()]));
    if (names.includes("sendUpdates")) expect(last.query.get("sendUpdates")).toBe("none");
    if (last.body !== null) {
      const { schema } = operation!.requestBody.content["application/json"];
      expect(faultsOf(withEitherTime(schema), last.body)).toEqual([]);
      expect([...knownNames(schema)]).toEqual(expect.arrayContaining(Object.keys(last.body)));
    }
  });
});
