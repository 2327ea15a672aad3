import { type Sandbox } from "../../sandbox.ts";
import { type InvitationAnswer, type Person, type ViewedEvent } from "../../world/model.ts";
import {
  toEventInput,
  toFormEvent,
  toStoredTimes,
  type AnyEvent,
  type Reader,
} from "./form-event.ts";
import { openMailbox } from "./mailboxes.ts";
import {
  type FormEvent,
  type FormFields,
  type GridEvent,
  type TimesPatch,
} from "./service-model.ts";

/** The mailbox as the person in front of the page may use it. */
export class CalendarService {
  readonly #sandbox: Sandbox;
  readonly #person: Person;
  readonly #propertyKey: string;

  constructor(sandbox: Sandbox, person: Person, addInId: string) {
    this.#sandbox = sandbox;
    this.#person = person;
    // Outlook keeps an add-in's custom properties in this named MAPI property ([MS-OXCEXT]).
    this.#propertyKey = `String {00020329-0000-0000-C000-000000000046} Name cecp-${addInId}`;
  }

  view(mailboxId: string, from: string, to: string): GridEvent[] {
    this.#open(mailboxId);
    return this.#sandbox.calendar.view(mailboxId, from, to).map(toGridEvent);
  }

  get(mailboxId: string, eventId: string): FormEvent {
    const owner = this.#open(mailboxId);
    return this.#toForm(this.#sandbox.calendar.get(mailboxId, eventId), owner);
  }

  create(mailboxId: string, fields: FormFields): FormEvent {
    const owner = this.#open(mailboxId);
    const input = toEventInput(fields, null, this.#propertyKey, true);
    return this.#toForm(this.#sandbox.calendar.create(mailboxId, input), owner);
  }

  update(mailboxId: string, eventId: string, fields: FormFields): FormEvent {
    const owner = this.#open(mailboxId);
    const before = this.#sandbox.calendar.get(mailboxId, eventId);
    const keeps = !this.#losesCustomProperties(before);
    const patch = toEventInput(fields, before, this.#propertyKey, keeps);
    return this.#toForm(this.#sandbox.calendar.update(mailboxId, eventId, patch), owner);
  }

  /** A drag or resize in the grid: new times in the event's own zone, nothing else. */
  move(mailboxId: string, eventId: string, times: TimesPatch): FormEvent {
    const owner = this.#open(mailboxId);
    const before = this.#sandbox.calendar.get(mailboxId, eventId);
    const zone = before.isAllDay || times.isAllDay ? owner.timeZone : before.start.timeZone;
    const stored = toStoredTimes({ ...times, timeZone: zone });
    const hasProperties = before.extendedProperties[this.#propertyKey] !== undefined;
    const patch =
      hasProperties && this.#losesCustomProperties(before)
        ? { ...stored, extendedProperties: { [this.#propertyKey]: "{}" } }
        : stored;
    return this.#toForm(this.#sandbox.calendar.update(mailboxId, eventId, patch), owner);
  }

  remove(mailboxId: string, eventId: string): void {
    this.#open(mailboxId);
    this.#sandbox.calendar.remove(mailboxId, eventId);
  }

  cancel(mailboxId: string, eventId: string, comment: string): void {
    this.#open(mailboxId);
    this.#sandbox.calendar.cancel(mailboxId, eventId, comment);
  }

  /** Answers an invitation: the organizer's copy learns the answer, a declined copy goes away. */
  respond(mailboxId: string, eventId: string, response: InvitationAnswer): void {
    this.#open(mailboxId);
    this.#sandbox.calendar.respond(mailboxId, eventId, response);
  }

  #open(mailboxId: string): Person {
    return openMailbox(this.#person, mailboxId, this.#sandbox.people);
  }

  /** Outlook clears them when an occurrence becomes an exception: OfficeDev/office-js#6228. */
  #losesCustomProperties(event: AnyEvent): boolean {
    const isOccurrence = event.type === "occurrence" || event.type === "exception";
    return isOccurrence && this.#sandbox.switches.value.customPropertiesVanish;
  }

  #toForm(event: AnyEvent, owner: Person): FormEvent {
    const reader: Reader = {
      mailboxId: owner.id,
      timeZone: owner.timeZone,
      propertyKey: this.#propertyKey,
    };
    return toFormEvent(event, reader, this.#sandbox.people);
  }
}

function toGridEvent(event: ViewedEvent): GridEvent {
  return {
    id: event.id,
    mailboxId: event.mailboxId,
    seriesId: event.seriesMasterId,
    kind: event.type,
    subject: event.subject,
    location: event.location.displayName,
    start: event.startInstant,
    end: event.endInstant,
    startDate: event.start.dateTime.slice(0, 10),
    endDate: event.end.dateTime.slice(0, 10),
    isAllDay: event.isAllDay,
    showAs: event.showAs,
    sensitivity: event.sensitivity,
    isOrganizer: event.isOrganizer,
    organizer: event.organizer.emailAddress.name,
    attendeeCount: event.attendees.length,
    isCancelled: event.isCancelled,
    response: event.responseStatus.response,
  };
}
