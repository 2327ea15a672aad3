import { type BodyFormat } from "../../shared/invitation/invitation.ts";
import { customPropertiesProperty, meetingIdProperty } from "../../shared/microsoft/event-marks.ts";
import {
  graphEventId,
  itemKey,
  type ItemKey,
  zoomMeetingId,
  type ZoomMeetingId,
} from "../../sync/ids.ts";
import { type OutlookPresent } from "../../sync/model.ts";
import { readExceptions } from "./event-exceptions.ts";
import { type EventText, findBlock, type InvitationMarks, joinUrlsIn } from "./event-invitation.ts";
import { readNotes } from "./event-notes.ts";
import { readRecurrence } from "./event-recurrence.ts";
import { readTime, zoneOfEvent } from "./event-time.ts";
import { etagOf, type GraphDeltaItem, type GraphEvent } from "./graph-schema.ts";

export { exceptionsFromInstances } from "./event-exceptions.ts";

export interface EntryContext extends InvitationMarks {
  /** The mailbox's zone, for an event whose own is in no list. */
  readonly fallbackTimeZone: string;
}

/** An event of a mailbox as the engine takes it, and what else is to be known of it. */
export interface OutlookEntry {
  readonly outlook: OutlookPresent;
  readonly etag: string | null;
  readonly iCalUId: string | null;
  readonly isCancelled: boolean;
  readonly isDraft: boolean;
  readonly organizer: { readonly name: string; readonly address: string } | null;
  readonly location: string;
  /** `null`: not read. */
  readonly body: { readonly format: BodyFormat; readonly content: string } | null;
  /** Zoom's links in body and location, out of their Safe Links wrappers. */
  readonly joinUrls: readonly string[];
  /** Whether a join block of ours, with its link, is in the body. */
  readonly hasJoinBlock: boolean;
  /** The key in our marker link, even where only that is left of the block. */
  readonly blockItemKey: string | null;
  readonly namedProperty: ZoomMeetingId | null;
  readonly customProperties: {
    readonly itemKey: ItemKey | null;
    readonly zoomMeetingId: ZoomMeetingId | null;
  } | null;
}

/**
 * Whether an item of a change feed says too little to be used. Occurrences come with nothing but their
 * times, and other items at times without a subject. A removed one has nothing to be read here: whether
 * it is gone or has left the window is the caller's question.
 */
export function needsReading(item: GraphDeltaItem): boolean {
  if (item["@removed"]) return false;
  return item.type === "occurrence" || typeof item.subject !== "string";
}

/** @throws SyncError for times or a recurrence that cannot be */
export function entryOf(event: GraphEvent, context: EntryContext): OutlookEntry {
  const body = textOf(event);
  const location = event.location?.displayName ?? "";
  const block = findBlock(body, context);
  const places = [location, event.location?.locationUri ?? ""];
  return {
    outlook: outlookOf(event, body, context),
    etag: etagOf(event),
    iCalUId: event.iCalUId ?? null,
    isCancelled: event.isCancelled === true,
    isDraft: event.isDraft === true,
    organizer: organizerOf(event),
    location,
    body,
    joinUrls: joinUrlsIn(body, places, block, context),
    hasJoinBlock: block !== null && block.joinUrl !== null,
    blockItemKey: block?.itemKey ?? null,
    namedProperty: meetingNumber(propertyOf(event, meetingIdProperty)),
    customProperties: readCustomProperties(propertyOf(event, customPropertiesProperty)),
  };
}

function outlookOf(
  event: GraphEvent,
  body: EventText | null,
  context: EntryContext,
): OutlookPresent {
  const subject = event.subject ?? "";
  const time = readTime(event, zoneOfEvent(event, context.fallbackTimeZone));
  const recurrence = event.recurrence ? readRecurrence(event.recurrence, time.timeZone) : null;
  return {
    state: "present",
    id: graphEventId(event.id),
    kind: recurrence !== null || event.type === "seriesMaster" ? "series" : "single",
    isOrganizer: event.isOrganizer === true,
    revision: event.changeKey ?? null,
    subject,
    time,
    recurrence,
    exceptions: recurrence ? readExceptions({ subject, time, recurrence }, event) : {},
    notes: readNotes(body, context),
    attendees: attendeesOf(event),
    sensitivity: event.sensitivity ?? null,
    showAs: event.showAs ?? null,
    options: null,
  };
}

function textOf({ body }: GraphEvent): EventText | null {
  if (!body || typeof body.content !== "string") return null;
  return { format: body.contentType === "text" ? "text" : "html", content: body.content };
}

function organizerOf({ organizer }: GraphEvent): OutlookEntry["organizer"] {
  const { name, address } = organizer?.emailAddress ?? {};
  if (!address) return null;
  return { name: name ?? "", address };
}

/** Rooms and other resources are no people, and no merge may take them away. */
function attendeesOf(event: GraphEvent): string[] | null {
  if (!event.attendees) return null;
  const organizer = organizerOf(event)?.address.toLowerCase();
  return event.attendees.flatMap(({ emailAddress, type }) => {
    const address = emailAddress?.address?.trim() ?? "";
    const isPerson = address !== "" && type !== "resource" && address.toLowerCase() !== organizer;
    return isPerson ? [address] : [];
  });
}

/** Graph may spell the GUID in its own way, the name never. */
function propertyOf(event: GraphEvent, id: string): string | null {
  const wanted = id.toLowerCase();
  const found = event.singleValueExtendedProperties?.find(
    (property) => property.id.toLowerCase() === wanted,
  );
  return found?.value ?? null;
}

function meetingNumber(value: unknown): ZoomMeetingId | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^\d{9,11}$/.test(text) ? zoomMeetingId(text) : null;
}

const keyShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One JSON text with all properties of the add-in; ours is `zoomMeeting`. */
function readCustomProperties(value: string | null): OutlookEntry["customProperties"] {
  const all = value === null ? null : objectIn(value);
  const own =
    all && (typeof all.zoomMeeting === "string" ? objectIn(all.zoomMeeting) : all.zoomMeeting);
  if (typeof own !== "object" || own === null) return null;
  const { itemKey: key, zoomMeetingId: number } = own as Record<string, unknown>;
  return {
    itemKey: typeof key === "string" && keyShape.test(key) ? itemKey(key) : null,
    zoomMeetingId: meetingNumber(number),
  };
}

function objectIn(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
