import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import rrule from "rrule";
import {
  fromCalendarEvent,
  isMovedOffItsRule,
  mirrorStateOf,
  toCalendarEvent,
} from "../../../../src/server/zoom/calendar-event.ts";
import { type CalendarEvent } from "../../../../src/server/zoom/calendar-schema.ts";
import { UnreadableEvent } from "../../../../src/server/zoom/unreadable-event.ts";
import { asCalendarHolds } from "../../../../src/sync/mirror.ts";
import { toPlainDate } from "../../../../src/sync/recurrence/dates.ts";
import { occurrenceStarts, wallClock } from "../../../../src/sync/recurrence/expand.ts";
import { at, series, time, tuesdays } from "../../sync/build.ts";
import { runs } from "../../sync/runs.ts";
import { entries, entry } from "./entries.ts";

const event = (fields: Partial<CalendarEvent>): CalendarEvent => ({ id: "1", ...fields });
const berlin = "Europe/Berlin";
const tuesday = {
  start: { dateTime: "2026-12-01T10:00:00+01:00", timeZone: berlin },
  end: { dateTime: "2026-12-01T11:00:00+01:00", timeZone: berlin },
};
const rule = (text: string, times: Partial<CalendarEvent> = tuesday) =>
  fromCalendarEvent(event({ ...times, recurrence: [`RRULE:${text}`] }));
const patternOf = (text: string, times: Partial<CalendarEvent> = tuesday) =>
  rule(text, times)?.recurrence?.pattern;
const day = (date: string) => ({
  start: { dateTime: `${date}T10:00:00`, timeZone: berlin },
  end: { dateTime: `${date}T11:00:00`, timeZone: berlin },
});

