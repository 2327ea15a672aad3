import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { ItemKey } from "../../shared/api/appointment.ts";
import {
  AddMeetingRequest,
  LookUpReply,
  LookUpRequest,
  MeetingChanges,
  MeetingView,
  ReportReply,
  ReportRequest,
} from "../../shared/api/meeting.ts";
import { routes } from "../../shared/api/routes.ts";
import { type MeetingService } from "../meetings/meeting-service.ts";
import { type Callers } from "./caller.ts";
import { limitByCaller } from "./request-limits.ts";

interface MeetingRoutes {
  callers: Callers;
  meetings: MeetingService;
}

/** A ticket lies in the mailbox, where other apps can read it: it never opens a meeting. */
function withoutSecrets(meeting: MeetingView): MeetingView {
  return { ...meeting, passcode: null, joinUrl: meeting.joinUrl.replace(/[?#].*$/, "") };
}

const OneMeeting = Type.Object({ itemKey: ItemKey });

/** Outlook's actions on a meeting. */
export const meetingRoutes: FastifyPluginAsyncTypebox<MeetingRoutes> = async (
  app,
  { callers, meetings },
) => {
  limitByCaller(app);
  app.post(
    routes.meetings,
    { schema: { body: AddMeetingRequest, response: { 200: MeetingView } } },
    async (request) => meetings.add(await callers.person(request), request.body),
  );

  app.post(
    routes.lookUp,
    { schema: { body: LookUpRequest, response: { 200: LookUpReply } } },
    async (request) => ({
      meeting: await meetings.lookUp(await callers.person(request), request.body),
    }),
  );

  app.post(
    routes.report,
    {
      schema: {
        body: ReportRequest,
        response: { 200: ReportReply },
        security: [{ entra: [] }, { ticket: [] }],
      },
    },
    async (request) => {
      const { user, isHandler } = await callers.personOrHandler(request);
      const { action, handlerVersion } = request.body;
      request.log.info({ action, handlerVersion }, "Outlook reported an appointment");
      const meeting = await meetings.report(user, request.body);
      return { meeting: meeting && isHandler ? withoutSecrets(meeting) : meeting };
    },
  );

  app.patch(
    routes.meeting(":itemKey"),
    { schema: { params: OneMeeting, body: MeetingChanges, response: { 200: MeetingView } } },
    async (request) => {
      const user = await callers.person(request);
      return meetings.changeOptions(user, request.params.itemKey, request.body.options);
    },
  );

  app.delete(
    routes.meeting(":itemKey"),
    { schema: { params: OneMeeting, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await meetings.remove(await callers.person(request), request.params.itemKey);
      return reply.status(204).send(null);
    },
  );

  app.post(
    routes.recover(":itemKey"),
    { schema: { params: OneMeeting, response: { 200: MeetingView } } },
    async (request) => meetings.recover(await callers.person(request), request.params.itemKey),
  );

  return Promise.resolve();
};
