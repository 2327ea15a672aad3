/**
 * The words of the engine.
 *
 * - Meeting: the thing people meet in; it has an Outlook side and a Zoom side.
 * - Appointment, event: the Outlook side (Office.js says appointment, Graph says event).
 * - Zoom meeting: the Zoom side.
 * - Entry: any calendar entry, with or without a Zoom meeting.
 * - Link: the pair of one event and one Zoom meeting.
 * - Agreed: what each side looked like when the two last were in step. A field has changed on a side
 *   when it differs from Agreed on that side, so what a vendor cuts off or cannot hold is no change.
 * - Cursor: how far a side was read (a delta link and its window).
 * - Notification: a hint that something changed; never the truth itself.
 * - Plan, Action: what to write where; the engine decides, others do.
 * - Conflict: both sides changed the same field differently; it keeps both values.
 * - Connection: a user's link to a Microsoft 365 calendar.
 * - Join block: our part of an event's body; everything else in the body belongs to the person.
 */
import { type MeetingOptions } from "../shared/api/meeting.ts";
import { type Recurrence } from "../shared/api/recurrence.ts";
import { type GraphEventId, type ZoomMeetingId, type ZoomOccurrenceId } from "./ids.ts";
import { type Instant } from "./instant.ts";

export type { MeetingOptions, Recurrence };
export type * from "./ids.ts";
export { type Instant } from "./instant.ts";
export type * from "./plan.ts";

/** Start, end, zone and all-day belong together: they merge as one. For a series: the first occurrence. */
export interface MeetingTime {
  readonly start: Instant;
  readonly end: Instant;
  /** IANA name. */
  readonly timeZone: string;
  readonly isAllDay: boolean;
}

/** What is different about one occurrence of a series. */
export type OccurrenceException =
  | {
      readonly kind: "moved";
      readonly start: Instant;
      readonly end: Instant;
      readonly subject?: string;
    }
  | { readonly kind: "cancelled" }
  /** Something else was edited, such as its subject: Zoom keeps none of it per occurrence. */
  | { readonly kind: "edited"; readonly subject?: string };

/** By the start the occurrence has in the pattern (Graph: `originalStart`). */
export type Exceptions = Readonly<Record<Instant, OccurrenceException>>;

export type Sensitivity = "normal" | "personal" | "private" | "confidential";
export type ShowAs = "free" | "tentative" | "busy" | "oof" | "workingElsewhere" | "unknown";

/** The fields of a meeting that are merged, in Outlook's terms. `null`: this side was not asked. */
export interface OutlookFields {
  /** Outlook allows 255 characters. */
  readonly subject: string;
  readonly time: MeetingTime;
  /** `null`: does not repeat. */
  readonly recurrence: Recurrence | null;
  readonly exceptions: Exceptions;
  /** The person's own notes without the join block. */
  readonly notes: string | null;
  /** Mail addresses of the attendees, without the organizer; order and case do not count. */
  readonly attendees: readonly string[] | null;
  readonly sensitivity: Sensitivity | null;
  readonly showAs: ShowAs | null;
  /** What the person asked for in Outlook; `null` when nobody asked. */
  readonly options: MeetingOptions | null;
}

export interface OutlookPresent extends OutlookFields {
  readonly state: "present";
  /** `null` while the appointment has not been saved. */
  readonly id: GraphEventId | null;
  readonly kind: "single" | "series";
  /** False on an attendee's copy, which is shown and never written. */
  readonly isOrganizer: boolean;
  /** Graph's `changeKey`; `null` when the add-in is the reader. */
  readonly revision: string | null;
}

export interface OutlookAbsent {
  readonly state: "absent";
  /**
   * - `cancelled`, `deleted`: known to be gone.
   * - `outOfWindow`: exists, but outside what is synchronised.
   * - `unknown`: could not be read; proves nothing.
   * - `never`: there has not been an event yet.
   */
  readonly reason: "cancelled" | "deleted" | "outOfWindow" | "unknown" | "never";
}

export type OutlookState = OutlookPresent | OutlookAbsent;

