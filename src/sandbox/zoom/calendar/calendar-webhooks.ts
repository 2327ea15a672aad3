import { type Operator } from "../core/meeting.ts";
import { type ZoomUser, findZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type StoredCalendar } from "./calendar-state.ts";

/** The calendar's webhooks carry ids only (https://developers.zoom.us/docs/api/calendar/events/). */
function tell(
  world: ZoomWorld,
  owner: ZoomUser,
  name: string,
  operator: Operator,
  object: Record<string, string>,
): void {
  world.emit({
    name: `calendar.${name}`,
    accountId: owner.accountId,
    hostId: owner.id,
    payload: { operator: operator.email, object },
  });
}

export function tellCalendarEvent(
  world: ZoomWorld,
  calendar: StoredCalendar,
  name: "event_create" | "event_update" | "event_delete",
  operator: Operator,
  eventId: string,
): void {
  const owner = findZoomUser(world.users, calendar.ownerId);
  if (owner === undefined) return;
  tell(world, owner, name, operator, { resource_id: calendar.id, event_id: eventId });
}

export const tellCalendarList = (
  world: ZoomWorld,
  user: ZoomUser,
  name: "calendarlist_create" | "calendarlist_update" | "calendarlist_delete",
  operator: Operator,
  calendarId: string,
): void =>
  tell(world, user, name, operator, {
    resource_id: user.email,
    subscribed_calendar_id: calendarId,
  });

export const tellSetting = (
  world: ZoomWorld,
  user: ZoomUser,
  operator: Operator,
  settingId: string,
): void =>
  tell(world, user, "setting_update", operator, {
    resource_id: user.email,
    setting_id: settingId,
  });
