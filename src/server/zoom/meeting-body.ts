import { randomInt } from "node:crypto";
import { type MeetingOptions } from "../../shared/api/meeting.ts";
import { type ZoomPatch } from "../../sync/plan.ts";
import { type ZoomFields, type ZoomSchedule } from "../../sync/model.ts";
import { toZoomWire, type ZoomRecurrenceWire } from "../../sync/recurrence/zoom-wire.ts";
import {
  type CreateMeetingBody,
  type PatchMeetingBody,
  type ZoomMeetingSettings,
} from "./meeting-schema.ts";

/** What Zoom calls a meeting whose appointment has no subject yet. */
export const untitled = "Zoom Meeting";

type ScheduleBody = Pick<
  CreateMeetingBody,
  "type" | "start_time" | "duration" | "timezone" | "recurrence"
>;

/**
 * The body of a create call.
 *
 * `calendar_type` 1 says that an Outlook add-in made the meeting; `push_change_to_calendar` false keeps
 * Zoom's own calendar sync from writing a second event.
 * @see https://developers.zoom.us/docs/api/meetings/#tag/meetings/post/users/{userId}/meetings
 */
export function createBody(fields: ZoomFields, options: MeetingOptions): CreateMeetingBody {
  return {
    topic: fields.topic,
    ...scheduleBody(fields.schedule),
    ...(fields.agenda === null || fields.agenda === "" ? {} : { agenda: fields.agenda }),
    ...(options.passcode === false ? { default_password: false } : {}),
    ...(options.passcode === true ? { password: newPasscode() } : {}),
    settings: {
      ...settingsOf(options),
      ...(fields.invitees === null || fields.invitees.length === 0
        ? {}
        : { meeting_invitees: inviteesBody(fields.invitees) }),
      ...(fields.isPrivate === true ? { private_meeting: true } : {}),
      calendar_type: 1,
      push_change_to_calendar: false,
    },
  };
}

/** Only what changed: Zoom keeps every setting that a PATCH leaves out. */
export function patchBody(fields: ZoomPatch): PatchMeetingBody {
  const { topic, schedule, agenda, invitees, isPrivate, options } = fields;
  const { settings: chosen, ...passcode } = options === undefined ? {} : optionsBody(options);
  const settings: ZoomMeetingSettings = {
    ...chosen,
    ...(invitees === undefined ? {} : { meeting_invitees: inviteesBody(invitees) }),
    ...(isPrivate === undefined ? {} : { private_meeting: isPrivate }),
  };
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(schedule === undefined ? {} : scheduleBody(schedule)),
    ...(agenda === undefined ? {} : { agenda }),
    ...passcode,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
}

/** The whole list: Zoom replaces it. It is shown to the host only, and nobody gets a mail. */
function inviteesBody(invitees: readonly string[]): Array<{ email: string }> {
  return invitees.map((email) => ({ email }));
}

export function optionsBody(options: MeetingOptions): PatchMeetingBody {
  return {
    ...(options.passcode === undefined ? {} : { password: options.passcode ? newPasscode() : "" }),
    settings: settingsOf(options),
  };
}

/** The start in UTC names one moment in every hour of the year; the zone is the one a series keeps. */
function scheduleBody(schedule: ZoomSchedule): ScheduleBody {
  if (schedule.kind === "noFixedTime") return { type: 3 };
  const time = {
    start_time: schedule.start,
    duration: schedule.durationMinutes,
    timezone: schedule.timeZone,
  };
  if (schedule.kind === "single") return { type: 2, ...time };
  return { type: 8, ...time, recurrence: recurrenceBody(toZoomWire(schedule.recurrence)) };
}

function recurrenceBody(wire: ZoomRecurrenceWire): NonNullable<CreateMeetingBody["recurrence"]> {
  return wire as NonNullable<CreateMeetingBody["recurrence"]>;
}

function settingsOf(options: MeetingOptions): ZoomMeetingSettings {
  const settings: ZoomMeetingSettings = {};
  if (options.meetingId !== undefined) settings.use_pmi = options.meetingId === "personal";
  if (options.waitingRoom !== undefined) settings.waiting_room = options.waitingRoom;
  if (options.hostVideo !== undefined) settings.host_video = options.hostVideo;
  if (options.participantVideo !== undefined) {
    settings.participant_video = options.participantVideo;
  }
  if (options.joinBeforeHost !== undefined) settings.join_before_host = options.joinBeforeHost;
  if (options.muteUponEntry !== undefined) settings.mute_upon_entry = options.muteUponEntry;
  if (options.audio !== undefined) settings.audio = options.audio;
  return settings;
}

const passcodeLength = 10;
const lower = "abcdefghijkmnpqrstuvwxyz";
const upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "23456789";
const special = "@-_*";

/**
 * Ten characters with a letter of each case, a digit and one of the few special characters that both
 * create and update accept, so that it meets every complexity an account can ask for.
 */
function newPasscode(): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const all = lower + upper + digits;
  const characters = [pick(lower), pick(upper), pick(digits), pick(special)];
  while (characters.length < passcodeLength) characters.push(pick(all));
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    const [a, b] = [characters[last], characters[other]];
    if (a === undefined || b === undefined) continue;
    characters[last] = b;
    characters[other] = a;
  }
  return characters.join("");
}
