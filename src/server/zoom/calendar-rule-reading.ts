import {
  type Recurrence,
  type RecurrencePattern,
  type RecurrenceRange,
  type WeekIndex,
  type Weekday,
} from "../../shared/api/recurrence.ts";
import { toInstant } from "../../sync/instant.ts";
import { type MirroredEntry } from "../../sync/mirror.ts";
import { occurrenceDates, toDayNumber, toPlainDate } from "../../sync/recurrence/dates.ts";
import { weekdays } from "../../shared/weekdays.ts";
import { wallClock } from "../../sync/recurrence/expand.ts";
import { dayCodes, monthDayParts, positions } from "./calendar-rule.ts";
import { unreadable } from "./unreadable-event.ts";

const knownParts = new Set([
  "FREQ",
  "INTERVAL",
  "COUNT",
  "UNTIL",
  "WKST",
  "BYDAY",
  "BYMONTHDAY",
  "BYMONTH",
  "BYSETPOS",
]);

/** Throws `UnreadableEvent` for a rule the engine has no words for. */
export function fromRule(rule: string, time: MirroredEntry["time"]): Recurrence {
  const parts = new Map<string, string>();
  for (const part of rule.toUpperCase().split(";")) {
    const [name = "", value = ""] = part.split("=").map((text) => text.trim());
    if (!knownParts.has(name) || parts.has(name) || value === "") unreadable("rule.part");
    parts.set(name, value);
  }
  const { day, timeMs } = wallClock(time.start, time.timeZone);
  const pattern = readPattern(parts, day);
  const range = readRange(parts, day, timeMs, time.timeZone);
  const recurrence: Recurrence = { pattern, range, timeZone: time.timeZone };
  checkDates(recurrence, parts, day);
  return recurrence;
}

function whole(text: string | undefined, min: number, max: number): number {
  const value = Number(text);
  if (text === undefined || !/^[+-]?\d{1,4}$/.test(text) || value < min || value > max) {
    unreadable("rule.value");
  }
  return value;
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(",");
}

function allow(parts: ReadonlyMap<string, string>, ...names: string[]): void {
  const always = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"];
  for (const name of parts.keys()) {
    if (!always.includes(name) && !names.includes(name)) unreadable("rule.part");
  }
}

function readPattern(parts: ReadonlyMap<string, string>, startDay: number): RecurrencePattern {
  const interval = parts.has("INTERVAL") ? whole(parts.get("INTERVAL"), 1, 999) : 1;
  const start = toPlainDate(startDay);
  const startMonth = Number(start.slice(5, 7));
  const hasDays = parts.has("BYDAY");
  switch (parts.get("FREQ")) {
    case "DAILY":
      allow(parts);
      return { type: "daily", interval };
    case "WEEKLY": {
      allow(parts, "BYDAY");
      const startsOn = dayCodes[new Date(`${start}T00:00:00Z`).getUTCDay()] ?? "SU";
      const daysOfWeek = readDays(list(parts.get("BYDAY") ?? startsOn));
      const [firstDayOfWeek = "monday"] = readDays(list(parts.get("WKST") ?? "MO"));
      return { type: "weekly", interval, daysOfWeek, firstDayOfWeek };
    }
    case "MONTHLY":
      if (hasDays) {
        allow(parts, "BYDAY", "BYSETPOS");
        return { type: "relativeMonthly", interval, ...readWeekdays(parts) };
      }
      allow(parts, "BYMONTHDAY", "BYSETPOS");
      return { type: "absoluteMonthly", interval, dayOfMonth: readMonthDay(parts, start) };
    case "YEARLY": {
      const month = parts.has("BYMONTH") ? whole(parts.get("BYMONTH"), 1, 12) : startMonth;
      if (hasDays) {
        // Without a month a rule counts the weekdays of the whole year.
        if (!parts.has("BYMONTH")) unreadable("rule.part");
        allow(parts, "BYMONTH", "BYDAY", "BYSETPOS");
        return { type: "relativeYearly", interval, month, ...readWeekdays(parts) };
      }
      // Without a month the day counts in every month.
      if (parts.has("BYMONTHDAY") && !parts.has("BYMONTH")) unreadable("rule.part");
      allow(parts, "BYMONTH", "BYMONTHDAY", "BYSETPOS");
      const dayOfMonth = readMonthDay(parts, start);
      const isLastOfFebruary = month === 2 && dayOfMonth === 31;
      return {
        type: "absoluteYearly",
        interval,
        month,
        dayOfMonth: isLastOfFebruary ? 29 : dayOfMonth,
      };
    }
    default:
      return unreadable("rule.frequency");
  }
}

