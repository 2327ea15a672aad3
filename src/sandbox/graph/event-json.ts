import { plainText, textAsHtml } from "../world/body-html.ts";
import { type DateTimeTimeZone, type StoredEvent, type ViewedEvent } from "../world/model.ts";
import { graphTime, zoned } from "../world/zoned-time.ts";
import { shownId } from "./exchange-ids.ts";
import { type Preferences } from "./preferences.ts";
import { readProperty, samePropertyId } from "./property-id.ts";

export interface EventView {
  preferences: Pick<Preferences, "timeZone" | "bodyType">;
  /** Ids of extended properties to show. */
  properties: readonly string[];
  /** The caller prefers them, and they differ from ordinary ones. */
  immutableIds: boolean;
  /** Where Outlook on the web is. */
  outlookUrl: string;
}

/** An event as Graph answers it. https://learn.microsoft.com/graph/api/resources/event */
export function eventJson(event: StoredEvent | ViewedEvent, view: EventView) {
  const text =
    event.body.contentType === "html" ? plainText(event.body.content) : event.body.content;
  const shown = extendedProperties(event, view.properties);
  return {
    "@odata.etag": etagOf(event),
    id: shownId(event.id, view.immutableIds),
    createdDateTime: event.createdDateTime,
    lastModifiedDateTime: event.lastModifiedDateTime,
    changeKey: event.changeKey,
    categories: event.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: event.start.timeZone,
    originalEndTimeZone: event.end.timeZone,
    iCalUId: event.iCalUId,
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject: event.subject,
    bodyPreview: text.replace(/\n/g, "\r\n").slice(0, 255),
    importance: "normal",
    sensitivity: event.sensitivity,
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: event.isOrganizer,
    isDraft: event.isDraft,
    responseRequested: true,
    seriesMasterId: event.seriesMasterId && shownId(event.seriesMasterId, view.immutableIds),
    showAs: event.showAs,
    type: event.type,
    webLink: `${view.outlookUrl}?itemid=${encodeURIComponent(event.id)}`,
    onlineMeetingUrl: null,
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.isOnlineMeeting ? "teamsForBusiness" : "unknown",
    allowNewTimeProposals: true,
    hideAttendees: false,
    ...(event.originalStart !== null && { originalStart: event.originalStart }),
    responseStatus: event.responseStatus,
    body: bodyJson(event, text, view.preferences.bodyType),
    start: timeJson(event, event.start, view),
    end: timeJson(event, event.end, view),
    location: { ...event.location, ...unnamedPlace(event.location.displayName) },
    locations: event.locations.map((place) => ({ ...place, ...unnamedPlace(place.displayName) })),
    recurrence: event.recurrence,
    attendees: event.attendees,
    organizer: event.organizer,
    onlineMeeting: event.isOnlineMeeting
      ? { joinUrl: `https://teams.example/l/meetup-join/${encodeURIComponent(event.iCalUId)}` }
      : null,
    ...(shown.length > 0 && { singleValueExtendedProperties: shown }),
  };
}

const etagOf = ({ changeKey }: Pick<StoredEvent, "changeKey">): string => `W/"${changeKey}"`;

/** Days have no zone: an all-day event begins at midnight in whatever zone it is asked for. */
function timeJson(
  { isAllDay }: Pick<StoredEvent, "isAllDay">,
  time: DateTimeTimeZone,
  { preferences: { timeZone } }: EventView,
): DateTimeTimeZone {
  return isAllDay ? { dateTime: time.dateTime, timeZone } : graphTime(zoned(time), timeZone);
}

function bodyJson({ body }: StoredEvent | ViewedEvent, text: string, wanted: "html" | "text") {
  if (wanted === "text") return { contentType: "text", content: text };
  return {
    contentType: "html",
    content: body.contentType === "html" ? body.content : textAsHtml(body.content),
  };
}

const unnamedPlace = (displayName: string) =>
  displayName === ""
    ? { uniqueIdType: "unknown", address: {}, coordinates: {} }
    : { uniqueId: displayName, uniqueIdType: "private" };

function extendedProperties(event: StoredEvent | ViewedEvent, ids: readonly string[]) {
  return ids.flatMap((id) => {
    const value = readProperty(event.extendedProperties, id);
    return value === undefined ? [] : [{ id: samePropertyId(id), value }];
  });
}

/** Every name `$select` and a request body may use. */
export const eventProperties: ReadonlySet<string> = new Set([
  "id",
  "createdDateTime",
  "lastModifiedDateTime",
  "changeKey",
  "categories",
  "transactionId",
  "originalStartTimeZone",
  "originalEndTimeZone",
  "iCalUId",
  "reminderMinutesBeforeStart",
  "isReminderOn",
  "hasAttachments",
  "subject",
  "bodyPreview",
  "importance",
  "sensitivity",
  "isAllDay",
  "isCancelled",
  "isOrganizer",
  "isDraft",
  "responseRequested",
  "seriesMasterId",
  "showAs",
  "type",
  "webLink",
  "onlineMeetingUrl",
  "isOnlineMeeting",
  "onlineMeetingProvider",
  "allowNewTimeProposals",
  "hideAttendees",
  "originalStart",
  "responseStatus",
  "body",
  "start",
  "end",
  "location",
  "locations",
  "recurrence",
  "attendees",
  "organizer",
  "onlineMeeting",
  "cancelledOccurrences",
  "exceptionOccurrences",
  "singleValueExtendedProperties",
]);
