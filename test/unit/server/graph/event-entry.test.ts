import { describe, expect, test } from "@jest/globals";
import { entryOf, needsReading } from "../../../../src/server/graph/event-entry.ts";
import {
  customPropertiesProperty,
  meetingIdProperty,
} from "../../../../src/shared/microsoft/event-marks.ts";
import { buildJoinBlock } from "../../../../src/shared/invitation/invitation.ts";
import { context, event, invitation, itemKey, joinUrl, padded, series } from "./events.ts";

const hour = ["2026-07-01T08:00:00", "2026-07-01T09:00:00"] as const;

describe("the time of an event", () => {
  test("is a moment in UTC with the zone the person chose, in its IANA name", () => {
    expect(entryOf(event(...hour), context).outlook.time).toEqual({
      start: "2026-07-01T08:00:00Z",
      end: "2026-07-01T09:00:00Z",
      timeZone: "Europe/Berlin",
      isAllDay: false,
    });
  });

  test.each([
    ["Windows", "Pacific Standard Time", "America/Los_Angeles"],
    ["IANA", "Asia/Kolkata", "Asia/Kolkata"],
    ["UTC", "tzone://Microsoft/Utc", "UTC"],
    ["none", "", "Europe/Berlin"],
    ["an unlisted one", "Somewhere Standard Time", "Europe/Berlin"],
    ["one of this item only", "tzone://Microsoft/Custom", "Europe/Berlin"],
  ])("with a zone of kind %s", (_kind, originalStartTimeZone, timeZone) => {
    const read = entryOf(event(...hour, { originalStartTimeZone }), context).outlook.time;
    expect(read.timeZone).toBe(timeZone);
    expect(read.start).toBe("2026-07-01T08:00:00Z");
  });

  test("a series with a zone of its own takes the recurrence's zone", () => {
    const recurrence = padded(
      { type: "daily" },
      { type: "noEnd", startDate: "2026-07-01", recurrenceTimeZone: "Tokyo Standard Time" },
    );
    const custom = { originalStartTimeZone: "tzone://Microsoft/Custom", recurrence };
    const { outlook } = entryOf(event(...hour, custom), context);
    expect(outlook.time.timeZone).toBe("Asia/Tokyo");
    expect(outlook.recurrence?.timeZone).toBe("Asia/Tokyo");
  });

  test.each([
    ["W. Europe Standard Time", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["Pacific Standard Time", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"],
    ["Line Islands Standard Time", "2026-03-28T10:00:00Z", "2026-03-29T10:00:00Z"],
    ["Dateline Standard Time", "2026-03-29T12:00:00Z", "2026-03-30T12:00:00Z"],
    ["UTC", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"],
  ])("all day in %s is from midnight to midnight there", (originalStartTimeZone, start, end) => {
    const allDay = { isAllDay: true, originalStartTimeZone };
    const day = event("2026-03-29T00:00:00", "2026-03-30T00:00:00", allDay);
    expect(entryOf(day, context).outlook.time).toMatchObject({ start, end, isAllDay: true });
  });

  test("all day where the clock skips midnight begins when the day does", () => {
    const allDay = { isAllDay: true, originalStartTimeZone: "Africa/Cairo" };
    const day = event("2026-04-24T00:00:00", "2026-04-25T00:00:00", allDay);
    expect(entryOf(day, context).outlook.time).toMatchObject({
      start: "2026-04-23T22:00:00Z",
      end: "2026-04-24T21:00:00Z",
    });
  });

  test("is refused where it is missing or unreadable", () => {
    const nameless = event(...hour);
    delete nameless.start;
    expect(() => entryOf(nameless, context)).toThrow("event.start");
    const odd = event(...hour, { end: { dateTime: "tomorrow", timeZone: "UTC" } });
    expect(() => entryOf(odd, context)).toThrow("event.end");
  });
});

describe("a recurrence loses the padding", () => {
  const range = { type: "noEnd", startDate: "2026-07-01" } as const;
  test.each([
    [padded({ type: "daily" }, range), { type: "daily", interval: 1 }],
    [
      padded({ type: "weekly", daysOfWeek: ["monday"], firstDayOfWeek: "monday" }, range),
      { type: "weekly", interval: 1, daysOfWeek: ["monday"], firstDayOfWeek: "monday" },
    ],
    [
      padded({ type: "absoluteMonthly", dayOfMonth: 31 }, range),
      { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
    ],
    [
      padded({ type: "relativeMonthly", daysOfWeek: ["friday"], index: "last" }, range),
      { type: "relativeMonthly", interval: 1, daysOfWeek: ["friday"], index: "last" },
    ],
    [
      padded({ type: "absoluteYearly", dayOfMonth: 29, month: 2 }, range),
      { type: "absoluteYearly", interval: 1, dayOfMonth: 29, month: 2 },
    ],
    [
      padded({ type: "relativeYearly", daysOfWeek: ["sunday"], month: 5, index: "second" }, range),
      { type: "relativeYearly", interval: 1, daysOfWeek: ["sunday"], index: "second", month: 5 },
    ],
  ])("%#", (recurrence, pattern) => {
    const { outlook } = entryOf(event(...hour, { type: "seriesMaster", recurrence }), context);
    expect(outlook.kind).toBe("series");
    expect(outlook.recurrence).toEqual({ pattern, range, timeZone: "Europe/Berlin" });
  });

  test.each([
    [{ type: "endDate", startDate: "2026-07-01", endDate: "2026-08-01" }],
    [{ type: "numbered", startDate: "2026-07-01", numberOfOccurrences: 5 }],
  ] as const)("of the range %j too", (wanted) => {
    const recurrence = padded({ type: "daily" }, wanted);
    const { outlook } = entryOf(event(...hour, { type: "seriesMaster", recurrence }), context);
    expect(outlook.recurrence?.range).toEqual(wanted);
  });

  test.each([
    ["never", { type: "daily", interval: 0 }],
    ["on no day", { type: "weekly", daysOfWeek: [] }],
    ["on no day of the month", { type: "relativeMonthly", daysOfWeek: [], index: "last" }],
  ] as const)(
    "and one that repeats %s is refused before anybody looks for its end",
    (_how, pattern) => {
      const recurrence = padded({ ...pattern, daysOfWeek: [] }, range);
      expect(() => entryOf(event(...hour, { recurrence }), context)).toThrow("recurrence.pattern");
    },
  );

  test("and a way to repeat that nobody knows is refused, not guessed", () => {
    const recurrence = padded({ type: "lunar" as "daily" }, range);
    expect(() => entryOf(event(...hour, { recurrence }), context)).toThrow("pattern.type");
  });
});

describe("an entry", () => {
  test("has what the engine and the look-up of links need", () => {
    const entry = entryOf(event(...hour, { location: { displayName: "Room 4" } }), context);
    expect(entry).toMatchObject({
      etag: 'W/"ZlnW4RIAV06KYYwlrfNZvQAALfZeRQ=="',
      iCalUId: "040000008200E00074C5B7101A82E008",
      isCancelled: false,
      isDraft: false,
      organizer: { name: "Ada", address: "ada@contoso.example" },
      location: "Room 4",
      joinUrls: [],
      hasJoinBlock: false,
      blockItemKey: null,
      namedProperty: null,
      customProperties: null,
    });
    expect(entry.outlook).toMatchObject({
      state: "present",
      kind: "single",
      revision: "ZlnW4RIAV06KYYwlrfNZvQAALfZeRQ==",
      isOrganizer: true,
      subject: "Planning",
      recurrence: null,
      exceptions: {},
      sensitivity: "normal",
      showAs: "busy",
      options: null,
    });
  });

  test("what was not read is null, not empty", () => {
    const bare = event(...hour);
    for (const name of ["body", "attendees", "sensitivity", "showAs", "changeKey"] as const) {
      Reflect.deleteProperty(bare, name);
    }
    const { outlook, body } = entryOf(bare, context);
    expect(body).toBeNull();
    expect(outlook).toMatchObject({
      notes: null,
      attendees: null,
      sensitivity: null,
      showAs: null,
      revision: null,
    });
  });

  test("a cancelled copy of an attendee stays somebody else's", () => {
    const copy = event(...hour, { isOrganizer: false, isCancelled: true });
    const entry = entryOf(copy, context);
    expect(entry.isCancelled).toBe(true);
    expect(entry.outlook.isOrganizer).toBe(false);
  });

  test("attendees are people, neither the organizer nor rooms", () => {
    const address = (text: string) => ({ emailAddress: { address: text } });
    const attendees = [
      { ...address("ADA@contoso.example"), type: "required" },
      { ...address("bob@contoso.example"), type: "required" },
      { ...address("eve@contoso.example"), type: "optional" },
      { ...address("room4@contoso.example"), type: "resource" },
      { emailAddress: { name: "nobody" }, type: "required" },
    ] as const;
    const { outlook } = entryOf(event(...hour, { attendees: [...attendees] }), context);
    expect(outlook.attendees).toEqual(["bob@contoso.example", "eve@contoso.example"]);
  });

  test("shows the links to Zoom meetings in body and location, unwrapped and once each", () => {
    const wrapped = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(joinUrl)}&data=1`;
    const vanity = "https://meet.contoso.example/j/81111111111";
    const entry = entryOf(
      event(...hour, {
        body: { contentType: "html", content: `<a href="${wrapped}">join</a> ${joinUrl}` },
        location: { displayName: `Room 4; ${vanity}`, locationUri: "https://example.com/room" },
      }),
      context,
    );
    expect(entry.joinUrls).toEqual([joinUrl, vanity]);
    expect(entry.hasJoinBlock).toBe(false);
  });

  test("knows our block, and its link whatever host serves it", () => {
    const own = "https://calls.fabrikam.example/j/86123456789";
    const content = `<p>Hello</p>${buildJoinBlock({ ...invitation, joinUrl: own }).html}`;
    const entry = entryOf(event(...hour, { body: { contentType: "html", content } }), context);
    expect(entry).toMatchObject({ hasJoinBlock: true, blockItemKey: itemKey, joinUrls: [own] });
    expect(entry.outlook.notes).toBe("Hello");
  });

  test("a marker without its link is no block, but still says whose it was", () => {
    const content = `<p>Hello</p><p><a href="${invitation.markerUrl}">Meeting options</a></p>`;
    const entry = entryOf(event(...hour, { body: { contentType: "html", content } }), context);
    expect(entry).toMatchObject({ hasJoinBlock: false, blockItemKey: itemKey });
  });
});

describe("the marks of an event", () => {
  const marked = (id: string, value: string) =>
    entryOf(event(...hour, { singleValueExtendedProperties: [{ id, value }] }), context);

  test("our property holds the meeting's number", () => {
    expect(marked(meetingIdProperty, "86123456789").namedProperty).toBe("86123456789");
    const shouted = meetingIdProperty.replace(/\{.*\}/, (guid) => guid.toUpperCase());
    expect(marked(shouted, "86123456789").namedProperty).toBe("86123456789");
    for (const none of ["", "none", "12", "86123456789x"]) {
      expect(marked(meetingIdProperty, none).namedProperty).toBeNull();
    }
  });

  test.each([
    ["an object", JSON.stringify({ zoomMeeting: { itemKey: itemKey.toUpperCase() } })],
    ["a text", JSON.stringify({ zoomMeeting: JSON.stringify({ itemKey }), other: 1 })],
  ])("the add-in's properties hold the item key, as %s", (_form, value) => {
    expect(marked(customPropertiesProperty, value).customProperties).toEqual({
      itemKey,
      zoomMeetingId: null,
    });
  });

  test.each(["", "{", "null", "[]", "{}", '{"zoomMeeting":null}', '{"zoomMeeting":"x"}'])(
    "what is not ours there is nothing: %s",
    (value) => expect(marked(customPropertiesProperty, value).customProperties).toBeNull(),
  );

  test("a key that is none is not believed", () => {
    const value = JSON.stringify({
      zoomMeeting: { itemKey: "x'; drop", zoomMeetingId: 86123456789 },
    });
    expect(marked(customPropertiesProperty, value).customProperties).toEqual({
      itemKey: null,
      zoomMeetingId: "86123456789",
    });
  });
});

describe("an item of the change feed is read again", () => {
  const bare = { id: "o", seriesMasterId: "s", start: series().start! };
  test.each([
    ["a bare occurrence", { ...bare, type: "occurrence" }, true],
    ["an occurrence with everything", { ...event(...hour), type: "occurrence" }, true],
    ["an exception without a subject", { ...bare, type: "exception" }, true],
    ["an event whose subject is null", event(...hour, { subject: null }), true],
    ["an event with an empty subject", event(...hour, { subject: "" }), false],
    ["a whole event", event(...hour), false],
    ["a removed one", { id: "o", "@removed": { reason: "deleted" } }, false],
  ] as const)("%s", (_what, item, isNeeded) => expect(needsReading(item)).toBe(isNeeded));
});
