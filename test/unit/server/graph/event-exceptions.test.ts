import { describe, expect, test } from "@jest/globals";
import { entryOf, exceptionsFromInstances } from "../../../../src/server/graph/event-entry.ts";
import { toInstant } from "../../../../src/sync/instant.ts";
import { type GraphEvent } from "../../../../src/server/graph/graph-schema.ts";
import { context, event, occurrence, padded, series } from "./events.ts";

const exceptionsOf = (more: Partial<GraphEvent>) =>
  entryOf(series(more), context).outlook.exceptions;

describe("the exceptions Graph gives with a series", () => {
  test("none", () => {
    expect(exceptionsOf({})).toEqual({});
    expect(exceptionsOf({ exceptionOccurrences: [], cancelledOccurrences: [] })).toEqual({});
  });

  test("moved, when start or length differ", () => {
    const exceptionOccurrences = [
      occurrence("2026-03-24T09:00:00", "2026-03-24T10:00:00", "2026-03-23T09:00:00Z"),
      occurrence("2026-03-30T08:00:00", "2026-03-30T08:30:00", "2026-03-30T08:00:00Z", {
        subject: "Short one",
      }),
    ];
    expect(exceptionsOf({ exceptionOccurrences })).toEqual({
      "2026-03-23T09:00:00Z": {
        kind: "moved",
        start: "2026-03-24T09:00:00Z",
        end: "2026-03-24T10:00:00Z",
      },
      "2026-03-30T08:00:00Z": {
        kind: "moved",
        start: "2026-03-30T08:00:00Z",
        end: "2026-03-30T08:30:00Z",
        subject: "Short one",
      },
    });
  });

  test("edited, when only the subject does, and none when neither does", () => {
    const at = ["2026-03-23T09:00:00", "2026-03-23T10:00:00", "2026-03-23T09:00:00Z"] as const;
    expect(
      exceptionsOf({ exceptionOccurrences: [occurrence(...at, { subject: "Review" })] }),
    ).toEqual({ "2026-03-23T09:00:00Z": { kind: "edited", subject: "Review" } });
    expect(exceptionsOf({ exceptionOccurrences: [occurrence(...at)] })).toEqual({});
    const nameless = occurrence(...at, { subject: null });
    expect(exceptionsOf({ exceptionOccurrences: [nameless] })).toEqual({});
  });

  test("cancelled, among either", () => {
    const exceptionOccurrences = [
      occurrence("2026-03-23T09:00:00", "2026-03-23T10:00:00", "2026-03-23T09:00:00Z", {
        isCancelled: true,
      }),
    ];
    // Ids have dots of their own; and after 29 March ten o'clock in Berlin is eight in UTC.
    const cancelledOccurrences = ["OID.AAkALg.AAAA.HYQDEapm.2026-03-30", "OID.x.2026-04-06"];
    expect(exceptionsOf({ exceptionOccurrences, cancelledOccurrences })).toEqual({
      "2026-03-23T09:00:00Z": { kind: "cancelled" },
      "2026-03-30T08:00:00Z": { kind: "cancelled" },
      "2026-04-06T08:00:00Z": { kind: "cancelled" },
    });
  });

  test("leftovers of another pattern, and what cannot be read, are passed over", () => {
    const exceptionOccurrences = [
      occurrence("2026-03-24T09:00:00", "2026-03-24T10:00:00", "2026-03-25T09:00:00Z"),
      occurrence("2026-03-24T09:00:00", "2026-03-24T10:00:00", null),
    ];
    const cancelledOccurrences = ["OID.x.2026-03-31", "OID.x.2026-13-41", "OID.x", ""];
    expect(exceptionsOf({ exceptionOccurrences, cancelledOccurrences })).toEqual({});
  });

  test("the date of a cancelled one is the pattern's, not UTC's", () => {
    const night = event("2026-06-30T23:30:00", "2026-07-01T00:30:00", {
      type: "seriesMaster",
      recurrence: padded(
        { type: "relativeMonthly", daysOfWeek: ["wednesday"], index: "first" },
        { type: "noEnd", startDate: "2026-07-01" },
      ),
      cancelledOccurrences: ["OID.x.2026-08-05"],
    });
    expect(entryOf(night, context).outlook.exceptions).toEqual({
      "2026-08-04T23:30:00Z": { kind: "cancelled" },
    });
  });

  test("a zone in no list: an original start an hour off is that day's occurrence", () => {
    const custom = { originalStartTimeZone: "tzone://Microsoft/Custom" };
    const exceptionOccurrences = [
      occurrence("2026-03-30T12:00:00", "2026-03-30T13:00:00", "2026-03-30T09:00:00Z", custom),
    ];
    const recurrence = padded(
      { type: "weekly", daysOfWeek: ["monday"] },
      {
        type: "noEnd",
        startDate: "2026-03-16",
        recurrenceTimeZone: "tzone://Microsoft/Custom",
      },
    );
    expect(exceptionsOf({ ...custom, recurrence, exceptionOccurrences })).toEqual({
      "2026-03-30T08:00:00Z": {
        kind: "moved",
        start: "2026-03-30T12:00:00Z",
        end: "2026-03-30T13:00:00Z",
      },
    });
  });
});

