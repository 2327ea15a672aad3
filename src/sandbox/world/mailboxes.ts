import { itemNotFound } from "./calendar-error.ts";
import { parseOccurrenceId } from "./identity.ts";
import { type CalendarChange, type Person, type StoredEvent, type ViewedEvent } from "./model.ts";
import {
  asViewed,
  exceptionOn,
  hasOccurrence,
  isSeries,
  occurrenceOn,
  type SeriesMaster,
} from "./series.ts";
import { type Kept } from "../sandbox.ts";

export interface CalendarState {
  events: Record<string, StoredEvent>;
  /** False until the first week has been filled in; an emptied calendar stays empty. */
  isSeeded: boolean;
}

/** Events kept from before there were several calendars name none. */
export const calendarOf = ({ calendarId }: Partial<Pick<StoredEvent, "calendarId">>) =>
  calendarId ?? null;

/** The stored events of everybody, and who wants to hear of changes. No rules of a calendar here. */
export class Mailboxes {
  readonly people: readonly Person[];
  readonly #kept: Kept<CalendarState>;
  /** The events by mailbox and id, for as long as they are the ones that were sorted. */
  #sorted: {
    from: CalendarState["events"] | null;
    mailboxes: Map<string, Map<string, StoredEvent>>;
  } = { from: null, mailboxes: new Map() };
  readonly #listeners = new Set<(change: CalendarChange) => void>();

  constructor(people: readonly Person[], kept: Kept<CalendarState>) {
    this.people = people;
    this.#kept = kept;
  }

  owner(mailboxId: string): Person {
    const owner = this.people.find(({ id }) => id === mailboxId);
    if (owner === undefined) throw itemNotFound();
    return owner;
  }

  all(mailboxId: string): StoredEvent[] {
    this.owner(mailboxId);
    return [...(this.#byMailbox().get(mailboxId)?.values() ?? [])];
  }

  /** Every write looks into everybody's mailbox for copies, so each is kept apart, too. */
  #byMailbox(): Map<string, Map<string, StoredEvent>> {
    const { events } = this.#kept.value;
    if (this.#sorted.from !== events) {
      const each = Map.groupBy(Object.values(events), ({ mailboxId }) => mailboxId);
      const mailboxes = [...each].map(
        ([id, theirs]) => [id, new Map(theirs.map((event) => [event.id, event]))] as const,
      );
      this.#sorted = { from: events, mailboxes: new Map(mailboxes) };
    }
    return this.#sorted.mailboxes;
  }

  exceptionsOf(master: StoredEvent): StoredEvent[] {
    return this.all(master.mailboxId).filter(({ seriesMasterId }) => seriesMasterId === master.id);
  }

  /** The event itself, stored under this very id. */
  stored(mailboxId: string, eventId: string): StoredEvent | undefined {
    const { events } = this.#kept.value;
    const event = Object.hasOwn(events, eventId) ? events[eventId] : undefined;
    return event?.mailboxId === mailboxId ? event : undefined;
  }

  /** A stored event, or the occurrence its series has under this id. */
  find(mailboxId: string, eventId: string): StoredEvent | ViewedEvent {
    const stored = this.stored(mailboxId, eventId);
    if (stored !== undefined) return asViewed(stored) ?? stored;
    const { master, date } = this.#occurrence(mailboxId, eventId);
    return occurrenceOn(master, date);
  }

  /** The event to change: a stored one, or the exception an occurrence is about to become. */
  writable(mailboxId: string, eventId: string): StoredEvent {
    const stored = this.stored(mailboxId, eventId);
    if (stored !== undefined) return structuredClone(stored);
    const { master, date } = this.#occurrence(mailboxId, eventId);
    return structuredClone(exceptionOn(master, date));
  }

  #occurrence(mailboxId: string, eventId: string): { master: SeriesMaster; date: string } {
    const occurrence = parseOccurrenceId(eventId);
    if (occurrence === null) throw itemNotFound();
    const { masterId, date } = occurrence;
    const master = this.stored(mailboxId, masterId);
    if (!isSeries(master) || !hasOccurrence(master, date)) throw itemNotFound();
    return { master, date };
  }

  put(event: StoredEvent): void {
    const isNew = !Object.hasOwn(this.#kept.value.events, event.id);
    this.#kept.value.events[event.id] = event;
    const mailboxes = this.#byMailbox();
    const mailbox = mailboxes.get(event.mailboxId) ?? new Map<string, StoredEvent>();
    mailboxes.set(event.mailboxId, mailbox.set(event.id, event));
    this.#changed(event, isNew ? "created" : "updated");
  }

  /** Deletes the event and, of a series, its exceptions; an occurrence need not be stored. */
  drop(event: StoredEvent): void {
    for (const exception of this.exceptionsOf(event)) {
      this.#delete(event.mailboxId, exception.id);
    }
    this.#delete(event.mailboxId, event.id);
    this.#changed(event, "deleted");
  }

  listen(listener: (change: CalendarChange) => void): void {
    this.#listeners.add(listener);
  }

  #delete(mailboxId: string, id: string): void {
    this.#byMailbox().get(mailboxId)?.delete(id);
    Reflect.deleteProperty(this.#kept.value.events, id);
  }

  #changed(event: StoredEvent, kind: CalendarChange["kind"]): void {
    this.#kept.save();
    const { mailboxId, id: eventId, seriesMasterId, changeKey } = event;
    const calendarId = calendarOf(event);
    for (const listener of this.#listeners)
      listener({ mailboxId, calendarId, eventId, seriesMasterId, kind, changeKey });
  }
}
