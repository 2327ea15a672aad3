import { beforeEach, describe, expect, test } from "@jest/globals";
import { createCalendar } from "../../../../src/sandbox/world/calendar.ts";
import { CalendarError } from "../../../../src/sandbox/world/calendar-error.ts";
import { type CalendarStore, type EventInput } from "../../../../src/sandbox/world/model.ts";
import { people } from "../../../../src/sandbox/world/people.ts";
import { ada, ben, dana } from "../running-sandbox.ts";

const berlin = "W. Europe Standard Time";
let calendar: CalendarStore;

beforeEach(() => {
  const kept = { value: { events: {}, isSeeded: true }, save: () => undefined };
  calendar = createCalendar(people, kept, () => new Date("2026-01-01T12:00:00Z"));
});

const at = (start: string, end: string, timeZone = berlin) => ({
  start: { dateTime: start, timeZone },
  end: { dateTime: end, timeZone },
});

const guests = (...addresses: string[]): EventInput => ({
  attendees: addresses.map((address) => ({
    type: "required",
    status: { response: "none", time: "0001-01-01T00:00:00Z" },
    emailAddress: { name: "", address },
  })),
});

const weekly = (startDate: string, daysOfWeek: string[], numberOfOccurrences = 6): EventInput => ({
  recurrence: {
    pattern: {
      type: "weekly",
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek,
      firstDayOfWeek: "monday",
      index: "first",
    },
    range: {
      type: "numbered",
      startDate,
      endDate: "0001-01-01",
      recurrenceTimeZone: berlin,
      numberOfOccurrences,
    },
  },
});

const spring = ["2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z"] as const;
const viewOf = (mailboxId: string) => calendar.view(mailboxId, ...spring);

/** A series on Mondays that crosses the change to summer time on 29 March 2026. */
const mondays = (more: EventInput = {}) =>
  calendar.create(ada.id, {
    subject: "Series",
    ...at("2026-03-16T09:00:00", "2026-03-16T10:00:00"),
    ...weekly("2026-03-16", ["monday"]),
    ...more,
  });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CalendarError) return `${error.status} ${error.code}`;
    throw error;
  }
  return "no refusal";
}

describe("a series", () => {
  test("keeps its wall-clock time when the clocks change", () => {
    mondays();
    expect(viewOf(ada.id).map(({ startInstant }) => startInstant)).toEqual([
      "2026-03-16T08:00:00Z",
      "2026-03-23T08:00:00Z",
      "2026-03-30T07:00:00Z",
      "2026-04-06T07:00:00Z",
      "2026-04-13T07:00:00Z",
      "2026-04-20T07:00:00Z",
    ]);
  });

  test("is expanded in the pattern's zone, not in the zone its start is written in", () => {
    const series = weekly("2026-03-16", ["monday"]);
    calendar.create(ada.id, {
      ...at("2026-03-16T08:00:00", "2026-03-16T09:00:00", "UTC"),
      ...series,
    });
    expect(viewOf(ada.id)[2]?.startInstant).toBe("2026-03-30T07:00:00Z");
  });

  test("shows a changed occurrence once, under the id it had", () => {
    const { id } = mondays();
    const occurrence = viewOf(ada.id)[1]!;
    calendar.update(ada.id, occurrence.id, at("2026-03-24T11:00:00", "2026-03-24T12:00:00"));
    const view = viewOf(ada.id);
    expect(view).toHaveLength(6);
    expect(view[1]).toMatchObject({
      id: `OID.${id}.2026-03-23`,
      type: "exception",
      originalStart: "2026-03-23T08:00:00Z",
      startInstant: "2026-03-24T10:00:00Z",
    });
  });

  test("forgets a deleted occurrence and nothing else", () => {
    const { id } = mondays();
    calendar.remove(ada.id, `OID.${id}.2026-03-23`);
    expect(viewOf(ada.id)).toHaveLength(5);
    expect(calendar.get(ada.id, id)).toMatchObject({ cancelledDates: ["2026-03-23"] });
    expect(codeOf(() => calendar.get(ada.id, `OID.${id}.2026-03-23`))).toBe(
      "404 ErrorItemNotFound",
    );
  });

  test("refuses an occurrence moved onto or past its neighbour's day", () => {
    const { id } = mondays();
    for (const day of ["2026-03-16", "2026-03-30", "2026-04-02"])
      expect(
        codeOf(() =>
          calendar.update(ada.id, `OID.${id}.2026-03-23`, at(`${day}T15:00:00`, `${day}T16:00:00`)),
        ),
      ).toBe("400 ErrorOccurrenceCrossingBoundary");
  });

  test("given another time, loses its exceptions", () => {
    const { id } = mondays();
    calendar.update(ada.id, `OID.${id}.2026-03-23`, { subject: "Other" });
    calendar.update(ada.id, id, at("2026-03-16T14:00:00", "2026-03-16T15:00:00"));
    expect(calendar.exceptions(ada.id, id)).toEqual([]);
    expect(viewOf(ada.id)[1]).toMatchObject({
      subject: "Series",
      startInstant: "2026-03-23T13:00:00Z",
    });
  });

  test("given another subject, passes it on to exceptions that have none of their own", () => {
    const { id } = mondays();
    calendar.update(ada.id, `OID.${id}.2026-03-23`, { subject: "Mine" });
    calendar.update(ada.id, `OID.${id}.2026-03-30`, {
      location: { displayName: "R", locationType: "default" },
    });
    calendar.update(ada.id, id, { subject: "New" });
    expect(
      viewOf(ada.id)
        .map(({ subject }) => subject)
        .slice(0, 3),
    ).toEqual(["New", "Mine", "New"]);
  });

  test("gives each occurrence an iCalUId of its own", () => {
    mondays();
    const ids = viewOf(ada.id).map(({ iCalUId }) => iCalUId);
    expect(new Set(ids).size).toBe(6);
    expect(ids[0]).toMatch(/^040000008200E00074C5B7101A82E00807EA0310/);
  });

  test.each([
    ["1000 occurrences", weekly("2026-03-16", ["monday"], 1000)],
    ["no weekday", weekly("2026-03-16", [])],
    ["a first day that is not its start", weekly("2026-03-17", ["monday"])],
  ])("with %s is refused", (_name, input) => {
    expect(codeOf(() => mondays(input))).toBe("400 ErrorPropertyValidationFailure");
  });
});

