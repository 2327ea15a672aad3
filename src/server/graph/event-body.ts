import { createHash } from "node:crypto";
import {
  buildJoinBlock,
  type InvitationLanguage,
  mergeLocation,
  putJoinBlock,
  removeFromLocation,
  removeJoinBlock,
} from "../../shared/invitation/invitation.ts";
import { meetingIdProperty, noMeetingId } from "../../shared/microsoft/event-marks.ts";
import { type ZoomMeetingId } from "../../sync/ids.ts";
import { type OutlookFields, type OutlookPatch } from "../../sync/model.ts";
import { type EventText, findBlock, finderOf, type InvitationMarks } from "./event-invitation.ts";
import { notesAsHtml, withNotes } from "./event-notes.ts";
import { writeRecurrence } from "./event-recurrence.ts";
import { writeTime } from "./event-time.ts";
import { type GraphAttendee, type GraphEventInput, type GraphRecurrence } from "./graph-schema.ts";

/** What attendees are to read of a meeting. */
export interface EventInvitation {
  readonly joinUrl: string;
  readonly passcode: string | null;
  /** Digits; null leaves the line out. */
  readonly meetingId: string | null;
  /** Our marker link with the item key. */
  readonly markerUrl: string;
  readonly language: InvitationLanguage;
}

/** What of the event as it was last read a change is built on. */
export interface CurrentEvent {
  /** `null`: not read, so it is not written either. */
  readonly body: EventText | null;
  /** As Graph gave them. */
  readonly attendees: readonly GraphAttendee[];
  readonly location: string;
  /** As Graph gave it; a series whose first day moves is written with its pattern. */
  readonly recurrence?: GraphRecurrence | null;
}

/** Only the fields named are written. */
export function patchBody(
  patch: OutlookPatch,
  current: CurrentEvent,
  marks: InvitationMarks,
): GraphEventInput {
  const { subject, time, recurrence, notes, attendees, sensitivity, showAs } = patch;
  const times = time && writeTime(time);
  const startDate = times?.start.dateTime.slice(0, 10);
  const text = notes === undefined || !current.body ? null : withNotes(current.body, notes, marks);
  return {
    ...(subject !== undefined && { subject }),
    ...times,
    ...repetition(recurrence, startDate, current),
    ...(text && { body: { contentType: text.format, content: text.content } }),
    ...(attendees && { attendees: changedAttendees(current.attendees, attendees) }),
    ...(sensitivity && { sensitivity }),
    ...(showAs && showAs !== "unknown" && { showAs }),
  };
}

function repetition(
  recurrence: OutlookPatch["recurrence"],
  startDate: string | undefined,
  current: CurrentEvent,
): Pick<GraphEventInput, "recurrence"> {
  if (recurrence === null) return { recurrence: null };
  if (recurrence) return { recurrence: writeRecurrence(recurrence, startDate) };
  const known = current.recurrence;
  if (!known || startDate === undefined || known.range.startDate === startDate) return {};
  return { recurrence: { ...known, range: { ...known.range, startDate } } };
}

/**
 * Graph replaces the whole list, so everybody else is sent back as they were read. Resources are never
 * removed.
 */
function changedAttendees(
  current: readonly GraphAttendee[],
  { add, remove }: NonNullable<OutlookPatch["attendees"]>,
): GraphAttendee[] {
  const addressOf = ({ emailAddress }: GraphAttendee) => folded(emailAddress?.address ?? "");
  const removed = new Set(remove.map(folded));
  const kept = current.filter(
    (attendee) => attendee.type === "resource" || !removed.has(addressOf(attendee)),
  );
  const present = new Set(kept.map(addressOf));
  return [...kept, ...add.filter((address) => !present.has(folded(address))).map(invited)];
}

const folded = (address: string): string => address.trim().toLowerCase();

const invited = (address: string): GraphAttendee => ({
  emailAddress: { address },
  type: "required",
});

/** A new event for a Zoom meeting. */
export function createBody(
  fields: OutlookFields,
  invitation: EventInvitation,
  meetingId: ZoomMeetingId,
  transactionId: string,
): GraphEventInput {
  const { subject, time, recurrence, notes, attendees, sensitivity, showAs } = fields;
  const times = writeTime(time);
  const block = buildJoinBlock(invitation);
  const location = mergeLocation("", invitation.joinUrl);
  return {
    subject,
    ...times,
    ...(recurrence && {
      recurrence: writeRecurrence(recurrence, times.start.dateTime.slice(0, 10)),
    }),
    body: { contentType: "html", content: notesAsHtml(notes ?? "") + block.html },
    ...(attendees && { attendees: attendees.map(invited) }),
    ...(location.outcome === "merged" && { location: { displayName: location.location } }),
    ...(sensitivity && { sensitivity }),
    ...(showAs && showAs !== "unknown" && { showAs }),
    // A tenant may make every event a Teams meeting, and one that is stays one.
    isOnlineMeeting: false,
    ...markedWith(meetingId),
    transactionId,
  };
}

/**
 * Puts a meeting's invitation into an event: the join block in place of the one that is there, the join
 * link in place of that one's, and our mark. Nothing else in body and location changes by a byte.
 */
export function invitationBody(
  current: Pick<CurrentEvent, "body" | "location">,
  invitation: EventInvitation,
  meetingId: ZoomMeetingId,
  marks: InvitationMarks,
): GraphEventInput {
  const { body, location } = current;
  const old = findBlock(body, marks)?.joinUrl ?? null;
  const rest =
    old === null || old === invitation.joinUrl ? location : removeFromLocation(location, old);
  return {
    ...(body && {
      body: {
        contentType: body.format,
        content: putJoinBlock(
          body.content,
          body.format,
          buildJoinBlock(invitation),
          finderOf(marks),
        ),
      },
    }),
    ...changedLocation(location, mergeLocation(rest, invitation.joinUrl).location),
    ...markedWith(meetingId),
  };
}

/** The inverse: takes our block, its link in the location, and our mark away again. */
export function withoutInvitation(
  current: Pick<CurrentEvent, "body" | "location">,
  joinUrl: string | null,
  marks: InvitationMarks,
): GraphEventInput {
  const { body, location } = current;
  const found = findBlock(body, marks);
  const link = joinUrl ?? found?.joinUrl ?? null;
  return {
    ...(body &&
      found && {
        body: {
          contentType: body.format,
          content: removeJoinBlock(body.content, body.format, finderOf(marks)),
        },
      }),
    ...(link !== null && changedLocation(location, removeFromLocation(location, link))),
    ...markedWith(noMeetingId),
  };
}

function changedLocation(before: string, after: string): Pick<GraphEventInput, "location"> {
  return after === before ? {} : { location: { displayName: after } };
}

const markedWith = (value: string): Pick<GraphEventInput, "singleValueExtendedProperties"> => ({
  singleValueExtendedProperties: [{ id: meetingIdProperty, value }],
});

/** A UUID that is always the same for the same parts (RFC 9562, version 8). */
export function transactionIdOf(parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
