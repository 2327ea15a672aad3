import { type Instant, toInstant } from "../../sync/instant.ts";
import { toDayNumber } from "../../sync/recurrence/dates.ts";
import { momentAt } from "../../sync/recurrence/expand.ts";

const form = /^(.+)_(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/;

/**
 * The series and place of one changed or deleted occurrence, which Zoom lists beside its series. Only
 * the form of the id tells them (`<series>_20261208T090000Z`, or a date for all-day events), as in
 * calendars of the same make; Zoom documents the lists but not the form. `null` for any other event.
 *
 * @param timeZone the zone of the series, in which a date begins.
 */
export function instanceOf(
  eventId: string,
  timeZone: string,
): { seriesId: string; originalStart: Instant } | null {
  const match = form.exec(eventId);
  if (match === null) return null;
  const [, seriesId = "", year, month, day, hour, minute, second] = match;
  const date = `${year}-${month}-${day}`;
  const written = hour === undefined ? `${date}T00:00:00Z` : `${date}T${hour}:${minute}:${second}Z`;
  const readable = new Date(written);
  const isReal =
    !Number.isNaN(readable.getTime()) && readable.toISOString().startsWith(written.slice(0, 19));
  if (!isReal) return null;
  return {
    seriesId,
    originalStart:
      hour === undefined ? momentAt(toDayNumber(date), 0, timeZone) : toInstant(written),
  };
}
