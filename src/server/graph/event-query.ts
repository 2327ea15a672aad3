import { customPropertiesProperty, meetingIdProperty } from "../../shared/microsoft/event-marks.ts";
import { type Query } from "./graph-http.ts";

/** An event to be read; of a series, its exceptions come along. */
export interface WantedEvent {
  readonly id: string;
  readonly isSeries: boolean;
}

const fields = [
  "id",
  "changeKey",
  "iCalUId",
  "type",
  "seriesMasterId",
  "originalStart",
  "subject",
  "body",
  "start",
  "end",
  "originalStartTimeZone",
  "isAllDay",
  "isCancelled",
  "isDraft",
  "isOrganizer",
  "organizer",
  "attendees",
  "recurrence",
  "sensitivity",
  "showAs",
  "location",
];

/** @see https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get */
const marks = `singleValueExtendedProperties($filter=id eq '${meetingIdProperty}' or id eq '${customPropertiesProperty}')`;

export const eventSelect = fields.join(",");

/**
 * The cancelled and changed occurrences of a series are given only to who asks for one series by name.
 * @see https://learn.microsoft.com/graph/api/event-get
 */
export function queryOfEvent({ isSeries }: Pick<WantedEvent, "isSeries">): Query {
  return isSeries
    ? {
        $select: `${eventSelect},cancelledOccurrences,exceptionOccurrences`,
        $expand: `${marks},exceptionOccurrences`,
      }
    : { $select: eventSelect, $expand: marks };
}

/** The events that carry one of our marks, whatever its value. */
export function queryOfMarked(property: string): Query {
  return {
    $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${property}' and ep/value ne null)`,
    $expand: marks,
    $select: "id,changeKey,iCalUId,type,seriesMasterId,isOrganizer,isCancelled,subject,start,end",
    $top: "100",
  };
}

export const markProperties = [meetingIdProperty, customPropertiesProperty] as const;

/** Both ends are moments in UTC, whatever zone the mailbox is in. */
export function spanQuery(from: Temporal.Instant, to: Temporal.Instant): Query {
  return { startDateTime: from.toString(), endDateTime: to.toString() };
}
