import { graphEventId, zoomMeetingId } from "../../../src/sync/ids.ts";
import { toInstant, type Instant } from "../../../src/sync/instant.ts";
import {
  type OutlookPresent,
  type Recurrence,
  type SyncPolicy,
  type ZoomPresent,
} from "../../../src/sync/model.ts";
import { zoomCaps } from "../../../src/sync/recurrence/to-zoom.ts";

export const at = (text: string): Instant => toInstant(text);

/** A Monday. */
export const now = at("2026-11-23T10:00:00Z");

export const policy: SyncPolicy = {
  version: "v2",
  direction: "both",
  window: null,
  now,
  zoomCaps,
  timesOnly: false,
  whenZoomDeleted: "delete",
};

/** 10:00 to 11:00 in Berlin. */
export const time = {
  start: at("2026-12-01T09:00:00Z"),
  end: at("2026-12-01T10:00:00Z"),
  timeZone: "Europe/Berlin",
  isAllDay: false,
};

export const single: OutlookPresent = {
  state: "present",
  id: graphEventId("AAMk1"),
  kind: "single",
  isOrganizer: true,
  revision: "1",
  subject: "Budget",
  time,
  recurrence: null,
  exceptions: {},
  notes: "Bring numbers",
  attendees: ["ann@example.com"],
  sensitivity: "normal",
  showAs: "busy",
  options: null,
};

/** Ten Tuesdays. */
export const tuesdays: Recurrence = {
  pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "sunday" },
  range: { type: "numbered", startDate: "2026-12-01", numberOfOccurrences: 10 },
  timeZone: "Europe/Berlin",
};

export const series: OutlookPresent = { ...single, kind: "series", recurrence: tuesdays };

export const never = { state: "absent", reason: "never" } as const;
export const noZoom = { state: "absent", reason: "never", recoverableUntil: null } as const;

export function zoomPresent(fields: Omit<ZoomPresent, "state" | "id">): ZoomPresent {
  return { state: "present", id: zoomMeetingId("81234567890"), ...fields };
}
