import { type Json, isJsonObject, isSameJson } from "./json.ts";
import { joinUrlOf, meetingFields, occurrenceView } from "./meeting-view.ts";
import { type Occurrence, type Operator, type StoredMeeting } from "./meeting.ts";
import { type ZoomEvent, type ZoomWorld } from "./zoom-state.ts";

type Payload = Record<string, Json>;

const eventOf = (name: string, meeting: StoredMeeting, payload: Payload): ZoomEvent => ({
  name,
  accountId: meeting.accountId,
  hostId: meeting.hostId,
  payload,
});

const omit = (payload: Payload, ...names: string[]): Payload =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !names.includes(name)));

const actedBy = (operator: Operator) => ({ operator: operator.email, operator_id: operator.id });

/** One event for a whole series, with all its occurrences; no agenda, few settings. */
export function createdEvent(
  world: ZoomWorld,
  meeting: StoredMeeting,
  operator: Operator,
): ZoomEvent {
  const fields = omit(meetingFields(world, meeting), "agenda");
  const { settings } = meeting;
  return eventOf("meeting.created", meeting, {
    ...actedBy(operator),
    operation: "all",
    object: {
      ...fields,
      ...seriesOf(meeting),
      ...(meeting.recurrence ? { recurrence: { ...meeting.recurrence } } : {}),
      ...(meeting.trackingFields.length > 0
        ? { tracking_fields: meeting.trackingFields.map((field) => ({ ...field })) }
        : {}),
      settings: {
        use_pmi: settings.use_pmi ?? false,
        alternative_hosts: settings.alternative_hosts ?? "",
        meeting_invitees: settings.meeting_invitees ?? [],
        join_before_host: settings.join_before_host ?? false,
        jbh_time: settings.jbh_time ?? 0,
      },
    },
  });
}

const seriesOf = (meeting: StoredMeeting): Payload =>
  meeting.type === 8 ? { occurrences: meeting.occurrences.map(occurrenceView) } : {};

/** The members `meeting.updated` can hold; the others change without saying so. */
const watchedSettings = new Set([
  "host_video",
  "participant_video",
  "join_before_host",
  "jbh_time",
  "mute_upon_entry",
  "audio",
  "auto_recording",
  "use_pmi",
  "waiting_room",
  "watermark",
  "enforce_login",
  "enforce_login_domains",
  "approval_type",
  "registration_type",
  "alternative_hosts",
  "meeting_authentication",
  "authentication_option",
  "authentication_name",
  "authentication_domains",
  "meeting_invitees",
  "language_interpretation",
  "sign_language_interpretation",
  "continuous_meeting_chat",
  "auto_start_meeting_summary",
  "who_will_receive_summary",
  "auto_start_ai_companion_questions",
  "who_can_ask_questions",
  "summary_template_id",
  "allow_host_control_participant_mute_state",
  "email_in_attendee_report",
]);

/** What `meeting.updated` compares before and after a write. */
export function watchMeeting(world: ZoomWorld, meeting: StoredMeeting): Payload {
  const fields = omit(meetingFields(world, meeting), "host_id", "uuid");
  return {
    ...fields,
    join_url: joinUrlOf(world, meeting),
    ...seriesOf(meeting),
    ...(meeting.recurrence ? { recurrence: { ...meeting.recurrence } } : {}),
    tracking_fields: meeting.trackingFields.map((field) => ({ ...field })),
    settings: Object.fromEntries(
      Object.entries(meeting.settings).filter(([name]) => watchedSettings.has(name)),
    ),
  };
}

/** The sparse update: the id, and only what differs, on both sides. Null when nothing does. */
export function updatedEvent(
  world: ZoomWorld,
  meeting: StoredMeeting,
  operator: Operator,
  before: Payload,
): ZoomEvent | null {
  const after = watchMeeting(world, meeting);
  const settingsBefore = isJsonObject(before.settings) ? before.settings : {};
  const settingsAfter = isJsonObject(after.settings) ? after.settings : {};
  const [oldObject, newObject] = differing(
    { ...before, settings: null },
    { ...after, settings: null },
  );
  const [oldSettings, newSettings] = differing(settingsBefore, settingsAfter);
  if (Object.keys(newSettings).length > 0) {
    oldObject.settings = oldSettings;
    newObject.settings = newSettings;
  }
  if (Object.keys({ ...oldObject, ...newObject }).length === 0) return null;
  return eventOf("meeting.updated", meeting, {
    ...actedBy(operator),
    scope: "all",
    time_stamp: world.sandbox.now().getTime(),
    object: { id: meeting.id, ...newObject },
    old_object: { id: meeting.id, ...oldObject },
  });
}

function differing(before: Payload, after: Payload): [Payload, Payload] {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isSameJson(before[name], after[name]),
  );
  const pick = (from: Payload) =>
    Object.fromEntries(
      changed.flatMap((name) => {
        const value = from[name];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  return [pick(before), pick(after)];
}

/** One occurrence changed: `scope` is single and only that occurrence is told. */
export function occurrenceUpdatedEvent(
  world: ZoomWorld,
  meeting: StoredMeeting,
  operator: Operator,
  before: Occurrence,
  after: Occurrence,
): ZoomEvent | null {
  if (isSameJson({ ...before }, { ...after })) return null;
  const side = (occurrence: Occurrence, other: Occurrence): Payload => ({
    id: meeting.id,
    occurrences: [occurrenceView(occurrence)],
    ...(occurrence.agenda === other.agenda ? {} : { agenda: occurrence.agenda ?? meeting.agenda }),
    ...(isSameJson(occurrence.settings, other.settings)
      ? {}
      : { settings: { ...occurrence.settings } }),
  });
  return eventOf("meeting.updated", meeting, {
    ...actedBy(operator),
    scope: "single",
    time_stamp: world.sandbox.now().getTime(),
    object: side(after, before),
    old_object: side(before, after),
  });
}

/** `meeting.deleted`, `.recovered` and `.permanently_deleted` share a shape. */
export function presenceEvent(
  name: "meeting.deleted" | "meeting.recovered" | "meeting.permanently_deleted",
  meeting: StoredMeeting,
  operator: Operator,
  occurrence?: Occurrence,
): ZoomEvent {
  const told = occurrence ? [occurrence] : meeting.occurrences;
  return eventOf(name, meeting, {
    ...actedBy(operator),
    operation: occurrence ? "single" : "all",
    object: {
      id: meeting.id,
      uuid: meeting.uuid,
      host_id: meeting.hostId,
      topic: meeting.topic,
      type: meeting.type,
      ...(meeting.startTime === null ? {} : { start_time: meeting.startTime }),
      duration: meeting.duration,
      timezone: meeting.timezone,
      ...(meeting.type === 8
        ? {
            occurrences: told.map(({ occurrence_id, start_time }) => ({
              occurrence_id,
              start_time,
            })),
          }
        : {}),
    },
  });
}

/** `meeting.started` and `meeting.ended`: the id is a string here, and there is no operator. */
export function runEvent(
  meeting: StoredMeeting,
  startedAt: string,
  endedAt: string | null,
): ZoomEvent {
  return eventOf(endedAt === null ? "meeting.started" : "meeting.ended", meeting, {
    object: {
      id: String(meeting.id),
      uuid: meeting.uuid,
      host_id: meeting.hostId,
      topic: meeting.topic,
      type: meeting.type,
      start_time: startedAt,
      timezone: meeting.timezone,
      duration: meeting.duration,
      ...(endedAt === null ? {} : { end_time: endedAt }),
    },
  });
}
