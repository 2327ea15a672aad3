import { describe, expect, test } from "@jest/globals";
import {
  applyAllDay,
  applyShownTimes,
  applyZone,
  toShownTimes,
} from "../../../src/sandbox/outlook/ui/form/form-times.ts";
import { toDraft, toRecurrence } from "../../../src/sandbox/outlook/ui/form/recurrence-draft.ts";
import { instantOf } from "../../../src/sandbox/outlook/ui/zoned-dates.ts";

const berlin = { windows: "W. Europe Standard Time", iana: "Europe/Berlin" };
const newYork = { windows: "Eastern Standard Time", iana: "America/New_York" };
const at = (date: string, time: string, zone = berlin) => instantOf(date, time, zone.iana);

const tenToEleven = {
  start: at("2026-11-24", "10:00"),
  end: at("2026-11-24", "11:00"),
  timeZone: berlin.windows,
  isAllDay: false,
  recurrence: null,
};

describe("times in the form", () => {
  test("a new start keeps the duration", () => {
    expect(applyShownTimes(tenToEleven, { startTime: "14:15" }, berlin)).toEqual({
      start: at("2026-11-24", "14:15"),
      end: at("2026-11-24", "15:15"),
    });
  });

  test("a new end leaves the start alone, even when it is before it", () => {
    expect(applyShownTimes(tenToEleven, { endTime: "09:00" }, berlin)).toEqual({
      start: tenToEleven.start,
      end: at("2026-11-24", "09:00"),
    });
  });

  test("another zone keeps the wall clock", () => {
    expect(applyZone(tenToEleven, berlin, newYork)).toEqual({
      start: at("2026-11-24", "10:00", newYork),
      end: at("2026-11-24", "11:00", newYork),
      timeZone: newYork.windows,
    });
  });

  test("all day covers the day and shows its last day inclusively", () => {
    const allDay = { ...tenToEleven, ...applyAllDay(tenToEleven, true, berlin, null) };
    expect(allDay.start).toBe(at("2026-11-24", "00:00"));
    expect(allDay.end).toBe(at("2026-11-25", "00:00"));
    expect(toShownTimes(allDay, berlin.iana).endDate).toBe("2026-11-24");
  });

  test("an all-day entry stays whole days across the change to summer time", () => {
    const days = {
      ...tenToEleven,
      isAllDay: true,
      start: at("2026-03-20", "00:00"),
      end: at("2026-03-22", "00:00"),
    };
    expect(applyShownTimes(days, { startDate: "2026-03-28" }, berlin)).toEqual({
      start: at("2026-03-28", "00:00"),
      end: at("2026-03-30", "00:00"),
    });
  });

  test("taking all day back brings the times back", () => {
    const allDay = { ...tenToEleven, ...applyAllDay(tenToEleven, true, berlin, null) };
    const { start, end } = tenToEleven;
    expect(applyAllDay(allDay, false, berlin, { start, end })).toEqual({
      isAllDay: false,
      start,
      end,
    });
  });

  test("a series follows its first occurrence to another day", () => {
    const times = { start: tenToEleven.start, end: tenToEleven.end, zone: berlin };
    const recurrence = toRecurrence(toDraft(null, times), times);
    const moved = applyShownTimes(
      { ...tenToEleven, recurrence },
      { startDate: "2026-11-25", startTime: "08:30" },
      berlin,
    );
    expect(moved.recurrence?.seriesTimeJson).toMatchObject({
      startYear: 2026,
      startMonth: 11,
      startDay: 25,
      startTimeMin: 510,
      durationMin: 60,
    });
  });
});

describe("the recurrence dialog", () => {
  const times = { start: tenToEleven.start, end: tenToEleven.end, zone: berlin };
  const fresh = toDraft(null, times);

  test("proposes the weekday of the start", () => {
    expect(fresh).toMatchObject({ pattern: "weekly", interval: 1, days: ["tue"] });
  });

  test("turns a number of times into the date of the last one", () => {
    const recurrence = toRecurrence({ ...fresh, ends: "count", count: 3 }, times);
    expect(recurrence.seriesTimeJson).toMatchObject({ endYear: 2026, endMonth: 12, endDay: 8 });
  });

  test("monthly on a weekday names its rank in the month", () => {
    const recurrence = toRecurrence({ ...fresh, pattern: "monthly", on: "weekday" }, times);
    expect(recurrence.recurrenceProperties).toEqual({
      interval: 1,
      dayOfWeek: "tue",
      weekNumber: "fourth",
    });
  });

  test("opens on what is set, and saves it unchanged", () => {
    const recurrence = toRecurrence({ ...fresh, days: ["mon", "wed"], interval: 2 }, times);
    expect(toRecurrence(toDraft(recurrence, times), times)).toEqual(recurrence);
  });

  test("never ending says so", () => {
    const recurrence = toRecurrence({ ...fresh, ends: "never" }, times);
    expect(recurrence.seriesTimeJson.noEndDate).toBe(true);
    expect(recurrence.seriesTimeJson.endYear).toBeUndefined();
  });
});
