import {
  type Agreed,
  type MeetingOptions,
  type MeetingTime,
  type OccurrenceException,
  type OutlookFields,
  type Recurrence,
  type Sensitivity,
  type ShowAs,
  type ZoomFields,
  type ZoomSchedule,
} from "./model.ts";
import { type Instant } from "./instant.ts";

/** Only the fields named are written; the others are left as they are. */
export interface ZoomPatch {
  readonly topic?: string;
  /** Zoom takes a recurrence only whole, so type, time and recurrence travel together. */
  readonly schedule?: ZoomSchedule;
  readonly agenda?: string;
  readonly invitees?: readonly string[];
  readonly isPrivate?: boolean;
  readonly options?: MeetingOptions;
}

/**
 * Occurrences are named by their original start: after a series write Zoom may have new ids, so the
 * one who executes the plan reads them again first.
 */
export type ZoomAction =
  | {
      readonly type: "createZoomMeeting";
      readonly fields: ZoomFields;
      readonly lost: readonly LostCode[];
    }
  | { readonly type: "patchZoomMeeting"; readonly fields: ZoomPatch }
  | {
      readonly type: "patchZoomOccurrence";
      readonly originalStart: Instant;
      readonly start: Instant;
      readonly durationMinutes: number;
    }
  | { readonly type: "deleteZoomOccurrence"; readonly originalStart: Instant }
  | { readonly type: "deleteZoomMeeting" }
  | { readonly type: "recoverZoomMeeting" };

export interface OutlookPatch {
  readonly subject?: string;
  readonly time?: MeetingTime;
  readonly recurrence?: Recurrence | null;
  readonly notes?: string;
  /** Graph replaces the whole list: read it, change only these, send it back. */
  readonly attendees?: { readonly add: readonly string[]; readonly remove: readonly string[] };
  readonly sensitivity?: Sensitivity;
  readonly showAs?: ShowAs;
}

export type OutlookAction =
  | { readonly type: "createOutlookEvent"; readonly fields: OutlookFields }
  | { readonly type: "patchOutlookEvent"; readonly fields: OutlookPatch }
  | {
      readonly type: "patchOutlookOccurrence";
      readonly originalStart: Instant;
      readonly start: Instant;
      readonly end: Instant;
    }
  | { readonly type: "cancelOutlookOccurrence"; readonly originalStart: Instant }
  | { readonly type: "deleteOutlookEvent" };

export type Action = ZoomAction | OutlookAction;

/** Both sides changed the same thing differently. Values are in Outlook's terms on both sides. */
export type Conflict = { readonly winner: "outlook" | "zoom" } & (
  | { readonly field: "subject"; readonly outlook: string; readonly zoom: string }
  | { readonly field: "time"; readonly outlook: MeetingTime; readonly zoom: MeetingTime }
  | {
      readonly field: "recurrence";
      readonly outlook: Recurrence | null;
      readonly zoom: Recurrence | null;
    }
  | {
      readonly field: "exception";
      readonly originalStart: Instant;
      readonly outlook: OccurrenceException | null;
      readonly zoom: OccurrenceException | null;
    }
  | { readonly field: "notes"; readonly outlook: string; readonly zoom: string }
  | { readonly field: "sensitivity"; readonly outlook: Sensitivity; readonly zoom: Sensitivity }
  | { readonly field: "options"; readonly outlook: MeetingOptions; readonly zoom: MeetingOptions }
  /** One side was deleted while the other was edited; `null` is the side that is gone. */
  | {
      readonly field: "existence";
      readonly outlook: OutlookFields | null;
      readonly zoom: ZoomFields | null;
    }
);

export type ConflictField = Conflict["field"];

/** Why a series has no fixed time in Zoom. */
export type ReasonCode =
  | "recurrence.yearly"
  | "recurrence.endless"
  | "recurrence.tooMany"
  | "recurrence.interval"
  | "recurrence.monthDay"
  | "recurrence.weekdaySet"
  | "recurrence.weekStart"
  | "recurrence.past"
  | "timeZone.unmapped";

/** What Zoom cannot hold, in words the texts know. */
export type LostCode =
  | ReasonCode
  | "subject.shortened"
  | "notes.shortened"
  | "duration.shortened"
  | "exception.subject"
  | "time.past";

export interface Plan {
  readonly outlook: readonly OutlookAction[];
  readonly zoom: readonly ZoomAction[];
  /**
   * To be stored once every action has succeeded; `null` when the pair is over. After a create, store
   * `agreeOn(outlook, zoom)` with the vendor's answer instead: the vendor may have changed what was sent.
   */
  readonly agreed: Agreed | null;
  readonly conflicts: readonly Conflict[];
  /** What did not survive the way to Zoom. */
  readonly lost: readonly LostCode[];
}
