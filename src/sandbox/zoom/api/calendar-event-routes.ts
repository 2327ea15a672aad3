import { type FastifyInstance, type FastifyRequest } from "fastify";
import { withAutoAddedMeeting } from "../calendar/auto-add-meeting.ts";
import { type OpenCalendar, openCalendar } from "../calendar/calendar-access.ts";
import { type StoredEvent, isCancelled } from "../calendar/calendar-state.ts";
import { listEvents, readSyncToken, writeSyncToken } from "../calendar/event-list.ts";
import { getEvent, instancesOf } from "../calendar/event-lookup.ts";
import { type EventRequest, readEventRequest } from "../calendar/event-request.ts";
import { epochOf, isZone } from "../calendar/event-time.ts";
import { describeEvent, describeEventFully, etagOf } from "../calendar/event-view.ts";
import { deleteEvent, insertEvent, moveEvent, patchEvent } from "../calendar/event-writes.ts";
import { type SendUpdates, mailGuests } from "../calendar/guest-mail.ts";
import { isSeries } from "../calendar/instances.ts";
import { quickEvent } from "../calendar/quick-add.ts";
import { type JsonObject } from "../core/json.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type GrantStore } from "../oauth/grant-store.ts";
import { authorize } from "./access.ts";
import { PageTokens } from "./page-tokens.ts";
import {
  type Query,
  readChoice,
  readFlag,
  readInstant,
  readMaxResults,
  readQuery,
  refuse,
} from "./query.ts";

interface OfCalendar {
  Params: { calId: string };
}
interface OfEvent {
  Params: { calId: string; eventId: string };
}

const path = "/calendars/:calId/events";
const mostResults = 2500;

/** Events of Zoom Calendar (https://developers.zoom.us/docs/api/calendar/#tag/events). */
export function registerCalendarEventRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  const pages = new PageTokens(() => world.sandbox.now());
  const open = (request: FastifyRequest<OfCalendar>, scope: string) =>
    openCalendar(world, authorize(request, grants, scope), request.params.calId);

  const insert = (at: OpenCalendar, wanted: EventRequest, sendUpdates: SendUpdates) => {
    const { calendar, owner, operator } = at;
    const full = withAutoAddedMeeting(world, owner, wanted);
    const event = insertEvent(world, calendar, operator, full);
    mailGuests(world, calendar, event, "invited to", sendUpdates);
    return describeEvent(event, calendar.timeZone);
  };

  app.get<OfCalendar>(path, (request) => {
    const { calendar } = open(request, "calendar:read:list_events");
    const query = readQuery(request);
    const since = query.syncToken === undefined ? undefined : readSyncToken(query.syncToken);
    const found = listEvents(world, calendar, {
      ...readWindow(query),
      changedSince: since,
      showDeleted: readFlag(query, "showDeleted"),
      singleEvents: readFlag(query, "singleEvents"),
      orderBy: readChoice(query, "orderBy", ["startTime", "updated"]),
    });
    return answerList(pages, { calendar, query, found, hasSyncToken: true });
  });

  app.get<OfEvent>(`${path}/:eventId/instances`, (request) => {
    const { calendar } = open(request, "calendar:read:instance_event");
    const series = getEvent(world, calendar, request.params.eventId);
    const query = readQuery(request);
    const { timeMin = -Infinity, timeMax = Infinity } = readWindow(query);
    const showDeleted = readFlag(query, "showDeleted");
    const all = isSeries(series) ? instancesOf(world, calendar, series) : [series];
    const found = all.filter(
      (event) =>
        (showDeleted || !isCancelled(event)) &&
        epochOf(event.end, calendar.timeZone) > timeMin &&
        epochOf(event.start, calendar.timeZone) < timeMax,
    );
    return answerList(pages, { calendar, query, found, hasSyncToken: false });
  });

  app.get<OfEvent>(`${path}/:eventId`, (request) => {
    const { calendar } = open(request, "calendar:read:event");
    const event = getEvent(world, calendar, request.params.eventId);
    return describeEventFully(event, calendar.timeZone);
  });

  app.post<OfCalendar>(path, (request) => {
    const at = open(request, "calendar:write:event");
    const sendUpdates = readSendUpdates(readQuery(request));
    return insert(at, readEventRequest(request.body), sendUpdates);
  });

  app.post<OfCalendar>(`${path}/import`, (request) => {
    const { calendar, operator } = open(request, "calendar:write:import_event");
    const event = insertEvent(world, calendar, operator, readEventRequest(request.body));
    return describeEvent(event, calendar.timeZone);
  });

  app.post<OfCalendar>(`${path}/quickAdd`, (request) => {
    const at = open(request, "calendar:write:quick_add_event");
    const query = readQuery(request);
    const wanted = quickEvent(world, at.owner, query.text ?? refuse("text"));
    return insert(at, wanted, readSendUpdates(query));
  });

  app.patch<OfEvent>(`${path}/:eventId`, (request) => {
    const { calendar, operator } = open(request, "calendar:update:event");
    const before = getEvent(world, calendar, request.params.eventId);
    const sendUpdates = readSendUpdates(readQuery(request));
    const wanted = readEventRequest(request.body);
    const after = patchEvent(world, calendar, operator, before, wanted);
    mailGuests(world, calendar, after, "told of a change of", sendUpdates);
    return describeEvent(after, calendar.timeZone);
  });

  app.delete<OfEvent>(`${path}/:eventId`, async (request, reply) => {
    const { calendar, operator } = open(request, "calendar:delete:event");
    const event = getEvent(world, calendar, request.params.eventId);
    const sendUpdates = readSendUpdates(readQuery(request));
    deleteEvent(world, calendar, operator, event);
    mailGuests(world, calendar, event, "told of the end of", sendUpdates);
    return reply.status(204).send();
  });

  app.post<OfEvent>(`${path}/:eventId/move`, (request) => {
    const access = authorize(request, grants, "calendar:write:move_event");
    const { calendar, operator } = openCalendar(world, access, request.params.calId);
    const query = readQuery(request);
    const destination = query.destination ?? refuse("destination");
    const sendUpdates = readSendUpdates(query);
    const to = openCalendar(world, access, destination).calendar;
    const event = getEvent(world, calendar, request.params.eventId);
    if (event.instanceOf !== null || to === calendar) return refuse("destination");
    const moved = moveEvent(world, calendar, to, operator, event);
    mailGuests(world, to, moved, "told of a change of", sendUpdates);
    return describeEvent(moved, to.timeZone);
  });
}

