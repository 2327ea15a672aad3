import { type ZoomUser, findZoomUser } from "../core/users.ts";
import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { operatorOf, resolveUser } from "../api/access.ts";
import { type Access } from "../oauth/grant-store.ts";
import { calendarMissing } from "./calendar-list.ts";
import { type StoredCalendar, findCalendar } from "./calendar-state.ts";
import { requireCalendarLicence } from "./licence.ts";

export interface OpenCalendar {
  calendar: StoredCalendar;
  owner: ZoomUser;
  operator: ZoomUser;
}

/**
 * A calendar the token may work in: a user-level token in its user's own, an account-level one in
 * all of the account. Throws 404 for the unknown and 403 for a colleague's.
 */
export function openCalendar(world: ZoomWorld, access: Access, calendarId: string): OpenCalendar {
  const calendar = findCalendar(world, calendarId);
  const owner = findZoomUser(world.users, calendar?.ownerId ?? "");
  if (calendar === undefined || owner?.accountId !== access.accountId) {
    throw calendarMissing(calendarId);
  }
  if (access.kind === "user" && access.userId !== owner.id) {
    throw new ZoomError(403, 403, "Forbidden.");
  }
  requireCalendarLicence(world, owner);
  return { calendar, owner, operator: operatorOf(world, access, owner) };
}

/** Whose list or settings: `me`, the own address, or with an account-level token anybody's. */
export function resolveCalendarUser(world: ZoomWorld, access: Access, named: string): ZoomUser {
  const self = findZoomUser(world.users, access.userId);
  const isSelf = self !== undefined && findZoomUser(world.users, named) === self;
  const user = isSelf ? self : resolveUser(world, access, named);
  requireCalendarLicence(world, user);
  return user;
}
