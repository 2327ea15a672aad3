import { blankEvent, never } from "./event-fields.ts";
import {
  newChangeKey,
  newEventId,
  occurrenceICalUId,
  occurrenceId,
  parseOccurrenceId,
} from "./identity.ts";
import { type Mailboxes } from "./mailboxes.ts";
import { type Person, type StoredEvent } from "./model.ts";
import { exceptionOn, hasOccurrence, isSeries } from "./series.ts";

/** What an invitation carries from the organizer's copy to an attendee's. */
const carried = [
  "subject",
  "body",
  "start",
  "end",
  "isAllDay",
  "location",
  "locations",
  "attendees",
  "organizer",
  "sensitivity",
  "isOnlineMeeting",
] as const;

/**
 * Brings every attendee's copy in step with the organizer's single event or series, as Exchange
 * does when invitations arrive. Copies have ids, change keys, categories and custom properties of
 * their own; the iCalUId is shared.
 */
export function deliverCopies(mailboxes: Mailboxes, meeting: StoredEvent, at: string): void {
  for (const person of others(mailboxes, meeting)) {
    const copy = findCopy(mailboxes, person, meeting);
    if (invites(meeting, person)) deliver(mailboxes, { meeting, person, copy, at });
    else if (copy !== undefined && !copy.isCancelled) mailboxes.put(cancelled(copy, at));
  }
}

/** Marks every attendee's copy as cancelled; `comment` opens its body. */
export function cancelCopies(
  mailboxes: Mailboxes,
  meeting: StoredEvent,
  { at, comment = "" }: { at: string; comment?: string },
): void {
  for (const person of others(mailboxes, meeting)) {
    const copy = findCopy(mailboxes, person, meeting);
    if (copy === undefined || copy.isCancelled) continue;
    for (const exception of mailboxes.exceptionsOf(copy))
      if (!exception.isCancelled) mailboxes.put(cancelled(exception, at, comment));
    mailboxes.put(cancelled(copy, at, comment));
  }
}

const others = (mailboxes: Mailboxes, meeting: StoredEvent): Person[] =>
  mailboxes.people.filter(({ id }) => id !== meeting.mailboxId);

function findCopy(mailboxes: Mailboxes, person: Person, meeting: StoredEvent) {
  return mailboxes
    .all(person.id)
    .find((event) => event.iCalUId === meeting.iCalUId && event.seriesMasterId === null);
}

const invites = (event: StoredEvent, { mail }: Person): boolean =>
  event.attendees.some(
    ({ emailAddress }) => emailAddress.address.toLowerCase() === mail.toLowerCase(),
  );

interface Delivery {
  meeting: StoredEvent;
  person: Person;
  copy: StoredEvent | undefined;
  at: string;
}

function deliver(mailboxes: Mailboxes, { meeting, person, copy, at }: Delivery): void {
  const base = copy ?? invitation(person, meeting, at);
  const next = takeOver(base, meeting, at);
  next.type = meeting.type;
  next.recurrence = meeting.recurrence;
  if (copy === undefined || differs(copy, next)) mailboxes.put(next);
  if (isSeries(next)) deliverExceptions(mailboxes, { meeting, person, copy: next, at });
}

function deliverExceptions(
  mailboxes: Mailboxes,
  { meeting, person, copy, at }: Delivery & { copy: StoredEvent },
): void {
  const theirs = mailboxes.exceptionsOf(meeting);
  const kept = new Set<string>();
  for (const exception of theirs) {
    const id = occurrenceId(copy.id, dateOf(exception));
    kept.add(id);
    if (copy.cancelledDates.includes(dateOf(exception))) continue;
    const before = mailboxes.stored(person.id, id);
    const next = takeOver(before ?? exceptionFor(copy, exception), exception, at);
    const shown = invites(exception, person) ? next : cancelled(next, at);
    if (before === undefined || differs(before, shown)) mailboxes.put(shown);
  }
  for (const date of meeting.cancelledDates) {
    const id = occurrenceId(copy.id, date);
    kept.add(id);
    if (!isSeries(copy) || mailboxes.stored(person.id, id)?.isCancelled === true) continue;
    if (!hasOccurrence(copy, date)) continue;
    mailboxes.put(cancelled(exceptionOn(copy, date), at));
  }
  for (const exception of mailboxes.exceptionsOf(copy))
    if (!kept.has(exception.id)) mailboxes.drop(exception);
}

const dateOf = ({ id }: StoredEvent): string => parseOccurrenceId(id)?.date ?? "";

function invitation(person: Person, meeting: StoredEvent, at: string): StoredEvent {
  const identity = { id: newEventId(), iCalUId: meeting.iCalUId, changeKey: newChangeKey() };
  return {
    ...blankEvent(person, identity, at),
    isOrganizer: false,
    showAs: "tentative",
    responseStatus: { response: "notResponded", time: never },
  };
}

function exceptionFor(copy: StoredEvent, exception: StoredEvent): StoredEvent {
  return {
    ...copy,
    id: occurrenceId(copy.id, dateOf(exception)),
    iCalUId: occurrenceICalUId(copy.iCalUId, dateOf(exception)),
    type: "exception",
    seriesMasterId: copy.id,
    originalStart: exception.originalStart,
    recurrence: null,
    cancelledDates: [],
  };
}

function takeOver(copy: StoredEvent, from: StoredEvent, at: string): StoredEvent {
  const fields = Object.fromEntries(carried.map((field) => [field, from[field]]));
  return {
    ...copy,
    ...(structuredClone(fields) as Pick<StoredEvent, (typeof carried)[number]>),
    isCancelled: false,
    showAs: copy.isCancelled ? "tentative" : copy.showAs,
    changeKey: newChangeKey(),
    lastModifiedDateTime: at,
  };
}

function differs(before: StoredEvent, after: StoredEvent): boolean {
  const comparable = (event: StoredEvent) =>
    JSON.stringify([
      carried.map((field) => event[field]),
      event.type,
      event.recurrence,
      event.isCancelled,
    ]);
  return comparable(before) !== comparable(after);
}

function cancelled(copy: StoredEvent, at: string, comment = ""): StoredEvent {
  const prefix = "Canceled: ";
  return {
    ...copy,
    subject: copy.subject.startsWith(prefix) ? copy.subject : `${prefix}${copy.subject}`,
    body: comment === "" ? copy.body : { contentType: "text", content: comment },
    isCancelled: true,
    showAs: "free",
    changeKey: newChangeKey(),
    lastModifiedDateTime: at,
  };
}
