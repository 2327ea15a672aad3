import { findCalendar } from "../../src/sandbox/zoom/calendar/calendar-state.ts";
import { listEvents } from "../../src/sandbox/zoom/calendar/event-list.ts";
import { getParts } from "../../src/sandbox/zoom/parts.ts";
import { type SimulatedWorld } from "./simulated-world.ts";

/** Each instance in a Zoom calendar that begins before `until` as a line: title, when, and whether the person is free. */
export function mirrorLines(
  world: SimulatedWorld,
  calendarId: string,
  until: Temporal.Instant,
): string[] {
  const zoom = getParts(world.sandbox).world;
  const calendar = findCalendar(zoom, calendarId);
  if (!calendar) return [];
  const events = listEvents(zoom, calendar, { showDeleted: false, singleEvents: true });
  const isAhead = ({ start }: (typeof events)[number]) =>
    Date.parse(start.kind === "day" ? start.date : start.instant) < until.epochMilliseconds;
  return events.filter(isAhead).map(({ fields, start, end }) => {
    const title = typeof fields.summary === "string" ? fields.summary : "";
    const free = fields.transparency === "transparent" ? ", free" : "";
    if (start.kind === "day" || end.kind === "day") {
      const dates = [start, end].map((time) => (time.kind === "day" ? time.date : time.instant));
      return `${title} ${dates.join("..")}${free}`;
    }
    const [from, to] = [Date.parse(start.instant), Date.parse(end.instant)];
    return `${title} ${new Date(from).toISOString().slice(0, 16)}/${(to - from) / 60_000}${free}`;
  });
}
