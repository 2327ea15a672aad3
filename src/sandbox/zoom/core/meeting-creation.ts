import { randomBytes, randomInt } from "node:crypto";
import { createdEvent } from "./meeting-events.ts";
import { type MeetingRequest } from "./meeting-request.ts";
import { secureSettings, settingsOfNewMeeting } from "./meeting-settings.ts";
import { type MeetingType, type StoredMeeting, toUtcSeconds } from "./meeting.ts";
import { requireKnownHosts, resolveScheduleFor } from "./scheduling-rights.ts";
import { instantOf, scheduleOccurrences } from "./schedule.ts";
import { meetingTemplates } from "./templates.ts";
import { choicesOf } from "./user-settings.ts";
import { type ZoomUser } from "./users.ts";
import { spendWrite } from "./write-budget.ts";
import { ZoomError, validationFailed } from "./zoom-error.ts";
import { type ZoomWorld } from "./zoom-state.ts";

const defaultDurationMinutes = 60;

/** A uuid is base64 and so may hold, or begin with, a slash. */
export const newUuid = (): string => randomBytes(16).toString("base64");

function newMeetingId(world: ZoomWorld): number {
  for (;;) {
    const id = randomInt(80_000_000_000, 90_000_000_000);
    if (world.state.value.meetings[id] === undefined) return id;
  }
}

const passcodeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

const newPasscode = (): string =>
  Array.from({ length: 6 }, () => passcodeLetters[randomInt(passcodeLetters.length)]).join("");

/** Throws 3161 for a user without the licence to host. */
export function requireHosting(world: ZoomWorld, user: ZoomUser): void {
  if (choicesOf(world.state.value, user.id).mayHost) return;
  throw new ZoomError(
    400,
    3161,
    "Your user account is not allowed meeting hosting and scheduling capabilities.",
  );
}

/** Schedules a meeting for `user`, or for whom `schedule_for` names. */
export function createMeeting(
  world: ZoomWorld,
  user: ZoomUser,
  request: MeetingRequest,
  source: StoredMeeting["creationSource"],
): StoredMeeting {
  const type = request.type ?? 2;
  const host = resolveScheduleFor(world, user, request.scheduleFor, type);
  requireHosting(world, host);
  requireFitting(request, type);
  requireKnownHosts(world, host, request.settings);
  const zone = request.timezone ?? host.timezone;
  const startTime = startOf(world, request, type, zone);
  const duration = request.duration ?? defaultDurationMinutes;
  const password = passcodeOf(world, host, request);
  const recurrence = type === 8 ? (request.recurrence ?? null) : null;
  const occurrences =
    recurrence && startTime ? scheduleOccurrences(startTime, zone, duration, recurrence) : [];
  if (source === "open_api") spendWrite(world, host.id);

  const meeting: StoredMeeting = {
    id: newMeetingId(world),
    uuid: newUuid(),
    accountId: host.accountId,
    hostId: host.id,
    assistantId: host.id === user.id ? "" : user.id,
    type,
    topic: request.topic === "" ? "Zoom Meeting" : (request.topic ?? "Zoom Meeting"),
    agenda: request.agenda ?? "",
    startTime: occurrences[0]?.start_time ?? startTime,
    duration,
    timezone: zone,
    password,
    preSchedule: request.preSchedule ?? false,
    templateId: request.templateId ?? "",
    trackingFields: request.trackingFields ?? [],
    recurrence,
    occurrences,
    settings: secureSettings({ ...settingsOfNewMeeting, ...request.settings }, password),
    createdAt: toUtcSeconds(world.sandbox.now()),
    creationSource: source,
    startedAt: null,
    lastUsedAt: null,
    deletedAt: null,
  };
  world.state.value.meetings[meeting.id] = meeting;
  world.state.save();
  world.emit(createdEvent(world, meeting, user));
  return meeting;
}

function requireFitting(request: MeetingRequest, type: MeetingType): void {
  if (type === 8 && request.recurrence === undefined) {
    throw validationFailed({ field: "recurrence", message: "Required for a meeting of type 8." });
  }
  if (request.preSchedule === true && type !== 2 && type !== 3) {
    throw new ZoomError(
      400,
      3000,
      "Prescheduling is only available for scheduled meetings (type 2) and recurring meetings with no fixed time (type 3).",
    );
  }
  if (request.templateId && !meetingTemplates.some(({ id }) => id === request.templateId)) {
    throw validationFailed({ field: "template_id", message: "Invalid field." });
  }
}

/** Missing or past becomes now, without a word. */
function startOf(
  world: ZoomWorld,
  request: MeetingRequest,
  type: MeetingType,
  zone: string,
): string | null {
  if (type === 1 || type === 3) return null;
  const now = toUtcSeconds(world.sandbox.now());
  if (request.startTime === undefined) return now;
  const wanted = toUtcSeconds(instantOf(request.startTime, zone));
  return Date.parse(wanted) < Date.parse(now) ? now : wanted;
}

function passcodeOf(world: ZoomWorld, host: ZoomUser, request: MeetingRequest): string {
  if (request.password) return request.password;
  const isRequired = choicesOf(world.state.value, host.id).requirePasscode;
  return isRequired && request.defaultPassword !== false ? newPasscode() : "";
}
