import { readFileSync } from "node:fs";
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { createMeeting } from "../core/meeting-creation.ts";
import { deletedMeetingsOf, getMeeting, meetingsOf } from "../core/meeting-lookup.ts";
import {
  deleteMeeting,
  deleteOccurrence,
  getDeletedMeeting,
  recoverMeeting,
} from "../core/meeting-removal.ts";
import { readMeetingRequest } from "../core/meeting-request.ts";
import { getOccurrence, updateMeeting, updateOccurrence } from "../core/meeting-update.ts";
import { type StoredMeeting } from "../core/meeting.ts";
import { type UserChoices, choicesOf, initialChoices } from "../core/user-settings.ts";
import { type ZoomUser, findZoomUser } from "../core/users.ts";
import { ZoomError, meetingMissing } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { readForm } from "../form.ts";
import { renderSignIn } from "../oauth/authorize-pages.ts";
import { type Html, html } from "../page.ts";
import { registerCalendarPages } from "./calendar-routes.ts";
import { orShowFault } from "./faults.ts";
import { renderMeetingForm, renderOccurrenceForm } from "./form-page.ts";
import { bodyOf, changesBetween, formOf, newForm, readMeetingForm } from "./meeting-form.ts";
import { listShelf, readShelf } from "./shelves.ts";
import { renderList, renderMeeting, renderPortal, renderSettings } from "./portal-pages.ts";

const home = "/zoom/portal";
const cookieName = "zoom_portal_user";

interface OfMeeting {
  Params: { meetingId: string };
}