describe("attendees' copies", () => {
  test("arrive at once, are not theirs to organize, and share the iCalUId", () => {
    const meeting = calendar.create(ada.id, {
      subject: "Plan",
      ...at("2026-03-16T09:00:00", "2026-03-16T10:00:00"),
      ...guests(ben.mail, "stranger@elsewhere.example"),
    });
    const [copy, ...more] = calendar.list(ben.id);
    expect(more).toEqual([]);
    expect(copy).toMatchObject({ subject: "Plan", isOrganizer: false, iCalUId: meeting.iCalUId });
    expect(copy?.id).not.toBe(meeting.id);
    expect(calendar.list(dana.id)).toEqual([]);
  });

  test("follow the organizer's changes with a new change key, and only then", () => {
    const { id } = mondays(guests(ben.mail));
    const before = calendar.list(ben.id)[0]!;
    calendar.update(ada.id, id, { categories: ["Blue"] });
    expect(calendar.list(ben.id)[0]?.changeKey).toBe(before.changeKey);
    calendar.update(ada.id, id, { subject: "Changed" });
    const after = calendar.list(ben.id)[0]!;
    expect(after).toMatchObject({ id: before.id, subject: "Changed", categories: [] });
    expect(after.changeKey).not.toBe(before.changeKey);
  });

  test("carry moved and cancelled occurrences", () => {
    const { id } = mondays(guests(ben.mail));
    calendar.update(
      ada.id,
      `OID.${id}.2026-03-23`,
      at("2026-03-24T11:00:00", "2026-03-24T12:00:00"),
    );
    calendar.remove(ada.id, `OID.${id}.2026-03-30`);
    const view = viewOf(ben.id);
    expect(view[1]).toMatchObject({ type: "exception", startInstant: "2026-03-24T10:00:00Z" });
    expect(view[2]).toMatchObject({ isCancelled: true, subject: "Canceled: Series" });
  });

  test("are cancelled when the organizer deletes the meeting or uninvites them", () => {
    const first = mondays(guests(ben.mail, dana.mail));
    calendar.update(ada.id, first.id, guests(dana.mail));
    expect(calendar.list(ben.id)[0]).toMatchObject({ isCancelled: true });
    expect(calendar.list(dana.id)[0]).toMatchObject({ isCancelled: false });
    calendar.remove(ada.id, first.id);
    expect(calendar.list(dana.id)[0]).toMatchObject({ isCancelled: true, showAs: "free" });
  });

  test("never carry the organizer's custom properties", () => {
    mondays({ ...guests(ben.mail), extendedProperties: { "String {0} Name x": "secret" } });
    expect(calendar.list(ben.id)[0]?.extendedProperties).toEqual({});
  });

  test("deleted by an attendee leave the meeting alone", () => {
    const { id } = mondays(guests(ben.mail));
    calendar.remove(ben.id, calendar.list(ben.id)[0]!.id);
    expect(calendar.list(ben.id)).toEqual([]);
    expect(calendar.get(ada.id, id)).toMatchObject({ isCancelled: false });
  });

  test("are not an attendee's to cancel", () => {
    mondays(guests(ben.mail));
    const { id } = calendar.list(ben.id)[0]!;
    expect(codeOf(() => calendar.cancel(ben.id, id, ""))).toBe("400 ErrorInvalidRequest");
  });
});

