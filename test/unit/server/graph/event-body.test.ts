import { describe, expect, test } from "@jest/globals";
import {
  createBody,
  type CurrentEvent,
  invitationBody,
  patchBody,
  transactionIdOf,
  withoutInvitation,
} from "../../../../src/server/graph/event-body.ts";
import { entryOf } from "../../../../src/server/graph/event-entry.ts";
import { type GraphAttendee } from "../../../../src/server/graph/graph-schema.ts";
import { buildJoinBlock, InvalidInvitation } from "../../../../src/shared/invitation/invitation.ts";
import { meetingIdProperty } from "../../../../src/shared/microsoft/event-marks.ts";
import { zoomMeetingId } from "../../../../src/sync/ids.ts";
import { toInstant } from "../../../../src/sync/instant.ts";
import {
  type MeetingTime,
  type OutlookFields,
  type Recurrence,
} from "../../../../src/sync/model.ts";
import { context, event, invitation, joinUrl, markerPrefix, padded } from "./events.ts";

const current: CurrentEvent = { body: null, attendees: [], location: "" };
const number = zoomMeetingId("86123456789");

const time = (start: string, end: string, timeZone: string, isAllDay = false): MeetingTime => ({
  start: toInstant(start),
  end: toInstant(end),
  timeZone,
  isAllDay,
});

const mondays: Recurrence = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"], firstDayOfWeek: "monday" },
  range: { type: "noEnd", startDate: "2026-03-16" },
  timeZone: "Europe/Berlin",
};

