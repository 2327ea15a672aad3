import { newChangeKey } from "./identity.ts";
import { type Mailboxes } from "./mailboxes.ts";
import { type StoredEvent } from "./model.ts";

/**
 * Another time or pattern makes Exchange forget the exceptions and deletions of a series, since the
 * dates they hang on are gone.
 */
export function dropLostExceptions(
  mailboxes: Mailboxes,
  before: StoredEvent,
  next: StoredEvent,
): void {
  const schedule = ({ start, end, isAllDay, recurrence }: StoredEvent) =>
    JSON.stringify([start, end, isAllDay, recurrence]);
  if (before.type !== "seriesMaster" || schedule(before) === schedule(next)) return;
  for (const exception of mailboxes.exceptionsOf(before)) mailboxes.drop(exception);
  next.cancelledDates = [];
}

const inherited = [
  "subject",
  "body",
  "location",
  "locations",
  "attendees",
  "showAs",
  "sensitivity",
  "categories",
  "isOnlineMeeting",
] as const;

/** What an exception has not changed for itself follows its series. */
export function inherit(mailboxes: Mailboxes, before: StoredEvent, next: StoredEvent): void {
  for (const exception of mailboxes.exceptionsOf(next)) {
    const followed = inherited.filter(
      (field) => equal(exception[field], before[field]) && !equal(before[field], next[field]),
    );
    if (followed.length === 0) continue;
    mailboxes.put({
      ...exception,
      ...Object.fromEntries(followed.map((field) => [field, next[field]])),
      changeKey: newChangeKey(),
      lastModifiedDateTime: next.lastModifiedDateTime,
    });
  }
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
