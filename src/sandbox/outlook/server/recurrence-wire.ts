import { type WireRecurrence } from "../host/compose-item.ts";
import { type PatternedRecurrence } from "../../world/model.ts";
import { weekdays } from "../../world/weekdays.ts";
import {
  dayOfOccurrence,
  expandDayWord,
  monthNames,
  weekdayNames,
  weekNumbers,
} from "./pattern-dates.ts";

/**
 * Between the two forms of a recurrence: Graph's, in which the mailbox keeps it
 * (https://learn.microsoft.com/graph/api/resources/patternedrecurrence), and the wire form that
 * office.js and the form work on. Wire dates and minutes are local to the recurrence's own zone.
 */

type Pattern = PatternedRecurrence["pattern"];
type WireProperties = NonNullable<WireRecurrence["recurrenceProperties"]>;

const toFullName = (short: string) =>
  weekdays[weekdayNames.findIndex((name) => name === short)] ?? "sunday";
const toShortName = (full: string) => full.slice(0, 3).toLowerCase();

/** The word for a set of days in a monthly pattern: one day, or `day`, `weekday`, `weekendDay`. */
function toDayWord(days: string[]): string {
  if (days.length === 7) return "day";
  if (days.length === 5) return "weekday";
  if (days.length === 2) return "weekendDay";
  return toShortName(days[0] ?? "sunday");
}

function toProperties(pattern: Pattern): WireProperties {
  const { interval } = pattern;
  const month = monthNames[pattern.month - 1] ?? "jan";
  const relative = { dayOfWeek: toDayWord(pattern.daysOfWeek), weekNumber: pattern.index };
  switch (pattern.type) {
    case "daily":
      return { interval };
    case "weekly":
      return {
        interval,
        days: pattern.daysOfWeek.map(toShortName),
        firstDayOfWeek: toShortName(pattern.firstDayOfWeek),
      };
    case "absoluteMonthly":
      return { interval, dayOfMonth: pattern.dayOfMonth };
    case "relativeMonthly":
      return { interval, ...relative };
    case "absoluteYearly":
      return { interval, dayOfMonth: pattern.dayOfMonth, month };
    case "relativeYearly":
      return { interval, ...relative, month };
  }
}

const wireTypes = {
  daily: "daily",
  weekly: "weekly",
  absoluteMonthly: "monthly",
  relativeMonthly: "monthly",
  absoluteYearly: "yearly",
  relativeYearly: "yearly",
} as const satisfies Record<Pattern["type"], WireRecurrence["recurrenceType"]>;

const splitDate = (date: string) => date.split("-").map(Number) as [number, number, number];

/** `startTimeMin` and `durationMin` are the occurrence's, in the recurrence's zone. */
export function toWireRecurrence(
  recurrence: PatternedRecurrence,
  times: { startTimeMin: number; durationMin: number; timeZone: string },
): WireRecurrence {
  const { pattern, range } = recurrence;
  const [startYear, startMonth, startDay] = splitDate(range.startDate);
  const wire: WireRecurrence = {
    recurrenceType: wireTypes[pattern.type],
    recurrenceProperties: toProperties(pattern),
    recurrenceTimeZone: { name: range.recurrenceTimeZone || times.timeZone },
    seriesTimeJson: {
      startYear,
      startMonth,
      startDay,
      startTimeMin: times.startTimeMin,
      durationMin: times.durationMin,
    },
  };
  if (range.type === "noEnd") {
    return { ...wire, seriesTimeJson: { ...wire.seriesTimeJson, noEndDate: true } };
  }
  if (range.type === "endDate") {
    const [endYear, endMonth, endDay] = splitDate(range.endDate);
    return { ...wire, seriesTimeJson: { ...wire.seriesTimeJson, endYear, endMonth, endDay } };
  }
  const last = dayOfOccurrence(wire, range.numberOfOccurrences);
  const end = { endYear: last.year, endMonth: last.month, endDay: last.day };
  return { ...wire, seriesTimeJson: { ...wire.seriesTimeJson, ...end } };
}

function toPattern(wire: WireRecurrence): Pattern {
  const properties = wire.recurrenceProperties ?? { interval: 1 };
  const isRelative = properties.weekNumber !== undefined && properties.dayOfWeek !== undefined;
  const base: Pattern = {
    type: "daily",
    interval: properties.interval,
    month: 0,
    dayOfMonth: 0,
    daysOfWeek: [],
    firstDayOfWeek: toFullName(properties.firstDayOfWeek ?? "sun"),
    index: "first",
  };
  const month = monthNames.findIndex((name) => name === properties.month) + 1;
  const dayOfMonth = properties.dayOfMonth ?? wire.seriesTimeJson.startDay;
  const relative = {
    daysOfWeek: expandDayWord(properties.dayOfWeek ?? "sun").map(toFullName),
    index: weekNumbers.find((name) => name === properties.weekNumber) ?? "first",
  };
  switch (wire.recurrenceType) {
    case "daily":
      return base;
    case "weekday":
      return {
        ...base,
        type: "weekly",
        interval: 1,
        daysOfWeek: expandDayWord("weekday").map(toFullName),
      };
    case "weekly":
      return { ...base, type: "weekly", daysOfWeek: (properties.days ?? []).map(toFullName) };
    case "monthly":
      return isRelative
        ? { ...base, type: "relativeMonthly", ...relative }
        : { ...base, type: "absoluteMonthly", dayOfMonth };
    case "yearly":
      return isRelative
        ? { ...base, type: "relativeYearly", month, ...relative }
        : { ...base, type: "absoluteYearly", month, dayOfMonth };
  }
}

const toDate = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** `startDate` is the local date of the first occurrence, which Graph wants in the range too. */
export function toPatternedRecurrence(
  wire: WireRecurrence,
  startDate: string,
): PatternedRecurrence {
  const { endYear, endMonth, endDay, noEndDate } = wire.seriesTimeJson;
  const hasEnd =
    noEndDate !== true && endYear !== undefined && endMonth !== undefined && endDay !== undefined;
  return {
    pattern: toPattern(wire),
    range: {
      type: hasEnd ? "endDate" : "noEnd",
      startDate,
      endDate: hasEnd ? toDate(endYear, endMonth, endDay) : "0001-01-01",
      recurrenceTimeZone: wire.recurrenceTimeZone.name,
      numberOfOccurrences: 0,
    },
  };
}
