import { isErrorNamed, SyncError } from "../../sync/errors.ts";
import { epochMs, fromEpochMs, type Instant } from "../../sync/instant.ts";
import { type MeetingTime } from "../../sync/model.ts";
import { toDayNumber } from "../../sync/recurrence/dates.ts";
import { momentAt, wallClock } from "../../sync/recurrence/expand.ts";
import { toIana } from "../../sync/time-zones.ts";
import { type DateTimeTimeZone, type GraphEvent } from "./graph-schema.ts";

/** The first of the names that is a zone everybody knows; a zone made for one item is none. */
export function firstKnownZone(...names: ReadonlyArray<string | null | undefined>): string {
  for (const name of names) {
    if (name === undefined || name === null || name.trim() === "") continue;
    try {
      return toIana(name);
    } catch (cause) {
      if (!isErrorNamed(cause, "SyncError")) throw cause;
    }
  }
  return "UTC";
}

/**
 * The zone a person chose for the event. Answers are in UTC, which knows no daylight saving, and
 * `tzone://Microsoft/Custom` says no more than that the zone is in no list.
 * @see https://learn.microsoft.com/graph/api/resources/event#properties
 */
export function zoneOfEvent(event: GraphEvent, fallbackTimeZone: string): string {
  return firstKnownZone(
    event.originalStartTimeZone,
    event.recurrence?.range.recurrenceTimeZone,
    fallbackTimeZone,
  );
}

export function readTime(event: GraphEvent, timeZone: string): MeetingTime {
  const isAllDay = event.isAllDay === true;
  return {
    start: readMoment(event.start, "event.start", isAllDay, timeZone),
    end: readMoment(event.end, "event.end", isAllDay, timeZone),
    timeZone,
    isAllDay,
  };
}

/**
 * The start an occurrence has in the pattern; null where Graph does not say.
 * @param isAllDay of the series: the occurrence itself may have become something else
 */
export function readOriginalStart(
  event: GraphEvent,
  timeZone: string,
  isAllDay: boolean,
): Instant | null {
  const text = event.originalStart;
  if (text === undefined || text === null || text === "") return null;
  return readMoment({ dateTime: text, timeZone: "UTC" }, "event.originalStart", isAllDay, timeZone);
}

/**
 * All-day times are dates: whatever zone is named beside them, the day begins at midnight where the
 * event is.
 */
function readMoment(
  time: DateTimeTimeZone | undefined,
  field: string,
  isAllDay: boolean,
  timeZone: string,
): Instant {
  const written = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?$/.exec(
    time?.dateTime ?? "",
  );
  if (!time || !written) {
    throw new SyncError("instant.invalid", field, time?.dateTime, "not a date and time");
  }
  const [, date = "", clock = ""] = written;
  if (isAllDay && clock === "00:00:00") return momentAt(toDayNumber(date), 0, timeZone);
  const zone = toIana(time.timeZone, `${field}.timeZone`);
  const timeMs = epochMs(`1970-01-01T${clock}Z` as Instant);
  const moment = momentAt(toDayNumber(date), timeMs, zone);
  return isAllDay ? midnightOf(moment, timeZone) : moment;
}

function midnightOf(moment: Instant, timeZone: string): Instant {
  return momentAt(wallClock(moment, timeZone).day, 0, timeZone);
}

/** Wall-clock times and the zone's IANA name, the way Graph takes them. */
export function writeTime(time: MeetingTime): {
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
  isAllDay: boolean;
} {
  const timeZone = toIana(time.timeZone);
  const { isAllDay } = time;
  if (!isAllDay) {
    return {
      start: writeMoment(time.start, timeZone),
      end: writeMoment(time.end, timeZone),
      isAllDay,
    };
  }
  // The last day is the one that holds the last moment; Graph wants the day after.
  const first = dateAt(time.start, timeZone);
  const lastMoment = time.end > time.start ? fromEpochMs(epochMs(time.end) - 1) : time.start;
  const after = dateAt(lastMoment, timeZone).add({ days: 1 });
  const midnight = (date: Temporal.PlainDate): DateTimeTimeZone => ({
    dateTime: `${date.toString()}T00:00:00`,
    timeZone,
  });
  return { start: midnight(first), end: midnight(after), isAllDay };
}

function dateAt(moment: Instant, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate();
}

function writeMoment(moment: Instant, timeZone: string): DateTimeTimeZone {
  const dateTime = Temporal.Instant.from(moment)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "second" });
  return { dateTime, timeZone };
}
