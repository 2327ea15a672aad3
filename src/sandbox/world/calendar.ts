import { answerInvitation } from "./answers.ts";
import { cancelCopies, deliverCopies } from "./attendee-copies.ts";
import { CalendarError, invalidProperty, invalidRequest } from "./calendar-error.ts";
import { applyInput, blankEvent } from "./event-fields.ts";
import { newChangeKey, newEventId, newICalUId, parseOccurrenceId } from "./identity.ts";
import { type CalendarState, Mailboxes } from "./mailboxes.ts";
import { type CalendarStore, type EventInput, type Person, type StoredEvent } from "./model.ts";
import { isSeries, neighbourDates, occurrenceOn, type SeriesMaster } from "./series.ts";
import { dropLostExceptions, inherit } from "./series-edit.ts";
import { viewMailbox } from "./view.ts";
import { wallClock } from "./zoned-time.ts";
import { type Kept } from "../sandbox.ts";

/** The calendars of everybody in the world; see `CalendarStore` for what each method promises. */
export function createCalendar(
  people: readonly Person[],
  kept: Kept<CalendarState>,
  now: () => Date,
): CalendarStore {
  const mailboxes = new Mailboxes(people, kept);
  const at = () => now().toISOString();

  const writable = (mailboxId: string, eventId: string, ifMatch: string | undefined) => {
    const event = mailboxes.writable(mailboxId, eventId);
    if (ifMatch !== undefined) requireRevision(event, ifMatch);
    return event;
  };

  /** The organizer's whole meeting goes out again, whichever part of it was written. */
  const send = (event: StoredEvent) => {
    if (!event.isOrganizer) return;
    const whole = mailboxes.stored(event.mailboxId, event.seriesMasterId ?? event.id);
    if (whole !== undefined) deliverCopies(mailboxes, whole, at());
  };

  const create = (
    mailboxId: string,
    input: EventInput,
    calendarId: string | null = null,
  ): StoredEvent => {
    const owner = mailboxes.owner(mailboxId);
    if (input.start === undefined || input.end === undefined)
      throw invalidProperty("An event needs a start and an end.");
    if (input.transactionId) refuseRepeat(mailboxes.all(mailboxId), input.transactionId);
    const identity = { id: newEventId(), iCalUId: newICalUId(), changeKey: newChangeKey() };
    const event = applyInput(blankEvent(owner, identity, at()), input);
    event.type = event.recurrence === null ? "singleInstance" : "seriesMaster";
    event.transactionId = input.transactionId ?? null;
    event.calendarId = calendarId;
    mailboxes.put(event);
    send(event);
    return structuredClone(event);
  };

  const update = (
    mailboxId: string,
    eventId: string,
    patch: EventInput,
    ifMatch?: string,
  ): StoredEvent => {
    const before = writable(mailboxId, eventId, ifMatch);
    if (before.type === "exception" && patch.recurrence)
      throw invalidRequest("Only the series can be given another recurrence.");
    const next = applyInput(before, patch);
    next.changeKey = newChangeKey();
    next.lastModifiedDateTime = at();
    if (before.type === "exception") keepBetweenNeighbours(mailboxes, next);
    else next.type = next.recurrence === null ? "singleInstance" : "seriesMaster";
    dropLostExceptions(mailboxes, before, next);
    mailboxes.put(next);
    if (before.type === "exception") touchSeries(mailboxes, next, at());
    if (isSeries(next)) inherit(mailboxes, before, next);
    send(next);
    return structuredClone(next);
  };

  const takeAway = (mailboxId: string, eventId: string, comment?: string) => {
    const event = writable(mailboxId, eventId, undefined);
    if (event.type === "exception") {
      removeOccurrence(mailboxes, event, at());
      send(event);
      return;
    }
    mailboxes.drop(event);
    if (event.isOrganizer)
      cancelCopies(mailboxes, event, { at: at(), ...(comment && { comment }) });
  };

  return {
    list: (mailboxId) =>
      structuredClone(
        mailboxes
          .all(mailboxId)
          .filter(({ type }) => type !== "exception")
          .sort((a, b) => b.createdDateTime.localeCompare(a.createdDateTime)),
      ),
    view: (mailboxId, from, to) => structuredClone(viewMailbox(mailboxes, mailboxId, { from, to })),
    get: (mailboxId, eventId) => structuredClone(mailboxes.find(mailboxId, eventId)),
    exceptions: (mailboxId, masterId) =>
      structuredClone(
        mailboxes.all(mailboxId).filter(({ seriesMasterId }) => seriesMasterId === masterId),
      ),
    create,
    update,
    remove: (mailboxId, eventId) => takeAway(mailboxId, eventId),
    cancel: (mailboxId, eventId, comment) => {
      if (!mailboxes.find(mailboxId, eventId).isOrganizer)
        throw invalidRequest(
          "Your request can't be completed. You need to be an organizer to cancel a meeting.",
        );
      takeAway(mailboxId, eventId, comment);
    },
    respond: (mailboxId, eventId, answer) => {
      answerInvitation(mailboxes, writable(mailboxId, eventId, undefined), answer, at());
      if (answer === "declined") takeAway(mailboxId, eventId);
    },
    onChange: (listener) => mailboxes.listen(listener),
  };
}

