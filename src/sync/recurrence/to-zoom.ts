import { type Recurrence } from "../../shared/api/recurrence.ts";
import { addMinutes, minutesBetween, type Instant } from "../instant.ts";
import {
  type Exceptions,
  type LostCode,
  type MeetingTime,
  type ReasonCode,
  type ZoomCaps,
  type ZoomRecurrence,
  type ZoomSchedule,
} from "../model.ts";
import { toIana } from "../time-zones.ts";
import { toZoomZone } from "../zoom-zone.ts";
import { checkRecurrence } from "./check.ts";
import { occurrenceDates, toPlainDate, type DayNumber } from "./dates.ts";
import { weekdays } from "../../shared/weekdays.ts";
import { momentAt, occurrenceStarts, wallClock } from "./expand.ts";
import { fromZoomRecurrence, type ZoomFixedTime } from "./from-zoom.ts";

/**
 * The largest repeats Zoom takes. Its specification allows intervals of 99 days, 50 weeks and 10
 * months, its older reference page only these: what both allow is written, and more is read.
 * @see https://developers.zoom.us/docs/api/rest/reference/zoom-api/methods/#operation/meetingCreate
 */
export const zoomCaps: ZoomCaps = { daily: 90, weekly: 12, monthly: 3, occurrences: 60 };

export interface Series {
  readonly time: MeetingTime;
  readonly recurrence: Recurrence;
  readonly exceptions: Exceptions;
}

export type ZoomSeries =
  | { readonly type: 8; readonly schedule: ZoomFixedTime; readonly lost: readonly LostCode[] }
  | { readonly type: 3; readonly reasons: readonly ReasonCode[] };

/** Zoom's meetings last 1 to 1440 whole minutes. */
export function zoomDuration(time: MeetingTime): number {
  return Math.min(1440, Math.max(1, Math.ceil(minutesBetween(time.start, time.end))));
}

/** A recurrence without its end, which is counted later. */
type ZoomPattern = ZoomRecurrence extends infer R
  ? R extends unknown
    ? Omit<R, "end">
    : never
  : never;

const monthlyWeeks = { first: 1, second: 2, third: 3, fourth: 4, last: -1 } as const;

function toZoomPattern(
  pattern: Recurrence["pattern"],
  caps: ZoomCaps,
): { pattern: ZoomPattern } | { reason: ReasonCode } {
  const repeatInterval = pattern.interval;
  switch (pattern.type) {
    case "daily":
      if (repeatInterval > caps.daily) return { reason: "recurrence.interval" };
      return { pattern: { type: 1, repeatInterval } };
    case "weekly": {
      if (repeatInterval > caps.weekly) return { reason: "recurrence.interval" };
      const days = new Set(pattern.daysOfWeek.map((day) => weekdays.indexOf(day) + 1));
      const weeklyDays = [...days].sort((a, b) => a - b);
      return { pattern: { type: 2, repeatInterval, weeklyDays } };
    }
    case "absoluteMonthly":
      if (repeatInterval > caps.monthly) return { reason: "recurrence.interval" };
      return { pattern: { type: 3, repeatInterval, monthlyDay: pattern.dayOfMonth } };
    case "relativeMonthly": {
      if (repeatInterval > caps.monthly) return { reason: "recurrence.interval" };
      const days = new Set(pattern.daysOfWeek);
      const monthlyWeek = monthlyWeeks[pattern.index];
      const [day] = days;
      if (days.size === 1 && day !== undefined) {
        const monthlyWeekDay = weekdays.indexOf(day) + 1;
        return { pattern: { type: 3, repeatInterval, monthlyWeek, monthlyWeekDay } };
      }
      // "The second day of the month" is a date; "the last day" is a date that Zoom cannot say.
      if (days.size === 7 && monthlyWeek > 0) {
        return { pattern: { type: 3, repeatInterval, monthlyDay: monthlyWeek } };
      }
      return { reason: "recurrence.weekdaySet" };
    }
    case "absoluteYearly":
    case "relativeYearly":
      return { reason: "recurrence.yearly" };
  }
}

/** The first dates of the series from `start` on, at most one more than Zoom can hold. */
function datesFrom(series: Series, start: Instant, zone: string, limit: number): DayNumber[] {
  const dates: DayNumber[] = [];
  for (const day of occurrenceDates(series.recurrence, wallClock(start, zone).day)) {
    dates.push(day);
    if (dates.length > limit) break;
  }
  return dates;
}

/** Zoom skips a month without the day or means another week: only equal dates are a translation. */
function whyDifferent(schedule: ZoomFixedTime, dates: readonly DayNumber[]): ReasonCode | null {
  const { recurrence } = schedule;
  if (recurrence.type === 3 && "monthlyDay" in recurrence) {
    const wrong = dates.some((day) => Number(toPlainDate(day).slice(8)) !== recurrence.monthlyDay);
    return wrong ? "recurrence.monthDay" : null;
  }
  const meant = occurrenceDates(fromZoomRecurrence(schedule));
  return dates.every((day) => meant.next().value === day) ? null : "recurrence.weekStart";
}

