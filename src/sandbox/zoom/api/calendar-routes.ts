import { type FastifyInstance } from "fastify";
import { openCalendar, resolveCalendarUser } from "../calendar/calendar-access.ts";
import { describeCalendar } from "../calendar/calendar-list.ts";
import { isZone } from "../calendar/event-time.ts";
import { queryFreeBusy } from "../calendar/free-busy.ts";
import { requireCalendarLicence } from "../calendar/licence.ts";
import {
  changeCalendar,
  createCalendar,
  deleteCalendar,
  readCalendarFields,
} from "../calendar/secondary-calendars.ts";
import { type JsonObject, isJsonObject } from "../core/json.ts";
import { toUtcSeconds } from "../core/meeting.ts";
import { findZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { ZoomError } from "../core/zoom-error.ts";
import { type Access, type GrantStore } from "../oauth/grant-store.ts";
import { authorize } from "./access.ts";
import { type Query, readInstant, refuse } from "./query.ts";

interface OfCalendar {
  Params: { calId: string };
}

/** The body of a calendar request; throws code 300 for anything but an object. */
export function readBody(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  throw new ZoomError(400, 300, "Request Body should be a valid JSON object.");
}

/** Calendars of Zoom Calendar (https://developers.zoom.us/docs/api/calendar/#tag/calendars). */
export function registerCalendarRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  app.post("/calendars", (request) => {
    const access = authorize(request, grants, "calendar:write:calendar");
    const owner = ownerOfNew(world, access);
    const { summary = "" } = readCalendarFields(readBody(request.body), true);
    return describeCalendar(createCalendar(world, owner, owner, summary));
  });

  app.get<OfCalendar>("/calendars/:calId", (request) => {
    const access = authorize(request, grants, "calendar:read:calendar");
    return describeCalendar(openCalendar(world, access, request.params.calId).calendar);
  });

  app.patch<OfCalendar>("/calendars/:calId", (request) => {
    const access = authorize(request, grants, "calendar:update:calendar");
    const { calendar, owner, operator } = openCalendar(world, access, request.params.calId);
    const fields = readCalendarFields(readBody(request.body), false);
    changeCalendar(world, owner, operator, calendar, fields);
    return describeCalendar(calendar);
  });

  app.delete<OfCalendar>("/calendars/:calId", async (request, reply) => {
    const access = authorize(request, grants, "calendar:delete:calendar");
    const { calendar, owner, operator } = openCalendar(world, access, request.params.calId);
    deleteCalendar(world, owner, operator, calendar);
    return reply.status(204).send();
  });

  app.post("/calendars/freeBusy", (request) => {
    const access = authorize(request, grants, "calendar:read:list_events");
    const body = readBody(request.body);
    const [start, end] = [readTime(body, "timeMin"), readTime(body, "timeMax")];
    if (start >= end) refuse("timeMin");
    const zone = body.timeZone ?? "UTC";
    if (typeof zone !== "string" || !isZone(zone)) return refuse("timeZone");
    const items = Array.isArray(body.items) ? body.items : [];
    return {
      kind: "calendar#freeBusy",
      timeMin: toUtc(start),
      timeMax: toUtc(end),
      calendars: items.map((item) => {
        const id = isJsonObject(item) && typeof item.id === "string" ? item.id : "";
        return queryFreeBusy(world, access.accountId, id, { start, end }, zone);
      }),
    };
  });
}

/** A user's token makes calendars for that user; an account's for the admin who installed the app. */
function ownerOfNew(world: ZoomWorld, access: Access) {
  if (access.kind === "user") return resolveCalendarUser(world, access, "me");
  const admin = world.users.find(
    ({ accountId, isAdmin }) => accountId === access.accountId && isAdmin,
  );
  const owner = admin ?? world.users.find(({ accountId }) => accountId === access.accountId);
  const user = owner && findZoomUser(world.users, owner.id);
  if (user === undefined) throw new ZoomError(404, 2001, "Account does not exist.");
  requireCalendarLicence(world, user);
  return user;
}

const toUtc = (epochMs: number) => toUtcSeconds(new Date(epochMs));

function readTime(body: JsonObject, name: string): number {
  const value = body[name];
  const query: Query = { [name]: typeof value === "string" ? value : undefined };
  return readInstant(query, name) ?? refuse(name);
}
