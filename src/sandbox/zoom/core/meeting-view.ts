import { createHash } from "node:crypto";
import { type JsonObject } from "./json.ts";
import { type Occurrence, type StoredMeeting } from "./meeting.ts";
import { choicesOf } from "./user-settings.ts";
import { type ZoomWorld } from "./zoom-state.ts";

const encryptPasscode = (password: string) =>
  `${createHash("sha256").update(`passcode:${password}`).digest("base64url").slice(0, 32)}.1`;

const dialInPasscode = (password: string) =>
  String(
    createHash("sha256").update(`dial-in:${password}`).digest().readUInt32BE(0) % 1_000_000,
  ).padStart(6, "0");

/** The link participants get; it carries the passcode when the host embeds it. */
export function joinUrlOf(world: ZoomWorld, meeting: StoredMeeting): string {
  const url = `${world.sandbox.options.publicUrl}/zoom/j/${meeting.id}`;
  const embeds = choicesOf(world.state.value, meeting.hostId).embedPasscode;
  return meeting.password !== "" && embeds
    ? `${url}?pwd=${encryptPasscode(meeting.password)}`
    : url;
}

export const occurrenceView = (occurrence: Occurrence): JsonObject => ({
  occurrence_id: occurrence.occurrence_id,
  start_time: occurrence.start_time,
  duration: occurrence.duration,
  status: occurrence.status,
});

const timeOf = ({ startTime, duration }: StoredMeeting): JsonObject => ({
  ...(startTime === null ? {} : { start_time: startTime }),
  duration,
});

const identityOf = (world: ZoomWorld, meeting: StoredMeeting): JsonObject => ({
  id: meeting.id,
  uuid: meeting.uuid,
  host_id: meeting.hostId,
  topic: meeting.topic,
  type: meeting.type,
  timezone: meeting.timezone,
  agenda: meeting.agenda,
  join_url: joinUrlOf(world, meeting),
  ...(meeting.password === "" ? {} : { password: meeting.password }),
});

/** The parts of a meeting that webhooks tell and compare. */
export const meetingFields = (world: ZoomWorld, meeting: StoredMeeting): JsonObject => ({
  ...identityOf(world, meeting),
  ...timeOf(meeting),
});

export interface MeetingViewOptions {
  /** Past occurrences too; without it only those still to come. */
  showPrevious?: boolean;
  occurrence?: Occurrence;
}

/** `GET /meetings/{meetingId}`, and the answer to a create. */
export function describeMeeting(
  world: ZoomWorld,
  meeting: StoredMeeting,
  { showPrevious = false, occurrence }: MeetingViewOptions = {},
): JsonObject {
  const host = world.users.find(({ id }) => id === meeting.hostId);
  const now = world.sandbox.now().getTime();
  const shown = meeting.occurrences.filter(
    ({ start_time, duration }) => showPrevious || Date.parse(start_time) + duration * 60_000 > now,
  );
  const dialIn = dialInPasscode(meeting.password);
  return {
    ...identityOf(world, meeting),
    ...(meeting.type === 8 ? occurrenceTime(occurrence) : timeOf(meeting)),
    assistant_id: meeting.assistantId,
    host_email: host?.email ?? "",
    status: meeting.startedAt === null ? "waiting" : "started",
    agenda: occurrence?.agenda ?? meeting.agenda,
    created_at: meeting.createdAt,
    start_url: `${world.sandbox.options.publicUrl}/zoom/s/${meeting.id}?zak=${meeting.hostId}`,
    chat_join_url: `${world.sandbox.options.publicUrl}/zoom/launch/jc/${meeting.id}`,
    ...(meeting.password === ""
      ? {}
      : {
          h323_password: dialIn,
          pstn_password: dialIn,
          encrypted_password: encryptPasscode(meeting.password),
        }),
    ...(meeting.recurrence ? { recurrence: { ...meeting.recurrence } } : {}),
    ...(meeting.type === 8
      ? { occurrences: (occurrence ? [occurrence] : shown).map(occurrenceView) }
      : {}),
    ...(meeting.trackingFields.length > 0
      ? { tracking_fields: meeting.trackingFields.map((field) => ({ ...field })) }
      : {}),
    ...(meeting.templateId === "" ? {} : { template_id: meeting.templateId }),
    settings: { ...meeting.settings, ...occurrence?.settings },
    creation_source: meeting.creationSource,
    pre_schedule: meeting.preSchedule,
  };
}

/** A series has no time of its own in answers; its occurrences have. */
const occurrenceTime = (occurrence: Occurrence | undefined): JsonObject =>
  occurrence ? { start_time: occurrence.start_time, duration: occurrence.duration } : {};
