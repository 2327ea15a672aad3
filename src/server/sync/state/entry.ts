import { randomUUID } from "node:crypto";
import { type GraphEventId, type OutlookPresent } from "../../../sync/model.ts";
import { type Tries, untried } from "../../tries.ts";
import { type ConnectionKey } from "./sync-states.ts";

/** What is kept of an event. Of one without a Zoom meeting neither notes nor attendees are. */
export interface SeenEvent {
  readonly outlook: OutlookPresent;
  readonly location: string;
  /** The first Zoom link in body or location. */
  readonly joinUrl: string | null;
  /** Its link stands in a join block of ours. */
  readonly hasJoinBlock: boolean;
}

export type SeenBy = "notification" | "sweep" | "firstSync" | "portal" | "webhook" | "addin";

/**
 * - `unread`: the feed named it; nothing else is known yet.
 * - `gone`: Graph no longer has it.
 * - `outOfWindow`: it exists, outside of what is synchronised.
 */
export type EntryState = "unread" | "present" | "gone" | "outOfWindow";

/** A calendar entry of one connection: a single event, or a series with its exceptions. */
export interface Entry extends Tries {
  readonly id: string;
  readonly connectionId: string;
  readonly tenantId: string;
  calendarId: string;
  eventId: GraphEventId;
  etag: string | null;
  round: number;
  isSeries: boolean;
  state: EntryState;
  startsAt: Temporal.Instant | null;
  /** Null for an endless series. */
  endsAt: Temporal.Instant | null;
  seen: SeenEvent | null;
  zoomNumber: string | null;
  linkId: string | null;
  /** The link whose marks it carries although another event has it. */
  copyOf: string | null;
  /** `meeting`: a person asked for a Zoom meeting of its own; `noLink`: for its dead link to go. */
  wants: "meeting" | "noLink" | null;
  needsReading: boolean;
  isDirty: boolean;
  seenBy: SeenBy;
  isIgnored: boolean;
}

/** A new entry, not stored yet. */
export function newEntry(
  connection: ConnectionKey,
  event: Pick<Entry, "calendarId" | "eventId" | "round" | "seenBy" | "isSeries">,
): Entry {
  return {
    id: randomUUID(),
    connectionId: connection.id,
    tenantId: connection.tenantId,
    ...event,
    etag: null,
    state: "unread",
    startsAt: null,
    endsAt: null,
    seen: null,
    zoomNumber: null,
    linkId: null,
    copyOf: null,
    wants: null,
    needsReading: true,
    isDirty: false,
    ...untried,
    isIgnored: false,
  };
}
