import { randomBytes } from "node:crypto";
import { isSameJson } from "../core/json.ts";
import { type Operator } from "../core/meeting.ts";
import { validationFailed } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import {
  type StoredCalendar,
  type StoredEvent,
  eventsIn,
  fieldsOfInstance,
  isCancelled,
} from "./calendar-state.ts";
import { tellCalendarEvent } from "./calendar-webhooks.ts";
import { touchedInstances } from "./event-lookup.ts";
import { type EventRequest } from "./event-request.ts";
import { isSeries, patternOf } from "./instances.ts";

/** 26 letters and digits, as `0lyk1qjjd8t8thnf5y1f02a6c0`. */
const newEventId = () =>
  Array.from(randomBytes(26), (byte) => "abcdefghijklmnopqrstuvwxyz0123456789"[byte % 36]).join("");

function store(world: ZoomWorld, calendar: StoredCalendar, event: StoredEvent): void {
  const { events } = world.calendars.value;
  (events[calendar.id] ??= {})[event.id] = event;
  calendar.updatedAt = world.sandbox.now().getTime();
  world.calendars.save();
}

const withoutNulls = (fields: StoredEvent["fields"]) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Puts a new event into a calendar. */
export function insertEvent(
  world: ZoomWorld,
  calendar: StoredCalendar,
  operator: Operator,
  { start, end, fields }: EventRequest,
): StoredEvent {
  const now = world.sandbox.now().getTime();
  const id = newEventId();
  const event: StoredEvent = {
    id,
    iCalUid: `${id}@zoom.us`,
    creator: operator.email,
    organizer: calendar.id,
    createdAt: now,
    updatedAt: now,
    sequence: 0,
    start,
    end,
    fields: withoutNulls(fields),
    instanceOf: null,
  };
  store(world, calendar, event);
  tellCalendarEvent(world, calendar, "event_create", operator, event.id);
  return event;
}

/** Changes an event, a whole series, or one instance, which from then on stands by itself. */
export function patchEvent(
  world: ZoomWorld,
  calendar: StoredCalendar,
  operator: Operator,
  before: StoredEvent,
  request: EventRequest,
): StoredEvent {
  const { fields } = request;
  const given = before.instanceOf === null ? fields : fieldsOfInstance(fields);
  const after: StoredEvent = {
    ...before,
    start: request.start,
    end: request.end,
    fields: withoutNulls({ ...before.fields, ...given }),
    sequence: before.sequence + 1,
    updatedAt: world.sandbox.now().getTime(),
  };
  requireZones(after);
  if (isCancelled(after)) {
    deleteEvent(world, calendar, operator, before);
    return { ...before, fields: { ...before.fields, status: "cancelled" } };
  }
  store(world, calendar, after);
  const isRescheduled = !isSameJson(
    [before.start, before.end, before.fields.recurrence ?? null],
    [after.start, after.end, after.fields.recurrence ?? null],
  );
  if (before.instanceOf === null && isRescheduled) dropStrayInstances(world, calendar, after);
  tellCalendarEvent(world, calendar, "event_update", operator, after.id);
  return after;
}

/** A series that was one before needs its zones as a new one does. */
function requireZones(event: StoredEvent): void {
  if (!isSeries(event)) return;
  const { start, end } = event;
  const faults = Object.entries({ start, end })
    .filter(([, { timeZone }]) => timeZone === null)
    .map(([name]) => ({ field: `${name}.timeZone`, message: "Required for a recurring event." }));
  if (faults.length > 0) throw validationFailed(...faults);
}

/** Single changes whose place the new pattern does not have are gone with the old one. */
function dropStrayInstances(world: ZoomWorld, calendar: StoredCalendar, series: StoredEvent): void {
  const places = new Set(isSeries(series) ? patternOf(series).map(({ key }) => key) : []);
  for (const [key, event] of touchedInstances(world, calendar, series)) {
    if (!places.has(key) && !isCancelled(event)) cancel(world, calendar, event);
  }
}

function cancel(world: ZoomWorld, calendar: StoredCalendar, event: StoredEvent): void {
  const fields = { ...event.fields, status: "cancelled" };
  store(world, calendar, { ...event, fields, updatedAt: world.sandbox.now().getTime() });
}

/** Deletes an event, a series with all its instances, or one instance of it. */
export function deleteEvent(
  world: ZoomWorld,
  calendar: StoredCalendar,
  operator: Operator,
  event: StoredEvent,
): void {
  cancel(world, calendar, event);
  for (const other of eventsIn(world, calendar)) {
    if (other.instanceOf?.seriesId === event.id && !isCancelled(other)) {
      cancel(world, calendar, other);
    }
  }
  tellCalendarEvent(world, calendar, "event_delete", operator, event.id);
}

/** Takes an event, with its changed instances, to another calendar under the same ids. */
export function moveEvent(
  world: ZoomWorld,
  from: StoredCalendar,
  to: StoredCalendar,
  operator: Operator,
  event: StoredEvent,
): StoredEvent {
  const moved = { ...event, organizer: to.id, updatedAt: world.sandbox.now().getTime() };
  for (const instance of touchedInstances(world, from, event).values()) {
    store(world, to, { ...instance, organizer: to.id, updatedAt: moved.updatedAt });
  }
  store(world, to, moved);
  deleteEvent(world, from, operator, event);
  tellCalendarEvent(world, to, "event_create", operator, event.id);
  return moved;
}
