import { requireHosting } from "./meeting-creation.ts";
import { occurrenceUpdatedEvent, updatedEvent, watchMeeting } from "./meeting-events.ts";
import { type MeetingRequest } from "./meeting-request.ts";
import { occurrenceSettings, secureSettings } from "./meeting-settings.ts";
import { type Occurrence, type StoredMeeting, toUtcSeconds } from "./meeting.ts";
import { requireKnownHosts, resolveScheduleFor } from "./scheduling-rights.ts";
import { instantOf, scheduleOccurrences } from "./schedule.ts";
import { type ZoomUser } from "./users.ts";
import { spendWrite } from "./write-budget.ts";
import { ZoomError, validationFailed } from "./zoom-error.ts";
import { type ZoomWorld } from "./zoom-state.ts";

/** Who writes, and whether through the API, whose writes are counted per host and day. */
export interface WriteBy {
  operator: ZoomUser;
  isApi: boolean;
}

function begin(world: ZoomWorld, meeting: StoredMeeting, by: WriteBy): void {
  const host = world.users.find(({ id }) => id === meeting.hostId);
  if (host) requireHosting(world, host);
  if (by.isApi) spendWrite(world, meeting.hostId);
}

/** `PATCH /meetings/{meetingId}` on a single meeting or a whole series. */
export function updateMeeting(
  world: ZoomWorld,
  meeting: StoredMeeting,
  request: MeetingRequest,
  by: WriteBy,
): void {
  const type = request.type ?? meeting.type;
  const host = request.scheduleFor
    ? resolveScheduleFor(world, by.operator, request.scheduleFor, type)
    : world.users.find(({ id }) => id === meeting.hostId);
  if (host) requireKnownHosts(world, host, request.settings);
  const next = changed(world, meeting, request);
  begin(world, meeting, by);
  const before = watchMeeting(world, meeting);
  Object.assign(meeting, next, host ? { hostId: host.id, accountId: host.accountId } : {});
  world.state.save();
  const event = updatedEvent(world, meeting, by.operator, before);
  if (event) world.emit(event);
}

/** The stored meeting after the request; nothing is written when this throws. */
function changed(
  world: ZoomWorld,
  meeting: StoredMeeting,
  request: MeetingRequest,
): Partial<StoredMeeting> {
  const password = request.password ?? meeting.password;
  return {
    topic: request.topic === "" ? "Zoom Meeting" : (request.topic ?? meeting.topic),
    agenda: request.agenda ?? meeting.agenda,
    password,
    preSchedule: request.preSchedule ?? meeting.preSchedule,
    templateId: request.templateId ?? meeting.templateId,
    trackingFields: request.trackingFields ?? meeting.trackingFields,
    settings: secureSettings({ ...meeting.settings, ...request.settings }, password),
    ...changedSchedule(world, meeting, request),
  };
}

type Schedule = Pick<
  StoredMeeting,
  "type" | "startTime" | "duration" | "timezone" | "recurrence" | "occurrences"
>;

function changedSchedule(
  world: ZoomWorld,
  meeting: StoredMeeting,
  request: MeetingRequest,
): Partial<Schedule> {
  const { startTime, duration, timezone, recurrence } = request;
  const type = request.type ?? meeting.type;
  const touches = [startTime, duration, timezone, recurrence].some((part) => part !== undefined);
  if (!touches && type === meeting.type) return {};
  const zone = timezone ?? meeting.timezone;
  const common = { type, timezone: zone, duration: duration ?? meeting.duration };
  if (type === 1 || type === 3) {
    return { ...common, startTime: null, recurrence: null, occurrences: [] };
  }
  const start = futureStart(world, startTime, zone) ?? meeting.startTime ?? nowOf(world);
  if (type !== 8) return { ...common, startTime: start, recurrence: null, occurrences: [] };
  const pattern = recurrence ?? meeting.recurrence;
  if (pattern === null) {
    throw validationFailed({ field: "recurrence", message: "Required for a meeting of type 8." });
  }
  const occurrences = scheduleOccurrences(
    start,
    zone,
    common.duration,
    pattern,
    meeting.occurrences,
  );
  return {
    ...common,
    startTime: occurrences[0]?.start_time ?? start,
    recurrence: pattern,
    occurrences,
  };
}

const nowOf = (world: ZoomWorld) => toUtcSeconds(world.sandbox.now());

/** A start in the past is ignored, without a word. */
function futureStart(
  world: ZoomWorld,
  start: MeetingRequest["startTime"],
  zone: string,
): string | null {
  if (start === undefined) return null;
  const wanted = toUtcSeconds(instantOf(start, zone));
  return Date.parse(wanted) < world.sandbox.now().getTime() ? null : wanted;
}

/** An occurrence that is still there; throws code 300 otherwise. */
export function getOccurrence(meeting: StoredMeeting, occurrenceId: string): Occurrence {
  const occurrence = meeting.occurrences.find(
    ({ occurrence_id, status }) => occurrence_id === occurrenceId && status === "available",
  );
  if (occurrence === undefined) {
    throw new ZoomError(400, 300, "Invalid parameter: `occurrence_id`.");
  }
  return occurrence;
}

/**
 * `PATCH ?occurrence_id=`: agenda, start, duration and a few settings; topic and passcode belong to
 * the series and are ignored here.
 */
export function updateOccurrence(
  world: ZoomWorld,
  meeting: StoredMeeting,
  occurrenceId: string,
  request: MeetingRequest,
  by: WriteBy,
): void {
  const occurrence = getOccurrence(meeting, occurrenceId);
  const zone = request.timezone ?? meeting.timezone;
  const start = futureStart(world, request.startTime, zone);
  begin(world, meeting, by);
  const before = structuredClone(occurrence);
  const settings = Object.fromEntries(
    Object.entries(request.settings).filter(([name]) => occurrenceSettings.includes(name)),
  );
  occurrence.start_time = start ?? occurrence.start_time;
  occurrence.duration = request.duration ?? occurrence.duration;
  if (request.agenda !== undefined) occurrence.agenda = request.agenda;
  if (Object.keys(settings).length > 0) {
    occurrence.settings = secureSettings({ ...occurrence.settings, ...settings }, "-");
  }
  world.state.save();
  const event = occurrenceUpdatedEvent(world, meeting, by.operator, before, occurrence);
  if (event) world.emit(event);
}