function requireRevision(event: StoredEvent, ifMatch: string): void {
  const wanted = ifMatch.replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
  if (wanted !== "*" && wanted !== event.changeKey)
    throw new CalendarError(
      "ErrorIrresolvableConflict",
      412,
      "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.",
    );
}

function refuseRepeat(events: StoredEvent[], transactionId: string): void {
  const existing = events.find((event) => event.transactionId === transactionId);
  if (existing)
    throw new CalendarError(
      "ErrorDuplicateTransactionId",
      409,
      "Your request can't be completed. The transaction id has already been used.",
      { members: { "@event.existingEventId": existing.id } },
    );
}

/** Exchange refuses to move an occurrence onto or past the day of its neighbour. */
function keepBetweenNeighbours(mailboxes: Mailboxes, exception: StoredEvent): void {
  const master = mailboxes.stored(exception.mailboxId, exception.seriesMasterId ?? "");
  const date = parseOccurrenceId(exception.id)?.date;
  if (!isSeries(master) || date === undefined) return;
  const day = startDay(exception);
  const { before, after } = neighbourDates(master, date);
  const dayOf = (neighbour: string) => startDay(shownOn(mailboxes, master, neighbour));
  if (day === startDay(occurrenceOn(master, date))) return;
  if ((before && day <= dayOf(before)) || (after && day >= dayOf(after)))
    throw new CalendarError(
      "ErrorOccurrenceCrossingBoundary",
      400,
      "Modified occurrence is crossing or overlapping adjacent occurrence.",
    );
}

const startDay = ({ start }: Pick<StoredEvent, "start">): string =>
  wallClock(start).toPlainDate().toString();

function shownOn(mailboxes: Mailboxes, master: SeriesMaster, date: string) {
  const occurrence = occurrenceOn(master, date);
  return mailboxes.stored(master.mailboxId, occurrence.id) ?? occurrence;
}

/** An exception is kept within its series, whose revision therefore changes too. */
function touchSeries(mailboxes: Mailboxes, exception: StoredEvent, at: string): void {
  const master = mailboxes.stored(exception.mailboxId, exception.seriesMasterId ?? "");
  if (master === undefined) return;
  mailboxes.put({ ...master, changeKey: newChangeKey(), lastModifiedDateTime: at });
}

function removeOccurrence(mailboxes: Mailboxes, occurrence: StoredEvent, at: string): void {
  const master = mailboxes.stored(occurrence.mailboxId, occurrence.seriesMasterId ?? "");
  const date = parseOccurrenceId(occurrence.id)?.date;
  if (master === undefined || date === undefined) return;
  mailboxes.drop(occurrence);
  mailboxes.put({
    ...master,
    cancelledDates: [...master.cancelledDates, date].sort(),
    changeKey: newChangeKey(),
    lastModifiedDateTime: at,
  });
}
