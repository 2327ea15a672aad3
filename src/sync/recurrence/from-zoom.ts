import {
  type Recurrence,
  type RecurrenceRange,
  type Weekday,
} from "../../shared/api/recurrence.ts";
import { SyncError } from "../errors.ts";
import { addMinutes } from "../instant.ts";
import {
  type MeetingTime,
  type ZoomEnd,
  type ZoomRecurrence,
  type ZoomSchedule,
} from "../model.ts";
import { toIana } from "../time-zones.ts";
import { toPlainDate } from "./dates.ts";
import { weekdays } from "../../shared/weekdays.ts";
import { wallClock } from "./expand.ts";

export type ZoomFixedTime = Extract<ZoomSchedule, { kind: "fixedTime" }>;

const weekIndexes = { 1: "first", 2: "second", 3: "third", 4: "fourth", [-1]: "last" } as const;

function weekday(number: number): Weekday {
  const day = weekdays[number - 1];
  if (day === undefined) {
    throw new SyncError(
      "recurrence.invalid",
      "zoom.recurrence.weekday",
      number,
      "Zoom counts weekdays from 1 to 7",
    );
  }
  return day;
}

function toPattern(recurrence: ZoomRecurrence): Recurrence["pattern"] {
  const interval = recurrence.repeatInterval;
  switch (recurrence.type) {
    case 1:
      return { type: "daily", interval };
    case 2:
      return {
        type: "weekly",
        interval,
        daysOfWeek: recurrence.weeklyDays.map(weekday),
        firstDayOfWeek: "sunday",
      };
    case 3:
      return "monthlyDay" in recurrence
        ? { type: "absoluteMonthly", interval, dayOfMonth: recurrence.monthlyDay }
        : {
            type: "relativeMonthly",
            interval,
            daysOfWeek: [weekday(recurrence.monthlyWeekDay)],
            index: weekIndexes[recurrence.monthlyWeek],
          };
  }
}

function toRange(end: ZoomEnd, schedule: ZoomFixedTime, zone: string): RecurrenceRange {
  const first = wallClock(schedule.start, zone);
  const startDate = toPlainDate(first.day);
  switch (end.kind) {
    case "times":
      return { type: "numbered", startDate, numberOfOccurrences: end.times };
    case "never":
      return { type: "noEnd", startDate };
    case "until": {
      const until = wallClock(end.until, zone);
      // Outlook's end is a date and takes that whole day, Zoom's is a moment.
      const lastDay = until.timeMs < first.timeMs ? until.day - 1 : until.day;
      return { type: "endDate", startDate, endDate: toPlainDate(Math.max(lastDay, first.day)) };
    }
  }
}

/** A Zoom series in Outlook's terms. Throws a `SyncError` for numbers Zoom does not use. */
export function fromZoomRecurrence(schedule: ZoomFixedTime): Recurrence {
  const timeZone = toIana(schedule.timeZone, "zoom.timeZone");
  return {
    pattern: toPattern(schedule.recurrence),
    range: toRange(schedule.recurrence.end, schedule, timeZone),
    timeZone,
  };
}

/** `null` when the meeting has no fixed time. */
export function fromZoomTime(schedule: ZoomSchedule): MeetingTime | null {
  if (schedule.kind === "noFixedTime") return null;
  return {
    start: schedule.start,
    end: addMinutes(schedule.start, schedule.durationMinutes),
    timeZone: toIana(schedule.timeZone, "zoom.timeZone"),
    isAllDay: false,
  };
}
