import { type JsonObject } from "../core/json.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { findCalendar } from "./calendar-state.ts";
import { listEvents } from "./event-list.ts";
import { epochOf } from "./event-time.ts";

interface Span {
  start: number;
  end: number;
}

/** When the calendars of one account are busy; others are not found. */
export function queryFreeBusy(
  world: ZoomWorld,
  accountId: string,
  calendarId: string,
  { start, end }: Span,
  shownIn: string,
): JsonObject {
  const calendar = findCalendar(world, calendarId);
  const owner = world.users.find(({ id }) => id === calendar?.ownerId);
  if (calendar === undefined || owner?.accountId !== accountId) {
    return { id: calendarId, errors: [{ domain: "global", reason: "notFound" }], busy: [] };
  }
  const query = { timeMin: start, timeMax: end, showDeleted: false, singleEvents: true };
  const spans = listEvents(world, calendar, { ...query, orderBy: "startTime" })
    .filter(({ fields }) => fields.transparency !== "transparent")
    .map((event) => ({
      start: epochOf(event.start, calendar.timeZone),
      end: epochOf(event.end, calendar.timeZone),
    }));
  const toText = (epochMs: number) =>
    Temporal.Instant.fromEpochMilliseconds(epochMs)
      .toZonedDateTimeISO(shownIn)
      .toString({ smallestUnit: "second", timeZoneName: "never" })
      .replace(/[+-]00:00$/, "Z");
  const busy = merged(spans).map((span) => ({ start: toText(span.start), end: toText(span.end) }));
  return { id: calendar.id, busy };
}

/** Overlapping and touching times as one; `spans` are in order of their start. */
function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else found.push({ ...span });
  }
  return found;
}
