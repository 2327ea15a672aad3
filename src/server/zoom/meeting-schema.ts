/**
 * The part of Zoom's meeting API we use. Everything read is optional where Zoom's own examples lack
 * it, and unknown members are ignored: Zoom adds some every few weeks.
 * @see https://developers.zoom.us/docs/api/meetings/
 */

/** 1 instant, 2 scheduled, 3 recurring without fixed time, 4 personal room, 8 recurring fixed time. */
export type ZoomMeetingType = 1 | 2 | 3 | 4 | 8 | 10;

export interface ZoomRecurrenceBody {
  /** 1 daily, 2 weekly, 3 monthly. */
  type: 1 | 2 | 3;
  repeat_interval?: number;
  /** `"2,4"`; 1 is Sunday. */
  weekly_days?: string;
  monthly_day?: number;
  /** -1 is the last week. */
  monthly_week?: -1 | 1 | 2 | 3 | 4;
  monthly_week_day?: number;
  end_times?: number;
  /** UTC, exclusive with `end_times`. */
  end_date_time?: string;
}

export interface ZoomOccurrence {
  /** In practice the original start in epoch milliseconds; documented as opaque. */
  occurrence_id: string | number;
  start_time?: string;
  duration?: number;
  status?: string;
}

export interface ZoomMeetingSettings {
  host_video?: boolean;
  participant_video?: boolean;
  join_before_host?: boolean;
  mute_upon_entry?: boolean;
  waiting_room?: boolean;
  use_pmi?: boolean;
  audio?: string;
  meeting_invitees?: Array<{ email: string }>;
  private_meeting?: boolean;
  calendar_type?: number;
  push_change_to_calendar?: boolean;
}

export interface ZoomMeeting {
  id: number | string;
  uuid?: string;
  host_id?: string;
  host_email?: string;
  topic?: string;
  type?: number;
  /** Always UTC; absent for type 3, and not dependable for type 8. */
  start_time?: string;
  /** Minutes. */
  duration?: number;
  timezone?: string;
  /** In a list only its first 250 characters. */
  agenda?: string;
  created_at?: string;
  join_url: string;
  password?: string;
  recurrence?: ZoomRecurrenceBody;
  occurrences?: ZoomOccurrence[];
  settings?: ZoomMeetingSettings;
}

export type ZoomMeetingListItem = Pick<
  ZoomMeeting,
  "id" | "topic" | "type" | "start_time" | "duration" | "timezone" | "agenda" | "created_at"
>;

export interface CreateMeetingBody {
  topic: string;
  type: 2 | 3 | 8;
  start_time?: string;
  duration?: number;
  timezone?: string;
  recurrence?: ZoomRecurrenceBody;
  /** At most 2000 characters. */
  agenda?: string;
  default_password?: boolean;
  password?: string;
  settings: ZoomMeetingSettings;
}

export type PatchMeetingBody = Partial<Omit<CreateMeetingBody, "default_password">>;

/** Zoom takes no topic and no passcode for one occurrence. */
export interface PatchOccurrenceBody {
  start_time?: string;
  duration?: number;
}

export interface ZoomUser {
  id: string;
  account_id?: string;
  email?: string;
  display_name?: string;
  first_name?: string;
  last_name?: string;
  timezone?: string;
  /** Of the web portal, as `de-DE`. */
  language?: string;
  pmi?: number | string;
  /** `0` owner, `1` admin, `2` member; custom roles have ids of their own. */
  role_id?: string;
  role_name?: string;
  group_ids?: string[];
}

export interface ZoomUserSettings {
  schedule_meeting?: {
    host_video?: boolean;
    participants_video?: boolean;
    audio_type?: string;
    join_before_host?: boolean;
    require_password_for_scheduling_new_meetings?: boolean;
    use_pmi_for_scheduled_meetings?: boolean;
    personal_meeting?: boolean;
    mute_upon_entry?: boolean;
  };
  in_meeting?: { waiting_room?: boolean };
}
