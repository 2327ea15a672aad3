import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lastOccurrence } from "../../../src/addin/outlook/last-occurrence.ts";
import {
  fromOfficeRecurrence,
  UnknownRecurrence,
} from "../../../src/addin/outlook/recurrence-from-office.ts";
import { toOfficePattern } from "../../../src/addin/outlook/recurrence-to-office.ts";
import type { Recurrence, RecurrencePattern, Weekday } from "../../../src/shared/api/recurrence.ts";

const weekdays: Weekday[] = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
];
const interval = fc.integer({ min: 1, max: 12 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const index = fc.constantFrom("first", "second", "third", "fourth", "last");
/** The sets of days Office.js has a word for. */
const daysOfWeek = fc.oneof(
  fc.constantFrom(...weekdays).map((day) => [day]),
  fc.constant(weekdays),
  fc.constant(weekdays.slice(1, 6)),
  fc.constant<Weekday[]>(["sunday", "saturday"]),
);
const pattern: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ type: fc.constant("daily"), interval }),
  fc.record({
    type: fc.constant("weekly"),
    interval,
    daysOfWeek: fc.subarray(weekdays, { minLength: 1 }),
    firstDayOfWeek: fc.constantFrom(...weekdays),
  }),
  fc.record({ type: fc.constant("absoluteMonthly"), interval, dayOfMonth }),
  fc.record({ type: fc.constant("relativeMonthly"), interval, daysOfWeek, index }),
  fc.record({ type: fc.constant("absoluteYearly"), interval, dayOfMonth, month }),
  fc.record({ type: fc.constant("relativeYearly"), interval, daysOfWeek, index, month }),
);

const timeZone = "W. Europe Standard Time";
const range: Recurrence["range"] = {
  type: "endDate",
  startDate: "2026-03-02",
  endDate: "2027-03-02",
};

describe("recurrence between Office.js and our words", () => {
  test("survives the way there and back", () => {
    fc.assert(
      fc.property(pattern, (original) => {
        const office = toOfficePattern({ pattern: original, range, timeZone });
        if (office === null) throw new Error("no words for it");
        const back = fromOfficeRecurrence(
          {
            recurrenceType: office.recurrenceType,
            recurrenceProperties: office.recurrenceProperties,
            recurrenceTimeZone: { name: office.timeZone },
            seriesTime: {
              getStartDate: () => office.startDate,
              getEndDate: () => office.endDate ?? "",
            },
          },
          "UTC",
        );
        expect(back).toEqual({ pattern: original, range, timeZone });
      }),
    );
  });

  const series = (recurrenceType: string, recurrenceProperties: object) =>
    fromOfficeRecurrence(
      {
        recurrenceType,
        recurrenceProperties: recurrenceProperties as Office.RecurrenceProperties,
        recurrenceTimeZone: { name: "" },
        seriesTime: { getStartDate: () => "2026-3-2", getEndDate: () => "" },
      },
      timeZone,
    );

  test("every weekday is a week from Monday to Friday, in the mailbox's zone, without an end", () => {
    expect(series("weekday", {})).toEqual({
      pattern: {
        type: "weekly",
        interval: 1,
        daysOfWeek: weekdays.slice(1, 6),
        firstDayOfWeek: "sunday",
      },
      range: { type: "noEnd", startDate: "2026-03-02" },
      timeZone,
    });
  });

  test.each([
    ["hourly", {}],
    ["weekly", { interval: 1, days: ["someday"] }],
    ["monthly", { interval: 1, dayOfWeek: "mon", weekNumber: "fifth" }],
    ["yearly", { interval: 1, dayOfMonth: 3, month: "smarch" }],
  ])("refuses what it does not know rather than guess: %s", (type, properties) => {
    expect(() => series(type, properties)).toThrow(UnknownRecurrence);
  });
});

describe("the last of a number of occurrences", () => {
  test.each<[string, RecurrencePattern, string, number, string]>([
    ["every third day", { type: "daily", interval: 3 }, "2026-03-02", 4, "2026-03-11"],
    [
      "Tuesday and Thursday in every other week",
      {
        type: "weekly",
        interval: 2,
        daysOfWeek: ["tuesday", "thursday"],
        firstDayOfWeek: "monday",
      },
      "2026-03-03",
      4,
      "2026-03-19",
    ],
    [
      "the 31st, or the month's last day",
      { type: "absoluteMonthly", interval: 1, dayOfMonth: 31 },
      "2026-01-31",
      2,
      "2026-02-28",
    ],
    [
      "the last Friday",
      { type: "relativeMonthly", interval: 1, daysOfWeek: ["friday"], index: "last" },
      "2026-01-30",
      3,
      "2026-03-27",
    ],
    [
      "a leap day's year",
      { type: "absoluteYearly", interval: 1, dayOfMonth: 29, month: 2 },
      "2024-02-29",
      2,
      "2025-02-28",
    ],
  ])("%s", (_, given, start, count, expected) => {
    expect(lastOccurrence(given, start, count)).toBe(expected);
  });
});