describe("all-day series", () => {
  const days = (more: Partial<GraphEvent>) =>
    entryOf(
      event("2026-03-27T00:00:00", "2026-03-28T00:00:00", {
        type: "seriesMaster",
        isAllDay: true,
        recurrence: padded({ type: "daily" }, { type: "noEnd", startDate: "2026-03-27" }),
        ...more,
      }),
      context,
    ).outlook.exceptions;

  test.each([
    ["a date", "2026-03-29T00:00:00Z"],
    ["the moment of midnight", "2026-03-28T23:00:00Z"],
  ])("the original start as %s is the same occurrence", (_form, originalStart) => {
    const allDay = { isAllDay: true, subject: "Fair" };
    const exceptionOccurrences = [
      // The day the clock changes has 23 hours and is a whole day all the same.
      occurrence("2026-03-29T00:00:00", "2026-03-30T00:00:00", originalStart, allDay),
    ];
    expect(days({ exceptionOccurrences })).toEqual({
      "2026-03-28T23:00:00Z": { kind: "edited", subject: "Fair" },
    });
  });

  test("a day that became an hour keeps the date it had, wherever it is", () => {
    const originalStartTimeZone = "Pacific Standard Time";
    const exceptionOccurrences = [
      occurrence("2026-03-29T17:00:00", "2026-03-29T18:00:00", "2026-03-29T00:00:00Z", {
        originalStartTimeZone,
      }),
    ];
    const recurrence = padded(
      { type: "daily" },
      { type: "noEnd", startDate: "2026-03-27", recurrenceTimeZone: originalStartTimeZone },
    );
    expect(days({ originalStartTimeZone, recurrence, exceptionOccurrences })).toEqual({
      "2026-03-29T07:00:00Z": {
        kind: "moved",
        start: "2026-03-29T17:00:00Z",
        end: "2026-03-29T18:00:00Z",
      },
    });
  });

  test("a cancelled day begins at its own midnight", () => {
    expect(days({ cancelledOccurrences: ["OID.x.2026-03-31"] })).toEqual({
      "2026-03-30T22:00:00Z": { kind: "cancelled" },
    });
  });
});

describe("the exceptions told from the occurrences of a window", () => {
  const { outlook } = entryOf(series(), context);
  const window = {
    start: toInstant("2026-03-01T00:00:00Z"),
    end: toInstant("2026-04-14T00:00:00Z"),
  };
  const plain = (start: string, end: string) =>
    occurrence(start, end, null, { type: "occurrence" });
  const all = [
    plain("2026-03-16T09:00:00", "2026-03-16T10:00:00"),
    plain("2026-03-23T09:00:00", "2026-03-23T10:00:00"),
    plain("2026-03-30T08:00:00", "2026-03-30T09:00:00"),
    plain("2026-04-06T08:00:00", "2026-04-06T09:00:00"),
    plain("2026-04-13T08:00:00", "2026-04-13T09:00:00"),
  ];

  test("none where all are there", () => {
    expect(exceptionsFromInstances(outlook, all, window)).toEqual({});
  });

  test("missing ones are cancelled, different ones moved or edited", () => {
    const instances = [
      all[0]!,
      occurrence("2026-03-25T09:00:00", "2026-03-25T10:00:00", "2026-03-23T09:00:00Z"),
      occurrence("2026-04-06T08:00:00", "2026-04-06T09:00:00", null, { subject: "Review" }),
      all[4]!,
    ];
    expect(exceptionsFromInstances(outlook, instances, window)).toEqual({
      "2026-03-23T09:00:00Z": {
        kind: "moved",
        start: "2026-03-25T09:00:00Z",
        end: "2026-03-25T10:00:00Z",
      },
      "2026-03-30T08:00:00Z": { kind: "cancelled" },
      "2026-04-06T08:00:00Z": { kind: "edited", subject: "Review" },
    });
  });

  test("one that crosses the end of the window is not judged", () => {
    const until = { ...window, end: toInstant("2026-04-13T08:30:00Z") };
    expect(exceptionsFromInstances(outlook, all.slice(0, 4), until)).toEqual({});
  });

  test("a night in which the clock changes is no different, whichever way its end is told", () => {
    const nights = event("2026-03-27T22:00:00", "2026-03-28T04:00:00", {
      type: "seriesMaster",
      recurrence: padded(
        { type: "daily" },
        { type: "numbered", startDate: "2026-03-27", numberOfOccurrences: 2 },
      ),
    });
    const { outlook: every } = entryOf(nights, context);
    for (const end of ["2026-03-29T03:00:00", "2026-03-29T04:00:00"]) {
      const instances = [
        plain("2026-03-27T22:00:00", "2026-03-28T04:00:00"),
        plain("2026-03-28T22:00:00", end),
      ];
      expect(exceptionsFromInstances(every, instances, window)).toEqual({});
    }
  });

  test("a single event has none", () => {
    const single = entryOf(event("2026-03-16T09:00:00", "2026-03-16T10:00:00"), context).outlook;
    expect(exceptionsFromInstances(single, [], window)).toEqual({});
  });
});
