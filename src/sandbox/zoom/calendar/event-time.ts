import { type Json, type JsonObject, isJsonObject } from "../core/json.ts";
import { isRealDate } from "../core/real-date.ts";
import { type FieldFault } from "../core/zoom-error.ts";

/** Start or end of an event: a whole day, or an instant (UTC) and the zone it was given in. */
export type EventTime =
  | { kind: "day"; date: string; timeZone: string | null }
  | { kind: "instant"; instant: string; timeZone: string | null };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Reads `{date}` or `{dateTime, timeZone}`; a `dateTime` without an offset needs the zone
 * (https://developers.zoom.us/docs/api/calendar/#tag/events/POST/calendars/{calId}/events).
 */
export function readEventTime(
  value: Json | undefined,
  field: string,
  faults: FieldFault[],
): EventTime | null {
  const refuse = (name: string, message = "Invalid field."): null => {
    faults.push({ field: name === "" ? field : `${field}.${name}`, message });
    return null;
  };
  if (value === undefined || value === null) return refuse("", "Required field.");
  if (!isJsonObject(value)) return refuse("");
  const { date, dateTime } = value;
  const zone = value.timeZone ?? null;
  if (zone !== null && (typeof zone !== "string" || !isZone(zone))) return refuse("timeZone");
  if ((date === undefined) === (dateTime === undefined)) {
    return refuse("", "Either date or dateTime is required.");
  }
  if (date !== undefined) {
    return typeof date === "string" && dayPattern.test(date) && isRealDate(date)
      ? { kind: "day", date, timeZone: zone }
      : refuse("date");
  }
  const found = typeof dateTime === "string" ? timePattern.exec(dateTime) : null;
  if (found === null || typeof dateTime !== "string" || !isRealDate(dateTime)) {
    return refuse("dateTime");
  }
  if (found[2] !== undefined) {
    const instant = Temporal.Instant.from(dateTime).toString({ smallestUnit: "second" });
    return { kind: "instant", instant, timeZone: zone };
  }
  if (zone === null) return refuse("timeZone", "Required where dateTime has no offset.");
  const at = Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone).toInstant();
  return { kind: "instant", instant: at.toString({ smallestUnit: "second" }), timeZone: zone };
}

/** Names such as `Europe/Zurich`; offsets are no zones here. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** When it is, in epoch milliseconds; whole days begin at midnight of the calendar's zone. */
export function epochOf(time: EventTime, calendarZone: string): number {
  if (time.kind === "instant") return Date.parse(time.instant);
  return Temporal.PlainDate.from(time.date).toZonedDateTime(calendarZone).epochMilliseconds;
}

/** As an answer shows it: in the zone asked for, with its offset. */
export function describeTime(time: EventTime, shownIn: string): JsonObject {
  const zone = time.timeZone === null ? {} : { timeZone: time.timeZone };
  if (time.kind === "day") return { date: time.date, ...zone };
  const text = Temporal.Instant.from(time.instant)
    .toZonedDateTimeISO(shownIn)
    .toString({ smallestUnit: "second", timeZoneName: "never" });
  return { dateTime: text.replace(/[+-]00:00$/, "Z"), timeZone: time.timeZone ?? shownIn };
}
