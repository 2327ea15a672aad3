import { type CalendarState } from "../calendar/calendar-state.ts";
import { type Json } from "./json.ts";
import { type PastInstance, type StoredMeeting } from "./meeting.ts";
import { type UserChoices } from "./user-settings.ts";
import { type PendingDelivery } from "../webhooks/delivery.ts";
import { type Kept, type Sandbox } from "../../sandbox.ts";
import { type ZoomUser } from "./users.ts";

/** What Zoom keeps over a restart. */
export interface ZoomState {
  meetings: Record<string, StoredMeeting>;
  pastInstances: PastInstance[];
  choices: Record<string, UserChoices>;
  /** Create and update calls per host on one UTC day. */
  writes: Record<string, { day: string; count: number }>;
  deliveries: PendingDelivery[];
}

/** Something that happened, before it is dressed as a webhook. */
export interface ZoomEvent {
  name: string;
  accountId: string;
  hostId: string;
  /** Members of `payload` beside `account_id`. */
  payload: Record<string, Json>;
}

export interface ZoomWorld {
  readonly sandbox: Sandbox;
  readonly state: Kept<ZoomState>;
  readonly calendars: Kept<CalendarState>;
  readonly users: readonly ZoomUser[];
  emit(event: ZoomEvent): void;
}

export const emptyZoomState = (): ZoomState => ({
  meetings: {},
  pastInstances: [],
  choices: {},
  writes: {},
  deliveries: [],
});
