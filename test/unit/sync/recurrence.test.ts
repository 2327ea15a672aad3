import { describe, expect, test } from "@jest/globals";
import { SyncError } from "../../../src/sync/errors.ts";
import {
  type Instant,
  type OutlookPresent,
  type Recurrence,
  type SyncPolicy,
  type ZoomPresent,
} from "../../../src/sync/model.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { expandOccurrences } from "../../../src/sync/recurrence/expand.ts";
import { fromZoomRecurrence } from "../../../src/sync/recurrence/from-zoom.ts";
import { staysBetweenNeighbours } from "../../../src/sync/recurrence/neighbours.ts";
import { isTailOfSplit } from "../../../src/sync/recurrence/split.ts";
import { toZoomRecurrence, zoomCaps } from "../../../src/sync/recurrence/to-zoom.ts";
import { fromZoomWire, toZoomWire } from "../../../src/sync/recurrence/zoom-wire.ts";
import { zoomExceptions } from "../../../src/sync/recurrence/zoom-schedule.ts";
import { at, noZoom, now, policy, series, single, time, tuesdays, zoomPresent } from "./build.ts";

const repeats = (
  pattern: Recurrence["pattern"],
  count: number,
  startDate = "2026-12-01",
): Recurrence => ({
  pattern,
  range: { type: "numbered", startDate, numberOfOccurrences: count },
  timeZone: "Europe/Berlin",
});
const toZoom = (recurrence: Recurrence, at = now) =>
  toZoomRecurrence({ time, recurrence, exceptions: {} }, zoomCaps, at);
const starts = (recurrence: Recurrence, end = "2032-01-01T00:00:00Z") =>
  expandOccurrences(recurrence, time.start, 60, {
    start: at("2026-01-01T00:00:00Z"),
    end: at(end),
  }).map(({ start }) => start);

