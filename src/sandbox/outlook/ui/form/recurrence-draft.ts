import { type WireRecurrence } from "../../host/compose-item.ts";
import {
  dayOfOccurrence,
  expandDayWord,
  monthNames,
  weekdayNames,
  weekNumbers,
  type CalendarDay,
} from "../../server/pattern-dates.ts";
import { type Zone } from "../../server/service-model.ts";
import { addDays, dateIn, plainDay } from "../zoned-dates.ts";
import { seriesTimesOf } from "./series-times.ts";

/** What the recurrence dialog holds while it is open. */
export interface RecurrenceDraft {
  pattern: "daily" | "weekly" | "monthly" | "yearly";
  interval: number;
  /** Days of a weekly pattern. */
  days: string[];
  /** Monthly and yearly: the date of the start, or its weekday. */
  on: "date" | "weekday";
  ends: "never" | "date" | "count";
  /** `yyyy-MM-dd`. */
  lastDate: string;
  count: number;
}

interface Times {
  start: number;
  end: number;
  zone: Zone;
}

/** Weekday, rank in its month (`last` from the 29th on) and month of a date. */
export function describeDate(date: string) {
  const day = plainDay(date);
  const rank = Math.ceil(day.getUTCDate() / 7);
  return {
    dayOfMonth: day.getUTCDate(),
    dayOfWeek: weekdayNames[day.getUTCDay()] ?? "sun",
    weekNumber: weekNumbers[rank - 1] ?? "last",
    month: monthNames[day.getUTCMonth()] ?? "jan",
  };
}

const toText = (day: CalendarDay) =>
  [String(day.year).padStart(4, "0"), day.month, day.day]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

/** The dialog's first state: the recurrence as it is, or weekly on the day of the start. */
export function toDraft(
  recurrence: WireRecurrence | null,
  { start, zone }: Times,
): RecurrenceDraft {
  const startDate = dateIn(start, zone.iana);
  const fresh: RecurrenceDraft = {
    pattern: "weekly",
    interval: 1,
    days: [describeDate(startDate).dayOfWeek],
    on: "date",
    ends: "date",
    lastDate: addDays(startDate, 26 * 7),
    count: 10,
  };
  if (recurrence === null) return fresh;
  const properties = recurrence.recurrenceProperties;
  const { endYear, endMonth, endDay, noEndDate } = recurrence.seriesTimeJson;
  const hasEnd = noEndDate !== true && endYear !== undefined;
  const isWeekday = recurrence.recurrenceType === "weekday";
  return {
    ...fresh,
    pattern: recurrence.recurrenceType === "weekday" ? "weekly" : recurrence.recurrenceType,
    interval: isWeekday ? 1 : (properties?.interval ?? 1),
    days: isWeekday
      ? expandDayWord("weekday")
      : (properties?.days ?? []).flatMap(expandDayWord).concat(properties?.days ? [] : fresh.days),
    on: properties?.weekNumber === undefined ? "date" : "weekday",
    ends: hasEnd ? "date" : "never",
    lastDate: hasEnd
      ? toText({ year: endYear, month: endMonth ?? 1, day: endDay ?? 1 })
      : fresh.lastDate,
  };
}

function propertiesOf(draft: RecurrenceDraft, startDate: string) {
  const { interval } = draft;
  const { dayOfMonth, dayOfWeek, weekNumber, month } = describeDate(startDate);
  const on = draft.on === "date" ? { dayOfMonth } : { dayOfWeek, weekNumber };
  switch (draft.pattern) {
    case "daily":
      return { interval };
    case "weekly":
      return {
        interval,
        days: weekdayNames.filter((day) => draft.days.includes(day)),
        firstDayOfWeek: "sun",
      };
    case "monthly":
      return { interval, ...on };
    case "yearly":
      return { interval, ...on, month };
  }
}

/** The recurrence the dialog stands for. A number of times becomes the date of the last one. */
export function toRecurrence(draft: RecurrenceDraft, times: Times): WireRecurrence {
  const startDate = dateIn(times.start, times.zone.iana);
  const endless: WireRecurrence = {
    recurrenceType: draft.pattern,
    recurrenceProperties: propertiesOf(draft, startDate),
    recurrenceTimeZone: { name: times.zone.windows },
    seriesTimeJson: seriesTimesOf(times.start, times.end, times.zone.iana),
  };
  const withEnd = (end: Partial<WireRecurrence["seriesTimeJson"]>): WireRecurrence => ({
    ...endless,
    seriesTimeJson: { ...endless.seriesTimeJson, ...end },
  });
  if (draft.ends === "never") return withEnd({ noEndDate: true });
  const [year = 0, month = 0, day = 0] = draft.lastDate.split("-").map(Number);
  const last =
    draft.ends === "count" ? dayOfOccurrence(endless, draft.count) : { year, month, day };
  return withEnd({ endYear: last.year, endMonth: last.month, endDay: last.day });
}
