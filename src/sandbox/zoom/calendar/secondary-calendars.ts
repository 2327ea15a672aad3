import { randomBytes } from "node:crypto";
import { type Json, type JsonObject } from "../core/json.ts";
import { type Operator } from "../core/meeting.ts";
import { type ZoomUser } from "../core/users.ts";
import { type FieldFault, ZoomError, validationFailed } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type StoredCalendar } from "./calendar-state.ts";
import { tellCalendarList } from "./calendar-webhooks.ts";
import { isZone } from "./event-time.ts";

type CalendarFields = Partial<
  Pick<StoredCalendar, "summary" | "description" | "location" | "timeZone">
>;

const longest = { summary: 256, description: 1024, location: 1024 };

/** Checks what may be said of a calendar; a new one needs its summary. */
export function readCalendarFields(body: JsonObject, isNew: boolean): CalendarFields {
  const faults: FieldFault[] = [];
  const refuse = (field: string, message = "Invalid field.") => faults.push({ field, message });
  const fields: Record<string, Json> = {};
  for (const [name, most] of Object.entries(longest)) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "string" || value.length > most) refuse(name);
    else fields[name] = value;
  }
  const zone = body.timeZone;
  if (zone !== undefined && (typeof zone !== "string" || !isZone(zone))) refuse("timeZone");
  else if (zone !== undefined) fields.timeZone = zone;
  if (isNew && (body.summary === undefined || body.summary === "")) {
    refuse("summary", "Required field.");
  }
  if (faults.length > 0) throw validationFailed(...faults);
  return fields;
}

/** A secondary calendar; only its summary is taken at first. */
export function createCalendar(
  world: ZoomWorld,
  owner: ZoomUser,
  operator: Operator,
  summary: string,
): StoredCalendar {
  const calendar: StoredCalendar = {
    id: `c_${randomBytes(10).toString("hex")}@group.calendar.zoom.us`,
    ownerId: owner.id,
    isPrimary: false,
    summary,
    description: "",
    location: "",
    timeZone: owner.timezone,
    updatedAt: world.sandbox.now().getTime(),
  };
  world.calendars.value.calendars[calendar.id] = calendar;
  world.calendars.save();
  tellCalendarList(world, owner, "calendarlist_create", operator, calendar.id);
  return calendar;
}

export function changeCalendar(
  world: ZoomWorld,
  owner: ZoomUser,
  operator: Operator,
  calendar: StoredCalendar,
  fields: CalendarFields,
): void {
  Object.assign(calendar, fields, { updatedAt: world.sandbox.now().getTime() });
  world.calendars.save();
  tellCalendarList(world, owner, "calendarlist_update", operator, calendar.id);
}

/** Deletes a secondary calendar with all that is in it; nobody's primary one can be deleted. */
export function deleteCalendar(
  world: ZoomWorld,
  owner: ZoomUser,
  operator: Operator,
  calendar: StoredCalendar,
): void {
  if (calendar.isPrimary) {
    throw new ZoomError(403, 403, "The primary calendar can not be deleted.");
  }
  const state = world.calendars.value;
  const without = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => id !== calendar.id));
  state.calendars = without(state.calendars);
  state.events = without(state.events);
  world.calendars.save();
  tellCalendarList(world, owner, "calendarlist_delete", operator, calendar.id);
}
