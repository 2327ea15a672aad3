import { type WireRecipient } from "../host/compose-item.ts";
import {
  type Attendee,
  type DateTimeTimeZone,
  type EventInput,
  type Person,
  type StoredEvent,
  type ViewedEvent,
} from "../../world/model.ts";
import { toEpochMs, toLocalDate, toMidnightMs, toWallClock } from "./event-times.ts";
import { toPatternedRecurrence, toWireRecurrence } from "./recurrence-wire.ts";
import { type FormEvent, type FormFields } from "./service-model.ts";

/** Between an event as the mailbox keeps it and an appointment as a form shows it. */

export type AnyEvent = StoredEvent | ViewedEvent;

/** What a reader of an event must know besides the event. */
export interface Reader {
  mailboxId: string;
  /** Of the mailbox's owner; all-day entries have no zone of their own and are shown in it. */
  timeZone: string;
  /** Extended property that holds the add-in's custom properties. */
  propertyKey: string;
}

// Numbers of office.js: MailboxEnums.ResponseType and RecipientType as they travel on the wire.
const responses: Record<string, number> = {
  organizer: 1,
  tentativelyAccepted: 2,
  accepted: 3,
  declined: 4,
};
const userRecipient = 2;
const externalUser = 3;

const toDate = (time: DateTimeTimeZone) => time.dateTime.slice(0, 10);

/** Inner HTML of the body element: a form edits that, the mailbox keeps a whole document. */
function toBodyHtml(body: StoredEvent["body"]): string {
  if (body.contentType === "text") {
    const escaped = body.content
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;");
    return escaped.replaceAll(/\r?\n/g, "<br>");
  }
  return /<body[^>]*>([\s\S]*)<\/body>/i.exec(body.content)?.[1]?.trim() ?? body.content;
}