describe("recurrence", () => {
  test.each<[string, Recurrence["pattern"], object]>([
    ["daily", { type: "daily", interval: 3 }, { type: 1, repeat_interval: 3 }],
    [
      "weekly",
      {
        type: "weekly",
        interval: 2,
        daysOfWeek: ["thursday", "tuesday"],
        firstDayOfWeek: "sunday",
      },
      { type: 2, repeat_interval: 2, weekly_days: "3,5" },
    ],
    [
      "monthly by date",
      { type: "absoluteMonthly", interval: 1, dayOfMonth: 1 },
      { type: 3, repeat_interval: 1, monthly_day: 1 },
    ],
    [
      "monthly by weekday",
      { type: "relativeMonthly", interval: 1, daysOfWeek: ["tuesday"], index: "first" },
      { type: 3, repeat_interval: 1, monthly_week: 1, monthly_week_day: 3 },
    ],
  ])("[R1] carries a %s series over", (_name, pattern, wire) => {
    const result = toZoom(repeats(pattern, 5));
    if (result.type !== 8) throw new Error("expected a series with fixed time");
    expect(toZoomWire(result.schedule.recurrence)).toEqual({ ...wire, end_times: 5 });
    expect(result.schedule).toMatchObject({ start: time.start, durationMinutes: 60 });
  });

  test("[R1] counts the occurrences of a series that ends on a date", () => {
    const until: Recurrence = {
      ...tuesdays,
      range: { type: "endDate", startDate: "2026-12-01", endDate: "2026-12-29" },
    };
    const result = toZoom(until);
    expect(result).toMatchObject({
      schedule: { recurrence: { end: { kind: "times", times: 5 } } },
    });
  });

  test("[R2] gives a yearly series no fixed time", () => {
    expect(
      toZoom(repeats({ type: "absoluteYearly", interval: 1, dayOfMonth: 1, month: 12 }, 3)),
    ).toEqual({ type: 3, reasons: ["recurrence.yearly"] });
  });

  test("[R3] gives an endless series no fixed time", () => {
    const endless: Recurrence = { ...tuesdays, range: { type: "noEnd", startDate: "2026-12-01" } };
    expect(toZoom(endless)).toEqual({ type: 3, reasons: ["recurrence.endless"] });
  });

  test("[R4] takes sixty occurrences and not one more", () => {
    expect(toZoom(repeats({ type: "daily", interval: 1 }, 60)).type).toBe(8);
    expect(toZoom(repeats({ type: "daily", interval: 1 }, 61))).toEqual({
      type: 3,
      reasons: ["recurrence.tooMany"],
    });
  });

  test("[R5] takes the smaller of two published intervals", () => {
    const week = { ...tuesdays.pattern, type: "weekly" } as Extract<
      Recurrence["pattern"],
      { type: "weekly" }
    >;
    expect(toZoom(repeats({ type: "daily", interval: 90 }, 2)).type).toBe(8);
    expect(toZoom(repeats({ type: "daily", interval: 91 }, 2)).type).toBe(3);
    expect(toZoom(repeats({ ...week, interval: 12 }, 2)).type).toBe(8);
    expect(toZoom(repeats({ ...week, interval: 13 }, 2)).type).toBe(3);
    expect(toZoom(repeats({ type: "absoluteMonthly", interval: 3, dayOfMonth: 1 }, 2)).type).toBe(
      8,
    );
    expect(toZoom(repeats({ type: "absoluteMonthly", interval: 4, dayOfMonth: 1 }, 2)).type).toBe(
      3,
    );
  });

  test("[R6] carries day 31 over only while every month has it", () => {
    const last = (count: number) =>
      toZoom(
        repeats({ type: "absoluteMonthly", interval: 1, dayOfMonth: 31 }, count, "2026-12-31"),
      );
    expect(last(2).type).toBe(8);
    expect(last(3)).toEqual({ type: 3, reasons: ["recurrence.monthDay"] });
  });

  test("[R7] carries the second day of a month over, but not its last weekday", () => {
    const days = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
    const all = [...days, "saturday", "sunday"] as const;
    const second = toZoom(
      repeats({ type: "relativeMonthly", interval: 1, daysOfWeek: [...all], index: "second" }, 3),
    );
    expect(second).toMatchObject({ schedule: { recurrence: { monthlyDay: 2 } } });
    expect(
      toZoom(
        repeats({ type: "relativeMonthly", interval: 1, daysOfWeek: [...days], index: "last" }, 3),
      ),
    ).toEqual({ type: 3, reasons: ["recurrence.weekdaySet"] });
  });

  test("[R8] carries a Monday week over only when it makes no difference", () => {
    const week = (daysOfWeek: Array<"sunday" | "tuesday">) =>
      toZoom(repeats({ type: "weekly", interval: 2, daysOfWeek, firstDayOfWeek: "monday" }, 6));
    expect(week(["tuesday"]).type).toBe(8);
    expect(week(["tuesday", "sunday"])).toEqual({ type: 3, reasons: ["recurrence.weekStart"] });
  });

  test("[R9] keeps ten o'clock in Berlin across daylight saving", () => {
    const found = starts(repeats({ type: "absoluteMonthly", interval: 1, dayOfMonth: 1 }, 5));
    expect(found.at(3)).toBe("2027-03-01T09:00:00Z");
    expect(found.at(4)).toBe("2027-04-01T08:00:00Z");
  });

  test("[R10] meets on the last day of a month without a 31st", () => {
    const found = starts(
      repeats({ type: "absoluteMonthly", interval: 1, dayOfMonth: 31 }, 3, "2026-12-31"),
    );
    expect(found.map((start) => start.slice(0, 10))).toEqual([
      "2026-12-31",
      "2027-01-31",
      "2027-02-28",
    ]);
  });

  test("[R11] starts a running series at its next occurrence, with those that are left", () => {
    const result = toZoom(tuesdays, at("2026-12-10T00:00:00Z"));
    expect(result).toMatchObject({
      schedule: { start: "2026-12-15T09:00:00Z", recurrence: { end: { times: 8 } } },
    });
  });

  test("[R13] [X8] turns a single event into a series and back with the same meeting", () => {
    const { agreed } = reconcile(null, single, noZoom, policy);
    const grown = reconcile(agreed, series, zoomPresent(agreed!.zoom), policy);
    expect(grown.zoom).toMatchObject([
      { type: "patchZoomMeeting", fields: { schedule: { kind: "fixedTime" } } },
    ]);
    const shrunk = reconcile(grown.agreed, single, zoomPresent(grown.agreed!.zoom), policy);
    expect(shrunk.zoom).toMatchObject([
      { type: "patchZoomMeeting", fields: { schedule: { kind: "single" } } },
    ]);
  });

  test("[R12] keeps the start of a running series that ends early", () => {
    const { agreed } = reconcile(null, series, noZoom, policy);
    const ended: OutlookPresent = {
      ...series,
      recurrence: {
        ...tuesdays,
        range: { type: "endDate", startDate: "2026-12-01", endDate: "2026-12-20" },
      },
    };
    const running = { ...policy, now: at("2026-12-10T00:00:00Z") };
    const plan = reconcile(agreed, ended, zoomPresent(agreed!.zoom), running);
    expect(plan.zoom).toMatchObject([
      { fields: { schedule: { start: time.start, recurrence: { end: { times: 3 } } } } },
    ]);
  });

  test("[R14] knows the second half of a series that was cut in two", () => {
    const head = {
      time,
      recurrence: { ...tuesdays, range: { ...tuesdays.range, numberOfOccurrences: 4 } },
    };
    const before = { time, recurrence: tuesdays };
    const tail = { ...time, start: at("2026-12-29T12:00:00Z"), end: at("2026-12-29T13:00:00Z") };
    expect(isTailOfSplit(before, head as typeof before, tail)).toBe(true);
    expect(isTailOfSplit(before, before, tail)).toBe(false);
    expect(isTailOfSplit(before, head as typeof before, time)).toBe(false);
    const year = { ...tail, start: at("2027-12-28T12:00:00Z"), end: at("2027-12-28T13:00:00Z") };
    expect(isTailOfSplit(before, head as typeof before, year)).toBe(false);
  });

  test("[R15] reads what Zoom writes, also beyond what is written", () => {
    const wire = {
      type: 2,
      repeat_interval: 40,
      weekly_days: "4,2",
      end_date_time: "2027-05-04T22:59:00Z",
    };
    const recurrence = fromZoomWire(wire, time.start, "Europe/Berlin");
    expect(toZoomWire(recurrence)).toEqual({ ...wire, weekly_days: "2,4" });
    const schedule = { kind: "fixedTime", start: time.start, durationMinutes: 60 } as const;
    expect(
      fromZoomRecurrence({ ...schedule, timeZone: "Europe/Berlin", recurrence }).range,
    ).toEqual({
      type: "endDate",
      startDate: "2026-12-01",
      endDate: "2027-05-04",
    });
    expect(() => fromZoomWire({ type: 9 }, time.start, "UTC")).toThrow(SyncError);
    expect(() => fromZoomWire({ type: 2, weekly_days: "8" }, time.start, "UTC")).toThrow(SyncError);
  });

  test("[R16] sees no change in a running Zoom series that lists only what is to come", () => {
    const agreed = reconcile(null, series, noZoom, policy).agreed!;
    const { schedule } = agreed.zoom;
    if (schedule.kind !== "fixedTime") throw new Error("expected a series");
    const running = { ...policy, now: at("2026-12-20T00:00:00Z") };
    const slid = { ...schedule, start: at("2026-12-22T09:00:00Z") };
    const zoom = zoomPresent({ ...agreed.zoom, schedule: slid });
    const still = reconcile(agreed, series, zoom, running);
    expect([...still.outlook, ...still.zoom]).toEqual([]);
    const moved = { ...slid, start: at("2026-12-22T12:00:00Z") };
    const plan = reconcile(
      agreed,
      series,
      zoomPresent({ ...agreed.zoom, schedule: moved }),
      running,
    );
    expect(plan.outlook).toMatchObject([{ fields: { time: { start: "2026-12-01T12:00:00Z" } } }]);
  });

  test("[R16] takes another first day of a series that has not begun for a move", () => {
    const agreed = reconcile(null, series, noZoom, policy).agreed!;
    const { schedule } = agreed.zoom;
    if (schedule.kind !== "fixedTime") throw new Error("expected a series");
    const start = at("2026-12-08T12:00:00Z");
    const zoom = zoomPresent({ ...agreed.zoom, schedule: { ...schedule, start } });
    const plan = reconcile(agreed, series, zoom, policy);
    expect(plan.outlook).toMatchObject([{ fields: { time: { start } } }]);
    expect(plan.zoom).toEqual([]);
  });

  test("[R16] a series moved in Outlook to begin earlier, on days its old first day is one of, begins earlier in Zoom", () => {
    const agreed = reconcile(null, series, noZoom, policy).agreed!;
    if (agreed.zoom.schedule.kind !== "fixedTime") throw new Error("expected a series");
    const start = at("2026-11-24T09:00:00Z");
    const outlook = {
      ...series,
      time: { ...series.time, start, end: at("2026-11-24T10:00:00Z") },
      recurrence: { ...tuesdays, range: { ...tuesdays.range, startDate: "2026-11-24" } },
    };
    const plan = reconcile(agreed, outlook, zoomPresent(agreed.zoom), policy);
    expect(plan.zoom).toMatchObject([{ fields: { schedule: { start } } }]);
  });

  test("[R17] leaves a series that became yearly without fixed time, and says why", () => {
    const agreed = reconcile(null, series, noZoom, policy).agreed!;
    const yearly = repeats({ type: "absoluteYearly", interval: 1, dayOfMonth: 1, month: 12 }, 3);
    const outlook = { ...series, recurrence: yearly };
    const plan = reconcile(agreed, outlook, zoomPresent(agreed.zoom), policy);
    expect(plan.zoom).toEqual([
      { type: "patchZoomMeeting", fields: { schedule: { kind: "noFixedTime" } } },
    ]);
    expect(plan.lost).toEqual(["recurrence.yearly"]);
    const again = reconcile(plan.agreed, outlook, zoomPresent(plan.agreed!.zoom), policy);
    expect([...again.outlook, ...again.zoom]).toEqual([]);
  });
});

