import { type EntryContext } from "../../../../src/server/graph/event-entry.ts";
import {
  type GraphEvent,
  type GraphRecurrence,
} from "../../../../src/server/graph/graph-schema.ts";

export const itemKey = "0b6f7a52-5c1e-4c43-9a68-1f2d3e4a5b6c";
export const markerPrefix = "https://zoom.contoso.example/portal/activity#z=";
export const joinUrl = "https://contoso.zoom.us/j/86123456789?pwd=abc";

export const context: EntryContext = {
  joinHosts: ["meet.contoso.example"],
  markerPrefix,
  fallbackTimeZone: "W. Europe Standard Time",
};

export const invitation = {
  joinUrl,
  passcode: "123456",
  meetingId: "86123456789",
  markerUrl: markerPrefix + itemKey,
  language: "en",
} as const;

const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: "UTC" });

/** An event the way Graph answers, in UTC with seven digits. */
export function event(start: string, end: string, more: Partial<GraphEvent> = {}): GraphEvent {
  return {
    id: "AAkALgAAAAAAHYQDEapmEc2byACqAC",
    "@odata.etag": 'W/"ZlnW4RIAV06KYYwlrfNZvQAALfZeRQ=="',
    changeKey: "ZlnW4RIAV06KYYwlrfNZvQAALfZeRQ==",
    iCalUId: "040000008200E00074C5B7101A82E008",
    type: "singleInstance",
    subject: "Planning",
    start: utc(start),
    end: utc(end),
    originalStartTimeZone: "W. Europe Standard Time",
    isAllDay: false,
    isCancelled: false,
    isDraft: false,
    isOrganizer: true,
    organizer: { emailAddress: { name: "Ada", address: "ada@contoso.example" } },
    attendees: [],
    recurrence: null,
    sensitivity: "normal",
    showAs: "busy",
    location: { displayName: "" },
    body: { contentType: "html", content: "" },
    ...more,
  };
}

/** With the padding Graph adds to members a pattern does not use. */
export function padded(
  pattern: Partial<GraphRecurrence["pattern"]> & Pick<GraphRecurrence["pattern"], "type">,
  range: Partial<GraphRecurrence["range"]> & Pick<GraphRecurrence["range"], "type" | "startDate">,
): GraphRecurrence {
  return {
    pattern: {
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: [],
      firstDayOfWeek: "sunday",
      index: "first",
      ...pattern,
    },
    range: {
      endDate: "0001-01-01",
      numberOfOccurrences: 0,
      recurrenceTimeZone: "W. Europe Standard Time",
      ...range,
    },
  };
}

/** Mondays at 10:00 in Berlin, over the change to summer time of 29 March 2026. */
export function series(more: Partial<GraphEvent> = {}): GraphEvent {
  return event("2026-03-16T09:00:00", "2026-03-16T10:00:00", {
    type: "seriesMaster",
    recurrence: padded(
      { type: "weekly", daysOfWeek: ["monday"] },
      { type: "numbered", startDate: "2026-03-16", numberOfOccurrences: 6 },
    ),
    ...more,
  });
}

export function occurrence(
  start: string,
  end: string,
  originalStart: string | null,
  more: Partial<GraphEvent> = {},
): GraphEvent {
  return event(start, end, { id: `${start}-id`, type: "exception", originalStart, ...more });
}
