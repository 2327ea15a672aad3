import { storedHtml } from "./body-html.ts";
import { invalidProperty } from "./calendar-error.ts";
import { type Attendee, type EventInput, type Person, type StoredEvent } from "./model.ts";
import { storedRecurrence } from "./recurrence-input.ts";
import { graphDateTime, instantText, storedZoneName, wallClock } from "./zoned-time.ts";

/** Never answered: Graph's zero time. */
export const never = "0001-01-01T00:00:00Z";

type Times = Pick<StoredEvent, "start" | "end" | "isAllDay" | "recurrence">;

/** The fields of a stored event as `input` leaves them; checked, and completed as Exchange does. */
export function applyInput<T extends StoredEvent>(event: T, input: EventInput): T {
  const next: T = { ...event, ...plainFields(input) };
  Object.assign(next, storedTimes(event, input));
  if (input.body !== undefined) next.body = storedBody(input.body);
  applyPlace(next, input);
  if (input.attendees !== undefined) next.attendees = storedAttendees(input.attendees, event);
  if (input.extendedProperties !== undefined)
    next.extendedProperties = { ...event.extendedProperties, ...input.extendedProperties };
  return next;
}

function plainFields(input: EventInput): Partial<StoredEvent> {
  const { subject, showAs, sensitivity, categories, isOnlineMeeting } = input;
  return Object.fromEntries(
    Object.entries({ subject, showAs, sensitivity, categories, isOnlineMeeting }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function storedTimes(event: StoredEvent, input: EventInput): Times {
  const isAllDay = input.isAllDay ?? event.isAllDay;
  const start = storedTime(input.start ?? event.start);
  const end = storedTime(input.end ?? event.end);
  if (Temporal.Instant.compare(instantText(end), instantText(start)) < 0)
    throw invalidProperty("The end of the event is before its start.");
  if (isAllDay) requireWholeDays({ start, end });
  return { isAllDay, start, end, recurrence: nextRecurrence(event, input, start) };
}

function nextRecurrence(event: StoredEvent, input: EventInput, start: StoredEvent["start"]) {
  if (input.recurrence !== undefined)
    return input.recurrence === null ? null : storedRecurrence(input.recurrence, start);
  if (event.recurrence === null || input.start === undefined) return event.recurrence;
  const { pattern, range } = event.recurrence;
  const startDate = wallClock(start).toPlainDate().toString();
  const recurrenceTimeZone = start.timeZone;
  return storedRecurrence({ pattern, range: { ...range, startDate, recurrenceTimeZone } }, start);
}

function storedTime(time: StoredEvent["start"]): StoredEvent["start"] {
  return {
    dateTime: graphDateTime(wallClock(time)),
    timeZone: storedZoneName(time.timeZone),
  };
}

function requireWholeDays({ start, end }: Pick<StoredEvent, "start" | "end">): void {
  const isMidnight = (time: StoredEvent["start"]) => time.dateTime.endsWith("T00:00:00.0000000");
  if (!isMidnight(start) || !isMidnight(end))
    throw invalidProperty("An all-day event must start and end at midnight.");
  if (start.timeZone !== end.timeZone)
    throw invalidProperty("An all-day event must start and end in the same time zone.");
  if (start.dateTime === end.dateTime)
    throw invalidProperty("The duration of an all-day event must be at least 24 hours.");
}

function storedBody(body: StoredEvent["body"]): StoredEvent["body"] {
  const isText = body.contentType.toLowerCase() === "text";
  return isText
    ? { contentType: "text", content: body.content }
    : { contentType: "html", content: storedHtml(body.content) };
}

/** `location` and `locations` mirror each other; writing one rewrites the other. */
function applyPlace(next: StoredEvent, input: EventInput): void {
  if (input.location !== undefined) {
    const { displayName, locationType } = input.location;
    next.location = { displayName, locationType };
    next.locations = displayName === "" ? [] : [{ displayName, locationType }];
  }
  if (input.locations !== undefined && input.location === undefined) {
    const names = input.locations.map(({ displayName }) => displayName);
    next.locations = input.locations;
    next.location = { displayName: names.join("; "), locationType: "default" };
  }
}

function storedAttendees(input: readonly Attendee[], event: StoredEvent): Attendee[] {
  if (input.length > 500) throw invalidProperty("An event can have 500 attendees at most.");
  const before = new Map(
    event.attendees.map((attendee) => [attendee.emailAddress.address.toLowerCase(), attendee]),
  );
  return input.map(({ type, emailAddress }) => ({
    type,
    status: before.get(emailAddress.address.toLowerCase())?.status ?? {
      response: "none",
      time: never,
    },
    emailAddress: {
      name: emailAddress.name === "" ? emailAddress.address : emailAddress.name,
      address: emailAddress.address,
    },
  }));
}

/** An event nobody has written anything into yet, on its organizer's calendar. */
export function blankEvent(
  owner: Person,
  identity: Pick<StoredEvent, "id" | "iCalUId" | "changeKey">,
  at: string,
): StoredEvent {
  const noTime = { dateTime: "1601-01-01T00:00:00.0000000", timeZone: "UTC" };
  return {
    ...identity,
    mailboxId: owner.id,
    calendarId: null,
    transactionId: null,
    type: "singleInstance",
    seriesMasterId: null,
    originalStart: null,
    subject: "",
    body: { contentType: "html", content: "" },
    start: noTime,
    end: noTime,
    isAllDay: false,
    location: { displayName: "", locationType: "default" },
    locations: [],
    attendees: [],
    organizer: { emailAddress: { name: owner.displayName, address: owner.mail } },
    isOrganizer: true,
    recurrence: null,
    cancelledDates: [],
    showAs: "busy",
    sensitivity: "normal",
    isCancelled: false,
    isDraft: false,
    isOnlineMeeting: false,
    responseStatus: { response: "organizer", time: never },
    categories: [],
    extendedProperties: {},
    createdDateTime: at,
    lastModifiedDateTime: at,
  };
}
