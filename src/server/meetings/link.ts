import { type MeetingOptions } from "../../shared/api/meeting.ts";
import {
  type Agreed,
  type ItemKey,
  type OutlookPresent,
  type ZoomMeetingId,
  type ZoomState,
} from "../../sync/model.ts";
import { type Intended } from "../../sync/agreement.ts";
import { type PastWrite } from "../../sync/guards.ts";
import { type Tries } from "../tries.ts";

/** What must be known to take a Zoom meeting for our own after its create answer was lost. */
export interface CreateAttempt {
  /** When the call was made, UTC. */
  at: string;
  topic: string;
  type: number;
  /** UTC; absent without fixed time. */
  startTime?: string;
  duration?: number;
}

/** Why a change has not reached the other side yet. */
export interface Waiting {
  reason:
    | "editing"
    | "dailyLimit"
    | "zoomUnavailable"
    | "reconnectZoom"
    /** Zoom changed; Outlook could not be written. */
    | "reconnectMicrosoft"
    | "outlookUnavailable";
  /** The earliest moment it can; null when a person has to act first. */
  until: Temporal.Instant | null;
}

/** How people get into the meeting; sealed in the database. */
export interface MeetingAccess {
  joinUrl: string;
  passcode: string | null;
  hostEmail: string;
}

/** An appointment and its Zoom meeting: what we know of both, and the last state they agreed on. */
export interface Link {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly itemKey: ItemKey;
  /** `reserved` until the appointment is known to be saved or sent; `removed` by the person. */
  state: "reserved" | "confirmed" | "removed";
  zoomUserId: string;
  zoomMeetingId: ZoomMeetingId | null;
  access: MeetingAccess | null;
  createAttempt: CreateAttempt | null;
  options: MeetingOptions;
  outlookItemId: string | null;
  outlookSeriesId: string | null;
  /** As the add-in last reported it. */
  outlook: OutlookPresent;
  /** As Zoom last answered; null before the meeting exists. */
  zoom: ZoomState | null;
  agreed: Agreed | null;
  /** Version 2: a write that was begun. */
  intended: Intended | null;
  /** What Zoom could not hold, as codes the texts know. */
  notices: string[];
  /** The appointment has attendees, in an Outlook that reports every send. */
  wouldBeReported: boolean;
  waiting: Waiting | null;
  zoomDeletedAt: Temporal.Instant | null;
  reservedAt: Temporal.Instant;
  confirmedAt: Temporal.Instant | null;
  removedAt: Temporal.Instant | null;
  checkedAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
  /** Version 2: the entry this meeting belongs to. */
  entryId: string | null;
  /** Zoom may have been written without our knowing how it went: read it before deciding. */
  zoomIsStale: boolean;
  /** Version 2: the add-in read Zoom's state in between, and no run has decided about it yet. */
  zoomIsUndecided: boolean;
  /** Our newest writes on either side, to see a ping-pong. */
  recentWrites: readonly PastWrite[];
  /** Version 2: how making its Outlook event went; written by `LinksWithoutEvent.tried` alone. */
  readonly event: Readonly<Tries>;
}
