import { toWindows } from "../../sync/time-zones.ts";
import { isErrorNamed } from "../../sync/errors.ts";
import { GraphRefused } from "./errors.ts";
import { type DateTimeTimeZone, type GraphEventInput } from "./graph-schema.ts";

/**
 * Writes an event with the names of its zones as they are, and where it is refused, once more with those
 * Windows has for them: Graph takes all of these, and of the others only some.
 * @see https://learn.microsoft.com/graph/api/resources/datetimetimezone
 */
export async function inZonesGraphKnows<T>(
  event: GraphEventInput,
  write: (event: GraphEventInput) => Promise<T>,
): Promise<T> {
  try {
    return await write(event);
  } catch (cause) {
    const renamed = inWindowsZones(event);
    const isRefused = cause instanceof GraphRefused && /time_?zone/i.test(cause.graphCode);
    if (!isRefused || renamed === null) throw cause;
    return write(renamed);
  }
}

/** Null when that makes no difference. */
function inWindowsZones(event: GraphEventInput): GraphEventInput | null {
  const { start, end, recurrence } = event;
  const zone = recurrence?.range.recurrenceTimeZone;
  const renamed = {
    ...event,
    ...(start && { start: renamedTime(start) }),
    ...(end && { end: renamedTime(end) }),
    ...(recurrence &&
      typeof zone === "string" && {
        recurrence: {
          ...recurrence,
          range: { ...recurrence.range, recurrenceTimeZone: windowsName(zone) },
        },
      }),
  };
  const isOther =
    renamed.start?.timeZone !== start?.timeZone ||
    renamed.end?.timeZone !== end?.timeZone ||
    renamed.recurrence?.range.recurrenceTimeZone !== zone;
  return isOther ? renamed : null;
}

function renamedTime({ dateTime, timeZone }: DateTimeTimeZone): DateTimeTimeZone {
  return { dateTime, timeZone: windowsName(timeZone) };
}

function windowsName(zone: string): string {
  try {
    return toWindows(zone);
  } catch (cause) {
    if (isErrorNamed(cause, "SyncError")) return zone;
    throw cause;
  }
}