function readDays(codes: readonly string[]): Weekday[] {
  const numbers = codes.map((code) => dayCodes.findIndex((known) => known === code));
  if (numbers.includes(-1)) unreadable("rule.value");
  return weekdays.filter((_, index) => numbers.includes(index));
}

function readWeekdays(parts: ReadonlyMap<string, string>): {
  daysOfWeek: Weekday[];
  index: WeekIndex;
} {
  const codes = list(parts.get("BYDAY"));
  const numbered = codes.map((code) => /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(code));
  const own = numbered.map((match) => match?.[1]);
  const setPosition = parts.get("BYSETPOS");
  const isOwn = codes.length === 1 && own[0] !== undefined && setPosition === undefined;
  const isSet = setPosition !== undefined && own.every((number) => number === undefined);
  if (!isOwn && !isSet) unreadable("rule.part");
  const position = whole(isOwn ? own[0] : setPosition, -1, 4);
  const index = (Object.keys(positions) as WeekIndex[]).find((key) => positions[key] === position);
  if (index === undefined) return unreadable("rule.value");
  return { daysOfWeek: readDays(numbered.map((match) => match?.[2] ?? "")), index };
}

function readMonthDay(parts: ReadonlyMap<string, string>, start: string): number {
  const days = list(parts.get("BYMONTHDAY") ?? String(Number(start.slice(8)))).map((text) =>
    whole(text, -1, 31),
  );
  const setPosition = parts.get("BYSETPOS");
  const [only, ...others] = days;
  if (only !== undefined && others.length === 0 && setPosition === undefined) {
    if (only === 0) unreadable("rule.value");
    return only === -1 ? 31 : only;
  }
  const last = Math.max(...days);
  const isUpToLast =
    setPosition === "-1" && last >= 29 && monthDayParts(last)[0] === `BYMONTHDAY=${days.join(",")}`;
  return isUpToLast ? last : unreadable("rule.part");
}

function readRange(
  parts: ReadonlyMap<string, string>,
  startDay: number,
  timeMs: number,
  timeZone: string,
): RecurrenceRange {
  const startDate = toPlainDate(startDay);
  const count = parts.get("COUNT");
  const until = parts.get("UNTIL");
  if (count !== undefined && until !== undefined) return unreadable("rule.part");
  if (count !== undefined) {
    return { type: "numbered", startDate, numberOfOccurrences: whole(count, 1, 999) };
  }
  if (until === undefined) return { type: "noEnd", startDate };
  const end = readUntil(until, timeMs, timeZone);
  if (end < startDate) return unreadable("rule.value");
  return { type: "endDate", startDate, endDate: end };
}

/** A rule's end is a moment, Outlook's a date: the last one on which an occurrence still begins. */
function readUntil(until: string, timeMs: number, timeZone: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(until);
  if (match === null) return unreadable("rule.value");
  const [, year, month, date, hour, minute, second, utc] = match;
  const plain = `${year}-${month}-${date}`;
  if (hour === undefined) return plain;
  const wall = `${plain}T${hour}:${minute}:${second}`;
  const last =
    utc === "Z"
      ? wallClock(toInstant(`${wall}Z`), timeZone)
      : { day: toDayNumber(plain), timeMs: Date.parse(`${wall}Z`) % 86_400_000 };
  return toPlainDate(last.timeMs < timeMs ? last.day - 1 : last.day);
}

/** Enough to see whether a month without the day, or a start off the pattern, makes a difference. */
const checkedDates = 60;

/**
 * A rule takes the event's start as its first occurrence, whatever the pattern says, and leaves out
 * months without the day; the engine does neither. Where that matters the rule is not readable.
 */
function checkDates(
  recurrence: Recurrence,
  parts: ReadonlyMap<string, string>,
  startDay: number,
): void {
  const { pattern } = recurrence;
  const dates = occurrenceDates(recurrence);
  const first = dates.next();
  if (first.done === true || first.value !== startDay) unreadable("rule.otherStart");
  const byMonthDay = parts.get("BYMONTHDAY");
  const isClamped = byMonthDay === "-1" || parts.has("BYSETPOS");
  if (isClamped || !("dayOfMonth" in pattern) || pattern.dayOfMonth <= 28) return;
  let count = 1;
  for (const day of dates) {
    if (Number(toPlainDate(day).slice(8)) !== pattern.dayOfMonth) unreadable("rule.skipsMonths");
    count += 1;
    if (count >= checkedDates) return;
  }
}
