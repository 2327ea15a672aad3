import type {
  ConnectStart,
  Me,
  MyChanges,
  OptionDefaults,
  Ticket,
  ZoomConnection,
} from "../../shared/api/account.ts";
import type {
  AddMeetingRequest,
  LookUpReply,
  LookUpRequest,
  MeetingOptions,
  MeetingView,
  ReportReply,
  ReportRequest,
} from "../../shared/api/meeting.ts";
import { routes } from "../../shared/api/routes.ts";
import type { Send } from "./send.ts";

/** Our server, as the add-in uses it. Every call throws ApiProblem, ApiUnreachable or SignInError. */
export interface Api {
  me(): Promise<Me>;
  changeMe(changes: MyChanges): Promise<Me>;
  options(): Promise<OptionDefaults>;
  newTicket(): Promise<Ticket>;
  startZoomConnection(): Promise<ConnectStart>;
  finishZoomConnection(code: string): Promise<ZoomConnection>;
  addMeeting(request: AddMeetingRequest): Promise<MeetingView>;
  lookUp(request: LookUpRequest): Promise<LookUpReply>;
  report(request: ReportRequest): Promise<ReportReply>;
  changeOptions(itemKey: string, options: MeetingOptions): Promise<MeetingView>;
  removeMeeting(itemKey: string): Promise<void>;
  recoverMeeting(itemKey: string): Promise<MeetingView>;
}

export function createApi(send: Send): Api {
  return {
    me: () => send<Me>("GET", routes.me),
    changeMe: (changes) => send<Me>("PATCH", routes.me, changes),
    options: () => send<OptionDefaults>("GET", routes.myOptions),
    newTicket: () => send<Ticket>("POST", routes.tickets, {}),
    startZoomConnection: () => send<ConnectStart>("POST", routes.zoomConnectionStart, {}),
    finishZoomConnection: (code) => send<ZoomConnection>("POST", routes.zoomConnection, { code }),
    addMeeting: (request) => send<MeetingView>("POST", routes.meetings, request),
    lookUp: (request) => send<LookUpReply>("POST", routes.lookUp, request),
    report: (request) => send<ReportReply>("POST", routes.report, request),
    changeOptions: (itemKey, options) =>
      send<MeetingView>("PATCH", routes.meeting(itemKey), { options }),
    removeMeeting: (itemKey) => send<undefined>("DELETE", routes.meeting(itemKey)),
    recoverMeeting: (itemKey) => send<MeetingView>("POST", routes.recover(itemKey), {}),
  };
}
