import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type StoredCalendar, type StoredEvent, eventsIn, isCancelled } from "./calendar-state.ts";
import { instancesOf } from "./event-lookup.ts";
import { epochOf } from "./event-time.ts";
import { isSeries } from "./instances.ts";

export interface EventQuery {
  /** Epoch milliseconds; events that end after it. */
  timeMin?: number | undefined;
  /** Epoch milliseconds; events that start before it. */
  timeMax?: number | undefined;
  /** Epoch milliseconds of a sync token: what changed at or after it, deletions included. */
  changedSince?: number | undefined;
  showDeleted: boolean;
  singleEvents: boolean;
  orderBy?: "startTime" | "updated" | undefined;
}

/**
 * `GET /calendars/{calId}/events`. Without `singleEvents` a series is one item beside its changed
 * instances, and its deleted instances show even where deleted events do not
 * (https://developers.zoom.us/docs/api/calendar/#tag/events/GET/calendars/{calId}/events).
 */
export function listEvents(
  world: ZoomWorld,
  calendar: StoredCalendar,
  query: EventQuery,
): StoredEvent[] {
  const all = eventsIn(world, calendar);
  const shown = query.singleEvents ? expand(world, calendar, all) : all;
  const seriesGone = (event: StoredEvent) =>
    all.some((other) => other.id === event.instanceOf?.seriesId && isCancelled(other));
  const isWanted = (event: StoredEvent): boolean => {
    if (query.changedSince !== undefined) return event.updatedAt >= query.changedSince;
    if (!isCancelled(event) || query.showDeleted) return true;
    return event.instanceOf !== null && !query.singleEvents && !seriesGone(event);
  };
  const found = shown.filter(isWanted).filter((event) => isWithin(world, calendar, event, query));
  return inOrder(calendar, found, query.orderBy);
}

/** Single events, and series only as their instances; those of a deleted one are all cancelled. */
const expand = (world: ZoomWorld, calendar: StoredCalendar, all: StoredEvent[]): StoredEvent[] => {
  const instances = all.filter(isSeries).flatMap((event) => instancesOf(world, calendar, event));
  const known = new Set(instances.map(({ id }) => id));
  return [...all.filter((event) => !isSeries(event) && !known.has(event.id)), ...instances];
};

function isWithin(
  world: ZoomWorld,
  calendar: StoredCalendar,
  event: StoredEvent,
  query: EventQuery,
): boolean {
  const { timeMin = -Infinity, timeMax = Infinity } = query;
  if (timeMin === -Infinity && timeMax === Infinity) return true;
  const parts = isSeries(event) ? instancesOf(world, calendar, event) : [event];
  return parts.some(
    ({ start, end }) =>
      epochOf(end, calendar.timeZone) > timeMin && epochOf(start, calendar.timeZone) < timeMax,
  );
}

function inOrder(
  calendar: StoredCalendar,
  events: StoredEvent[],
  orderBy: EventQuery["orderBy"],
): StoredEvent[] {
  const keyOf = (event: StoredEvent) =>
    orderBy === "startTime" ? epochOf(event.start, calendar.timeZone) : event.updatedAt;
  return orderBy === undefined ? events : events.sort((a, b) => keyOf(a) - keyOf(b));
}

/** A sync token is nothing but a time, so an event at that very moment comes again. */
export const writeSyncToken = (epochMs: number): string =>
  Buffer.from(String(epochMs)).toString("base64");

/** Throws code 300 for what is no sync token; an old one never expires. */
export function readSyncToken(token: string): number {
  const text = Buffer.from(token, "base64").toString();
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ZoomError(400, 300, "Invalid parameter: `syncToken`.");
}
