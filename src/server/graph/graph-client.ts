import { type Instant } from "../../sync/instant.ts";
import {
  GraphDuplicate,
  GraphError,
  GraphNotFound,
  GraphSubscriptionExists,
  MailboxMissing,
} from "./errors.ts";
import { readEventsByBatch } from "./event-batch.ts";
import {
  eventSelect,
  markProperties,
  queryOfEvent,
  queryOfMarked,
  type WantedEvent,
} from "./event-query.ts";
import { type AccessTokenSource, type GraphClientOptions, GraphHttp } from "./graph-http.ts";
import { cursorExpired } from "./graph-reply-error.ts";
import {
  type DeltaPage,
  type ExchangeIdFormat,
  type GraphCalendar,
  type GraphContact,
  type GraphDeltaItem,
  type GraphEvent,
  type GraphEventInput,
  type GraphSubscription,
  type GraphUser,
  type NewSubscription,
} from "./graph-schema.ts";
import { findOccurrence } from "./occurrence.ts";

export { type AccessTokenSource, type GraphClientOptions } from "./graph-http.ts";

/** Where a round of changes begins: one calendar (null: the primary one) and the window around now. */
export interface DeltaStart {
  calendarId: string | null;
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** Graph's limit. @see https://learn.microsoft.com/graph/api/user-translateexchangeids */
const maxTranslated = 1_000;

/**
 * Graph for one mailbox: `/me` with a person's permission, `/users/{…}` with the app's own. Ids are
 * immutable ones in every answer, so that an event keeps its id when it is moved.
 * @see https://learn.microsoft.com/graph/outlook-immutable-id
 */
export class GraphClient {
  readonly #http: GraphHttp;
  readonly #mailbox: string;

  /** @param mailbox `me`, or an object id or sign-in name for the app's own permissions. */
  constructor(options: GraphClientOptions, mailbox: string, token: AccessTokenSource) {
    this.#http = new GraphHttp(options, token);
    this.#mailbox = mailbox === "me" ? "/me" : `/users/${encodeURIComponent(mailbox)}`;
  }

  /** What `resource` of a subscription to this mailbox's events is. */
  get eventsResource(): string {
    return `${this.#mailbox}/events`;
  }

