import { type JsonObject } from "./json.ts";

/** 1 instant, 2 scheduled, 3 recurring without fixed time, 8 recurring, 10 screen share only. */
export type MeetingType = 1 | 2 | 3 | 8 | 10;

/** Zoom's recurrence: type 1 daily, 2 weekly, 3 monthly; days count from 1 = Sunday. */
export interface Recurrence {
  type: 1 | 2 | 3;
  repeat_interval: number;
  weekly_days?: string;
  monthly_day?: number;
  monthly_week?: -1 | 1 | 2 | 3 | 4;
  monthly_week_day?: number;
  end_times?: number;
  /** UTC, `2026-12-24T10:00:00Z`; never together with `end_times`. */
  end_date_time?: string;
}

export interface Occurrence {
  /** Epoch milliseconds of the start the pattern gave it; survives a move. */
  occurrence_id: string;
  /** UTC. */
  start_time: string;
  /** Minutes. */
  duration: number;
  status: "available" | "deleted";
  /** What a write to this occurrence alone set. */
  agenda?: string;
  settings?: JsonObject;
}

export interface StoredMeeting {
  id: number;
  uuid: string;
  accountId: string;
  hostId: string;
  /** Who scheduled it for the host, when that was somebody else. */
  assistantId: string;
  type: MeetingType;
  topic: string;
  agenda: string;
  /** UTC; null for instant meetings and those without a fixed time. */
  startTime: string | null;
  /** Minutes. */
  duration: number;
  timezone: string;
  password: string;
  preSchedule: boolean;
  templateId: string;
  trackingFields: Array<{ field: string; value: string; visible: boolean }>;
  recurrence: Recurrence | null;
  occurrences: Occurrence[];
  settings: JsonObject;
  createdAt: string;
  creationSource: "open_api" | "web_portal";
  /** UTC while it runs. */
  startedAt: string | null;
  /** UTC of the last time somebody was in it. */
  lastUsedAt: string | null;
  /** UTC since it is in the recycle bin. */
  deletedAt: string | null;
}

/** One held meeting; each has the uuid the meeting bore while it ran. */
export interface PastInstance {
  meetingId: number;
  uuid: string;
  hostId: string;
  accountId: string;
  topic: string;
  type: MeetingType;
  startTime: string;
  endTime: string;
}

/** Who acts, as webhooks name them. */
export interface Operator {
  id: string;
  email: string;
}

/** Zoom's UTC form: whole seconds and `Z`. */
export const toUtcSeconds = (instant: Date | Temporal.Instant): string =>
  instant instanceof Date
    ? `${instant.toISOString().slice(0, 19)}Z`
    : instant.toString({ smallestUnit: "second" });