describe("an entry as an event", () => {
  test("has times with their zone, and is shown as busy or free", () => {
    expect(toCalendarEvent(entry)).toEqual({
      start: { dateTime: "2026-12-01T09:00:00Z", timeZone: berlin },
      end: { dateTime: "2026-12-01T10:00:00Z", timeZone: berlin },
      summary: "Budget",
      recurrence: [],
      transparency: "opaque",
      visibility: "default",
    });
    expect(toCalendarEvent({ ...entry, showAs: "free" }).transparency).toBe("transparent");
    expect(toCalendarEvent({ ...entry, showAs: "oof" }).transparency).toBe("opaque");
  });

  test("is a private event with a neutral title for a block of time, and a block again", () => {
    const block = { ...entry, subject: null };
    const body = toCalendarEvent(block);
    expect(body).toMatchObject({ summary: "Busy", visibility: "private" });
    expect(fromCalendarEvent(event(body))).toEqual(block);
    const renamed = fromCalendarEvent(event({ ...body, summary: "Dentist" }));
    expect(renamed).toEqual({ ...entry, subject: "Dentist", isPrivate: true });
    const named = fromCalendarEvent(event({ ...body, visibility: "default" }));
    expect(named).toEqual({ ...entry, subject: "Busy" });
  });

  test("has dates for all-day entries, the end not included", () => {
    const trip = {
      ...entry,
      time: {
        start: at("2026-12-01T23:00:00Z"),
        end: at("2026-12-03T23:00:00Z"),
        timeZone: berlin,
        isAllDay: true,
      },
    };
    const body = toCalendarEvent(trip);
    expect(body.start).toEqual({ date: "2026-12-02", timeZone: berlin });
    expect(body.end).toEqual({ date: "2026-12-04", timeZone: berlin });
    expect(fromCalendarEvent(event(body))).toEqual(trip);
    const zoneless = event({
      ...body,
      start: { date: "2026-12-02" },
      end: { date: "2026-12-04" },
    });
    expect(fromCalendarEvent(zoneless, berlin)).toEqual(trip);
    expect(fromCalendarEvent(zoneless)?.time).toMatchObject({
      start: "2026-12-02T00:00:00Z",
      timeZone: "UTC",
    });
  });

  test("has its rule and its missing dates", () => {
    const missing = [at("2026-12-08T09:00:00Z"), at("2026-12-15T09:00:00Z")];
    const body = toCalendarEvent({ ...entry, recurrence: tuesdays, cancelled: missing });
    expect(body.recurrence).toEqual([
      "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=10",
      "EXDATE:20261208T090000Z,20261215T090000Z",
    ]);
    const until = {
      ...tuesdays,
      range: { type: "endDate", startDate: "2026-12-01", endDate: "2027-03-30" },
    } as const;
    expect(toCalendarEvent({ ...entry, recurrence: until }).recurrence).toEqual([
      "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20270330T215959Z",
    ]);
  });

  test("has no more than 1024 characters of title", () => {
    expect(toCalendarEvent({ ...entry, subject: "x".repeat(2000) }).summary).toHaveLength(1024);
  });

  test("comes back as Zoom's calendar holds it, whatever it is", () => {
    fc.assert(
      fc.property(entries(), (any) => {
        expect(fromCalendarEvent(event(toCalendarEvent(any)))).toEqual(asCalendarHolds(any));
        const held = asCalendarHolds(any);
        expect(asCalendarHolds(held)).toEqual(held);
      }),
      { numRuns: runs(500) },
    );
  });

  test("has the dates Outlook has, as another reader of rules sees them", () => {
    fc.assert(
      fc.property(entries(fc.constant("UTC")), (any) => {
        const { recurrence, time: first, cancelled } = asCalendarHolds(any);
        if (recurrence === null) return;
        const lines = toCalendarEvent(any).recurrence.join("\n");
        const theirs = rrule.rrulestr(`DTSTART:${first.start.replaceAll(/[-:]/g, "")}\n${lines}`, {
          forceset: true,
        });
        const seen: string[] = [];
        theirs.all((date, count) => {
          if (count < 25) seen.push(date.toISOString().slice(0, 10));
          return count < 24;
        });
        const ours: string[] = [];
        for (const start of occurrenceStarts(recurrence, first.start)) {
          if (cancelled.includes(start)) continue;
          if (ours.push(toPlainDate(wallClock(start, "UTC").day)) === 25) break;
        }
        expect(seen).toEqual(ours);
      }),
      { numRuns: runs(150) },
    );
  });
});

