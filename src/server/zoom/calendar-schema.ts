/**
 * The part of Zoom's calendar API we use. Everything read but an id is optional, and unknown members
 * are ignored.
 * @see https://developers.zoom.us/docs/api/calendar/
 */

export interface ZoomCalendar {
  id: string;
  summary?: string;
  description?: string;
}

/** What is left out stays as it is. */
export interface ZoomCalendarPatch {
  /** At most 1024 characters. */
  description?: string;
}

export interface ZoomCalendarListEntry extends ZoomCalendar {
  primary?: boolean;
  deleted?: boolean;
  accessRole?: string;
}

/** A `date` for all-day events, otherwise a `dateTime`; the end is exclusive. */
export interface CalendarEventTime {
  /** `yyyy-MM-dd`. */
  date?: string;
  /** RFC 3339; with an offset, or a time on the clock of `timeZone`. */
  dateTime?: string;
  /** IANA name. Required when the event repeats, which it does on this zone's clock. */
  timeZone?: string;
}

/** What is written: both times are required, in a PATCH too. */
export interface CalendarEventBody {
  start: CalendarEventTime;
  end: CalendarEventTime;
  /** At most 1024 characters. */
  summary: string;
  /** At most 15000 characters. */
  description?: string;
  /** RRULE and EXDATE lines; empty when the event does not repeat. */
  recurrence: string[];
  transparency: "opaque" | "transparent";
  visibility: "default" | "private";
}

/** What is left out stays as it is; the times cannot be left out. */
export type CalendarEventPatch = Pick<CalendarEventBody, "start" | "end"> &
  Partial<CalendarEventBody>;

export interface CalendarEvent {
  id: string;
  /** Only when one event is asked for. */
  etag?: string;
  status?: string;
  summary?: string;
  description?: string;
  location?: string;
  start?: CalendarEventTime;
  end?: CalendarEventTime;
  recurrence?: string[];
  transparency?: string;
  visibility?: string;
  created?: string;
  updated?: string;
  creator?: { email?: string };
  organizer?: { email?: string };
}

export interface ZoomCalendarSetting {
  id: string;
  value: string;
}
