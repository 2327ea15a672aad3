/**
 * The world the sandbox plays: people with mailboxes, and their calendars. One store serves the
 * emulated Graph and the emulated Outlook, so an edit in either is seen by both, as in Exchange.
 *
 * Event shapes follow Microsoft Graph (https://learn.microsoft.com/graph/api/resources/event).
 */

export interface Person {
  /** Entra object id (GUID). */
  id: string;
  tenantId: string;
  displayName: string;
  mail: string;
  userPrincipalName: string;
  /** Windows name, as Exchange keeps it. */
  timeZone: string;
  locale: string;
  role: "organizer" | "attendee" | "delegate" | "admin";
  /** Mailboxes this person may open as a delegate, by person id. */
  delegateOf: string[];
  /** Further addresses of the mailbox. */
  aliases: string[];
  /** The address in Zoom, where it is not the mailbox's. */
  zoomEmail: string | null;
  /** Without one, Graph knows the person and no calendar. */
  hasMailbox: boolean;
}

export interface DateTimeTimeZone {
  /** Local wall-clock time without an offset: `2026-03-29T10:00:00.0000000`. */
  dateTime: string;
  timeZone: string;
}

export interface PatternedRecurrence {
  pattern: {
    type:
      | "daily"
      | "weekly"
      | "absoluteMonthly"
      | "relativeMonthly"
      | "absoluteYearly"
      | "relativeYearly";
    interval: number;
    month: number;
    dayOfMonth: number;
    daysOfWeek: string[];
    firstDayOfWeek: string;
    index: "first" | "second" | "third" | "fourth" | "last";
  };
  range: {
    type: "endDate" | "noEnd" | "numbered";
    startDate: string;
    endDate: string;
    recurrenceTimeZone: string;
    numberOfOccurrences: number;
  };
}

export interface Attendee {
  type: "required" | "optional" | "resource";
  status: { response: string; time: string };
  emailAddress: { name: string; address: string };
}

/** One event as a mailbox stores it; occurrences without changes of their own are never stored. */
export interface StoredEvent {
  id: string;
  mailboxId: string;
  /** Null for the mailbox's own calendar. */
  calendarId: string | null;
  iCalUId: string;
  changeKey: string;
  transactionId: string | null;
  type: "singleInstance" | "seriesMaster" | "exception";
  seriesMasterId: string | null;
  /** UTC instant this exception had in the pattern. */
  originalStart: string | null;
  subject: string;
  body: { contentType: "html" | "text"; content: string };
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
  isAllDay: boolean;
  location: { displayName: string; locationType: string };
  locations: Array<{ displayName: string; locationType: string; locationEmailAddress?: string }>;
  attendees: Attendee[];
  organizer: { emailAddress: { name: string; address: string } };
  isOrganizer: boolean;
  recurrence: PatternedRecurrence | null;
  /** Local dates (`yyyy-MM-dd`) of occurrences that were deleted; only on a series master. */
  cancelledDates: string[];
  showAs: "free" | "tentative" | "busy" | "oof" | "workingElsewhere" | "unknown";
  sensitivity: "normal" | "personal" | "private" | "confidential";
  isCancelled: boolean;
  isDraft: boolean;
  isOnlineMeeting: boolean;
  responseStatus: { response: string; time: string };
  categories: string[];
  /** Named MAPI properties by their Graph id, e.g. `String {guid} Name cecp-…`. */
  extendedProperties: Record<string, string>;
  createdDateTime: string;
  lastModifiedDateTime: string;
}

/** An event as a calendar view shows it: stored ones, and occurrences expanded from a series. */
export type ViewedEvent = Omit<StoredEvent, "type"> & {
  type: "singleInstance" | "occurrence" | "exception";
  /** UTC instants, for sorting and drawing. */
  startInstant: string;
  endInstant: string;
};

/** What a writer may give; everything absent keeps its value (update) or its default (create). */
export type EventInput = Partial<
  Pick<
    StoredEvent,
    | "subject"
    | "body"
    | "start"
    | "end"
    | "isAllDay"
    | "location"
    | "locations"
    | "attendees"
    | "recurrence"
    | "showAs"
    | "sensitivity"
    | "categories"
    | "transactionId"
    | "extendedProperties"
    | "isOnlineMeeting"
  >
>;

export type InvitationAnswer = "accepted" | "tentativelyAccepted" | "declined";

/** One write to one item; deleting an occurrence tells of the occurrence, then of its series. */
export interface CalendarChange {
  mailboxId: string;
  calendarId: string | null;
  eventId: string;
  /** Of an occurrence or exception. */
  seriesMasterId: string | null;
  kind: "created" | "updated" | "deleted";
  /** The one after the write; of a deleted item its last. */
  changeKey: string;
}

/**
 * Ids of occurrences are `OID.<masterId>.<yyyy-MM-dd>` (the local date in the pattern's zone);
 * writing to one turns it into a stored exception that keeps that id.
 * Every method throws `CalendarError` with Graph's code (`ErrorItemNotFound`, …) when refused.
 */
export interface CalendarStore {
  /** Single instances and series masters of all calendars, newest first. */
  list(mailboxId: string): StoredEvent[];
  /** All calendars, expanded between two UTC instants, sorted by start. */
  view(mailboxId: string, fromInstant: string, toInstant: string): ViewedEvent[];
  /** A stored event or an occurrence; throws `ErrorItemNotFound`. */
  get(mailboxId: string, eventId: string): StoredEvent | ViewedEvent;
  /** The occurrences of one series that differ from its pattern; deleted ones are not among them. */
  exceptions(mailboxId: string, masterId: string): StoredEvent[];
  /** Copies reach the attendees' mailboxes at once when there are attendees, as in Exchange. */
  create(mailboxId: string, input: EventInput, calendarId?: string | null): StoredEvent;
  update(mailboxId: string, eventId: string, patch: EventInput, ifMatch?: string): StoredEvent;
  /** On the organizer's copy this cancels the meeting for everybody. */
  remove(mailboxId: string, eventId: string): void;
  cancel(mailboxId: string, eventId: string, comment: string): void;
  /** An attendee's answer on the own copy; a declined meeting leaves the calendar. */
  respond(mailboxId: string, eventId: string, answer: InvitationAnswer): void;
  onChange(listener: (change: CalendarChange) => void): void;
}