describe("writing", () => {
  const slot = at("2026-03-16T09:00:00", "2026-03-16T10:00:00");

  test("changes the change key each time and honours If-Match", () => {
    const { id, changeKey } = calendar.create(ada.id, slot);
    const next = calendar.update(ada.id, id, { subject: "A" }, `W/"${changeKey}"`);
    expect(next.changeKey).not.toBe(changeKey);
    expect(codeOf(() => calendar.update(ada.id, id, {}, `W/"${changeKey}"`))).toBe(
      "412 ErrorIrresolvableConflict",
    );
  });

  test("with a used transaction id names the event it made", () => {
    const { id } = calendar.create(ada.id, { ...slot, transactionId: "t-1" });
    try {
      calendar.create(ada.id, { ...slot, transactionId: "t-1" });
      throw new Error("The repeat was accepted.");
    } catch (error) {
      expect(error).toMatchObject({
        code: "ErrorDuplicateTransactionId",
        members: { "@event.existingEventId": id },
      });
    }
    expect(calendar.list(ada.id)).toHaveLength(1);
  });

  test.each([
    ["an end before its start", at("2026-03-16T10:00:00", "2026-03-16T09:00:00")],
    ["an all-day event off midnight", { ...slot, isAllDay: true }],
    ["an offset in the local time", at("2026-03-16T09:00:00+01:00", "2026-03-16T10:00:00+01:00")],
    ["no times at all", {}],
  ])("refuses %s", (_name, input) => {
    expect(codeOf(() => calendar.create(ada.id, input))).toBe("400 ErrorPropertyValidationFailure");
  });

  test("refuses a time zone nobody knows", () => {
    const input = at("2026-03-16T09:00:00", "2026-03-16T10:00:00", "Moon Standard Time");
    expect(codeOf(() => calendar.create(ada.id, input))).toBe("400 TimeZoneNotSupportedException");
  });

  test("keeps IANA zones under their Windows name", () => {
    const input = at("2026-03-16T09:00:00", "2026-03-16T10:00:00", "Europe/Vienna");
    expect(calendar.create(ada.id, input).start).toEqual({
      dateTime: "2026-03-16T09:00:00.0000000",
      timeZone: berlin,
    });
  });

  test("drops scripts and keeps ids in an HTML body", () => {
    const content = `<p id="a" onclick="x()">Hi<script>x()</script></p>`;
    const { body } = calendar.create(ada.id, { ...slot, body: { contentType: "html", content } });
    expect(body.content).toBe(
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><p id="a">Hi</p></body></html>',
    );
  });

  test("is seen by listeners, in every mailbox it reached", () => {
    const heard: string[] = [];
    calendar.onChange(({ mailboxId, kind }) => heard.push(`${mailboxId} ${kind}`));
    calendar.create(ada.id, { ...slot, ...guests(ben.mail) });
    expect(heard).toEqual([`${ada.id} created`, `${ben.id} created`]);
  });

  test("hands out copies, so that nobody edits the store by accident", () => {
    const event = calendar.create(ada.id, slot);
    event.subject = "edited outside";
    expect(calendar.get(ada.id, event.id).subject).toBe("");
  });

  test("never reaches another mailbox's event", () => {
    const { id } = calendar.create(ada.id, slot);
    expect(codeOf(() => calendar.get(ben.id, id))).toBe("404 ErrorItemNotFound");
  });
});
