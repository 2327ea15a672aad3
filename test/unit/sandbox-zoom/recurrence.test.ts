import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import rruleModule, { type Options } from "rrule";
import { expandRecurrence } from "../../../src/sandbox/zoom/core/recurrence.ts";
import { type Recurrence } from "../../../src/sandbox/zoom/core/meeting.ts";

const { RRule } = rruleModule;
const zones = ["Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Tokyo", "UTC"];
const weekdays = [RRule.SU, RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA];

const pattern: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({ type: fc.constant(1 as const), repeat_interval: fc.integer({ min: 1, max: 99 }) }),
  fc.record({
    type: fc.constant(2 as const),
    repeat_interval: fc.integer({ min: 1, max: 50 }),
    weekly_days: fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
      .map((days) => days.join(",")),
  }),
  fc.record({
    type: fc.constant(3 as const),
    repeat_interval: fc.integer({ min: 1, max: 10 }),
    monthly_day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    type: fc.constant(3 as const),
    repeat_interval: fc.integer({ min: 1, max: 10 }),
    monthly_week: fc.constantFrom(-1 as const, 1 as const, 2 as const, 3 as const, 4 as const),
    monthly_week_day: fc.integer({ min: 1, max: 7 }),
  }),
);

function ruleOf(recurrence: Recurrence): Partial<Options> {
  const weekday = weekdays[(recurrence.monthly_week_day ?? 1) - 1]!;
  return {
    freq: [RRule.DAILY, RRule.WEEKLY, RRule.MONTHLY][recurrence.type - 1]!,
    interval: recurrence.repeat_interval,
    wkst: RRule.SU,
    ...(recurrence.weekly_days && {
      byweekday: recurrence.weekly_days.split(",").map((day) => weekdays[Number(day) - 1]!),
    }),
    ...(recurrence.monthly_day && { bymonthday: recurrence.monthly_day }),
    ...(recurrence.monthly_week && { byweekday: weekday.nth(recurrence.monthly_week) }),
  };
}

/** The wall clock an instant shows in a zone, by another implementation than the one tested. */
function wallClock(instant: Temporal.Instant, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(new Date(instant.epochMilliseconds)).replace(" ", "T");
}

describe("the occurrences of a series", () => {
  it("fall on the dates RFC 5545 gives, at one wall-clock time, over DST and all", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 4, max: 22 }),
        fc.integer({ min: 1, max: 60 }),
        (recurrence, zone, day, hour, times) => {
          const start = Temporal.PlainDateTime.from("2026-01-01T00:30:00").add({
            days: day,
            hours: hour,
          });
          const found = expandRecurrence(start.toZonedDateTime(zone), {
            ...recurrence,
            end_times: times,
          });
          const rule = new RRule({
            ...ruleOf(recurrence),
            dtstart: new Date(`${start.toString({ smallestUnit: "second" })}Z`),
            count: times,
          });
          expect(found.map((instant) => wallClock(instant, zone))).toEqual(
            rule.all().map((date) => date.toISOString().slice(0, 19)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  const daily: Recurrence = { type: 1, repeat_interval: 1 };
  const start = Temporal.ZonedDateTime.from("2026-03-27T10:00[Europe/Berlin]");

  it("keep ten o'clock when the clocks change", () => {
    const found = expandRecurrence(start, { ...daily, end_times: 4 });
    expect(found.map(String)).toEqual([
      "2026-03-27T09:00:00Z",
      "2026-03-28T09:00:00Z",
      "2026-03-29T08:00:00Z",
      "2026-03-30T08:00:00Z",
    ]);
  });

  it("include one that starts exactly at the end, and none after", () => {
    const until = (end_date_time: string) =>
      expandRecurrence(start, { ...daily, end_date_time }).length;
    expect(until("2026-03-29T08:00:00Z")).toBe(3);
    expect(until("2026-03-29T07:59:59Z")).toBe(2);
  });

  it("are sixty at most, also without an end", () => {
    expect(expandRecurrence(start, { ...daily, end_times: 0 })).toHaveLength(60);
    expect(
      expandRecurrence(start, { ...daily, end_date_time: "2030-01-01T00:00:00Z" }),
    ).toHaveLength(60);
  });
});
