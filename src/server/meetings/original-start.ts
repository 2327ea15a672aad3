import { type Instant, toInstant } from "../../sync/instant.ts";
import { type OutlookPresent } from "../../sync/model.ts";
import { momentAt, occurrenceStarts, wallClock } from "../../sync/recurrence/expand.ts";
import { toIana } from "../../sync/time-zones.ts";

/**
 * The start the pattern gave an occurrence, from the start its form was opened with. One that was
 * moved before opens at its moved start; one whose form was edited before the handlers ran is told
 * with its new start, and is then the occurrence of that day.
 */
export function originalStartOf(series: OutlookPresent, opened: Instant): Instant {
  const moved = Object.entries(series.exceptions).find(
    ([, exception]) => exception.kind === "moved" && exception.start === opened,
  );
  if (moved) return toInstant(moved[0]);
  return series.recurrence === null ? opened : (startOnDayOf(series, opened) ?? opened);
}

/** Null when the series has nothing on the day of `moment`. */
function startOnDayOf(series: OutlookPresent, moment: Instant): Instant | null {
  if (series.recurrence === null) return null;
  const zone = toIana(series.recurrence.timeZone);
  const { day } = wallClock(moment, zone);
  const midnight = momentAt(day, 0, zone);
  const next = occurrenceStarts(series.recurrence, series.time.start, midnight).next();
  return !next.done && wallClock(next.value, zone).day === day ? next.value : null;
}
