import { type Instant } from "../instant.ts";
import { type OutlookFields } from "../model.ts";
import { toIana } from "../time-zones.ts";
import { occurrenceDates } from "./dates.ts";
import { momentAt, wallClock } from "./expand.ts";

type Series = Pick<OutlookFields, "recurrence" | "time" | "exceptions">;

/**
 * Whether Outlook takes the occurrence of `originalStart` at `moment`: it refuses one that would reach or
 * pass the day of a neighbour (`ErrorOccurrenceCrossingBoundary`). A cancelled occurrence is nobody's
 * neighbour; a moved one stands where it was moved to.
 * @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
export function staysBetweenNeighbours(
  { recurrence, time, exceptions }: Series,
  originalStart: Instant,
  moment: Instant,
): boolean {
  if (recurrence === null) return true;
  const zone = toIana(recurrence.timeZone);
  const dayOf = (start: Instant) => wallClock(start, zone).day;
  const own = dayOf(originalStart);
  const target = dayOf(moment);
  if (target === own) return true;

  const { timeMs } = wallClock(time.start, zone);
  for (const day of occurrenceDates(recurrence, Math.min(own, target))) {
    if (day > Math.max(own, target)) break;
    const kind = exceptions[momentAt(day, timeMs, zone)]?.kind;
    if (day !== own && kind !== "cancelled" && kind !== "moved") return false;
  }
  return (Object.keys(exceptions) as Instant[]).every((start) => {
    const exception = exceptions[start];
    if (exception?.kind !== "moved" || start === originalStart) return true;
    const place = dayOf(exception.start);
    return start < originalStart ? place < target : place > target;
  });
}
