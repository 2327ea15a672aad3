import { type FastifyInstance, type FastifyRequest } from "fastify";
import { resolveCalendarUser } from "../calendar/calendar-access.ts";
import {
  calendarMissing,
  describeListEntry,
  getListed,
  listCalendars,
  pickOwnMembers,
  removeListEntry,
  saveListEntry,
} from "../calendar/calendar-list.ts";
import { changeSetting, getSetting, listSettings } from "../calendar/calendar-settings.ts";
import { findCalendar } from "../calendar/calendar-state.ts";
import { tellCalendarList, tellSetting } from "../calendar/calendar-webhooks.ts";
import { etagOf } from "../calendar/event-view.ts";
import { deleteCalendar } from "../calendar/secondary-calendars.ts";
import { findZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type GrantStore } from "../oauth/grant-store.ts";
import { authorize, operatorOf } from "./access.ts";
import { readBody } from "./calendar-routes.ts";
import { PageTokens } from "./page-tokens.ts";
import { type Query, readMaxResults, readQuery, refuse } from "./query.ts";

interface OfUser {
  Params: { userIdentifier: string };
}
interface OfEntry {
  Params: { userIdentifier: string; calendarId: string };
}
interface OfSetting {
  Params: { userIdentifier: string; settingId: string };
}

const listPath = "/calendars/users/:userIdentifier/calendarList";
const settingsPath = "/calendars/users/:userIdentifier/settings";

/**
 * A person's list of calendars and their settings
 * (https://developers.zoom.us/docs/api/calendar/#tag/calendarlist).
 */
export function registerCalendarUserRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  const pages = new PageTokens(() => world.sandbox.now());
  const open = (request: FastifyRequest<OfUser>, scope: string) => {
    const access = authorize(request, grants, scope);
    const user = resolveCalendarUser(world, access, request.params.userIdentifier);
    return { user, operator: operatorOf(world, access, user) };
  };
  const cut = <T>(items: T[], kind: string, userId: string, query: Query) => {
    const size = readMaxResults(query, 100, 250);
    const key = JSON.stringify([kind, userId, size]);
    const page = pages.cut(items, key, size, query.pageToken ?? "");
    return {
      kind,
      etag: etagOf(page.beganAt),
      items: page.items,
      ...(page.nextPageToken === "" ? {} : { nextPageToken: page.nextPageToken }),
    };
  };

  app.get<OfUser>(listPath, (request) => {
    const { user } = open(request, "calendar:read:list_calendar_lists");
    const entries = listCalendars(world, user).map((one) => describeListEntry(world, user, one));
    return cut(entries, "calendar#calendarList", user.id, readQuery(request));
  });

  app.post<OfUser>(listPath, (request) => {
    const { user, operator } = open(request, "calendar:write:calendar_list");
    const body = readBody(request.body);
    const id = typeof body.id === "string" ? body.id : refuse("id");
    const calendar = findCalendar(world, id);
    const owner = findZoomUser(world.users, calendar?.ownerId ?? "");
    if (calendar === undefined || owner?.accountId !== user.accountId) throw calendarMissing(id);
    saveListEntry(world, user, calendar, pickOwnMembers(body));
    tellCalendarList(world, user, "calendarlist_create", operator, calendar.id);
    return describeListEntry(world, user, calendar);
  });

  app.get<OfEntry>(`${listPath}/:calendarId`, (request) => {
    const { user } = open(request, "calendar:read:calendar_list");
    return describeListEntry(world, user, getListed(world, user, request.params.calendarId));
  });

  app.patch<OfEntry>(`${listPath}/:calendarId`, (request) => {
    const { user, operator } = open(request, "calendar:update:calendar_list");
    const calendar = getListed(world, user, request.params.calendarId);
    const body = readBody(request.body);
    if (body.id !== calendar.id) refuse("id");
    saveListEntry(world, user, calendar, pickOwnMembers(body));
    tellCalendarList(world, user, "calendarlist_update", operator, calendar.id);
    return describeListEntry(world, user, calendar);
  });

  app.delete<OfEntry>(`${listPath}/:calendarId`, async (request, reply) => {
    const { user, operator } = open(request, "calendar:delete:calendar_list");
    const calendar = getListed(world, user, request.params.calendarId);
    if (calendar.ownerId === user.id) deleteCalendar(world, user, operator, calendar);
    else {
      removeListEntry(world, user, calendar);
      tellCalendarList(world, user, "calendarlist_delete", operator, calendar.id);
    }
    return reply.status(204).send();
  });

  app.get<OfUser>(settingsPath, (request) => {
    const { user } = open(request, "calendar:read:list_settings");
    const settings = listSettings(world, user);
    return cut(settings, "calendar#settings", user.id, readQuery(request));
  });

  app.get<OfSetting>(`${settingsPath}/:settingId`, (request) => {
    const { user } = open(request, "calendar:read:setting");
    return getSetting(world, user, request.params.settingId);
  });

  app.patch<OfSetting>(`${settingsPath}/:settingId`, (request) => {
    const { user, operator } = open(request, "calendar:update:setting");
    const { settingId } = request.params;
    const body = readBody(request.body);
    if (body.id !== settingId) refuse("id");
    const setting = changeSetting(world, user, settingId, body.value);
    tellSetting(world, user, operator, settingId);
    return setting;
  });
}
