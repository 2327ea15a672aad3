import { type MeetingOptions } from "../../shared/api/meeting.ts";
import { zoomMeetingId } from "../../sync/ids.ts";
import { toInstant } from "../../sync/instant.ts";
import { type ZoomOccurrence, type ZoomPresent, type ZoomSchedule } from "../../sync/model.ts";
import { zoomExceptions } from "../../sync/recurrence/zoom-schedule.ts";
import { fromZoomOccurrence, fromZoomWire } from "../../sync/recurrence/zoom-wire.ts";
import { type ZoomMeeting, type ZoomMeetingSettings } from "./meeting-schema.ts";

/** Zoom's default when a meeting does not say how long it takes, in minutes. */
const defaultDuration = 60;

/**
 * A meeting as Zoom answered it, in the engine's terms. Notes, invitees, privacy and options are read
 * only when asked for `full`: version 1 leaves them to Zoom.
 */
export function zoomStateOf(meeting: ZoomMeeting, read: { full?: boolean } = {}): ZoomPresent {
  const occurrences = occurrencesOf(meeting);
  const schedule = scheduleOf(meeting, occurrences);
  return {
    state: "present",
    id: zoomMeetingId(meeting.id),
    topic: meeting.topic ?? "",
    schedule,
    exceptions: zoomExceptions(schedule, occurrences),
    ...(read.full === true ? detailsOf(meeting) : unread),
  };
}

type Details = Pick<ZoomPresent, "agenda" | "invitees" | "isPrivate" | "options">;

const unread: Details = { agenda: null, invitees: null, isPrivate: null, options: null };

/** Zoom leaves out what a meeting does not have; without settings at all nothing was read. */
function detailsOf({ agenda, password, settings }: ZoomMeeting): Details {
  if (settings === undefined) return { ...unread, agenda: agenda ?? null };
  return {
    agenda: agenda ?? "",
    invitees: (settings.meeting_invitees ?? []).map(({ email }) => email),
    isPrivate: settings.private_meeting ?? false,
    options: optionsOf(settings, password),
  };
}

function optionsOf(settings: ZoomMeetingSettings, password: string | undefined): MeetingOptions {
  const { audio } = settings;
  const options: MeetingOptions = { passcode: password !== undefined && password !== "" };
  if (settings.use_pmi !== undefined) {
    options.meetingId = settings.use_pmi ? "personal" : "automatic";
  }
  if (settings.waiting_room !== undefined) options.waitingRoom = settings.waiting_room;
  if (settings.host_video !== undefined) options.hostVideo = settings.host_video;
  if (settings.participant_video !== undefined) {
    options.participantVideo = settings.participant_video;
  }
  if (settings.join_before_host !== undefined) options.joinBeforeHost = settings.join_before_host;
  if (settings.mute_upon_entry !== undefined) options.muteUponEntry = settings.mute_upon_entry;
  // A third party's telephony is none of the choices a person has here.
  if (audio === "both" || audio === "telephony" || audio === "voip") options.audio = audio;
  return options;
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
