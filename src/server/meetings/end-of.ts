import { addMinutes, minutesBetween } from "../../sync/instant.ts";
import { type OutlookPresent } from "../../sync/model.ts";
import { lastOccurrenceStart } from "../../sync/recurrence/expand.ts";

/** When the appointment, or the last occurrence of its series, is over; null for an endless series. */
export function endOf(outlook: OutlookPresent): Temporal.Instant | null {
  const { time, recurrence } = outlook;
  if (recurrence === null) return Temporal.Instant.from(time.end);
  const last = lastOccurrenceStart(recurrence, time.start);
  return last && Temporal.Instant.from(addMinutes(last, minutesBetween(time.start, time.end)));
}