/** Zoom's web portal: meetings by hand, through the same rules as the API. */
export function registerPortalRoutes(app: FastifyInstance, world: ZoomWorld): void {
  serveFiles(app);
  const send = (reply: FastifyReply, page: string, status = 200) =>
    reply
      .status(status)
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .send(page);
  const signedIn = (request: FastifyRequest): ZoomUser => {
    const cookies = (request.headers.cookie ?? "").split(/;\s*/);
    const own = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
    const user = findZoomUser(world.users, own?.slice(cookieName.length + 1) ?? "");
    if (user === undefined) throw new SignInWanted();
    return user;
  };
  const own = (user: ZoomUser, meeting: StoredMeeting): StoredMeeting => {
    const mayOpen = meeting.hostId === user.id || user.mayScheduleFor.includes(meeting.hostId);
    if (!mayOpen) throw meetingMissing(meeting.id);
    return meeting;
  };
  const show = (reply: FastifyReply, user: ZoomUser, title: string, body: Html, status = 200) =>
    send(reply, renderPortal(title, user, body), status);

  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SignInWanted) {
      return send(reply, renderSignIn(world.users, `${home}/signin`, request.url), 200);
    }
    if (!(error instanceof ZoomError)) throw error;
    const body = html`<section class="card"><p role="alert">${error.message}</p></section>`;
    return show(reply, signedIn(request), "Not possible", body, error.status);
  });

  app.post("/signin", (request, reply) => {
    const form = readForm(request.body);
    const user = findZoomUser(world.users, form.get("user") ?? "");
    if (user === undefined) throw new SignInWanted();
    reply.header("set-cookie", `${cookieName}=${user.id}; Path=${home}; HttpOnly; SameSite=Lax`);
    const wanted = form.get("transaction") ?? "";
    const isPage = wanted.startsWith(`${home}/`) && !/\/sign(in|out)/.test(wanted);
    return reply.redirect(isPage ? wanted : home, 303);
  });

  app.post("/signout", (_request, reply) => {
    reply.header("set-cookie", `${cookieName}=; Path=${home}; Max-Age=0; HttpOnly; SameSite=Lax`);
    return reply.redirect(home, 303);
  });

  app.get<{ Querystring: { show?: string; q?: string } }>("/", (request, reply) => {
    const user = signedIn(request);
    const { shelf, search } = readShelf(request.query);
    const meetings =
      shelf === "deleted" ? deletedMeetingsOf(world, user.id) : meetingsOf(world, user.id);
    const listed = listShelf(meetings, shelf, search, world.sandbox.now().getTime());
    return show(reply, user, "Meetings", renderList(shelf, search, listed));
  });

  app.get("/schedule", (request, reply) => {
    const user = signedIn(request);
    const form = newForm(world.sandbox.now(), user.timezone, choicesOf(world.state.value, user.id));
    return show(reply, user, "Schedule", renderMeetingForm("Schedule a meeting", form));
  });

  app.post("/schedule", (request, reply) => {
    const user = signedIn(request);
    const shown = newForm(
      world.sandbox.now(),
      user.timezone,
      choicesOf(world.state.value, user.id),
    );
    const form = readMeetingForm(shown, readForm(request.body));
    return orShowFault(
      () => {
        const wanted = readMeetingRequest(bodyOf(form), "create");
        const meeting = createMeeting(world, user, wanted, "web_portal");
        return reply.redirect(`${home}/meetings/${meeting.id}`, 303);
      },
      (fault) =>
        show(reply, user, "Schedule", renderMeetingForm("Schedule a meeting", form, fault), 400),
    );
  });

  app.get<OfMeeting>("/meetings/:meetingId", (request, reply) => {
    const user = signedIn(request);
    const meeting = own(user, getMeeting(world, request.params.meetingId));
    const host = findZoomUser(world.users, meeting.hostId) ?? user;
    return show(reply, user, meeting.topic, renderMeeting(world, meeting, host));
  });

  app.get<OfMeeting & { Querystring: { occurrence?: string } }>(
    "/meetings/:meetingId/edit",
    (request, reply) => {
      const user = signedIn(request);
      const meeting = own(user, getMeeting(world, request.params.meetingId));
      const { occurrence } = request.query;
      const page = occurrence
        ? renderOccurrenceForm(meeting.topic, occurrenceForm(meeting, occurrence))
        : renderMeetingForm("Edit meeting", formOf(meeting));
      return show(reply, user, "Edit", page);
    },
  );

  app.post<OfMeeting & { Querystring: { occurrence?: string } }>(
    "/meetings/:meetingId/edit",
    (request, reply) => {
      const user = signedIn(request);
      const meeting = own(user, getMeeting(world, request.params.meetingId));
      const by = { operator: user, isApi: false };
      const back = `${home}/meetings/${meeting.id}`;
      const { occurrence } = request.query;
      const shown = occurrence ? occurrenceForm(meeting, occurrence) : formOf(meeting);
      const form = readMeetingForm(shown, readForm(request.body));
      const save = () => {
        if (occurrence) {
          const { date, time, duration, agenda } = form;
          const start = `${date}T${time}:00`;
          const body = { start_time: start, duration: Number(duration), agenda };
          const wanted = readMeetingRequest(body, "update");
          updateOccurrence(world, meeting, occurrence, wanted, by);
        } else {
          const wanted = readMeetingRequest(changesBetween(shown, form), "update");
          updateMeeting(world, meeting, wanted, by);
        }
        return reply.redirect(back, 303);
      };
      return orShowFault(save, (fault) => {
        const page = occurrence
          ? renderOccurrenceForm(meeting.topic, form, fault)
          : renderMeetingForm("Edit meeting", form, fault);
        return show(reply, user, "Edit", page, 400);
      });
    },
  );

  app.post<OfMeeting>("/meetings/:meetingId/delete", (request, reply) => {
    const user = signedIn(request);
    const meeting = own(user, getMeeting(world, request.params.meetingId));
    const occurrence = readForm(request.body).get("occurrence") ?? "";
    if (occurrence === "") deleteMeeting(world, meeting, user);
    else deleteOccurrence(world, meeting, occurrence, user);
    return reply.redirect(occurrence === "" ? home : `${home}/meetings/${meeting.id}`, 303);
  });

  app.post<OfMeeting>("/meetings/:meetingId/recover", (request, reply) => {
    const user = signedIn(request);
    const meeting = own(user, getDeletedMeeting(world, request.params.meetingId));
    recoverMeeting(world, meeting, user);
    return reply.redirect(`${home}/meetings/${meeting.id}`, 303);
  });

  registerCalendarPages(app, world, { signedIn, show });

  app.get("/settings", (request, reply) => {
    const user = signedIn(request);
    const choices = choicesOf(world.state.value, user.id);
    return show(reply, user, "Settings", renderSettings(choices, false));
  });

  app.post("/settings", (request, reply) => {
    const user = signedIn(request);
    const form = readForm(request.body);
    const choices = Object.fromEntries(
      Object.keys(initialChoices).map((name) => [name, form.get(name) === "yes"]),
    ) as unknown as UserChoices;
    world.state.value.choices[user.id] = choices;
    world.state.save();
    return show(reply, user, "Settings", renderSettings(choices, true));
  });
}

class SignInWanted extends Error {}

function occurrenceForm(meeting: StoredMeeting, occurrenceId: string) {
  const { start_time, duration, agenda } = getOccurrence(meeting, occurrenceId);
  const moved = { ...meeting, startTime: start_time, duration };
  return { ...formOf(moved), agenda: agenda ?? meeting.agenda };
}

function serveFiles(app: FastifyInstance): void {
  const files = { "style.css": "text/css", "copy.js": "text/javascript" };
  for (const [name, type] of Object.entries(files)) {
    const content = readFileSync(new URL(name, import.meta.url));
    app.get(`/${name}`, (_request, reply) => reply.type(`${type}; charset=utf-8`).send(content));
  }
}