describe("a change", () => {
  test("names only what changes", () => {
    expect(patchBody({}, current, context)).toEqual({});
    const patch = { subject: "", sensitivity: "private", showAs: "oof" } as const;
    expect(patchBody(patch, current, context)).toEqual(patch);
    expect(patchBody({ showAs: "unknown" }, current, context)).toEqual({});
  });

  test.each([
    [time("2026-03-29T08:00:00Z", "2026-03-29T09:00:00Z", "Europe/Berlin"), "10:00", "11:00"],
    [time("2026-03-28T08:00:00Z", "2026-03-28T09:00:00Z", "Europe/Berlin"), "09:00", "10:00"],
    [
      time("2026-03-28T08:00:00Z", "2026-03-28T09:00:00Z", "W. Europe Standard Time"),
      "09:00",
      "10:00",
    ],
  ])("of the time is written in wall clock and IANA zone: %j", (moved, start, end) => {
    const date = moved.start.slice(0, 10);
    expect(patchBody({ time: moved }, current, context)).toEqual({
      start: { dateTime: `${date}T${start}:00`, timeZone: "Europe/Berlin" },
      end: { dateTime: `${date}T${end}:00`, timeZone: "Europe/Berlin" },
      isAllDay: false,
    });
  });

  test.each([
    ["Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-29", "2026-03-30"],
    [
      "Pacific/Kiritimati",
      "2026-03-28T10:00:00Z",
      "2026-03-30T10:00:00Z",
      "2026-03-29",
      "2026-03-31",
    ],
    ["Africa/Cairo", "2026-04-22T22:00:00Z", "2026-04-23T22:00:00Z", "2026-04-23", "2026-04-24"],
    ["Africa/Cairo", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z", "2026-04-24", "2026-04-25"],
    ["UTC", "2026-03-29T00:00:00Z", "2026-03-29T00:00:00Z", "2026-03-29", "2026-03-30"],
    ["UTC", "2026-03-29T00:00:00Z", "2026-03-29T23:59:00Z", "2026-03-29", "2026-03-30"],
  ])(
    "to all day in %s is from midnight to the midnight after: %s",
    (zone, start, end, first, after) => {
      const moved = time(start, end, zone, true);
      expect(patchBody({ time: moved }, current, context)).toEqual({
        start: { dateTime: `${first}T00:00:00`, timeZone: zone },
        end: { dateTime: `${after}T00:00:00`, timeZone: zone },
        isAllDay: true,
      });
    },
  );

  test("of the recurrence is whole, and begins on the day the event does", () => {
    const { recurrence } = patchBody({ recurrence: mondays }, current, context);
    expect(recurrence).toEqual({
      pattern: mondays.pattern,
      range: { type: "noEnd", startDate: "2026-03-16", recurrenceTimeZone: "Europe/Berlin" },
    });
    const moved = time("2026-03-23T23:30:00Z", "2026-03-24T00:30:00Z", "Europe/Berlin");
    const both = patchBody({ recurrence: mondays, time: moved }, current, context);
    expect(both.recurrence?.range.startDate).toBe("2026-03-24");
    expect(patchBody({ recurrence: null }, current, context)).toEqual({ recurrence: null });
  });

  test("of the first day of a series takes its pattern along, one of the hour does not", () => {
    const recurrence = padded({ type: "daily" }, { type: "noEnd", startDate: "2026-03-16" });
    const later = time("2026-03-17T08:00:00Z", "2026-03-17T09:00:00Z", "Europe/Berlin");
    const body = patchBody({ time: later }, { ...current, recurrence }, context);
    expect(body.recurrence?.range.startDate).toBe("2026-03-17");
    const hour = time("2026-03-16T08:00:00Z", "2026-03-16T09:00:00Z", "Europe/Berlin");
    expect(patchBody({ time: hour }, { ...current, recurrence }, context)).not.toHaveProperty(
      "recurrence",
    );
  });

  test("of attendees sends everybody else back as they were, resources included", () => {
    const attendees: GraphAttendee[] = [
      {
        emailAddress: { name: "Bob", address: "Bob@contoso.example" },
        type: "optional",
        status: { response: "accepted", time: "2026-03-01T00:00:00Z" },
      },
      { emailAddress: { address: "eve@contoso.example" }, type: "required" },
      { emailAddress: { address: "room4@contoso.example" }, type: "resource" },
    ];
    const change = {
      add: ["BOB@contoso.example", "new@contoso.example"],
      remove: ["EVE@contoso.example ", "room4@contoso.example"],
    };
    expect(patchBody({ attendees: change }, { ...current, attendees }, context).attendees).toEqual([
      attendees[0],
      attendees[2],
      { emailAddress: { address: "new@contoso.example" }, type: "required" },
    ]);
  });

  test("of notes keeps the join block, and leaves formatted notes alone", () => {
    const block = buildJoinBlock(invitation).html;
    const plain = { ...current, body: { format: "html", content: `<p>old</p>${block}` } } as const;
    expect(patchBody({ notes: "<new>" }, plain, context)).toEqual({
      body: { contentType: "html", content: `<p>&lt;new&gt;</p>${block}` },
    });
    const rich = { ...current, body: { format: "html", content: "<p><b>old</b></p>" } } as const;
    expect(patchBody({ notes: "new" }, rich, context)).toEqual({});
    expect(patchBody({ notes: "new" }, current, context)).toEqual({});
  });
});

describe("a new event", () => {
  const fields: OutlookFields = {
    subject: "Planning",
    time: time("2026-03-16T09:00:00Z", "2026-03-16T10:00:00Z", "Europe/Berlin"),
    recurrence: mondays,
    exceptions: {},
    notes: "one\n\ntwo",
    attendees: ["bob@contoso.example"],
    sensitivity: "private",
    showAs: "busy",
    options: null,
  };
  const made = createBody(fields, invitation, number, "tx");

  test("has the meeting's fields, its invitation and our mark", () => {
    expect(made).toEqual({
      subject: "Planning",
      start: { dateTime: "2026-03-16T10:00:00", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-03-16T11:00:00", timeZone: "Europe/Berlin" },
      isAllDay: false,
      recurrence: {
        pattern: mondays.pattern,
        range: { type: "noEnd", startDate: "2026-03-16", recurrenceTimeZone: "Europe/Berlin" },
      },
      body: {
        contentType: "html",
        content: `<p>one</p><p>two</p>${buildJoinBlock(invitation).html}`,
      },
      attendees: [{ emailAddress: { address: "bob@contoso.example" }, type: "required" }],
      location: { displayName: joinUrl },
      sensitivity: "private",
      showAs: "busy",
      isOnlineMeeting: false,
      singleValueExtendedProperties: [{ id: meetingIdProperty, value: "86123456789" }],
      transactionId: "tx",
    });
  });

  test("is read back as the fields it was made of", () => {
    const answer = event("2026-03-16T09:00:00", "2026-03-16T10:00:00", {
      ...made,
      start: { dateTime: "2026-03-16T09:00:00.0000000", timeZone: "UTC" },
      end: { dateTime: "2026-03-16T10:00:00.0000000", timeZone: "UTC" },
      type: "seriesMaster",
    });
    const { outlook, hasJoinBlock, namedProperty, joinUrls } = entryOf(answer, context);
    expect(outlook).toMatchObject(fields);
    expect({ hasJoinBlock, namedProperty, joinUrls }).toEqual({
      hasJoinBlock: true,
      namedProperty: number,
      joinUrls: [joinUrl],
    });
  });

  test("leaves out what nobody asked for", () => {
    const bare = createBody(
      {
        ...fields,
        recurrence: null,
        notes: null,
        attendees: null,
        sensitivity: null,
        showAs: null,
      },
      invitation,
      number,
      "tx",
    );
    for (const name of ["recurrence", "attendees", "sensitivity", "showAs"]) {
      expect(bare).not.toHaveProperty(name);
    }
    expect(bare.body?.content).toBe(buildJoinBlock(invitation).html);
  });

  test("never carries a start link", () => {
    const start = { ...invitation, joinUrl: "https://zoom.us/s/86123456789?zak=secret" };
    expect(() => createBody(fields, start, number, "tx")).toThrow(InvalidInvitation);
  });
});

describe("the invitation of an event", () => {
  const content = '<html><body><p style="color:red">Hi</p></body></html>';
  const before = { body: { format: "html", content }, location: "Room 4" } as const;

  test("is put in and taken out, and not a byte of the rest changes", () => {
    const put = invitationBody(before, invitation, number, context);
    expect(put.body?.content).toBe(
      content.replace("</body>", `${buildJoinBlock(invitation).html}</body>`),
    );
    expect(put.location).toEqual({ displayName: `Room 4; ${joinUrl}` });
    expect(put.singleValueExtendedProperties).toEqual([{ id: meetingIdProperty, value: number }]);
    const after = {
      body: { format: "html", content: put.body!.content },
      location: put.location!.displayName,
    } as const;
    expect(withoutInvitation(after, null, context)).toEqual({
      body: { contentType: "html", content },
      location: { displayName: "Room 4" },
      singleValueExtendedProperties: [{ id: meetingIdProperty, value: "none" }],
    });
  });

  test("with another link takes the place of the old one", () => {
    const put = invitationBody(before, invitation, number, context);
    const other = "https://zoom.us/j/99911122233";
    const again = invitationBody(
      {
        body: { format: "html", content: put.body!.content },
        location: put.location!.displayName,
      },
      { ...invitation, joinUrl: other, meetingId: "99911122233" },
      zoomMeetingId("99911122233"),
      context,
    );
    expect(again.location).toEqual({ displayName: `Room 4; ${other}` });
    expect(again.body?.content).not.toContain("86123456789");
    expect(again.body?.content.split(markerPrefix)).toHaveLength(2);
  });

  test("does not write what was not read, nor a location that stays", () => {
    const unread = { body: null, location: `Room 4; ${joinUrl}` };
    expect(invitationBody(unread, invitation, number, context)).toEqual({
      singleValueExtendedProperties: [{ id: meetingIdProperty, value: number }],
    });
    const plain = { body: { format: "text", content: "Hi" }, location: "Room 4" } as const;
    expect(withoutInvitation(plain, joinUrl, context)).toEqual({
      singleValueExtendedProperties: [{ id: meetingIdProperty, value: "none" }],
    });
  });

  test("a location without room for the link stays as it is", () => {
    const long = { body: null, location: "x".repeat(250) };
    expect(invitationBody(long, invitation, number, context)).not.toHaveProperty("location");
  });
});

describe("a transaction id", () => {
  test("is the same UUID for the same parts, and another one for others", () => {
    const id = transactionIdOf(["connection", "86123456789"]);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(transactionIdOf(["connection", "86123456789"])).toBe(id);
    expect(transactionIdOf(["connection8", "6123456789"])).not.toBe(id);
  });
});
