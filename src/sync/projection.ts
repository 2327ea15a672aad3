import { addMinutes, minutesBetween, type Instant } from "./instant.ts";
import {
  type LostCode,
  type OccurrenceException,
  type OutlookFields,
  type Sensitivity,
  type SyncPolicy,
  type ZoomException,
  type ZoomFields,
} from "./model.ts";
import { toZoomSchedule } from "./recurrence/to-zoom.ts";

const topicLength = 200;
const agendaLength = 2000;

/** The topic of a meeting whose subject must not, or cannot, leave Outlook. */
const plainTopic = "Zoom Meeting";

/** Cuts to so many UTF-16 units as Zoom counts them, never through a pair of them. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? length - 1 : length);
}

export function toTopic(subject: string): string {
  const topic = cut(subject.trim(), topicLength).trimEnd();
  return topic === "" ? plainTopic : topic;
}

export function toAgenda(notes: string): string {
  return cut(notes, agendaLength);
}

export function isPrivate(sensitivity: Sensitivity): boolean {
  return sensitivity === "private" || sensitivity === "confidential";
}

/** `null`: the occurrence looks to Zoom like the others. */
export function toZoomException(exception: OccurrenceException | undefined): ZoomException | null {
  switch (exception?.kind) {
    case "cancelled":
      return { kind: "cancelled" };
    case "moved": {
      const minutes = Math.ceil(minutesBetween(exception.start, exception.end));
      const durationMinutes = Math.min(1440, Math.max(1, minutes));
      return { kind: "moved", start: exception.start, durationMinutes };
    }
    default:
      return null;
  }
}

/** In Outlook's terms; what Zoom does not know of the occurrence, its subject, is kept. */
export function fromZoomException(
  exception: ZoomException | undefined,
  known: OccurrenceException | undefined,
): OccurrenceException | undefined {
  const subject =
    known !== undefined && known.kind !== "cancelled" && known.subject !== undefined
      ? { subject: known.subject }
      : {};
  switch (exception?.kind) {
    case "cancelled":
      return { kind: "cancelled" };
    case "moved": {
      const end = addMinutes(exception.start, exception.durationMinutes);
      return { kind: "moved", start: exception.start, end, ...subject };
    }
    default:
      return "subject" in subject ? { kind: "edited", ...subject } : undefined;
  }
}

/** An occurrence that began and was to begin in the past can no longer be written to Zoom. */
export function isStillAhead(
  originalStart: Instant,
  exception: ZoomException | null,
  now: Instant,
): boolean {
  return originalStart >= now || (exception?.kind === "moved" && exception.start >= now);
}

/** A whole meeting as Zoom would hold it, for a create. */
export function toZoomFields(
  outlook: OutlookFields,
  policy: SyncPolicy,
): { fields: ZoomFields; lost: readonly LostCode[] } {
  const { schedule, lost } = toZoomSchedule(outlook, policy.zoomCaps, policy.now);
  const hidden = policy.timesOnly || isPrivate(outlook.sensitivity ?? "normal");
  const fields: ZoomFields = {
    topic: policy.timesOnly ? plainTopic : toTopic(outlook.subject),
    schedule,
    exceptions: {},
    agenda: hidden || outlook.notes === null ? null : toAgenda(outlook.notes),
    invitees: hidden || outlook.attendees === null ? null : outlook.attendees,
    isPrivate: outlook.sensitivity === null ? null : isPrivate(outlook.sensitivity),
    options: outlook.options,
  };
  return { fields, lost: [...lost, ...shortened(outlook, fields)] };
}

function shortened(outlook: OutlookFields, fields: ZoomFields): LostCode[] {
  const lost: LostCode[] = [];
  if (outlook.subject.trim().length > topicLength) lost.push("subject.shortened");
  if (fields.agenda !== null && fields.agenda !== outlook.notes) lost.push("notes.shortened");
  return lost;
}
