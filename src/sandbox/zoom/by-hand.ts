import { type Sandbox } from "../sandbox.ts";
import { withAutoAddedMeeting } from "./calendar/auto-add-meeting.ts";
import {
  type StoredEvent,
  eventsIn,
  findCalendar,
  isCancelled,
  primaryCalendarOf,
} from "./calendar/calendar-state.ts";
import { calendarMissing } from "./calendar/calendar-list.ts";
import { getEvent } from "./calendar/event-lookup.ts";
import { readEventRequest } from "./calendar/event-request.ts";
import { deleteEvent, insertEvent, patchEvent } from "./calendar/event-writes.ts";
import { createMeeting } from "./core/meeting-creation.ts";
import { getMeeting } from "./core/meeting-lookup.ts";
import {
  deleteMeeting,
  deleteOccurrence,
  getDeletedMeeting,
  recoverMeeting,
} from "./core/meeting-removal.ts";
import { readMeetingRequest } from "./core/meeting-request.ts";
import { updateMeeting, updateOccurrence } from "./core/meeting-update.ts";
import { type StoredMeeting } from "./core/meeting.ts";
import { type ZoomUser, findZoomUser } from "./core/users.ts";
import { userMissing } from "./core/zoom-error.ts";
import { type ZoomWorld } from "./core/zoom-state.ts";
import { getParts } from "./parts.ts";

/** Bodies are those of the REST API; what it refuses throws a `ZoomError` here, too. */
type Body = Record<string, unknown>;

/**
 * People at work in Zoom itself, as in its web portal: no token, no limits per day, but the same
 * rules and the same webhooks as the API.
 */
export interface ZoomByHand {
  schedule(email: string, body: Body): StoredMeeting;
  /** Changes a meeting, or with `occurrenceId` one occurrence of it. */
  change(meetingId: number | string, body: Body, occurrenceId?: string): void;
  remove(meetingId: number | string, occurrenceId?: string): void;
  recover(meetingId: number | string): void;
  /** Puts an event into the person's primary calendar, or into the one named. */
  addEvent(email: string, body: Body, calendarId?: string): StoredEvent;
  /** `body` has start and end, as every patch. The id of an instance changes that instance. */
  changeEvent(calendarId: string, eventId: string, body: Body): StoredEvent;
  removeEvent(calendarId: string, eventId: string): void;
  /** What is in a calendar; instances only where they were changed. */
  eventsIn(calendarId: string): StoredEvent[];
}

export function zoomByHand(sandbox: Sandbox): ZoomByHand {
  const { world } = getParts(sandbox);
  const hostOf = (meeting: Pick<StoredMeeting, "hostId">) => userOf(world, meeting.hostId);
  const open = (calendarId: string) => {
    const calendar = findCalendar(world, calendarId);
    if (calendar === undefined) throw calendarMissing(calendarId);
    return { calendar, owner: userOf(world, calendar.ownerId) };
  };
  return {
    schedule: (email, body) =>
      createMeeting(world, userOf(world, email), readMeetingRequest(body, "create"), "web_portal"),
    change: (meetingId, body, occurrenceId) => {
      const meeting = getMeeting(world, meetingId);
      const by = { operator: hostOf(meeting), isApi: false };
      const wanted = readMeetingRequest(body, "update");
      if (occurrenceId === undefined) updateMeeting(world, meeting, wanted, by);
      else updateOccurrence(world, meeting, occurrenceId, wanted, by);
    },
    remove: (meetingId, occurrenceId) => {
      const meeting = getMeeting(world, meetingId);
      if (occurrenceId === undefined) deleteMeeting(world, meeting, hostOf(meeting));
      else deleteOccurrence(world, meeting, occurrenceId, hostOf(meeting));
    },
    recover: (meetingId) => {
      const meeting = getDeletedMeeting(world, meetingId);
      recoverMeeting(world, meeting, hostOf(meeting));
    },
    addEvent: (email, body, calendarId) => {
      const user = userOf(world, email);
      const calendar =
        calendarId === undefined ? primaryCalendarOf(world, user) : open(calendarId).calendar;
      const wanted = withAutoAddedMeeting(world, user, readEventRequest(body));
      return insertEvent(world, calendar, user, wanted);
    },
    changeEvent: (calendarId, eventId, body) => {
      const { calendar, owner } = open(calendarId);
      const before = getEvent(world, calendar, eventId);
      return patchEvent(world, calendar, owner, before, readEventRequest(body));
    },
    removeEvent: (calendarId, eventId) => {
      const { calendar, owner } = open(calendarId);
      deleteEvent(world, calendar, owner, getEvent(world, calendar, eventId));
    },
    eventsIn: (calendarId) =>
      eventsIn(world, open(calendarId).calendar).filter((event) => !isCancelled(event)),
  };
}

function userOf(world: ZoomWorld, idOrEmail: string): ZoomUser {
  const user = findZoomUser(world.users, idOrEmail);
  if (user === undefined) throw userMissing(idOrEmail);
  return user;
}
