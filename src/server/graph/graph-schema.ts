import {
  type RecurrencePattern,
  type Weekday,
  type WeekIndex,
} from "../../shared/api/recurrence.ts";

/**
 * The part of Graph's answers and bodies that we use. In answers everything but `id` may be missing:
 * `$select` leaves out, and change feeds leave out more.
 * @see https://learn.microsoft.com/graph/api/resources/event
 */
export interface GraphCalendar {
  id: string;
  name?: string;
  isDefaultCalendar?: boolean;
  canEdit?: boolean;
  owner?: { name?: string; address?: string };
}

export interface DateTimeTimeZone {
  /** Wall-clock time without an offset; seven digits of fraction come back. */
  dateTime: string;
  /** Windows or IANA name. */
  timeZone: string;
}

export interface EmailAddress {
  name?: string | null;
  address?: string | null;
}

export interface GraphAttendee {
  emailAddress?: EmailAddress | null;
  type?: "required" | "optional" | "resource" | null;
  status?: { response?: string | null; time?: string | null } | null;
}

/** Graph fills the members a pattern does not use with padding, such as month 0. */
export interface GraphRecurrence {
  pattern: {
    type: RecurrencePattern["type"];
    interval: number;
    month?: number;
    dayOfMonth?: number;
    daysOfWeek?: Weekday[];
    firstDayOfWeek?: Weekday | null;
    index?: WeekIndex | null;
  };
  range: {
    type: "endDate" | "noEnd" | "numbered";
    startDate: string;
    endDate?: string | null;
    numberOfOccurrences?: number;
    recurrenceTimeZone?: string | null;
  };
}

export interface ExtendedProperty {
  id: string;
  value: string;
}

export type GraphShowAs = "free" | "tentative" | "busy" | "oof" | "workingElsewhere";
export type GraphSensitivity = "normal" | "personal" | "private" | "confidential";

/** What names one state of an event, also where only its change key was given. */
export function etagOf(event: Pick<GraphEvent, "@odata.etag" | "changeKey">): string | null {
  const { "@odata.etag": etag, changeKey } = event;
  return etag ?? (changeKey === undefined ? null : `W/"${changeKey}"`);
}

export interface GraphEvent {
  id: string;
  "@odata.etag"?: string;
  changeKey?: string;
  iCalUId?: string | null;
  transactionId?: string | null;
  type?: "singleInstance" | "seriesMaster" | "occurrence" | "exception";
  seriesMasterId?: string | null;
  /** UTC; the start an occurrence has in the pattern. */
  originalStart?: string | null;
  subject?: string | null;
  body?: { contentType?: "text" | "html"; content?: string | null } | null;
  start?: DateTimeTimeZone;
  end?: DateTimeTimeZone;
  originalStartTimeZone?: string | null;
  isAllDay?: boolean;
  isCancelled?: boolean;
  isDraft?: boolean;
  isOrganizer?: boolean;
  organizer?: { emailAddress?: EmailAddress | null } | null;
  attendees?: GraphAttendee[];
  recurrence?: GraphRecurrence | null;
  sensitivity?: GraphSensitivity;
  showAs?: GraphShowAs | "unknown";
  location?: { displayName?: string | null; locationUri?: string | null } | null;
  singleValueExtendedProperties?: ExtendedProperty[];
  /** Only when asked for: `OID.{masterId}.{yyyy-MM-dd}`. */
  cancelledOccurrences?: string[];
  /** Only when asked for. */
  exceptionOccurrences?: GraphEvent[];
}

/** An item of a change feed; one with `@removed` has nothing but its id. */
export interface GraphDeltaItem extends GraphEvent {
  "@removed"?: { reason: "deleted" | "changed" };
}

export interface DeltaPage {
  events: GraphDeltaItem[];
  /** The next page of this round; null on the last one. */
  nextLink: string | null;
  /** Where the next round begins; only on the last page. */
  deltaLink: string | null;
}

export interface GraphEventInput {
  subject?: string;
  body?: { contentType: "text" | "html"; content: string };
  start?: DateTimeTimeZone;
  end?: DateTimeTimeZone;
  isAllDay?: boolean;
  recurrence?: GraphRecurrence | null;
  /** Replaces the whole list. */
  attendees?: GraphAttendee[];
  location?: { displayName: string };
  showAs?: GraphShowAs;
  sensitivity?: GraphSensitivity;
  isReminderOn?: boolean;
  isOnlineMeeting?: false;
  singleValueExtendedProperties?: ExtendedProperty[];
  /** The same create twice makes one event. */
  transactionId?: string;
}

export interface GraphContact {
  displayName?: string | null;
  emailAddresses?: Array<{ name?: string | null; address?: string | null }>;
}

export interface GraphUser {
  id: string;
  displayName?: string | null;
  mail?: string | null;
  userPrincipalName: string;
}

/** @see https://learn.microsoft.com/graph/api/resources/convertidresult */
export type ExchangeIdFormat =
  "entryId" | "ewsId" | "immutableEntryId" | "restId" | "restImmutableEntryId";

export interface NewSubscription {
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl: string;
  resource: string;
  expirationDateTime: string;
  clientState: string;
}

export interface GraphSubscription {
  id: string;
  expirationDateTime: string;
  resource?: string;
  changeType?: string;
  notificationUrl?: string;
  lifecycleNotificationUrl?: string | null;
}
