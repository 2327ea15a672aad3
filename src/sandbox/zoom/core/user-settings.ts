import { type JsonObject } from "./json.ts";
import { type ZoomState } from "./zoom-state.ts";

/** What a person may choose on the portal's settings page. */
export interface UserChoices {
  hostVideo: boolean;
  participantVideo: boolean;
  joinBeforeHost: boolean;
  waitingRoom: boolean;
  requirePasscode: boolean;
  embedPasscode: boolean;
  muteUponEntry: boolean;
  /** A licence to host; without it Zoom answers 3161. */
  mayHost: boolean;
  /** A licence for Zoom Mail & Calendar. */
  hasCalendar: boolean;
}

export const choiceLabels: Record<keyof UserChoices, string> = {
  hostVideo: "Start meetings with my video on",
  participantVideo: "Start meetings with participants' video on",
  joinBeforeHost: "Allow participants to join before the host",
  waitingRoom: "Waiting room",
  requirePasscode: "Require a passcode when scheduling new meetings",
  embedPasscode: "Embed the passcode in the invite link",
  muteUponEntry: "Mute participants upon entry",
  mayHost: "Licensed to host and schedule meetings",
  hasCalendar: "Licensed for Zoom Mail & Calendar",
};

export const initialChoices: UserChoices = {
  hostVideo: true,
  participantVideo: true,
  joinBeforeHost: false,
  waitingRoom: true,
  requirePasscode: true,
  embedPasscode: true,
  muteUponEntry: false,
  mayHost: true,
  hasCalendar: true,
};

export const choicesOf = (state: ZoomState, userId: string): UserChoices => ({
  ...initialChoices,
  ...state.choices[userId],
});

const passcodeRequirement = {
  consecutive_characters_length: 0,
  have_letter: false,
  have_number: false,
  have_special_character: false,
  have_upper_and_lower_characters: false,
  length: 0,
  only_allow_numeric: false,
  weak_enhance_detection: false,
};

/**
 * `GET /users/{userId}/settings`. Every `option` answers another object
 * (https://developers.zoom.us/docs/api/users/#tag/users/GET/users/{userId}/settings).
 */
export function describeUserSettings(choices: UserChoices, option: string | undefined): JsonObject {
  if (option === "meeting_security") return { meeting_security: describeSecurity(choices) };
  if (option === "meeting_authentication") {
    return {
      allow_authentication_exception: false,
      authentication_options: [],
      meeting_authentication: false,
    };
  }
  if (option === "recording_authentication") {
    return { authentication_options: [], recording_authentication: false };
  }
  return describeAll(choices);
}

const describeSecurity = (choices: UserChoices): JsonObject => ({
  auto_security: true,
  block_user_domain: false,
  block_user_domain_list: [],
  embed_password_in_join_link: choices.embedPasscode,
  encryption_type: "enhanced_encryption",
  end_to_end_encrypted_meetings: false,
  meeting_password: choices.requirePasscode,
  meeting_password_requirement: { ...passcodeRequirement },
  only_authenticated_can_join_from_webclient: false,
  phone_password: true,
  pmi_password: true,
  require_password_for_scheduled_meeting: choices.requirePasscode,
  waiting_room: choices.waitingRoom,
  waiting_room_settings: {
    participants_to_place_in_waiting_room: 0,
    users_who_can_admit_participants_from_waiting_room: 0,
    whitelisted_domains_for_waiting_room: "",
  },
});

const describeAll = (choices: UserChoices): JsonObject => ({
  audio_conferencing: { toll_free_and_fee_based_toll_call: { enable: false, numbers: [] } },
  email_notification: {
    alternative_host_reminder: true,
    cancel_meeting_reminder: true,
    jbh_reminder: true,
    schedule_for_reminder: true,
  },
  feature: {
    meeting_capacity: 100,
    large_meeting: false,
    webinar: false,
    zoom_phone: false,
    zoom_scheduler: false,
    zoom_mail_calendar: choices.hasCalendar,
  },
  in_meeting: {
    chat: true,
    co_host: true,
    e2e_encryption: false,
    entry_exit_chime: "none",
    screen_sharing: true,
    waiting_room: choices.waitingRoom,
    who_can_share_screen: "all",
  },
  profile: { recording_storage_location: { allowed_values: ["US"], value: "US" } },
  recording: { auto_recording: "none", cloud_recording: true, local_recording: true },
  schedule_meeting: {
    audio_type: "both",
    default_password_for_scheduled_meetings: "",
    embed_password_in_join_link: choices.embedPasscode,
    force_pmi_jbh_password: false,
    host_video: choices.hostVideo,
    join_before_host: choices.joinBeforeHost,
    meeting_password_requirement: { ...passcodeRequirement },
    mute_upon_entry: choices.muteUponEntry,
    participants_video: choices.participantVideo,
    personal_meeting: true,
    pstn_password_protected: true,
    require_password_for_instant_meetings: choices.requirePasscode,
    require_password_for_pmi_meetings: "all",
    require_password_for_scheduled_meetings: choices.requirePasscode,
    require_password_for_scheduling_new_meetings: choices.requirePasscode,
    use_pmi_for_instant_meetings: false,
    use_pmi_for_scheduled_meetings: false,
  },
  telephony: { show_international_numbers_link: true, third_party_audio: false },
  tsp: { call_out: false, show_international_numbers_link: false },
  whiteboard: { in_meeting_advanced_whiteboard: false, out_meeting_advanced_whiteboard: false },
});

/** `?custom_query_fields=a,b` keeps only the named members, wherever their section. */
export function pickSettings(settings: JsonObject, names: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const [section, members] of Object.entries(settings)) {
    if (names.includes(section)) picked[section] = members;
    else if (typeof members === "object" && members !== null && !Array.isArray(members)) {
      const kept = Object.entries(members).filter(([name]) => names.includes(name));
      if (kept.length > 0) picked[section] = Object.fromEntries(kept);
    }
  }
  return picked;
}
