import { type MeetingRequest } from "./meeting-request.ts";
import { type Occurrence, type Recurrence, toUtcSeconds } from "./meeting.ts";
import { expandRecurrence } from "./recurrence.ts";
import { validationFailed } from "./zoom-error.ts";

/** The instant a `start_time` names: UTC with `Z`, else wall-clock time in `zone`. */
export function instantOf(
  start: NonNullable<MeetingRequest["startTime"]>,
  zone: string,
): Temporal.Instant {
  return Temporal.PlainDateTime.from(start.text)
    .toZonedDateTime(start.isUtc ? "UTC" : zone)
    .toInstant();
}

/** Makes a series' occurrences; those deleted before stay deleted where the pattern meets them. */
export function scheduleOccurrences(
  startTime: string,
  zone: string,
  duration: number,
  recurrence: Recurrence,
  before: readonly Occurrence[] = [],
): Occurrence[] {
  const starts = expandRecurrence(
    Temporal.Instant.from(startTime).toZonedDateTimeISO(zone),
    recurrence,
  );
  if (starts.length === 0) {
    throw validationFailed({
      field: "recurrence.end_date_time",
      message: "The recurrence has no occurrence before its end.",
    });
  }
  const deleted = new Set(
    before.filter(({ status }) => status === "deleted").map(({ occurrence_id }) => occurrence_id),
  );
  return starts.map((start) => {
    const id = String(start.epochMilliseconds);
    return {
      occurrence_id: id,
      start_time: toUtcSeconds(start),
      duration,
      status: deleted.has(id) ? "deleted" : "available",
    };
  });
}
