import { type Sandbox } from "../sandbox.ts";
import { itemNotFound } from "../world/calendar-error.ts";
import { calendarOf } from "../world/mailboxes.ts";
import { type StoredEvent, type ViewedEvent } from "../world/model.ts";
import { type MailboxRequest } from "./mailbox-request.ts";

/**
 * Beneath a mailbox or user: lists are of its own calendar, but any event is found by its id.
 * Beneath a calendar both are that calendar's. https://learn.microsoft.com/graph/api/event-get
 */
export const eventsPaths = ["/events", "/calendar/events", "/calendars/:calendar/events"] as const;

/** Whether an event is in the calendar a list is asked of. */
export const isIn =
  ({ calendarId }: MailboxRequest) =>
  (event: StoredEvent | ViewedEvent): boolean =>
    calendarOf(event) === calendarId;

/** @throws CalendarError 404 for an event that is nowhere, or in another calendar than named */
export function eventIn(sandbox: Sandbox, mailbox: MailboxRequest): StoredEvent | ViewedEvent {
  const event = sandbox.calendar.get(mailbox.owner.id, mailbox.eventId);
  if (mailbox.namesCalendar && !isIn(mailbox)(event)) throw itemNotFound();
  return event;
}
