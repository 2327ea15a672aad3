import { type JsonObject } from "../core/json.ts";
import { type StoredEvent } from "./calendar-state.ts";
import { describeTime } from "./event-time.ts";

/** What an event has where nobody said otherwise. */
const initialFields: JsonObject = {
  status: "confirmed",
  transparency: "opaque",
  visibility: "default",
  guestsCanInviteOthers: true,
  guestsCanModify: false,
  guestsCanSeeOtherGuests: true,
  reminders: { useDefault: true, overrides: [] },
};

const toTime = (epochMs: number) => new Date(epochMs).toISOString();

/** An event as lists and the answers to writes show it; `shownIn` is the zone of its times. */
export const describeEvent = (event: StoredEvent, shownIn: string): JsonObject => ({
  kind: "calendar#event",
  id: event.id,
  ...initialFields,
  ...event.fields,
  start: describeTime(event.start, shownIn),
  end: describeTime(event.end, shownIn),
  creator: { email: event.creator },
  organizer: { email: event.organizer },
  created: toTime(event.createdAt),
  updated: toTime(event.updatedAt),
});

/** `GET …/events/{eventId}` alone tells the etag, the iCalendar UID and the sequence. */
export const describeEventFully = (event: StoredEvent, shownIn: string): JsonObject => ({
  ...describeEvent(event, shownIn),
  etag: etagOf(event.updatedAt),
  iCalUID: event.iCalUid,
  sequence: event.sequence,
  eventType: "default",
});

export const summaryOf = ({ fields }: StoredEvent): string =>
  typeof fields.summary === "string" ? fields.summary : "";

export const etagOf = (epochMs: number): string => `"${String(epochMs).padStart(20, "0")}"`;
