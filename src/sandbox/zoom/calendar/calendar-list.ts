import { type JsonObject } from "../core/json.ts";
import { type ZoomUser } from "../core/users.ts";
import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type StoredCalendar, calendarsOf, findCalendar } from "./calendar-state.ts";
import { etagOf } from "./event-view.ts";

export const calendarMissing = (calendarId: string) =>
  new ZoomError(404, 404, `Calendar does not exist: ${calendarId}.`);

/** What a person may set on their own list; the rest of an entry is the calendar's. */
const ownMembers = [
  "colorId",
  "backgroundColor",
  "foregroundColor",
  "hidden",
  "selected",
  "summaryOverride",
];

export const pickOwnMembers = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => ownMembers.includes(name)));

/** `GET …/calendarList`: the own calendars and those put on the list. */
export function listCalendars(world: ZoomWorld, user: ZoomUser): StoredCalendar[] {
  const own = calendarsOf(world, user);
  const added = Object.keys(world.calendars.value.listEntries[user.id] ?? {})
    .map((id) => findCalendar(world, id))
    .filter((calendar) => calendar !== undefined);
  return [...own, ...added.filter(({ ownerId }) => ownerId !== user.id)];
}

/** A calendar on a person's list; throws 404 for any other. */
export function getListed(world: ZoomWorld, user: ZoomUser, calendarId: string): StoredCalendar {
  const wanted = calendarId.toLowerCase();
  const found = listCalendars(world, user).find(({ id }) => id.toLowerCase() === wanted);
  if (found === undefined) throw calendarMissing(calendarId);
  return found;
}

export function saveListEntry(
  world: ZoomWorld,
  user: ZoomUser,
  calendar: StoredCalendar,
  members: JsonObject,
): void {
  const entries = (world.calendars.value.listEntries[user.id] ??= {});
  entries[calendar.id] = { ...entries[calendar.id], ...members };
  world.calendars.save();
}

export function removeListEntry(world: ZoomWorld, user: ZoomUser, calendar: StoredCalendar): void {
  const { listEntries } = world.calendars.value;
  listEntries[user.id] = Object.fromEntries(
    Object.entries(listEntries[user.id] ?? {}).filter(([id]) => id !== calendar.id),
  );
  world.calendars.save();
}

export const describeListEntry = (
  world: ZoomWorld,
  user: ZoomUser,
  calendar: StoredCalendar,
): JsonObject => ({
  kind: "calendar#calendarListEntry",
  etag: etagOf(calendar.updatedAt),
  id: calendar.id,
  summary: calendar.summary,
  description: calendar.description,
  location: calendar.location,
  timeZone: calendar.timeZone,
  colorId: "6",
  backgroundColor: "#0088aa",
  foregroundColor: "#ffffff",
  hidden: false,
  selected: true,
  accessRole: calendar.ownerId === user.id ? "owner" : "freeBusyReader",
  defaultReminders: [{ method: "popup", minutes: 10 }],
  defaultAllDayReminders: [],
  notificationSettings: { notifications: [] },
  primary: calendar.isPrimary && calendar.ownerId === user.id,
  deleted: false,
  ...world.calendars.value.listEntries[user.id]?.[calendar.id],
});

export const describeCalendar = (calendar: StoredCalendar): JsonObject => ({
  kind: "calendar#calendar",
  etag: etagOf(calendar.updatedAt),
  id: calendar.id,
  summary: calendar.summary,
  timeZone: calendar.timeZone,
  description: calendar.description,
  location: calendar.location,
});