const readSendUpdates = (query: Query): SendUpdates =>
  readChoice(query, "sendUpdates", ["all", "externalOnly", "none"]) ?? "all";

function readWindow(query: Query): { timeMin: number | undefined; timeMax: number | undefined } {
  const [timeMin, timeMax] = [readInstant(query, "timeMin"), readInstant(query, "timeMax")];
  if (timeMin !== undefined && timeMax !== undefined && timeMin >= timeMax) refuse("timeMin");
  return { timeMin, timeMax };
}

interface FoundEvents {
  calendar: OpenCalendar["calendar"];
  query: Query;
  found: StoredEvent[];
  hasSyncToken: boolean;
}

/** One page; the sync token comes with the last, and is as old as the first. */
function answerList(pages: PageTokens, { calendar, query, found, hasSyncToken }: FoundEvents) {
  const zone = query.timeZone ?? calendar.timeZone;
  if (!isZone(zone)) refuse("timeZone");
  const { pageToken = "", ...others } = query;
  const key = JSON.stringify([calendar.id, Object.entries(others).sort()]);
  const size = readMaxResults(query, 250, mostResults);
  const { items, nextPageToken, beganAt } = pages.cut(found, key, size, pageToken);
  const answer: JsonObject = {
    kind: "calendar#events",
    etag: etagOf(calendar.updatedAt),
    summary: calendar.summary,
    updated: new Date(calendar.updatedAt).toISOString(),
    timeZone: zone,
    accessRole: "owner",
    defaultReminders: [{ method: "popup", minutes: 10 }],
    items: items.map((event) => describeEvent(event, zone)),
  };
  if (nextPageToken !== "") answer.nextPageToken = nextPageToken;
  else if (hasSyncToken) answer.nextSyncToken = writeSyncToken(beganAt);
  return answer;
}
