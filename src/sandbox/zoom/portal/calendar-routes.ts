import { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { withAutoAddedMeeting } from "../calendar/auto-add-meeting.ts";
import { calendarMissing } from "../calendar/calendar-list.ts";
import { changeSetting, getSetting } from "../calendar/calendar-settings.ts";
import { type StoredCalendar, calendarsOf } from "../calendar/calendar-state.ts";
import { listEvents } from "../calendar/event-list.ts";
import { getEvent } from "../calendar/event-lookup.ts";
import { readEventRequest } from "../calendar/event-request.ts";
import { deleteEvent, insertEvent, patchEvent } from "../calendar/event-writes.ts";
import { requireCalendarLicence } from "../calendar/licence.ts";
import { tellSetting } from "../calendar/calendar-webhooks.ts";
import { type ZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { readForm } from "../form.ts";
import { type Html } from "../page.ts";
import { eventBodyOf, eventFormOf, newEventForm, readEventForm } from "./calendar-form.ts";
import { calendarAddress, renderCalendar, renderEventForm } from "./calendar-pages.ts";
import { orShowFault } from "./faults.ts";

interface Portal {
  signedIn: (request: FastifyRequest) => ZoomUser;
  show: (
    reply: FastifyReply,
    user: ZoomUser,
    title: string,
    body: Html,
    status?: number,
  ) => FastifyReply;
}
interface OfCalendar {
  Params: { calendarId: string };
}
interface OfEvent {
  Params: { calendarId: string; eventId: string };
}

const path = "/calendar/:calendarId";
const yearMs = 365 * 86_400_000;

/** The portal's calendar: what is in a person's Zoom calendars, and events by hand. */
export function registerCalendarPages(
  app: FastifyInstance,
  world: ZoomWorld,
  { signedIn, show }: Portal,
): void {
  const open = (request: FastifyRequest, calendarId?: string) => {
    const user = signedIn(request);
    requireCalendarLicence(world, user);
    const calendars = calendarsOf(world, user);
    const calendar = calendarId === undefined ? calendars[0] : named(calendars, calendarId);
    if (calendar === undefined) throw calendarMissing(calendarId ?? "");
    return { user, calendars, calendar };
  };
  const showCalendar = (request: FastifyRequest, reply: FastifyReply, calendarId?: string) => {
    const { user, calendars, calendar } = open(request, calendarId);
    const now = world.sandbox.now().getTime();
    const events = listEvents(world, calendar, {
      timeMin: now - yearMs,
      timeMax: now + yearMs,
      showDeleted: false,
      singleEvents: true,
      orderBy: "startTime",
    });
    const addsMeetings = getSetting(world, user, "autoAddZoomMeeting").value === "true";
    const page = renderCalendar({ calendars, calendar, events, addsMeetings });
    return show(reply, user, "Calendar", page);
  };

  app.get("/calendar", (request, reply) => showCalendar(request, reply));
  app.get<OfCalendar>(path, (request, reply) =>
    showCalendar(request, reply, request.params.calendarId),
  );

  app.post("/calendar/auto-add", (request, reply) => {
    const form = readForm(request.body);
    const { user, calendar } = open(request, form.get("calendar") ?? undefined);
    const isOn = form.get("on") === "yes";
    changeSetting(world, user, "autoAddZoomMeeting", String(isOn));
    tellSetting(world, user, user, "autoAddZoomMeeting");
    return reply.redirect(calendarAddress(calendar), 303);
  });

  app.get<OfCalendar>(`${path}/new`, (request, reply) => {
    const { user, calendar } = open(request, request.params.calendarId);
    const form = newEventForm(world.sandbox.now(), calendar);
    return show(reply, user, "New event", renderEventForm(calendar, null, form));
  });

  app.post<OfCalendar>(`${path}/new`, (request, reply) => {
    const { user, calendar } = open(request, request.params.calendarId);
    const shown = newEventForm(world.sandbox.now(), calendar);
    const form = readEventForm(shown, readForm(request.body));
    return orShowFault(
      () => {
        const wanted = readEventRequest(eventBodyOf(form));
        insertEvent(world, calendar, user, withAutoAddedMeeting(world, user, wanted));
        return reply.redirect(calendarAddress(calendar), 303);
      },
      (fault) => show(reply, user, "New event", renderEventForm(calendar, null, form, fault), 400),
    );
  });

  app.get<OfEvent>(`${path}/events/:eventId`, (request, reply) => {
    const { user, calendar } = open(request, request.params.calendarId);
    const event = getEvent(world, calendar, request.params.eventId);
    const page = renderEventForm(calendar, event.id, eventFormOf(event, calendar));
    return show(reply, user, "Edit event", page);
  });

  app.post<OfEvent>(`${path}/events/:eventId`, (request, reply) => {
    const { user, calendar } = open(request, request.params.calendarId);
    const event = getEvent(world, calendar, request.params.eventId);
    const form = readEventForm(eventFormOf(event, calendar), readForm(request.body));
    return orShowFault(
      () => {
        const wanted = readEventRequest(eventBodyOf({ ...form, repeat: "none" }));
        patchEvent(world, calendar, user, event, wanted);
        return reply.redirect(calendarAddress(calendar), 303);
      },
      (fault) =>
        show(reply, user, "Edit event", renderEventForm(calendar, event.id, form, fault), 400),
    );
  });

  app.post<OfEvent>(`${path}/events/:eventId/delete`, (request, reply) => {
    const { user, calendar } = open(request, request.params.calendarId);
    deleteEvent(world, calendar, user, getEvent(world, calendar, request.params.eventId));
    return reply.redirect(calendarAddress(calendar), 303);
  });
}

const named = (calendars: readonly StoredCalendar[], id: string) =>
  calendars.find((calendar) => calendar.id === id);