const toDocument = (bodyHtml: string) =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${bodyHtml}</body></html>`;

/** Start and end as a form shows them: epoch milliseconds and the zone to read them in. */
function toFormTimes(event: AnyEvent, readerZone: string) {
  if (event.isAllDay) {
    return {
      start: toMidnightMs(toDate(event.start), readerZone),
      end: toMidnightMs(toDate(event.end), readerZone),
      timeZone: readerZone,
    };
  }
  return {
    start: toEpochMs(event.start),
    end: toEpochMs(event.end),
    timeZone: event.start.timeZone === "UTC" ? readerZone : event.start.timeZone,
  };
}

function toRecipient(attendee: Attendee, people: readonly Person[]): WireRecipient {
  const { name, address } = attendee.emailAddress;
  const isKnown = people.some((person) => person.mail.toLowerCase() === address.toLowerCase());
  return {
    name: name || address,
    address,
    recipientType: isKnown ? userRecipient : externalUser,
    appointmentResponse: responses[attendee.status.response] ?? 0,
  };
}

function toFormRecurrence(event: AnyEvent, times: { start: number; end: number }) {
  if (event.recurrence === null) return null;
  const zone = event.recurrence.range.recurrenceTimeZone || event.start.timeZone;
  const local = toWallClock(times.start, zone).dateTime;
  const startTimeMin = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
  const durationMin = Math.round((times.end - times.start) / 60_000);
  return toWireRecurrence(event.recurrence, {
    startTimeMin: event.isAllDay ? 0 : startTimeMin,
    durationMin,
    timeZone: zone,
  });
}

export function toFormEvent(event: AnyEvent, reader: Reader, people: readonly Person[]): FormEvent {
  const times = toFormTimes(event, reader.timeZone);
  const isOccurrence = event.type === "occurrence" || event.type === "exception";
  const recipients = (type: Attendee["type"]) =>
    event.attendees
      .filter((attendee) => attendee.type === type)
      .map((attendee) => toRecipient(attendee, people));
  return {
    itemId: event.id,
    mailboxId: reader.mailboxId,
    seriesId: isOccurrence ? event.seriesMasterId : null,
    changeKey: event.changeKey,
    subject: event.subject,
    ...times,
    isAllDay: event.isAllDay,
    location: event.location.displayName,
    requiredAttendees: recipients("required"),
    optionalAttendees: recipients("optional"),
    organizer: {
      ...event.organizer.emailAddress,
      recipientType: userRecipient,
      appointmentResponse: 1,
    },
    bodyHtml: toBodyHtml(event.body),
    recurrence: isOccurrence ? null : toFormRecurrence(event, times),
    sensitivity: event.sensitivity,
    showAs: event.showAs,
    customProperties: event.extendedProperties[reader.propertyKey] ?? "{}",
    categories: event.categories,
    isException: event.type === "exception",
    isOrganizer: event.isOrganizer,
    isCancelled: event.isCancelled,
    response: event.responseStatus.response,
  };
}

/** Start and end as the mailbox keeps them; an all-day entry begins and ends at midnight. */
export function toStoredTimes(
  times: Pick<FormFields, "start" | "end" | "isAllDay"> & { timeZone: string },
): Required<Pick<EventInput, "start" | "end" | "isAllDay">> {
  const { start, end, isAllDay, timeZone } = times;
  if (!isAllDay) {
    return { start: toWallClock(start, timeZone), end: toWallClock(end, timeZone), isAllDay };
  }
  const first = Temporal.PlainDate.from(toLocalDate(start, timeZone));
  const after = Temporal.PlainDate.from(toLocalDate(end, timeZone));
  const last = Temporal.PlainDate.compare(after, first) > 0 ? after : first.add({ days: 1 });
  const midnight = (date: Temporal.PlainDate) => ({
    dateTime: `${date.toString()}T00:00:00.0000000`,
    timeZone,
  });
  return { start: midnight(first), end: midnight(last), isAllDay };
}

function toAttendees(fields: FormFields, before: readonly Attendee[]): Attendee[] {
  const build = (type: Attendee["type"]) => (recipient: WireRecipient) => {
    const known = before.find(
      ({ emailAddress }) => emailAddress.address.toLowerCase() === recipient.address.toLowerCase(),
    );
    return {
      type,
      status: known?.status ?? { response: "none", time: "0001-01-01T00:00:00Z" },
      emailAddress: { name: recipient.name || recipient.address, address: recipient.address },
    };
  };
  return [
    ...fields.requiredAttendees.map(build("required")),
    ...fields.optionalAttendees.map(build("optional")),
    ...before.filter((attendee) => attendee.type === "resource"),
  ];
}

/** What to write for a form's fields; `before` is the event as it stands, null for a new one. */
export function toEventInput(
  fields: FormFields,
  before: AnyEvent | null,
  propertyKey: string,
  keepsCustomProperties: boolean,
): EventInput {
  const isOccurrence =
    before !== null && before.type !== "singleInstance" && before.type !== "seriesMaster";
  const stored = before?.extendedProperties[propertyKey];
  const custom = keepsCustomProperties ? fields.customProperties : "{}";
  const extended = stored !== undefined || custom !== "{}" ? { [propertyKey]: custom } : {};
  const input: EventInput = {
    subject: fields.subject,
    body: { contentType: "html", content: toDocument(fields.bodyHtml) },
    ...toStoredTimes(fields),
    location: { displayName: fields.location, locationType: "default" },
    locations:
      fields.location === "" ? [] : [{ displayName: fields.location, locationType: "default" }],
    attendees: toAttendees(fields, before?.attendees ?? []),
    sensitivity: fields.sensitivity,
    showAs: fields.showAs,
    categories: fields.categories,
    extendedProperties: extended,
  };
  if (isOccurrence) return input;
  const recurrence =
    fields.recurrence === null
      ? null
      : toPatternedRecurrence(
          fields.recurrence,
          toLocalDate(fields.start, fields.recurrence.recurrenceTimeZone.name),
        );
  return { ...input, recurrence };
}
