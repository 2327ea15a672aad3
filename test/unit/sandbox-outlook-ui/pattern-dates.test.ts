import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import rrule from "rrule";
import { type WireRecurrence } from "../../../src/sandbox/outlook/host/compose-item.ts";
import {
  dayOfOccurrence,
  patternDays,
  weekdayNames,
  weekNumbers,
} from "../../../src/sandbox/outlook/server/pattern-dates.ts";
import {
  toPatternedRecurrence,
  toWireRecurrence,
} from "../../../src/sandbox/outlook/server/recurrence-wire.ts";

type Properties = WireRecurrence["recurrenceProperties"];

function series(
  recurrenceType: WireRecurrence["recurrenceType"],
  recurrenceProperties: Properties,
  [startYear, startMonth, startDay]: [number, number, number],
): WireRecurrence {
  return {
    recurrenceType,
    recurrenceProperties,
    recurrenceTimeZone: { name: "W. Europe Standard Time" },
    seriesTimeJson: { startYear, startMonth, startDay, startTimeMin: 600, durationMin: 30 },
  };
}

function firstDates(recurrence: WireRecurrence, count: number): string[] {
  const dates: string[] = [];
  for (const { year, month, day } of patternDays(recurrence)) {
    dates.push(new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10));
    if (dates.length === count) break;
  }
  return dates;
}

const { RRule } = rrule;
const ruleDays = [RRule.SU, RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA];

function ruleDates(
  options: Partial<rrule.Options>,
  [y, m, d]: [number, number, number],
  n: number,
) {
  const rule = new RRule({ ...options, dtstart: new Date(Date.UTC(y, m - 1, d)), count: n });
  return rule.all().map((date) => date.toISOString().slice(0, 10));
}

const start = fc.tuple(
  fc.integer({ min: 2024, max: 2030 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
);
const interval = fc.integer({ min: 1, max: 5 });

describe("the dates of a pattern agree with RFC 5545", () => {
  test("daily", () => {
    fc.assert(
      fc.property(start, interval, (from, n) => {
        expect(firstDates(series("daily", { interval: n }, from), 12)).toEqual(
          ruleDates({ freq: RRule.DAILY, interval: n }, from, 12),
        );
      }),
    );
  });

  test("weekly, whatever the first day of the week", () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(start, interval, days, fc.constantFrom(0, 1), (from, n, indexes, first) => {
        const properties = {
          interval: n,
          days: indexes.map((index) => weekdayNames[index]!),
          firstDayOfWeek: weekdayNames[first],
        };
        expect(firstDates(series("weekly", properties, from), 12)).toEqual(
          ruleDates(
            {
              freq: RRule.WEEKLY,
              interval: n,
              byweekday: indexes.map((index) => ruleDays[index]!),
              wkst: ruleDays[first]!,
            },
            from,
            12,
          ),
        );
      }),
    );
  });

  test("monthly on a weekday of a rank", () => {
    const day = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(start, interval, day, fc.integer({ min: 0, max: 4 }), (from, n, index, rank) => {
        const properties = {
          interval: n,
          dayOfWeek: weekdayNames[index]!,
          weekNumber: weekNumbers[rank]!,
        };
        const nth = rank === 4 ? -1 : rank + 1;
        expect(firstDates(series("monthly", properties, from), 8)).toEqual(
          ruleDates(
            { freq: RRule.MONTHLY, interval: n, byweekday: [ruleDays[index]!.nth(nth)] },
            from,
            8,
          ),
        );
      }),
    );
  });
});

test("day 31 falls on the last day of a shorter month, as in Outlook", () => {
  const monthly = series("monthly", { interval: 1, dayOfMonth: 31 }, [2026, 1, 31]);
  expect(firstDates(monthly, 4)).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
});

test("every weekday leaves the weekend out", () => {
  const friday: [number, number, number] = [2026, 11, 27];
  expect(firstDates(series("weekday", null, friday), 3)).toEqual([
    "2026-11-27",
    "2026-11-30",
    "2026-12-01",
  ]);
});

test("a yearly pattern begins in its own month", () => {
  const yearly = series("yearly", { interval: 1, dayOfMonth: 24, month: "dec" }, [2026, 11, 23]);
  expect(dayOfOccurrence(yearly, 2)).toEqual({ year: 2027, month: 12, day: 24 });
});

describe("a recurrence survives the way to the mailbox and back", () => {
  const cases: Array<[string, WireRecurrence["recurrenceType"], Properties]> = [
    ["daily", "daily", { interval: 3 }],
    ["weekly", "weekly", { interval: 2, days: ["mon", "thu"], firstDayOfWeek: "mon" }],
    ["monthly by date", "monthly", { interval: 1, dayOfMonth: 15 }],
    ["monthly by weekday", "monthly", { interval: 1, dayOfWeek: "tue", weekNumber: "last" }],
    ["monthly by workday", "monthly", { interval: 1, dayOfWeek: "weekday", weekNumber: "first" }],
    ["yearly by date", "yearly", { interval: 1, dayOfMonth: 24, month: "dec" }],
    [
      "yearly by weekday",
      "yearly",
      { interval: 1, dayOfWeek: "sun", weekNumber: "second", month: "may" },
    ],
  ];

  test.each(cases)("%s", (_name, type, properties) => {
    const wire = series(type, properties, [2026, 11, 24]);
    wire.seriesTimeJson.noEndDate = true;
    const stored = toPatternedRecurrence(wire, "2026-11-24");
    const times = { startTimeMin: 600, durationMin: 30, timeZone: "W. Europe Standard Time" };
    expect(toWireRecurrence(stored, times)).toEqual(wire);
  });

  test("a number of times comes back as the date of the last one", () => {
    const stored = toPatternedRecurrence(
      series("weekly", { interval: 1, days: ["tue"], firstDayOfWeek: "sun" }, [2026, 11, 24]),
      "2026-11-24",
    );
    stored.range = { ...stored.range, type: "numbered", numberOfOccurrences: 5 };
    const times = { startTimeMin: 600, durationMin: 30, timeZone: "UTC" };
    expect(toWireRecurrence(stored, times).seriesTimeJson).toMatchObject({
      endYear: 2026,
      endMonth: 12,
      endDay: 22,
    });
  });
});
