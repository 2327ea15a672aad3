import { occurrenceICalUId, occurrenceId } from "./identity.ts";
import { type PatternedRecurrence, type StoredEvent, type ViewedEvent } from "./model.ts";
import { occurrenceDates } from "./occurrences.ts";
import { graphTime, ianaZone, instantText, zoned } from "./zoned-time.ts";

/** A series master: its recurrence is there. */
export type SeriesMaster = StoredEvent & { recurrence: PatternedRecurrence };

export function isSeries(event: StoredEvent | undefined): event is SeriesMaster {
  return event?.type === "seriesMaster" && event.recurrence !== null;
}

/** The moment the pattern gives for local `date`, in the pattern's own zone. */
function patternStart(master: SeriesMaster, date: string): Temporal.ZonedDateTime {
  const zone = ianaZone(master.recurrence.range.recurrenceTimeZone);
  const time = zoned(master.start).withTimeZone(zone).toPlainTime();
  return Temporal.PlainDate.from(date).toPlainDateTime(time).toZonedDateTime(zone);
}

/** Local dates of the occurrences that still stand, exceptions included. */
export function* standingDates(master: SeriesMaster): Generator<string> {
  const cancelled = new Set(master.cancelledDates);
  for (const date of occurrenceDates(master.recurrence)) {
    const text = date.toString();
    if (!cancelled.has(text)) yield text;
  }
}

/** The occurrence `master` has on `date` as it would be stored once somebody changes it. */
export function exceptionOn(master: SeriesMaster, date: string): StoredEvent {
  const start = patternStart(master, date);
  const end = master.isAllDay
    ? start.add({ days: wholeDays(master) })
    : start.add(zoned(master.start).toInstant().until(zoned(master.end).toInstant()));
  return {
    ...master,
    id: occurrenceId(master.id, date),
    iCalUId: occurrenceICalUId(master.iCalUId, date),
    type: "exception",
    seriesMasterId: master.id,
    originalStart: start.toInstant().toString(),
    transactionId: null,
    recurrence: null,
    cancelledDates: [],
    start: graphTime(start, master.start.timeZone),
    end: graphTime(end, master.end.timeZone),
  };
}

/** The occurrence `master` has on `date` when nobody has changed it. */
export function occurrenceOn(master: SeriesMaster, date: string): ViewedEvent {
  const event = exceptionOn(master, date);
  return {
    ...event,
    type: "occurrence",
    startInstant: instantText(event.start),
    endInstant: instantText(event.end),
  };
}

function wholeDays(master: SeriesMaster): number {
  const start = Temporal.PlainDateTime.from(master.start.dateTime);
  return start.until(master.end.dateTime, { largestUnit: "days" }).days;
}

/** Whether the pattern, less what was deleted, has an occurrence on `date`. */
export function hasOccurrence(master: SeriesMaster, date: string): boolean {
  for (const standing of standingDates(master)) {
    if (standing === date) return true;
    if (standing > date) return false;
  }
  return false;
}

/** The standing occurrences next to `date`, by the pattern. */
export function neighbourDates(master: SeriesMaster, date: string) {
  let before: string | undefined;
  for (const standing of standingDates(master)) {
    if (standing > date) return { before, after: standing };
    if (standing < date) before = standing;
  }
  return { before, after: undefined };
}

/** A stored event as a view shows it; null for a master, which is no dated entry. */
export function asViewed(event: StoredEvent): ViewedEvent | null {
  if (event.type === "seriesMaster") return null;
  return {
    ...event,
    type: event.type,
    startInstant: instantText(event.start),
    endInstant: instantText(event.end),
  };
}