  /** The least that shows whether the mailbox may be read, and whose it is. */
  async calendar(): Promise<GraphCalendar> {
    return (await this.#http.call({
      operation: "calendar",
      method: "GET",
      path: `${this.#mailbox}/calendar`,
      query: { $select: "id,name,owner" },
    })) as GraphCalendar;
  }

  calendars(): Promise<GraphCalendar[]> {
    return this.#http.list({
      operation: "calendars",
      method: "GET",
      path: `${this.#mailbox}/calendars`,
      query: { $select: "id,name,isDefaultCalendar,canEdit,owner", $top: "100" },
    });
  }

  /** One page of the entries that touch the span between two instants. */
  async calendarView(from: Temporal.Instant, to: Temporal.Instant, top: number) {
    const page = (await this.#http.call({
      operation: "calendarView",
      method: "GET",
      path: `${this.#mailbox}/calendarView`,
      query: { ...span(from, to), $select: "id,subject,start,end", $top: String(top) },
    })) as { value: GraphEvent[] };
    return page.value;
  }

  /**
   * One page of what changed, from the beginning of a window or from a stored link on. The feed takes
   * no `$select`: it says which events changed, and little of what they are.
   * @see https://learn.microsoft.com/graph/delta-query-events
   * @throws GraphCursorExpired when the window has to be read from its beginning
   */
  async deltaPage(from: DeltaStart | string, pageSize: number): Promise<DeltaPage> {
    const start =
      typeof from === "string"
        ? { path: from }
        : {
            path: `${this.#calendar(from.calendarId)}/calendarView/delta`,
            query: span(from.from, from.to),
          };
    try {
      const page = (await this.#http.call({
        operation: "delta",
        method: "GET",
        prefer: `odata.maxpagesize=${pageSize}`,
        ...start,
      })) as DeltaReply;
      return {
        events: page.value,
        nextLink: page["@odata.nextLink"] ?? null,
        deltaLink: page["@odata.deltaLink"] ?? null,
      };
    } catch (cause) {
      const isGone = cause instanceof GraphNotFound && cause.status === 410;
      throw isGone ? cursorExpired(cause, cause) : cause;
    }
  }

  /** Events by their ids, as they are now; null for one that is gone. */
  async readEvents(wanted: WantedEvent[]): Promise<Map<string, GraphEvent | null>> {
    const each = new Map<string, WantedEvent>();
    for (const event of wanted) {
      each.set(event.id, {
        ...event,
        isSeries: event.isSeries || each.get(event.id)?.isSeries === true,
      });
    }
    const [only, ...more] = each.values();
    if (!only) return new Map();
    if (more.length === 0) return new Map([[only.id, await this.#readEvent(only)]]);
    return readEventsByBatch(this.#http, this.eventsResource, [only, ...more]);
  }

  /** The occurrences of a series that touch the span, without the cancelled ones. */
  instances(masterId: string, from: Temporal.Instant, to: Temporal.Instant): Promise<GraphEvent[]> {
    return this.#http.list({
      operation: "instances",
      method: "GET",
      path: `${this.#event(masterId)}/instances`,
      query: { ...span(from, to), $select: eventSelect, $top: "100" },
    });
  }

  /** Every event of the mailbox that carries a mark of ours or of the add-in. */
  async markedEvents(): Promise<GraphEvent[]> {
    const found = new Map<string, GraphEvent>();
    for (const property of markProperties) {
      const events = await this.#http.list<GraphEvent>({
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
      return (await this.#http.call({
        operation: "eventCreate",
        method: "POST",
        path: calendarId === null ? this.eventsResource : `${this.#calendar(calendarId)}/events`,
        body: event,
        isRepeatable: event.transactionId !== undefined,
      })) as GraphEvent;
    } catch (cause) {
      if (!(cause instanceof GraphDuplicate) || cause.existingEventId === null) throw cause;
      const existing = await this.#readEvent({ id: cause.existingEventId, isSeries: false });
      if (existing) return existing;
      throw new GraphDuplicate(cause, null, cause);
    }
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
    return (await this.#http.call({
      operation: "eventUpdate",
      method: "PATCH",
      path: this.#event(eventId),
      body: changes,
      ...(only.etag != null && { ifMatch: only.etag }),
    })) as GraphEvent;
  }

  /** Changes an event by the id Outlook itself reported, which is not an immutable one. */
  async patchReported(restId: string, changes: GraphEventInput): Promise<void> {
    await this.#http.call({
      operation: "eventUpdate",
      method: "PATCH",
      path: this.#event(restId),
      body: changes,
      idType: "asReported",
    });
  }

  async deleteEvent(eventId: string): Promise<void> {
    await this.#http.call({
      operation: "eventDelete",
      method: "DELETE",
      path: this.#event(eventId),
    });
  }

  /** For the organizer only: the attendees are told, with the comment. Works on one occurrence too. */
  async cancelEvent(eventId: string, comment: string): Promise<void> {
    await this.#http.call({
      operation: "eventCancel",
      method: "POST",
      path: `${this.#event(eventId)}/cancel`,
      body: { Comment: comment },
    });
  }

  /** People of the default contacts folder whose name begins with `search`, or all of the first ones. */
  async contacts(search: string, top: number): Promise<GraphContact[]> {
    const quoted = search.replaceAll("'", "''");
    const page = (await this.#http.call({
      operation: "contacts",
      method: "GET",
      path: `${this.#mailbox}/contacts`,
      query: {
        $select: "displayName,emailAddresses",
        $top: String(top),
        $filter: search === "" ? undefined : `startswith(displayName,'${quoted}')`,
      },
    })) as { value: GraphContact[] };
    return page.value;
  }

  /** Users of the tenant who have this address as mail, sign-in name or alias. */
  async usersWithAddress(address: string): Promise<GraphUser[]> {
    const quoted = address.replaceAll("'", "''");
    const page = (await this.#http.call({
      operation: "users",
      method: "GET",
      path: "/users",
      query: {
        $filter: `mail eq '${quoted}' or userPrincipalName eq '${quoted}' or proxyAddresses/any(p:p eq 'smtp:${quoted}')`,
        $select: "id,displayName,mail,userPrincipalName",
      },
    })) as { value: GraphUser[] };
    return page.value;
  }

  /** The same ids in another form; null for one that cannot be translated. */
  async translateIds(
    ids: readonly string[],
    from: ExchangeIdFormat,
    to: ExchangeIdFormat,
  ): Promise<Map<string, string | null>> {
    const translated = new Map<string, string | null>();
    for (let first = 0; first < ids.length; first += maxTranslated) {
      const inputIds = ids.slice(first, first + maxTranslated);
      const reply = (await this.#http.call({
        operation: "translateIds",
        method: "POST",
        path: `${this.#mailbox}/translateExchangeIds`,
        body: { inputIds, sourceIdType: from, targetIdType: to },
        isRepeatable: true,
      })) as { value: Array<{ sourceId?: string; targetId?: string | null }> };
      const targets = new Map(reply.value.map(({ sourceId, targetId }) => [sourceId, targetId]));
      for (const id of inputIds) translated.set(id, targets.get(id) ?? null);
    }
    return translated;
  }

  /** Those this app may see: with the app's own permission, of all mailboxes. */
  listSubscriptions(): Promise<GraphSubscription[]> {
    return this.#http.list({ operation: "subscriptions", method: "GET", path: "/subscriptions" });
  }

  /** @throws GraphSubscriptionExists */
  async createSubscription(subscription: NewSubscription): Promise<GraphSubscription> {
    try {
      return (await this.#http.call({
        operation: "subscriptionCreate",
        method: "POST",
        path: "/subscriptions",
        body: subscription,
      })) as GraphSubscription;
    } catch (cause) {
      if (!(cause instanceof GraphError) || cause.status !== 409) throw cause;
      throw new GraphSubscriptionExists(
        "graph.subscriptionExists",
        "There is a subscription to this calendar already",
        cause,
        { cause },
      );
    }
  }

  /** Graph may give less time than asked for: the answer says until when it is. */
  async renewSubscription(id: string, expiresAt: Temporal.Instant): Promise<GraphSubscription> {
    return (await this.#http.call({
      operation: "subscriptionRenew",
      method: "PATCH",
      path: subscriptionPath(id),
      body: { expirationDateTime: expiresAt.toString({ smallestUnit: "second" }) },
    })) as GraphSubscription;
  }

  /** @see https://learn.microsoft.com/graph/api/subscription-reauthorize */
  async reauthorizeSubscription(id: string): Promise<void> {
    await this.#http.call({
      operation: "subscriptionReauthorize",
      method: "POST",
      path: `${subscriptionPath(id)}/reauthorize`,
      isRepeatable: true,
    });
  }

  async deleteSubscription(id: string): Promise<void> {
    await this.#http.call({
      operation: "subscriptionDelete",
      method: "DELETE",
      path: subscriptionPath(id),
    });
  }

  async #readEvent(wanted: WantedEvent): Promise<GraphEvent | null> {
    try {
      return (await this.#http.call({
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

  #event(id: string): string {
    return `${this.eventsResource}/${encodeURIComponent(id)}`;
  }

  #calendar(id: string | null): string {
    return id === null ? this.#mailbox : `${this.#mailbox}/calendars/${encodeURIComponent(id)}`;
  }
}

interface DeltaReply {
  value: GraphDeltaItem[];
  "@odata.nextLink"?: string;
  "@odata.deltaLink"?: string;
}

const subscriptionPath = (id: string): string => `/subscriptions/${encodeURIComponent(id)}`;

/** Both ends are moments in UTC, whatever zone the mailbox is in. */
function span(from: Temporal.Instant, to: Temporal.Instant) {
  return { startDateTime: from.toString(), endDateTime: to.toString() };
}
