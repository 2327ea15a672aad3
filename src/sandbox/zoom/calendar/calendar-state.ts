import { type JsonObject } from "../core/json.ts";
import { type ZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type EventTime } from "./event-time.ts";

/** One of Zoom's own calendars; the primary one has its owner's address for an id. */
export interface StoredCalendar {
  id: string;
  ownerId: string;
  isPrimary: boolean;
  summary: string;
  description: string;
  location: string;
  timeZone: string;
  /** Epoch milliseconds of the last change to it or to an event in it. */
  updatedAt: number;
}

/** An event, a series, or one changed or deleted instance of a series. */
export interface StoredEvent {
  id: string;
  iCalUid: string;
  creator: string;
  organizer: string;
  /** Epoch milliseconds. */
  createdAt: number;
  updatedAt: number;
  sequence: number;
  start: EventTime;
  end: EventTime;
  /** The members that are kept as they were given: summary, attendees, recurrence and so on. */
  fields: JsonObject;
  /** The series it belongs to and where the pattern had put it; null for all but such instances. */
  instanceOf: { seriesId: string; originalKey: string } | null;
}

/** What Zoom's calendars keep over a restart. */
export interface CalendarState {
  calendars: Record<string, StoredCalendar>;
  /** By calendar and event id. Deleted ones stay, with status `cancelled`. */
  events: Record<string, Record<string, StoredEvent>>;
  /** Per person: calendars on the list beside the own ones, and how each is shown. */
  listEntries: Record<string, Record<string, JsonObject>>;
  /** Per person, what differs from the initial settings. */
  settings: Record<string, Record<string, string>>;
}

export const emptyCalendarState = (): CalendarState => ({
  calendars: {},
  events: {},
  listEntries: {},
  settings: {},
});

/** A person's own calendar, which Zoom makes with their licence. */
export function primaryCalendarOf(world: ZoomWorld, user: ZoomUser): StoredCalendar {
  const { calendars } = world.calendars.value;
  return (calendars[user.email] ??= {
    id: user.email,
    ownerId: user.id,
    isPrimary: true,
    summary: user.displayName,
    description: "",
    location: "",
    timeZone: user.timezone,
    updatedAt: world.sandbox.now().getTime(),
  });
}

/** A calendar by its id, a person's primary one included; undefined for the unknown. */
export function findCalendar(world: ZoomWorld, id: string): StoredCalendar | undefined {
  const wanted = id.toLowerCase();
  const owner = world.users.find(({ email }) => email.toLowerCase() === wanted);
  return owner ? primaryCalendarOf(world, owner) : world.calendars.value.calendars[wanted];
}

/** A person's calendars, the primary one first. */
export function calendarsOf(world: ZoomWorld, user: ZoomUser): StoredCalendar[] {
  const primary = primaryCalendarOf(world, user);
  const others = Object.values(world.calendars.value.calendars).filter(
    ({ ownerId, isPrimary }) => ownerId === user.id && !isPrimary,
  );
  return [primary, ...others];
}

/** What an instance has of its series' members: all but the recurrence. */
export const fieldsOfInstance = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "recurrence"));

export const isCancelled = (event: StoredEvent): boolean => event.fields.status === "cancelled";

/** Everything in one calendar, deleted events included. */
export const eventsIn = (world: ZoomWorld, calendar: StoredCalendar): StoredEvent[] =>
  Object.values(world.calendars.value.events[calendar.id] ?? {});