/** When the Zoom series ends. Zoom compares `until` in UTC. `never` is read, but not written. */
export type ZoomEnd =
  | { readonly kind: "times"; readonly times: number }
  | { readonly kind: "until"; readonly until: Instant }
  | { readonly kind: "never" };

/** Zoom's `recurrence` of a meeting of type 8. Weekdays count from 1, Sunday, to 7. */
export type ZoomRecurrence =
  | { readonly type: 1; readonly repeatInterval: number; readonly end: ZoomEnd }
  | {
      readonly type: 2;
      readonly repeatInterval: number;
      readonly weeklyDays: readonly number[];
      readonly end: ZoomEnd;
    }
  | {
      readonly type: 3;
      readonly repeatInterval: number;
      readonly monthlyDay: number;
      readonly end: ZoomEnd;
    }
  | {
      readonly type: 3;
      readonly repeatInterval: number;
      readonly monthlyWeek: -1 | 1 | 2 | 3 | 4;
      readonly monthlyWeekDay: number;
      readonly end: ZoomEnd;
    };

export interface ZoomTime {
  readonly start: Instant;
  /** Whole minutes, 1 to 1440. */
  readonly durationMinutes: number;
  /** One of Zoom's own zones, or `UTC`. */
  readonly timeZone: string;
}

/** Zoom's meeting types 2, 8 and 3. */
export type ZoomSchedule =
  | ({ readonly kind: "single" } & ZoomTime)
  | ({ readonly kind: "fixedTime"; readonly recurrence: ZoomRecurrence } & ZoomTime)
  | { readonly kind: "noFixedTime" };

export interface ZoomOccurrence {
  readonly occurrenceId: ZoomOccurrenceId;
  /** The start this occurrence has in the pattern; see `zoomOccurrences`. */
  readonly originalStart: Instant;
  readonly start: Instant;
  readonly durationMinutes: number;
  readonly status: "available" | "deleted";
}

export type ZoomException =
  | { readonly kind: "moved"; readonly start: Instant; readonly durationMinutes: number }
  | { readonly kind: "cancelled" };

/** The fields that are merged, in Zoom's terms. `null`: not read, says nothing. */
export interface ZoomFields {
  /** At most 200 characters. */
  readonly topic: string;
  readonly schedule: ZoomSchedule;
  readonly exceptions: Readonly<Record<Instant, ZoomException>>;
  /** At most 2000 characters. */
  readonly agenda: string | null;
  readonly invitees: readonly string[] | null;
  readonly isPrivate: boolean | null;
  readonly options: MeetingOptions | null;
}

export interface ZoomPresent extends ZoomFields {
  readonly state: "present";
  readonly id: ZoomMeetingId;
}

export interface ZoomAbsent {
  readonly state: "absent";
  /**
   * - `deleted`: somebody deleted it; Zoom can bring it back until `recoverableUntil`.
   * - `expired`: Zoom retired the number; nobody decided that.
   * - `unknown`: could not be read; proves nothing.
   * - `never`: there has not been a Zoom meeting yet.
   */
  readonly reason: "deleted" | "expired" | "unknown" | "never";
  readonly recoverableUntil: Instant | null;
}

export type ZoomState = ZoomPresent | ZoomAbsent;

/** What each side looked like when the two last were in step; plain data, made to be stored as JSON. */
export interface Agreed {
  readonly outlook: OutlookFields;
  readonly zoom: ZoomFields;
}

export interface ZoomCaps {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  readonly occurrences: number;
}

export interface SyncPolicy {
  readonly version: "v1" | "v2";
  readonly direction: "both" | "outlookToZoom" | "zoomToOutlook" | "readOnly";
  /** Whole days around `now`; `null` when a person asked for this very meeting. */
  readonly window: { readonly daysBack: number; readonly daysAhead: number } | null;
  readonly now: Instant;
  readonly zoomCaps: ZoomCaps;
  /** Only times leave Outlook: no subject, notes or attendees. */
  readonly timesOnly: boolean;
  /** `keep`: a deleted Zoom meeting is reported and the event stays, for a person to decide. */
  readonly whenZoomDeleted: "delete" | "keep";
}