/** Zoom moves a start in the past to now, so a running series begins at its next occurrence. */
function nextStart(series: Series, now: Instant): Instant | null {
  const next = occurrenceStarts(series.recurrence, series.time.start, now).next();
  return next.done === true ? null : next.value;
}

function fromStart(series: Series, caps: ZoomCaps, start: Instant): ZoomSeries {
  const { recurrence, time } = series;
  const found = toZoomPattern(recurrence.pattern, caps);
  const reasons: ReasonCode[] = "reason" in found ? [found.reason] : [];
  if (recurrence.range.type === "noEnd") reasons.push("recurrence.endless");
  if ("reason" in found || reasons.length > 0) return { type: 3, reasons };

  const zone = toIana(recurrence.timeZone);
  const dates = datesFrom(series, start, zone, caps.occurrences);
  if (dates.length > caps.occurrences) return { type: 3, reasons: ["recurrence.tooMany"] };
  const lastDay = dates.at(-1) ?? wallClock(start, zone).day;
  const lastStart = momentAt(lastDay, wallClock(start, zone).timeMs, zone);
  const durationMinutes = zoomDuration(time);
  const end = addMinutes(lastStart, durationMinutes);
  const zoomZone = toZoomZone(zone, { start, end }, "series");
  if (zoomZone.zone === null) return { type: 3, reasons: ["timeZone.unmapped"] };

  const schedule: ZoomFixedTime = {
    kind: "fixedTime",
    start,
    durationMinutes,
    timeZone: zoomZone.zone,
    // A count is the same in every zone; an end date is compared in UTC, where it may be another day.
    recurrence: { ...found.pattern, end: { kind: "times", times: dates.length } },
  };
  const different = whyDifferent(schedule, dates);
  if (different !== null) return { type: 3, reasons: [different] };
  return { type: 8, schedule, lost: lostInSeries(series) };
}

function lostInSeries(series: Series): LostCode[] {
  const lost: LostCode[] = [];
  if (minutesBetween(series.time.start, series.time.end) > 1440) lost.push("duration.shortened");
  const ownSubject = Object.values(series.exceptions).some(
    (exception) => exception.kind !== "cancelled" && exception.subject !== undefined,
  );
  if (ownSubject) lost.push("exception.subject");
  return lost;
}

/**
 * A series as Zoom can hold it: type 8 with every date equal, or type 3, no fixed time, with the
 * reasons. `anchor` is the start Zoom has for this series: while it is still one of the series'
 * starts, and none to come is before it, it stays, so past occurrences are kept. Throws a `SyncError`
 * for a recurrence that cannot be.
 */
export function toZoomRecurrence(
  series: Series,
  caps: ZoomCaps,
  now: Instant,
  anchor: Instant | null = null,
): ZoomSeries {
  checkRecurrence(series.recurrence);
  const start = nextStart(series, now);
  // Later than the next one, it is where a series that was moved began before.
  const isBegun = anchor !== null && (start === null || anchor <= start);
  if (isBegun && isStartOf(series, anchor)) {
    const anchored = fromStart(series, caps, anchor);
    if (anchored.type === 8 || !anchored.reasons.includes("recurrence.tooMany")) return anchored;
  }
  if (start === null) return { type: 3, reasons: ["recurrence.past"] };
  return fromStart(series, caps, start);
}

function isStartOf(series: Series, moment: Instant): boolean {
  const next = occurrenceStarts(series.recurrence, series.time.start, moment).next();
  return next.done !== true && next.value === moment;
}

/** What Zoom is to be told about when the meeting is. */
export function toZoomSchedule(
  fields: {
    readonly time: MeetingTime;
    readonly recurrence: Recurrence | null;
    readonly exceptions: Exceptions;
  },
  caps: ZoomCaps,
  now: Instant,
  anchor: Instant | null = null,
): { schedule: ZoomSchedule; lost: readonly LostCode[] } {
  const { time, recurrence } = fields;
  if (recurrence !== null) {
    const series = toZoomRecurrence({ ...fields, recurrence }, caps, now, anchor);
    if (series.type === 3) return { schedule: { kind: "noFixedTime" }, lost: series.reasons };
    return series;
  }
  // Zoom silently turns a past start into now: a meeting that is over gets a link, but no time.
  if (time.end <= now && time.start < now) {
    return { schedule: { kind: "noFixedTime" }, lost: ["time.past"] };
  }
  const durationMinutes = zoomDuration(time);
  const { zone } = toZoomZone(time.timeZone, { start: time.start, end: time.end }, "single");
  return {
    schedule: { kind: "single", start: time.start, durationMinutes, timeZone: zone ?? "UTC" },
    lost: minutesBetween(time.start, time.end) > 1440 ? ["duration.shortened"] : [],
  };
}
