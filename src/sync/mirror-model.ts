import { type Instant } from "./instant.ts";
import {
  type Conflict,
  type MeetingTime,
  type OutlookAction,
  type Recurrence,
  type ShowAs,
} from "./model.ts";

/** An entry without a Zoom meeting, as far as both calendars hold it; the least that is of use there. */
export interface MirroredEntry {
  /** `null`: only a block of time. */
  readonly subject: string | null;
  /** Zoom's calendar shows title and time to nobody else; a block is private without saying so. */
  readonly isPrivate?: true;
  readonly time: MeetingTime;
  readonly recurrence: Recurrence | null;
  /** Original starts of the occurrences a series does not have, in order. */
  readonly cancelled: readonly Instant[];
  readonly showAs: ShowAs;
}

/**
 * `""` is the entry itself; an Instant is one moved or edited occurrence, by its original start: it
 * stands in the Zoom calendar as an event of its own, and its original date is cancelled in the series,
 * because Zoom's calendar cannot tie an exception to its series.
 */
export type MirrorKey = "" | Instant;

/** One event in Zoom's calendar. */
export type MirrorState =
  | { readonly state: "present"; readonly entry: MirroredEntry }
  | {
      readonly state: "absent";
      /**
       * - `never`: there has not been an event yet.
       * - `deleted`: somebody deleted it.
       * - `unknown`: could not be read or understood; proves nothing.
       */
      readonly reason: "never" | "deleted" | "unknown";
    };

/** Each side as it was when the two last were in step: what Zoom cannot hold is no change. */
export interface MirrorAgreed {
  readonly outlook: MirroredEntry;
  readonly calendar: MirroredEntry;
}

/** Both sides changed the same thing differently; `zoom` is the value in Zoom's calendar. */
export type MirrorConflict =
  | Extract<Conflict, { readonly field: "subject" | "time" | "recurrence" }>
  | ({ readonly winner: "outlook" | "zoom" } & (
      | { readonly field: "showAs"; readonly outlook: ShowAs; readonly zoom: ShowAs }
      /** One side was deleted while the other was edited; `null` is the side that is gone. */
      | {
          readonly field: "existence";
          readonly outlook: MirroredEntry | null;
          readonly zoom: MirroredEntry | null;
        }
    ));

export interface MirrorPlan {
  /** `put` inserts the event, or replaces it whole. */
  readonly calendar:
    | { readonly action: "put"; readonly entry: MirroredEntry }
    | { readonly action: "remove" }
    | { readonly action: "none" };
  readonly outlook: readonly OutlookAction[];
  /**
   * To be stored once every action has succeeded; `null` when the mirror is over. After a put, store the
   * event Zoom answered as `calendar`: Zoom may have changed what was sent.
   */
  readonly agreed: MirrorAgreed | null;
  readonly conflicts: readonly MirrorConflict[];
}
