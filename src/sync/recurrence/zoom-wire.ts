import { SyncError } from "../errors.ts";
import { zoomOccurrenceId } from "../ids.ts";
import { fromEpochMs, toInstant, type Instant } from "../instant.ts";
import { type ZoomEnd, type ZoomOccurrence, type ZoomRecurrence } from "../model.ts";
import { toIana } from "../time-zones.ts";
import { wallClock } from "./expand.ts";
import { toPlainDate, weekdayOf } from "./dates.ts";

/**
 * `recurrence` of a Zoom meeting as the API spells it.
 * @see https://developers.zoom.us/docs/api/rest/reference/zoom-api/methods/#operation/meetingCreate
 */
export interface ZoomRecurrenceWire {
  readonly type: number;
  readonly repeat_interval?: number;
  /** Comma-separated; 1 is Sunday. */
  readonly weekly_days?: string;
  readonly monthly_day?: number;
  readonly monthly_week?: number;
  readonly monthly_week_day?: number;
  readonly end_times?: number;
  readonly end_date_time?: string;
}

export function toZoomWire(recurrence: ZoomRecurrence): ZoomRecurrenceWire {
  const { end } = recurrence;
  return {
    type: recurrence.type,
    repeat_interval: recurrence.repeatInterval,
    ...(recurrence.type === 2 && { weekly_days: recurrence.weeklyDays.join(",") }),
    ...("monthlyDay" in recurrence && { monthly_day: recurrence.monthlyDay }),
    ...("monthlyWeek" in recurrence && {
      monthly_week: recurrence.monthlyWeek,
      monthly_week_day: recurrence.monthlyWeekDay,
    }),
    ...(end.kind === "times" && { end_times: end.times }),
    ...(end.kind === "until" && { end_date_time: end.until }),
  };
}

function endOf(wire: ZoomRecurrenceWire): ZoomEnd {
  const { end_times: times = 0 } = wire;
  if (!Number.isInteger(times) || times < 0) throw invalid("end_times", times);
  // Zoom writes 0 for a series without end, and beside an end date.
  if (times > 0) return { kind: "times", times };
  if (wire.end_date_time !== undefined && wire.end_date_time !== "") {
    return { kind: "until", until: toInstant(wire.end_date_time, "zoom.recurrence.end_date_time") };
  }
  return { kind: "never" };
}

function isMonthlyWeek(week: number | undefined): week is -1 | 1 | 2 | 3 | 4 {
  return week !== undefined && [-1, 1, 2, 3, 4].includes(week);
}

/**
 * Reads Zoom's recurrence. What it leaves out follows from the start in Zoom's zone, as in Zoom.
 * Throws `recurrence.invalid` for a type or number Zoom does not use.
 */
export function fromZoomWire(
  wire: ZoomRecurrenceWire,
  start: Instant,
  timeZone: string,
): ZoomRecurrence {
  const end = endOf(wire);
  const repeatInterval = wire.repeat_interval ?? 1;
  if (!Number.isInteger(repeatInterval) || repeatInterval < 1 || repeatInterval > 999) {
    throw invalid("repeat_interval", wire.repeat_interval);
  }
  const { day } = wallClock(start, toIana(timeZone, "zoom.timeZone"));
  const startWeekday = weekdayOf(day) + 1;
  switch (wire.type) {
    case 1:
      return { type: 1, repeatInterval, end };
    case 2: {
      const weeklyDays = daysOf(wire.weekly_days) ?? [startWeekday];
      return { type: 2, repeatInterval, weeklyDays, end };
    }
    case 3: {
      if (isMonthlyWeek(wire.monthly_week)) {
        const monthlyWeekDay = wire.monthly_week_day ?? startWeekday;
        return { type: 3, repeatInterval, monthlyWeek: wire.monthly_week, monthlyWeekDay, end };
      }
      const monthlyDay = wire.monthly_day ?? Number(toPlainDate(day).slice(8));
      return { type: 3, repeatInterval, monthlyDay, end };
    }
    default:
      throw invalid("type", wire.type);
  }
}

function daysOf(text: string | number | undefined): number[] | null {
  if (text === undefined || text === "") return null;
  if (typeof text !== "string" && typeof text !== "number") throw invalid("weekly_days", text);
  const days = String(text)
    .split(",")
    .map((day) => Number(day.trim()));
  if (days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw invalid("weekly_days", text);
  }
  return [...new Set(days)].sort((a, b) => a - b);
}

function invalid(field: string, value: unknown): SyncError {
  return new SyncError(
    "recurrence.invalid",
    `zoom.recurrence.${field}`,
    value,
    "not a value Zoom documents",
  );
}

/** One item of Zoom's `occurrences`; its id has so far always been the original start in epoch milliseconds. */
export function fromZoomOccurrence(
  wire: {
    readonly occurrence_id: string | number;
    readonly start_time: string;
    readonly duration?: number;
    readonly status?: string;
  },
  seriesDurationMinutes: number,
): ZoomOccurrence {
  const start = toInstant(wire.start_time, "zoom.occurrences.start_time");
  const id = String(wire.occurrence_id);
  return {
    occurrenceId: zoomOccurrenceId(id),
    originalStart: /^\d{12,14}$/.test(id) ? fromEpochMs(Number(id)) : start,
    start,
    durationMinutes: wire.duration ?? seriesDurationMinutes,
    status: wire.status === "deleted" ? "deleted" : "available",
  };
}
