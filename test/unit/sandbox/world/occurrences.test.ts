import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import rrule from "rrule";
import { type PatternedRecurrence } from "../../../../src/sandbox/world/model.ts";
import { occurrenceDates } from "../../../../src/sandbox/world/occurrences.ts";

const { RRule } = rrule;

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const ruleDays = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU];
const indexes = ["first", "second", "third", "fourth", "last"] as const;
type Pattern = PatternedRecurrence["pattern"];

const startDate = fc
  .integer({ min: 0, max: 3000 })
  .map((offset) => Temporal.PlainDate.from("2024-01-01").add({ days: offset }));

const pattern: fc.Arbitrary<Pattern> = fc.record({
  type: fc.constantFrom(
    "daily",
    "weekly",
    "absoluteMonthly",
    "relativeMonthly",
    "absoluteYearly",
    "relativeYearly",
  ),
  interval: fc.integer({ min: 1, max: 5 }),
  month: fc.integer({ min: 1, max: 12 }),
  // Beyond the 28th Exchange and RFC 5545 differ; that has a test of its own.
  dayOfMonth: fc.integer({ min: 1, max: 28 }),
  daysOfWeek: fc.subarray(days, { minLength: 1 }),
  firstDayOfWeek: fc.constantFrom(...days),
  index: fc.constantFrom(...indexes),
});

function asRule(given: Pattern, start: Temporal.PlainDate, count: number) {
  const byweekday = given.daysOfWeek.map((day) => ruleDays[days.indexOf(day)]!);
  const bysetpos = given.index === "last" ? -1 : indexes.indexOf(given.index) + 1;
  const common = {
    dtstart: new Date(`${start.toString()}T00:00:00Z`),
    interval: given.interval,
    count,
    wkst: ruleDays[days.indexOf(given.firstDayOfWeek)]!,
  };
  switch (given.type) {
    case "daily":
      return new RRule({ ...common, freq: RRule.DAILY });
    case "weekly":
      return new RRule({ ...common, freq: RRule.WEEKLY, byweekday });
    case "absoluteMonthly":
      return new RRule({ ...common, freq: RRule.MONTHLY, bymonthday: given.dayOfMonth });
    case "relativeMonthly":
      return new RRule({ ...common, freq: RRule.MONTHLY, byweekday, bysetpos });
    case "absoluteYearly":
      return new RRule({
        ...common,
        freq: RRule.YEARLY,
        bymonth: given.month,
        bymonthday: given.dayOfMonth,
      });
    case "relativeYearly":
      return new RRule({
        ...common,
        freq: RRule.YEARLY,
        bymonth: given.month,
        byweekday,
        bysetpos,
      });
  }
}

const recurrence = (
  given: Partial<Pattern>,
  range: Partial<PatternedRecurrence["range"]>,
): PatternedRecurrence => ({
  pattern: {
    type: "daily",
    interval: 1,
    month: 0,
    dayOfMonth: 0,
    daysOfWeek: [],
    firstDayOfWeek: "sunday",
    index: "first",
    ...given,
  },
  range: {
    type: "numbered",
    startDate: "2026-01-01",
    endDate: "0001-01-01",
    recurrenceTimeZone: "UTC",
    numberOfOccurrences: 5,
    ...range,
  },
});

const datesOf = (given: PatternedRecurrence) => [...occurrenceDates(given)].map(String);

describe("the dates of a recurrence", () => {
  test("are those an independent RFC 5545 library gives", () => {
    fc.assert(
      fc.property(pattern, startDate, (given, start) => {
        const count = 12;
        const expected = asRule(given, start, count)
          .all()
          .map((date) => date.toISOString().slice(0, 10));
        const range = { startDate: start.toString(), numberOfOccurrences: count };
        expect(datesOf(recurrence(given, range))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("fall on the last day of a month too short for the day asked for", () => {
    const given = recurrence(
      { type: "absoluteMonthly", dayOfMonth: 31 },
      { startDate: "2026-01-31" },
    );
    expect(datesOf(given)).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
    ]);
  });

  test("end with the end date, that day included", () => {
    expect(datesOf(recurrence({}, { type: "endDate", endDate: "2026-01-03" }))).toEqual([
      "2026-01-01",
      "2026-01-02",
      "2026-01-03",
    ]);
  });
});