describe("an event as an entry", () => {
  test("is nothing when it was deleted", () => {
    expect(fromCalendarEvent(event({ ...tuesday, status: "cancelled" }))).toBeNull();
    expect(mirrorStateOf(event({ status: "cancelled" }))).toEqual({
      state: "absent",
      reason: "deleted",
    });
  });

  test("understands times with an offset, in UTC and on the zone's clock", () => {
    for (const dateTime of [
      "2026-12-01T10:00:00+01:00",
      "2026-12-01T09:00:00Z",
      "2026-12-01T10:00:00",
    ]) {
      const read = fromCalendarEvent(event({ ...tuesday, start: { dateTime, timeZone: berlin } }));
      expect(read?.time.start).toBe("2026-12-01T09:00:00Z");
    }
    const untitled = fromCalendarEvent(event(tuesday));
    expect(untitled).toMatchObject({ subject: "", showAs: "busy", recurrence: null });
    expect(untitled?.isPrivate).toBeUndefined();
  });

  test("takes a zone no list knows only where it makes no difference", () => {
    const strange = { dateTime: "2026-12-01T09:00:00Z", timeZone: "Mars/Olympus" };
    const single = event({ start: strange, end: { ...strange, dateTime: "2026-12-01T10:00:00Z" } });
    expect(fromCalendarEvent(single, berlin)?.time).toEqual(time);
    expect(() => fromCalendarEvent({ ...single, recurrence: ["RRULE:FREQ=DAILY"] })).toThrow(
      UnreadableEvent,
    );
    const local = { ...strange, dateTime: "2026-12-01T09:00:00" };
    expect(() => fromCalendarEvent({ ...single, start: local })).toThrow(UnreadableEvent);
  });

  test("takes what a rule leaves out from the start", () => {
    expect(patternOf("FREQ=WEEKLY")).toEqual({
      type: "weekly",
      interval: 1,
      daysOfWeek: ["tuesday"],
      firstDayOfWeek: "monday",
    });
    expect(patternOf("FREQ=MONTHLY")).toMatchObject({ type: "absoluteMonthly", dayOfMonth: 1 });
    expect(patternOf("FREQ=YEARLY")).toMatchObject({
      type: "absoluteYearly",
      dayOfMonth: 1,
      month: 12,
    });
    expect(patternOf("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1")).toMatchObject({
      type: "relativeMonthly",
      daysOfWeek: ["tuesday"],
      index: "first",
    });
    expect(patternOf("FREQ=MONTHLY;BYMONTHDAY=-1", day("2026-11-30"))).toMatchObject({
      type: "absoluteMonthly",
      dayOfMonth: 31,
    });
  });

  test("ends on the last date on which an occurrence still begins", () => {
    const endOf = (until: string) => {
      const range = rule(`FREQ=DAILY;UNTIL=${until}`)?.recurrence?.range;
      return range?.type === "endDate" ? range.endDate : range?.type;
    };
    expect(endOf("20261210T090000Z")).toBe("2026-12-10");
    expect(endOf("20261210T085959Z")).toBe("2026-12-09");
    expect(endOf("20261210T100000")).toBe("2026-12-10");
    expect(endOf("20261210")).toBe("2026-12-10");
    expect(rule("FREQ=DAILY;COUNT=3")?.recurrence?.range).toMatchObject({ numberOfOccurrences: 3 });
  });

  test("reads missing dates in UTC, in a zone, and as dates", () => {
    const lines = [
      "EXDATE:20261208T090000Z",
      "EXDATE;TZID=Europe/Berlin:20261208T100000",
      "EXDATE;TZID=America/New_York:20261208T040000",
      "EXDATE:20261208T100000",
      "EXDATE;VALUE=DATE:20261208",
      "EXDATE:20261208T090000Z,20261209T090000Z",
    ];
    for (const line of lines) {
      const recurrence = ["RRULE:FREQ=WEEKLY;COUNT=4", line];
      expect(fromCalendarEvent(event({ ...tuesday, recurrence }))?.cancelled).toEqual([
        "2026-12-08T09:00:00Z",
      ]);
    }
  });

  test.each([
    ["rule.frequency", "FREQ=HOURLY"],
    ["rule.frequency", "INTERVAL=2"],
    ["rule.part", "FREQ=DAILY;BYDAY=MO,TU"],
    ["rule.part", "FREQ=MONTHLY;BYDAY=TU"],
    ["rule.part", "FREQ=MONTHLY;BYDAY=1TU,3TU"],
    ["rule.part", "FREQ=MONTHLY;BYMONTHDAY=1,15"],
    ["rule.part", "FREQ=YEARLY;BYDAY=1TU"],
    ["rule.part", "FREQ=YEARLY;BYMONTHDAY=1"],
    ["rule.part", "FREQ=DAILY;BYHOUR=9"],
    ["rule.part", "FREQ=DAILY;COUNT=2;UNTIL=20261210T000000Z"],
    ["rule.part", "FREQ=DAILY;FREQ=WEEKLY"],
    ["rule.value", "FREQ=MONTHLY;BYDAY=5TU"],
    ["rule.value", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,2"],
    ["rule.value", "FREQ=DAILY;INTERVAL=0"],
    ["rule.value", "FREQ=DAILY;COUNT=5000"],
    ["rule.value", "FREQ=DAILY;UNTIL=20200101T000000Z"],
    ["rule.value", "FREQ=DAILY;UNTIL=soon"],
    ["rule.value", "FREQ=WEEKLY;BYDAY=XX"],
    ["rule.otherStart", "FREQ=WEEKLY;BYDAY=WE"],
    ["rule.otherStart", "FREQ=MONTHLY;BYDAY=2TU"],
  ])("is unreadable (%s) for %s", (reason, text) => {
    expect(() => rule(text)).toThrow(expect.objectContaining({ name: "UnreadableEvent", reason }));
  });

  test("is unreadable where a rule would leave out months that Outlook does not", () => {
    const lastOfMarch = day("2027-03-31");
    expect(() => rule("FREQ=MONTHLY", lastOfMarch)).toThrow(
      expect.objectContaining({ reason: "rule.skipsMonths" }),
    );
    expect(patternOf("FREQ=MONTHLY;COUNT=1", lastOfMarch)).toMatchObject({ dayOfMonth: 31 });
    expect(patternOf("FREQ=YEARLY", lastOfMarch)).toMatchObject({ dayOfMonth: 31, month: 3 });
    expect(() => rule("FREQ=YEARLY", day("2028-02-29"))).toThrow(UnreadableEvent);
    expect(patternOf("FREQ=MONTHLY;INTERVAL=12", day("2027-01-31"))).toMatchObject({
      dayOfMonth: 31,
    });
  });

  test("a series moved off its rule is told from one whose zone is only said in another way", () => {
    const weekly = ["RRULE:FREQ=WEEKLY;BYDAY=TU"];
    const known = rule("FREQ=WEEKLY;BYDAY=TU")!;
    const isMoved = (date: string) =>
      isMovedOffItsRule(event({ ...day(date), recurrence: weekly }), known);
    expect(isMoved("2026-12-01")).toBe(false);
    expect(isMoved("2026-12-08")).toBe(false);
    expect(isMoved("2026-12-02")).toBe(true);
    // The same moment, on a Wednesday of that zone.
    const kiritimati = { dateTime: known.time.start, timeZone: "Pacific/Kiritimati" };
    const late = { ...known, time: { ...known.time, start: at("2026-12-01T09:00:00Z") } };
    const renamed = event({
      start: kiritimati,
      end: kiritimati,
      recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO"],
    });
    expect(isMovedOffItsRule(renamed, late)).toBe(false);
    expect(isMovedOffItsRule(event({ ...tuesday, recurrence: ["RRULE:FREQ=HOURLY"] }), known)).toBe(
      false,
    );
  });

  test("is unreadable with extra dates, several rules or times that are none", () => {
    const bad: Array<Partial<CalendarEvent>> = [
      { ...tuesday, recurrence: ["RDATE:20261208T090000Z"] },
      { ...tuesday, recurrence: ["RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"] },
      { ...tuesday, recurrence: ["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"] },
      { ...tuesday, recurrence: ["RRULE:FREQ=DAILY", "EXDATE:never"] },
      { start: { date: "tomorrow" }, end: { date: "2026-12-02" } },
      { start: { dateTime: "soon", timeZone: berlin }, end: tuesday.end },
      {},
    ];
    for (const fields of bad) {
      expect(() => fromCalendarEvent(event(fields))).toThrow(UnreadableEvent);
      expect(mirrorStateOf(event(fields))).toEqual({ state: "absent", reason: "unknown" });
    }
  });

  test("keeps the time it is known to have when its rule is unreadable, and tells the rest", () => {
    const known = { ...entry, recurrence: series.recurrence, cancelled: [] };
    const hourly = event({
      ...tuesday,
      start: { dateTime: "2026-12-01T15:00:00+01:00", timeZone: berlin },
      summary: "New title",
      transparency: "transparent",
      recurrence: ["RRULE:FREQ=HOURLY"],
    });
    expect(mirrorStateOf(hourly, known)).toEqual({
      state: "present",
      entry: { ...known, subject: "New title", showAs: "free" },
    });
  });
});
