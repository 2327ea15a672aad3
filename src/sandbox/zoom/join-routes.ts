import { type FastifyInstance, type FastifyReply } from "fastify";
import { spellMeetingId } from "./core/invitation.ts";
import { getMeeting } from "./core/meeting-lookup.ts";
import { endMeeting, startMeeting } from "./core/meeting-run.ts";
import { findZoomUser } from "./core/users.ts";
import { ZoomError } from "./core/zoom-error.ts";
import { type ZoomWorld } from "./core/zoom-state.ts";
import { readForm } from "./form.ts";
import { html, renderPage } from "./page.ts";

interface OfMeeting {
  Params: { meetingId: string };
}

/** Where join and start links lead: pages that stand for the meeting itself. */
export function registerJoinRoutes(app: FastifyInstance, world: ZoomWorld): void {
  const send = (reply: FastifyReply, page: string, status = 200) =>
    reply.status(status).type("text/html; charset=utf-8").send(page);
  const refuse = (reply: FastifyReply, error: unknown) => {
    if (!(error instanceof ZoomError)) throw error;
    const page = renderPage(
      "Invalid meeting",
      html`<section class="card narrow">
        <h1>This meeting link is invalid</h1>
        <p role="alert">${error.message}</p>
      </section>`,
    );
    return send(reply, page, error.status);
  };

  app.get<OfMeeting>("/j/:meetingId", async (request, reply) => {
    try {
      const meeting = getMeeting(world, request.params.meetingId);
      const host = findZoomUser(world.users, meeting.hostId);
      const page = renderPage(
        meeting.topic,
        html`<section class="card narrow">
          <h1>${meeting.topic}</h1>
          <p>You would now be in the meeting.</p>
          <dl>
            <dt>Host</dt>
            <dd>${host?.displayName}</dd>
            <dt>Meeting ID</dt>
            <dd>${spellMeetingId(meeting.id)}</dd>
            <dt>State</dt>
            <dd>${stateOf(meeting.startedAt)}</dd>
          </dl>
        </section>`,
      );
      return await send(reply, page);
    } catch (error) {
      return refuse(reply, error);
    }
  });

  app.get<OfMeeting>("/s/:meetingId", async (request, reply) => {
    try {
      const meeting = getMeeting(world, request.params.meetingId);
      const isRunning = meeting.startedAt !== null;
      const page = renderPage(
        meeting.topic,
        html`<section class="card narrow">
          <h1>${meeting.topic}</h1>
          <p>${stateOf(meeting.startedAt)}</p>
          <form method="post">
            <button class="primary" name="action" value="${isRunning ? "end" : "start"}">
              ${isRunning ? "End meeting for all" : "Start meeting"}
            </button>
          </form>
        </section>`,
      );
      return await send(reply, page);
    } catch (error) {
      return refuse(reply, error);
    }
  });

  app.post<OfMeeting>("/s/:meetingId", async (request, reply) => {
    try {
      const meeting = getMeeting(world, request.params.meetingId);
      if (readForm(request.body).get("action") === "end") endMeeting(world, meeting);
      else startMeeting(world, meeting);
      return await reply.redirect(request.url, 303);
    } catch (error) {
      return refuse(reply, error);
    }
  });
}

const stateOf = (startedAt: string | null) =>
  startedAt === null ? "Waiting for the host to start" : "The meeting is running";
