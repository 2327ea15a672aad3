import { invalidRequest } from "../world/calendar-error.ts";
import { GraphError } from "./graph-error.ts";
import { type RawQuery, rawOption } from "./query.ts";

/** Graph looks at no more than five years at a time. */
const longestDays = 1825;

/**
 * The time window of a view, as UTC instants. A time without an offset means UTC here, whatever the
 * caller prefers for answers. https://learn.microsoft.com/graph/api/user-list-calendarview
 */
export function readWindow(query: RawQuery): { from: string; to: string } {
  const from = instantFrom(query, "startDateTime");
  const to = instantFrom(query, "endDateTime");
  const hours = from.until(to, { largestUnit: "hours" }).hours;
  if (hours < 0) throw invalidRequest("The end of the time window is before its start.");
  if (hours > longestDays * 24)
    throw invalidRequest(
      `Your request can't be completed. The range between the start and end dates is greater than the allowed range. Maximum number of days: ${longestDays}`,
    );
  return { from: from.toString(), to: to.toString() };
}

function instantFrom(query: RawQuery, name: string): Temporal.Instant {
  const value = rawOption(query, name);
  if (value === undefined)
    throw new GraphError(
      400,
      "ErrorInvalidParameter",
      "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
    );
  // A plus sign in a query that nobody encoded arrives as a space.
  const text = value.replace(/ (\d{2}:\d{2})$/, "+$1");
  try {
    return Temporal.Instant.from(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${withTime(text)}Z`);
  } catch (cause) {
    throw new GraphError(400, "ErrorInvalidParameter", `The ${name} parameter is not valid.`, {
      cause,
    });
  }
}

const withTime = (text: string): string => (text.includes("T") ? text : `${text}T00:00:00`);
