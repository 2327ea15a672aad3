import { type FastifyInstance } from "fastify";
import { writeInvitation } from "../core/invitation.ts";
import { createMeeting, requireHosting } from "../core/meeting-creation.ts";
import { listMeetings, listNextDay, listTypes } from "../core/meeting-list.ts";
import { getMeeting } from "../core/meeting-lookup.ts";
import {
  deleteMeeting,
  deleteOccurrence,
  getDeletedMeeting,
  recoverMeeting,
} from "../core/meeting-removal.ts";
import { readMeetingRequest } from "../core/meeting-request.ts";
import { endMeeting } from "../core/meeting-run.ts";
import { getOccurrence, updateMeeting, updateOccurrence } from "../core/meeting-update.ts";
import { describeMeeting } from "../core/meeting-view.ts";
import { isJsonObject } from "../core/json.ts";
import { userTemplates } from "../core/templates.ts";
import { meetingMissing, validationFailed } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { zoomTimeZones } from "../core/zoom-timezones.ts";
import { type Access, type GrantStore } from "../oauth/grant-store.ts";
import { authorize, operatorOf, requireMeetingAccess, resolveUser } from "./access.ts";
import { PageTokens } from "./page-tokens.ts";
import { readDay, readPageSize, readQuery, refuse } from "./query.ts";

interface OfUser {
  Params: { userId: string };
}
interface OfMeeting {
  Params: { meetingId: string };
}

/** Meetings of the REST API (https://developers.zoom.us/docs/api/meetings/). */
export function registerMeetingRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  const pages = new PageTokens(() => world.sandbox.now());
  const open = (access: Access, meetingId: string) => {
    const meeting = getMeeting(world, meetingId);
    const host = requireMeetingAccess(world, access, meeting);
    return { meeting, host, operator: operatorOf(world, access, host) };
  };

  app.post<OfUser>("/users/:userId/meetings", async (request, reply) => {
    const access = authorize(request, grants, "meeting:write:meeting");
    const user = resolveUser(world, access, request.params.userId);
    const wanted = readMeetingRequest(request.body, "create");
    const isOwn = access.kind !== "user" || user.id === access.userId;
    const scheduler = isOwn ? user : operatorOf(world, access, user);
    const scheduleFor = isOwn ? wanted.scheduleFor : user.id;
    const meeting = createMeeting(
      world,
      scheduler,
      scheduleFor === undefined ? wanted : { ...wanted, scheduleFor },
      "open_api",
    );
    return reply.status(201).send(describeMeeting(world, meeting));
  });

  app.get<OfUser>("/users/:userId/meetings", (request) => {
    const access = authorize(request, grants, "meeting:read:list_meetings");
    const user = resolveUser(world, access, request.params.userId);
    requireHosting(world, user);
    const query = readQuery(request);
    const type = listTypes.find((one) => one === (query.type ?? "scheduled"));
    if (type === undefined) return refuse("type");
    const [from, to] = [readDay(query, "from"), readDay(query, "to")];
    const { timezone } = query;
    if (timezone !== undefined && !zoomTimeZones.has(timezone)) return refuse("timezone");
    const pageSize = readPageSize(query);
    const all = listMeetings(world, user.id, { type, from, to, timezone });
    const key = JSON.stringify([user.id, type, from, to, timezone, pageSize]);
    const { items, nextPageToken } = pages.cut(all, key, pageSize, query.next_page_token ?? "");
    return {
      page_size: pageSize,
      total_records: all.length,
      next_page_token: nextPageToken,
      meetings: items,
    };
  });

  app.get<OfUser>("/users/:userId/upcoming_meetings", (request) => {
    const access = authorize(request, grants, "meeting:read:list_upcoming_meetings");
    const user = resolveUser(world, access, request.params.userId);
    const meetings = listNextDay(world, user.id);
    return { total_records: meetings.length, meetings };
  });

  app.get<OfUser>("/users/:userId/meeting_templates", (request) => {
    const access = authorize(request, grants, "meeting:read:list_templates");
    requireHosting(world, resolveUser(world, access, request.params.userId));
    return { total_records: userTemplates.length, templates: userTemplates };
  });

  app.get<OfMeeting>("/meetings/:meetingId", (request) => {
    const access = authorize(request, grants, "meeting:read:meeting");
    const { meeting } = open(access, request.params.meetingId);
    const query = readQuery(request);
    const occurrenceId = query.occurrence_id;
    return describeMeeting(world, meeting, {
      showPrevious: query.show_previous_occurrences === "true",
      ...(occurrenceId === undefined ? {} : { occurrence: getOccurrence(meeting, occurrenceId) }),
    });
  });

  app.patch<OfMeeting>("/meetings/:meetingId", async (request, reply) => {
    const access = authorize(request, grants, "meeting:update:meeting");
    const { meeting, operator } = open(access, request.params.meetingId);
    const wanted = readMeetingRequest(request.body, "update");
    const occurrenceId = readQuery(request).occurrence_id;
    const by = { operator, isApi: true };
    if (occurrenceId === undefined) updateMeeting(world, meeting, wanted, by);
    else updateOccurrence(world, meeting, occurrenceId, wanted, by);
    return reply.status(204).send();
  });

  app.delete<OfMeeting>("/meetings/:meetingId", async (request, reply) => {
    const access = authorize(request, grants, "meeting:delete:meeting");
    const { meeting, operator } = open(access, request.params.meetingId);
    const occurrenceId = readQuery(request).occurrence_id;
    if (occurrenceId === undefined) deleteMeeting(world, meeting, operator);
    else deleteOccurrence(world, meeting, occurrenceId, operator);
    return reply.status(204).send();
  });

  app.put<OfMeeting>("/meetings/:meetingId/status", async (request, reply) => {
    const access = authorize(request, grants, "meeting:update:status");
    const action = isJsonObject(request.body) ? request.body.action : undefined;
    if (action === "recover") {
      const meeting = getDeletedMeeting(world, request.params.meetingId);
      const host = requireMeetingAccess(world, access, meeting);
      recoverMeeting(world, meeting, operatorOf(world, access, host));
    } else if (action === "end") endMeeting(world, open(access, request.params.meetingId).meeting);
    else throw validationFailed({ field: "action", message: "Invalid field." });
    return reply.status(204).send();
  });

  app.get<OfMeeting>("/meetings/:meetingId/invitation", (request) => {
    const access = authorize(request, grants, "meeting:read:invitation");
    const { meeting, host } = open(access, request.params.meetingId);
    return { invitation: writeInvitation(world, meeting, host), sip_links: [] };
  });

  app.get<OfMeeting>("/past_meetings/:meetingId", (request) => {
    const access = authorize(request, grants, "meeting:read:past_meeting");
    const asked = decodeURIComponent(request.params.meetingId);
    const past = world.state.value.pastInstances.findLast(
      ({ meetingId, uuid }) => String(meetingId) === asked || uuid === asked,
    );
    if (past === undefined) throw meetingMissing(asked);
    const host = requireMeetingAccess(world, access, { ...past, id: past.meetingId });
    const minutes = Math.ceil((Date.parse(past.endTime) - Date.parse(past.startTime)) / 60_000);
    return {
      id: past.meetingId,
      uuid: past.uuid,
      host_id: past.hostId,
      type: past.type,
      topic: past.topic,
      user_name: host.displayName,
      user_email: host.email,
      start_time: past.startTime,
      end_time: past.endTime,
      duration: minutes,
      total_minutes: minutes,
      participants_count: 1,
      dept: "",
      source: "Zoom",
      has_meeting_summary: false,
    };
  });
}
