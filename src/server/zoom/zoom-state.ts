import { zoomMeetingId } from "../../sync/ids.ts";
import { toInstant } from "../../sync/instant.ts";
import { type ZoomOccurrence, type ZoomPresent, type ZoomSchedule } from "../../sync/model.ts";
import { zoomExceptions } from "../../sync/recurrence/zoom-schedule.ts";
import { fromZoomOccurrence, fromZoomWire } from "../../sync/recurrence/zoom-wire.ts";
import { type ZoomMeeting } from "./meeting-schema.ts";

/** Zoom's default when a meeting does not say how long it takes, in minutes. */
const defaultDuration = 60;

/**
 * A meeting as Zoom answered it, in the engine's terms. Notes, invitees, privacy and options are not
 * read here: version 1 leaves them to Zoom.
 */
export function zoomStateOf(meeting: ZoomMeeting): ZoomPresent {
  const occurrences = occurrencesOf(meeting);
  const schedule = scheduleOf(meeting, occurrences);
  return {
    state: "present",
    id: zoomMeetingId(meeting.id),
    topic: meeting.topic ?? "",
    schedule,
    exceptions: zoomExceptions(schedule, occurrences),
    agenda: null,
    invitees: null,
    isPrivate: null,
    options: null,
  };
}

/** How people get in. Zoom's `start_url` is a secret of the host and is never kept. */
export function accessOf(meeting: ZoomMeeting): {
  joinUrl: string;
  passcode: string | null;
  hostEmail: string;
} {
  return {
    joinUrl: meeting.join_url,
    // Zoom answers "" for a meeting without one.
    passcode: meeting.password === "" ? null : (meeting.password ?? null),
    hostEmail: meeting.host_email ?? "",
  };
}

/** Every occurrence Zoom lists, in order of its original start. */
export function occurrencesOf(meeting: ZoomMeeting): ZoomOccurrence[] {
  const duration = meeting.duration ?? defaultDuration;
  return (meeting.occurrences ?? [])
    .flatMap(({ start_time, ...occurrence }) =>
      start_time === undefined ? [] : [fromZoomOccurrence({ ...occurrence, start_time }, duration)],
    )
    .sort((a, b) => (a.originalStart < b.originalStart ? -1 : 1));
}

function scheduleOf(meeting: ZoomMeeting, occurrences: readonly ZoomOccurrence[]): ZoomSchedule {
  // The start of a series may be missing, or be the next occurrence: the first one listed is exact.
  const start =
    occurrences[0]?.originalStart ?? (meeting.start_time && toInstant(meeting.start_time));
  if (!start || meeting.type === 3 || meeting.type === 1) return { kind: "noFixedTime" };
  const time = {
    start,
    durationMinutes: meeting.duration ?? occurrences[0]?.durationMinutes ?? defaultDuration,
    timeZone: meeting.timezone ?? "UTC",
  };
  if (meeting.type !== 8 || !meeting.recurrence) return { kind: "single", ...time };
  return {
    kind: "fixedTime",
    recurrence: fromZoomWire(meeting.recurrence, start, time.timeZone),
    ...time,
  };
}
