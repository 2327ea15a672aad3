import type { ZoomConnection } from "../../../shared/api/account.ts";
import type { MeetingView } from "../../../shared/api/meeting.ts";
import type { SignIn } from "../../auth/sign-in.ts";
import type { Api } from "../../backend/api.ts";
import type { AddMeetingPorts } from "../../meeting/add-meeting.ts";

export interface PanePorts extends AddMeetingPorts {
  api: Api;
  signIn: SignIn;
  connectZoom(): Promise<ZoomConnection>;
  /** Runs an addition so that no other frame adds at the same time. */
  oneAtATime(work: () => Promise<MeetingView>): Promise<MeetingView>;
  calendarOwner(): Promise<string | null>;
  /** Gives the event handlers a ticket, if Outlook has none. */
  ensureTicket(): Promise<void>;
  hideBar(): Promise<void>;
  now(): number;
  /** @returns a function that stops it. */
  after(ms: number, work: () => void): () => void;
}