describe("exceptions", () => {
  const second = at("2026-12-08T09:00:00Z");
  const third = at("2026-12-15T09:00:00Z");
  const moved = {
    kind: "moved",
    start: at("2026-12-09T13:00:00Z"),
    end: at("2026-12-09T14:00:00Z"),
  } as const;
  const agreed = reconcile(null, series, noZoom, policy).agreed!;
  const zoom = zoomPresent(agreed.zoom);

  test("[EX1] [X10] changes only the occurrence that was moved or cancelled", () => {
    const exceptions = { [second]: moved, [third]: { kind: "cancelled" } } as const;
    expect(reconcile(agreed, { ...series, exceptions }, zoom, policy).zoom).toEqual([
      {
        type: "patchZoomOccurrence",
        originalStart: second,
        start: moved.start,
        durationMinutes: 60,
      },
      { type: "deleteZoomOccurrence", originalStart: third },
    ]);
    const inZoom = {
      [second]: { kind: "moved", start: moved.start, durationMinutes: 60 },
      [third]: { kind: "cancelled" },
    } as const;
    expect(reconcile(agreed, series, { ...zoom, exceptions: inZoom }, policy).outlook).toEqual([
      { type: "patchOutlookOccurrence", originalStart: second, start: moved.start, end: moved.end },
      { type: "cancelOutlookOccurrence", originalStart: third },
    ]);
  });

  test("[EX2] knows a moved Zoom occurrence by its original start", () => {
    const list = [
      {
        occurrenceId: "1796720400000" as never,
        originalStart: second,
        start: moved.start,
        durationMinutes: 60,
        status: "available",
      },
      {
        occurrenceId: "x" as never,
        originalStart: third,
        start: third,
        durationMinutes: 60,
        status: "deleted",
      },
    ] as const;
    expect(zoomExceptions(zoom.schedule, list)).toEqual({
      [second]: { kind: "moved", start: moved.start, durationMinutes: 60 },
      [third]: { kind: "cancelled" },
    });
    const plan = reconcile(
      agreed,
      { ...series, exceptions: { [third]: { kind: "cancelled" } } },
      { ...zoom, exceptions: { [second]: { kind: "cancelled" } } },
      policy,
    );
    expect(plan.zoom).toEqual([{ type: "deleteZoomOccurrence", originalStart: third }]);
    expect(plan.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: second }]);
    expect(plan.conflicts).toEqual([]);
  });

  test("[EX3] writes the exceptions again after the series", () => {
    const start = at("2026-12-08T11:00:00Z");
    const plan = reconcile(
      agreed,
      {
        ...series,
        time: { ...time, start: at("2026-12-01T11:00:00Z"), end: at("2026-12-01T12:00:00Z") },
        exceptions: { [start]: { kind: "cancelled" } },
      },
      zoom,
      policy,
    );
    expect(plan.zoom.map(({ type }) => type)).toEqual(["patchZoomMeeting", "deleteZoomOccurrence"]);
  });

  test("[EX4] leaves an occurrence cancelled that Zoom moved", () => {
    const plan = reconcile(
      agreed,
      { ...series, exceptions: { [second]: { kind: "cancelled" } } },
      {
        ...zoom,
        exceptions: { [second]: { kind: "moved", start: moved.start, durationMinutes: 60 } },
      },
      policy,
    );
    expect(plan.zoom).toEqual([{ type: "deleteZoomOccurrence", originalStart: second }]);
    expect(plan.outlook).toEqual([]);
    expect(plan.conflicts).toMatchObject([{ field: "exception", originalStart: second }]);
  });

  test("[EX5] keeps a cancelled day cancelled when Zoom moves the series", () => {
    const cancelled = { ...series, exceptions: { [second]: { kind: "cancelled" } } } as const;
    const before = reconcile(null, cancelled, noZoom, policy).agreed!;
    if (before.zoom.schedule.kind !== "fixedTime") throw new Error("expected a series");
    const schedule = { ...before.zoom.schedule, start: at("2026-12-01T12:00:00Z") };
    const plan = reconcile(
      before,
      cancelled,
      zoomPresent({ ...before.zoom, schedule, exceptions: {} }),
      policy,
    );
    const there = at("2026-12-08T12:00:00Z");
    expect(plan.outlook).toContainEqual({ type: "cancelOutlookOccurrence", originalStart: there });
    expect(plan.zoom).toEqual([{ type: "deleteZoomOccurrence", originalStart: there }]);
  });

  test("[EX2] writes nothing of an occurrence whose series Zoom moved to other days", () => {
    const before = reconcile(null, series, noZoom, policy).agreed!;
    if (before.zoom.schedule.kind !== "fixedTime") throw new Error("expected a series");
    const schedule = { ...before.zoom.schedule, start: at("2026-12-03T12:00:00Z") };
    const thursday = 5;
    const { repeatInterval, end } = schedule.recurrence;
    const recurrence = { type: 2, repeatInterval, weeklyDays: [thursday], end } as const;
    const plan = reconcile(
      before,
      { ...series, exceptions: { [second]: { kind: "cancelled" } } },
      zoomPresent({ ...before.zoom, schedule: { ...schedule, recurrence }, exceptions: {} }),
      policy,
    );
    expect(plan.zoom).toEqual([]);
    expect(plan.outlook.map(({ type }) => type)).toEqual(["patchOutlookEvent"]);
  });

  test("[EX1] cancels an occurrence of the days to which Zoom moved the series", () => {
    const before = reconcile(null, series, noZoom, policy).agreed!;
    if (before.zoom.schedule.kind !== "fixedTime") throw new Error("expected a series");
    const later = at("2027-03-02T12:00:00Z");
    const plan = reconcile(
      before,
      series,
      zoomPresent({
        ...before.zoom,
        schedule: { ...before.zoom.schedule, start: later },
        exceptions: { [later]: { kind: "cancelled" } },
      }),
      policy,
    );
    expect(plan.outlook.at(-1)).toEqual({ type: "cancelOutlookOccurrence", originalStart: later });
    expect(plan.agreed?.outlook.recurrence?.range.startDate).toBe("2027-03-02");
    expect(plan.zoom).toEqual([]);
  });

  test("[EX9] moves back in Zoom what Outlook would refuse for the sake of a neighbour", () => {
    const inZoom = (start: Instant, more: ZoomPresent["exceptions"] = {}) =>
      zoomPresent({
        ...agreed.zoom,
        exceptions: { [second]: { kind: "moved", start, durationMinutes: 60 }, ...more },
      });
    const back = [
      {
        type: "patchZoomOccurrence",
        originalStart: second,
        start: second,
        durationMinutes: 60,
      },
    ];
    for (const start of ["2026-12-01T12:00:00Z", "2026-12-15T07:00:00Z", "2027-01-05T09:00:00Z"]) {
      const plan = reconcile(agreed, series, inZoom(at(start)), policy);
      expect(plan.outlook).toEqual([]);
      expect(plan.zoom).toEqual(back);
      const again = reconcile(plan.agreed, series, zoomPresent(plan.agreed!.zoom), policy);
      expect([...again.outlook, ...again.zoom]).toEqual([]);
    }
    for (const start of ["2026-12-02T09:00:00Z", "2026-12-14T22:00:00Z", "2026-12-08T20:00:00Z"]) {
      expect(reconcile(agreed, series, inZoom(at(start)), policy).zoom).toEqual([]);
    }
    const toOutlook: SyncPolicy = { ...policy, direction: "zoomToOutlook" };
    const held = reconcile(agreed, series, inZoom(at("2026-12-15T07:00:00Z")), toOutlook);
    expect([...held.outlook, ...held.zoom]).toEqual([]);
  });

  test("[EX9] has neighbours where they are: a cancelled one is none, a moved one is elsewhere", () => {
    const onThird = at("2026-12-15T07:00:00Z");
    const stays = (exceptions: OutlookPresent["exceptions"], moment = onThird) =>
      staysBetweenNeighbours({ ...series, exceptions }, second, moment);
    expect(stays({ [third]: { kind: "cancelled" } })).toBe(true);
    expect(stays({ [third]: { kind: "edited", subject: "x" } as never })).toBe(false);
    const later = {
      kind: "moved",
      start: at("2026-12-16T09:00:00Z"),
      end: at("2026-12-16T10:00:00Z"),
    } as const;
    expect(stays({ [third]: later })).toBe(true);
    expect(stays({ [third]: later }, at("2026-12-16T12:00:00Z"))).toBe(false);
    const first = at("2026-12-01T09:00:00Z");
    const nearer = {
      kind: "moved",
      start: at("2026-12-05T09:00:00Z"),
      end: at("2026-12-05T10:00:00Z"),
    } as const;
    expect(stays({ [first]: nearer }, at("2026-12-05T12:00:00Z"))).toBe(false);
    expect(stays({ [first]: nearer }, at("2026-12-06T12:00:00Z"))).toBe(true);
  });

  test("[EX6] does not write an occurrence that is over", () => {
    const after = { ...policy, now: at("2026-12-10T00:00:00Z") };
    const plan = reconcile(
      agreed,
      { ...series, exceptions: { [second]: { kind: "cancelled" } } },
      zoom,
      after,
    );
    expect(plan.zoom).toEqual([]);
  });

  test("[EX7] refuses an exception outside its series", () => {
    const stray = {
      ...series,
      exceptions: { [at("2026-12-09T09:00:00Z")]: { kind: "cancelled" } },
    } as const;
    expect(() => reconcile(agreed, stray, zoom, policy)).toThrow(
      expect.objectContaining({ code: "exception.outsideSeries", value: "2026-12-09T09:00:00Z" }),
    );
  });

  test("[EX8] keeps one occurrence's own subject in Outlook", () => {
    const edited = {
      ...series,
      exceptions: { [second]: { kind: "edited", subject: "Guests" } },
    } as const;
    const plan = reconcile(agreed, edited, zoom, policy);
    expect([...plan.outlook, ...plan.zoom]).toEqual([]);
    const created = reconcile(null, edited, noZoom, policy);
    expect(created.lost).toContain("exception.subject");
  });
});
