import { expect, test } from "@jest/globals";
import fc from "fast-check";
import rrule from "rrule";
import { toInstant } from "../../../src/sync/instant.ts";
import { type MeetingTime, type Recurrence } from "../../../src/sync/model.ts";
import { occurrenceDates, toPlainDate } from "../../../src/sync/recurrence/dates.ts";
import { weekdays } from "../../../src/shared/weekdays.ts";
import { expandOccurrences } from "../../../src/sync/recurrence/expand.ts";
import { fromZoomRecurrence } from "../../../src/sync/recurrence/from-zoom.ts";
import { fromZoomWire, toZoomWire } from "../../../src/sync/recurrence/zoom-wire.ts";
import { toZoomRecurrence, zoomCaps } from "../../../src/sync/recurrence/to-zoom.ts";
import { at } from "./build.ts";
import { runs } from "./runs.ts";

const { RRule } = rrule;
const weekday = fc.constantFrom(...weekdays);
const days = fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 });
const index = fc.constantFrom("first", "second", "third", "fourth", "last");
const interval = fc.integer({ min: 1, max: 14 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const pattern: fc.Arbitrary<Recurrence["pattern"]> = fc.oneof(
  fc.record({ type: fc.constant("daily"), interval }),
  fc.record({ type: fc.constant("weekly"), interval, daysOfWeek: days, firstDayOfWeek: weekday }),
  fc.record({ type: fc.constant("absoluteMonthly"), interval, dayOfMonth }),
  fc.record({ type: fc.constant("relativeMonthly"), interval, daysOfWeek: days, index }),
  fc.record({ type: fc.constant("absoluteYearly"), interval, dayOfMonth, month }),
  fc.record({ type: fc.constant("relativeYearly"), interval, daysOfWeek: days, index, month }),
);
const startDate = fc.integer({ min: 20_000, max: 23_000 }).map(toPlainDate);
const range: fc.Arbitrary<Recurrence["range"]> = fc.oneof(
  fc.record({
    type: fc.constant("numbered"),
    startDate,
    numberOfOccurrences: fc.integer({ min: 1, max: 70 }),
  }),
  fc.record({ type: fc.constant("noEnd"), startDate }),
  fc.tuple(startDate, fc.integer({ min: 0, max: 900 })).map(([start, length]) => ({
    type: "endDate" as const,
    startDate: start,
    endDate: toPlainDate(Date.parse(start) / 86_400_000 + length),
  })),
);
const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Asia/Tokyo",
  "UTC",
  "Australia/Lord_Howe",
);
const recurrence: fc.Arbitrary<Recurrence> = fc.record({ pattern, range, timeZone: zone });

const rruleDays = [RRule.SU, RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA];
const toRule = (names: readonly string[]) =>
  names.map((name) => rruleDays[weekdays.indexOf(name as (typeof weekdays)[number])]!);
const setPosition = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

/** In a short month Outlook meets on the last day: the last of the 28th to the wanted day. */
const clamped = (day: number) =>
  day <= 28
    ? { bymonthday: [day] }
    : { bymonthday: Array.from({ length: day - 27 }, (_, i) => 28 + i), bysetpos: [-1] };

function byRrule({ pattern: p, range: r }: Recurrence, limit: number): string[] {
  const common = { dtstart: new Date(`${r.startDate}T00:00:00Z`), interval: p.interval };
  const until =
    r.type === "endDate"
      ? { until: new Date(`${r.endDate}T00:00:00Z`) }
      : { count: r.type === "numbered" ? Math.min(r.numberOfOccurrences, limit) : limit };
  const isWeekdaySet = p.type === "relativeMonthly" || p.type === "relativeYearly";
  const rule = new RRule({
    ...common,
    ...until,
    freq: {
      daily: RRule.DAILY,
      weekly: RRule.WEEKLY,
      absoluteMonthly: RRule.MONTHLY,
      relativeMonthly: RRule.MONTHLY,
      absoluteYearly: RRule.YEARLY,
      relativeYearly: RRule.YEARLY,
    }[p.type],
    ...(p.type === "weekly" && {
      byweekday: toRule(p.daysOfWeek),
      wkst: toRule([p.firstDayOfWeek])[0]!,
    }),
    ...("dayOfMonth" in p && clamped(p.dayOfMonth)),
    ...("month" in p && { bymonth: [p.month] }),
    ...(isWeekdaySet && { byweekday: toRule(p.daysOfWeek), bysetpos: [setPosition[p.index]] }),
  });
  const dates: string[] = [];
  rule.all((date, i) => {
    if (i >= limit) return false;
    dates.push(date.toISOString().slice(0, 10));
    return true;
  });
  return dates;
}

test("[R10] expands every pattern and range as an independent library does", () => {
  fc.assert(
    fc.property(recurrence, (series) => {
      const ours: string[] = [];
      for (const day of occurrenceDates(series)) {
        if (ours.length === 40) break;
        ours.push(toPlainDate(day));
      }
      expect(ours).toEqual(byRrule(series, 40));
    }),
    { numRuns: runs(300) },
  );
});

test("[R9] finds the same occurrences through a window as from the beginning", () => {
  fc.assert(
    fc.property(recurrence, fc.nat(1500), fc.nat(200), (series, skip, length) => {
      const first = toInstant(`${series.range.startDate}T10:00:00Z`);
      const from = new Date(Date.parse(first) + skip * 86_400_000).toISOString();
      const to = new Date(Date.parse(from) + length * 86_400_000).toISOString();
      const window = { start: toInstant(from), end: toInstant(to) };
      const whole = { start: at("2000-01-01T00:00:00Z"), end: window.end };
      let all;
      try {
        all = expandOccurrences(series, first, 60, whole);
      } catch (error) {
        expect(error).toMatchObject({ code: "recurrence.empty" });
        return;
      }
      const inside = all.filter(({ end }) => end > window.start);
      expect(expandOccurrences(series, first, 60, window)).toEqual(inside);
    }),
    { numRuns: runs(200) },
  );
});

test("[R1] [R15] gives Zoom the same occurrences, through the wire and back", () => {
  let fixed = 0;
  fc.assert(
    fc.property(recurrence, fc.nat(23), (series, hour) => {
      const start = Temporal.PlainDateTime.from(
        `${series.range.startDate}T${String(hour).padStart(2, "0")}:00:00`,
      )
        .toZonedDateTime(series.timeZone)
        .toInstant();
      const time: MeetingTime = {
        start: toInstant(start.toString()),
        end: toInstant(start.add({ minutes: 30 }).toString()),
        timeZone: series.timeZone,
        isAllDay: false,
      };
      let result;
      try {
        result = toZoomRecurrence(
          { time, recurrence: series, exceptions: {} },
          zoomCaps,
          at("2020-01-01T00:00:00Z"),
        );
      } catch (error) {
        expect(error).toMatchObject({ code: "recurrence.empty" });
        return;
      }
      if (result.type === 3) {
        expect(result.reasons.length).toBeGreaterThan(0);
        return;
      }
      fixed += 1;
      const { schedule } = result;
      const wire = toZoomWire(schedule.recurrence);
      const read = {
        ...schedule,
        recurrence: fromZoomWire(wire, schedule.start, schedule.timeZone),
      };
      expect(read).toEqual(schedule);
      const window = { start: at("2020-01-01T00:00:00Z"), end: at("2060-01-01T00:00:00Z") };
      const inZoom = expandOccurrences(fromZoomRecurrence(read), schedule.start, 30, window);
      expect(inZoom).toEqual(expandOccurrences(series, time.start, 30, window));
    }),
    { numRuns: runs(400) },
  );
  expect(fixed).toBeGreaterThan(20);
});
