import { type Json, type JsonObject, isJsonObject } from "./json.ts";
import { type FieldFault } from "./zoom-error.ts";

const booleans = [
  "allow_multiple_devices",
  "alternative_hosts_email_notification",
  "alternative_host_update_polls",
  "alternative_host_manage_meeting_summary",
  "alternative_host_manage_cloud_recording",
  "close_registration",
  "cn_meeting",
  "email_notification",
  "enforce_login",
  "focus_mode",
  "host_video",
  "in_meeting",
  "join_before_host",
  "meeting_authentication",
  "mute_upon_entry",
  "participant_video",
  "private_meeting",
  "registrants_confirmation_email",
  "registrants_email_notification",
  "show_share_button",
  "use_pmi",
  "waiting_room",
  "watermark",
  "host_save_video_order",
  "internal_meeting",
  "participant_focused_meeting",
  "push_change_to_calendar",
  "auto_start_meeting_summary",
  "auto_start_ai_companion_questions",
  "device_testing",
  "request_permission_to_unmute_participants",
  "allow_host_control_participant_mute_state",
  "disable_participant_video",
  "email_in_attendee_report",
];

const strings = [
  "alternative_hosts",
  "audio_conference_info",
  "authentication_domains",
  "authentication_option",
  "contact_email",
  "contact_name",
  "enforce_login_domains",
  "summary_template_id",
];

const choices: Record<string, readonly Json[]> = {
  approval_type: [0, 1, 2],
  audio: ["both", "telephony", "voip", "thirdParty"],
  auto_recording: ["local", "cloud", "none"],
  calendar_type: [1, 2],
  encryption_type: ["enhanced_encryption", "e2ee"],
  jbh_time: [0, 5, 10, 15],
  registration_type: [1, 2, 3],
  who_will_receive_summary: [1, 2, 3, 4],
  who_can_ask_questions: [1, 2, 3, 4, 5],
};

const lists = ["authentication_exception", "global_dial_in_countries", "resources"];

const objects = [
  "approved_or_denied_countries_or_regions",
  "auto_add_recording_to_video_management",
  "breakout_room",
  "continuous_meeting_chat",
  "language_interpretation",
  "question_and_answer",
  "sign_language_interpretation",
  "waiting_room_options",
];

/** Taken by create only, and by update only. */
const createOnly: Record<string, "boolean" | "list"> = {
  additional_data_center_regions: "list",
  show_join_info: "boolean",
};
const updateOnly: Record<string, "string" | "list"> = {
  authentication_name: "string",
  custom_keys: "list",
};

const isOf: Record<string, (value: Json) => boolean> = {
  boolean: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  list: (value) => Array.isArray(value),
  object: isJsonObject,
  invitees: (value) =>
    Array.isArray(value) &&
    value.every((one) => isJsonObject(one) && /^[^\s@]+@[^\s@]+$/.test(textOf(one.email))),
};

const textOf = (value: Json | undefined) => (typeof value === "string" ? value : "");

function kindOf(name: string, operation: "create" | "update"): string | undefined {
  if (booleans.includes(name)) return "boolean";
  if (strings.includes(name)) return "string";
  if (lists.includes(name)) return "list";
  if (objects.includes(name)) return "object";
  if (name === "meeting_invitees") return "invitees";
  return operation === "create" ? createOnly[name] : updateOnly[name];
}

/** The settings Zoom knows out of a request; the unknown are ignored, the malformed reported. */
export function readMeetingSettings(
  given: JsonObject,
  operation: "create" | "update",
  faults: FieldFault[],
): JsonObject {
  const read: JsonObject = {};
  for (const [name, value] of Object.entries(given)) {
    const allowed = choices[name];
    const kind = kindOf(name, operation);
    if (allowed === undefined && kind === undefined) continue;
    const isValid = allowed ? allowed.includes(value) : (isOf[kind ?? ""]?.(value) ?? false);
    if (isValid) read[name] = value;
    else faults.push({ field: `settings.${name}`, message: "Invalid field." });
  }
  if (
    read.request_permission_to_unmute_participants === true &&
    read.allow_host_control_participant_mute_state === true
  ) {
    faults.push({
      field: "settings.allow_host_control_participant_mute_state",
      message: "Cannot be used with request_permission_to_unmute_participants.",
    });
  }
  return read;
}

/** What a meeting made through the API has where the request is silent. */
export const settingsOfNewMeeting: JsonObject = {
  host_video: false,
  participant_video: false,
  cn_meeting: false,
  in_meeting: false,
  join_before_host: false,
  jbh_time: 0,
  mute_upon_entry: false,
  watermark: false,
  use_pmi: false,
  approval_type: 2,
  audio: "both",
  auto_recording: "none",
  enforce_login: false,
  enforce_login_domains: "",
  alternative_hosts: "",
  alternative_host_update_polls: false,
  close_registration: false,
  show_share_button: false,
  allow_multiple_devices: false,
  registrants_confirmation_email: true,
  waiting_room: false,
  request_permission_to_unmute_participants: false,
  registrants_email_notification: true,
  meeting_authentication: false,
  encryption_type: "enhanced_encryption",
  approved_or_denied_countries_or_regions: { enable: false },
  breakout_room: { enable: false },
  internal_meeting: false,
  continuous_meeting_chat: { enable: false },
  participant_focused_meeting: false,
  push_change_to_calendar: false,
  resources: [],
  alternative_hosts_email_notification: true,
  device_testing: false,
  focus_mode: false,
  meeting_invitees: [],
  private_meeting: false,
  email_notification: true,
  host_save_video_order: false,
  email_in_attendee_report: false,
};

/** The members Zoom takes when only one occurrence is updated. */
export const occurrenceSettings: readonly string[] = [
  "host_video",
  "participant_video",
  "join_before_host",
  "mute_upon_entry",
  "waiting_room",
  "watermark",
  "auto_recording",
];

/**
 * A waiting room rules out joining before the host; and with passcode, waiting room and sign-in all
 * off, Zoom turns the waiting room on
 * (https://developers.zoom.us/docs/api/references/meeting-api-security-enhancements/).
 */
export function secureSettings(settings: JsonObject, password: string): JsonObject {
  const isOpen =
    password === "" && settings.waiting_room !== true && settings.meeting_authentication !== true;
  const waitingRoom = isOpen || settings.waiting_room === true;
  return waitingRoom ? { ...settings, waiting_room: true, join_before_host: false } : settings;
}
