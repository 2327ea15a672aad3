import { type Instant } from "../../sync/instant.ts";
import { GraphDuplicate, GraphNotFound, MailboxMissing } from "./errors.ts";
import { type FoundEvents, readEventsByBatch } from "./event-batch.ts";
import {
  eventSelect,
  markProperties,
  queryOfEvent,
  queryOfMarked,
  spanQuery,
  type WantedEvent,
} from "./event-query.ts";
import { type AccessTokenSource, type GraphClientOptions, GraphHttp } from "./graph-http.ts";
import { type GraphEvent, type GraphEventInput } from "./graph-schema.ts";
import { inZonesGraphKnows } from "./event-zones.ts";
import { findOccurrence } from "./occurrence.ts";

/**
 * The events of one mailbox: `/me` with a person's permission, `/users/{…}` with the app's own. Ids are
 * immutable ones in every answer, so that an event keeps its id when it is moved.
 * @see https://learn.microsoft.com/graph/outlook-immutable-id
 */
export class EventCalls {
  protected readonly http: GraphHttp;
  protected readonly mailbox: string;

  /** @param mailbox `me`, or an object id or sign-in name for the app's own permissions. */
  constructor(options: GraphClientOptions, mailbox: string, token: AccessTokenSource) {
    this.http = new GraphHttp(options, token);
    this.mailbox = mailbox === "me" ? "/me" : `/users/${encodeURIComponent(mailbox)}`;
  }

  /** What `resource` of a subscription to this mailbox's events is. */
  get eventsResource(): string {
    return `${this.mailbox}/events`;
  }

  /** An event as it is now; null when it is gone. */
  async readEvent(wanted: WantedEvent): Promise<GraphEvent | null> {
    try {
      return (await this.http.call({
        operation: "event",
        method: "GET",
        path: this.#event(wanted.id),
        query: queryOfEvent(wanted),
      })) as GraphEvent;
    } catch (cause) {
      if (cause instanceof GraphNotFound && !(cause instanceof MailboxMissing)) return null;
      throw cause;
    }
  }

  /** Events by their ids. Of several, one that cannot be read does not keep the others. */
  async readEvents(wanted: WantedEvent[]): Promise<FoundEvents> {
    const each = new Map<string, WantedEvent>();
    for (const event of wanted) {
      each.set(event.id, {
        ...event,
        isSeries: event.isSeries || each.get(event.id)?.isSeries === true,
      });
    }
    const [only, ...more] = each.values();
    if (!only) return new Map();
    if (more.length === 0) return new Map([[only.id, await this.readEvent(only)]]);
    return readEventsByBatch(this.http, this.eventsResource, [only, ...more]);
  }

  /** The occurrences of a series that touch the span, without the cancelled ones. */
  instances(masterId: string, from: Temporal.Instant, to: Temporal.Instant): Promise<GraphEvent[]> {
    return this.http.list({
      operation: "instances",
      method: "GET",
      path: `${this.#event(masterId)}/instances`,
      query: { ...spanQuery(from, to), $select: eventSelect, $top: "100" },
    });
  }

  /** Every event of the mailbox that carries a mark of ours or of the add-in. */
  async markedEvents(): Promise<GraphEvent[]> {
    const found = new Map<string, GraphEvent>();
    for (const property of markProperties) {
      const events = await this.http.list<GraphEvent>({
        operation: "markedEvents",
        method: "GET",
        path: this.eventsResource,
        query: queryOfMarked(property),
      });
      for (const event of events) found.set(event.id, event);
    }
    return [...found.values()];
  }

  /** One occurrence of a series, named by the start it has in the pattern; null when it is cancelled. */
  occurrenceAt(
    masterId: string,
    originalStart: Instant,
    fallbackTimeZone = "UTC",
  ): Promise<GraphEvent | null> {
    return findOccurrence(this, masterId, originalStart, fallbackTimeZone);
  }

  /**
   * With a `transactionId` the same create twice gives the one event that came of it.
   * @throws GraphDuplicate when Graph knows the `transactionId`, but not the event any more
   */
  async createEvent(event: GraphEventInput, calendarId: string | null = null): Promise<GraphEvent> {
    try {
      return (await inZonesGraphKnows(event, (body) =>
        this.http.call({
          operation: "eventCreate",
          method: "POST",
          path: `${this.calendarPath(calendarId)}/events`,
          body,
          isRepeatable: event.transactionId !== undefined,
        }),
      )) as GraphEvent;
    } catch (cause) {
      if (!(cause instanceof GraphDuplicate)) throw cause;
      const id = cause.existingEventId ?? (await this.#idOfMade(event, calendarId));
      const existing = id === null ? null : await this.readEvent({ id, isSeries: false });
      if (existing) return existing;
      throw new GraphDuplicate(cause, null, cause);
    }
  }

  /** Graph need not say which event it was: it is looked for where it was to stand. */
  async #idOfMade(
    { transactionId, start, end }: GraphEventInput,
    calendarId: string | null,
  ): Promise<string | null> {
    if (start === undefined || end === undefined) return null;
    // The zone is of no account within a day more on either side.
    const day = (time: string) => Temporal.PlainDate.from(time.slice(0, 10));
    const around = await this.http.list<GraphEvent>({
      operation: "eventsAround",
      method: "GET",
      path: `${this.calendarPath(calendarId)}/calendarView`,
      query: {
        startDateTime: `${day(start.dateTime).subtract({ days: 1 }).toString()}T00:00:00Z`,
        endDateTime: `${day(end.dateTime).add({ days: 2 }).toString()}T00:00:00Z`,
        $select: "id,transactionId,seriesMasterId",
        $top: "100",
      },
    });
    const made = around.find((event) => event.transactionId === transactionId);
    return made?.seriesMasterId ?? made?.id ?? null;
  }

  /**
   * @param only.etag writes only what nobody changed since it was read
   * @throws GraphConflict when somebody did
   */
  async patchEvent(
    eventId: string,
    changes: GraphEventInput,
    only: { etag?: string | null } = {},
  ): Promise<GraphEvent> {
    return (await inZonesGraphKnows(changes, (body) =>
      this.http.call({
        operation: "eventUpdate",
        method: "PATCH",
        path: this.#event(eventId),
        body,
        ...(only.etag != null && { ifMatch: only.etag }),
      }),
    )) as GraphEvent;
  }

  /** Changes an event by the id Outlook itself reported, which is not an immutable one. */
  async patchReported(restId: string, changes: GraphEventInput): Promise<void> {
    await this.http.call({
      operation: "eventUpdate",
      method: "PATCH",
      path: this.#event(restId),
      body: changes,
      idType: "asReported",
    });
  }

  async deleteEvent(eventId: string): Promise<void> {
    await this.http.call({
      operation: "eventDelete",
      method: "DELETE",
      path: this.#event(eventId),
    });
  }

  /** For the organizer only: the attendees are told, with the comment. Works on one occurrence too. */
  async cancelEvent(eventId: string, comment: string): Promise<void> {
    await this.http.call({
      operation: "eventCancel",
      method: "POST",
      path: `${this.#event(eventId)}/cancel`,
      body: { Comment: comment },
    });
  }

  #event(id: string): string {
    return `${this.eventsResource}/${encodeURIComponent(id)}`;
  }

  /** Null: the primary calendar, which is the mailbox's own. */
  protected calendarPath(id: string | null): string {
    return id === null ? this.mailbox : `${this.mailbox}/calendars/${encodeURIComponent(id)}`;
  }
}
