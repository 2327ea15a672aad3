import { GraphError, GraphNotFound, GraphSubscriptionExists, MailboxMissing } from "./errors.ts";
import { EventCalls } from "./event-calls.ts";
import { spanQuery } from "./event-query.ts";
import { pageOf } from "./graph-http.ts";
import { cursorExpired } from "./graph-reply-error.ts";
import {
  type DeltaPage,
  type ExchangeIdFormat,
  type GraphCalendar,
  type GraphContact,
  type GraphDeltaItem,
  type GraphEvent,
  type GraphSubscription,
  type GraphUser,
  type NewSubscription,
} from "./graph-schema.ts";

export { type AccessTokenSource, type GraphClientOptions } from "./graph-http.ts";

/** Where a round of changes begins: one calendar (null: the primary one) and the window around now. */
export interface DeltaStart {
  calendarId: string | null;
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** Graph's limit. @see https://learn.microsoft.com/graph/api/user-translateexchangeids */
const maxTranslated = 1_000;

/** Graph for one mailbox: its events, and what else of Microsoft 365 we ask for. */
export class GraphClient extends EventCalls {
  /** The least that shows whether the mailbox may be read, and whose it is. */
  async calendar(): Promise<GraphCalendar> {
    return (await this.http.call({
      operation: "calendar",
      method: "GET",
      path: `${this.mailbox}/calendar`,
      query: { $select: "id,name,owner" },
    })) as GraphCalendar;
  }

  calendars(): Promise<GraphCalendar[]> {
    return this.http.list({
      operation: "calendars",
      method: "GET",
      path: `${this.mailbox}/calendars`,
      query: { $select: "id,name,isDefaultCalendar,canEdit,owner", $top: "100" },
    });
  }

  /** One page of the entries that touch the span between two instants. */
  async calendarView(from: Temporal.Instant, to: Temporal.Instant, top: number) {
    const page = (await this.http.call({
      operation: "calendarView",
      method: "GET",
      path: `${this.mailbox}/calendarView`,
      query: { ...spanQuery(from, to), $select: "id,subject,start,end", $top: String(top) },
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
            path: `${this.calendarPath(from.calendarId)}/calendarView/delta`,
            query: spanQuery(from.from, from.to),
          };
    try {
      const page = pageOf<GraphDeltaItem>(
        await this.http.call({
          operation: "delta",
          method: "GET",
          prefer: `odata.maxpagesize=${pageSize}`,
          ...start,
        }),
      );
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

  /** People of the default contacts folder whose name begins with `search`, or all of the first ones. */
  async contacts(search: string, top: number): Promise<GraphContact[]> {
    const quoted = search.replaceAll("'", "''");
    const page = (await this.http.call({
      operation: "contacts",
      method: "GET",
      path: `${this.mailbox}/contacts`,
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
    const page = (await this.http.call({
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
      const reply = (await this.http.call({
        operation: "translateIds",
        method: "POST",
        path: `${this.mailbox}/translateExchangeIds`,
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
    return this.http.list({ operation: "subscriptions", method: "GET", path: "/subscriptions" });
  }

  /** @throws GraphSubscriptionExists */
  async createSubscription(subscription: NewSubscription): Promise<GraphSubscription> {
    try {
      return (await this.http.call({
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
    const renewed = this.http.call({
      operation: "subscriptionRenew",
      method: "PATCH",
      path: subscriptionPath(id),
      body: { expirationDateTime: expiresAt.toString({ smallestUnit: "second" }) },
    });
    return (await ofSubscription(renewed)) as GraphSubscription;
  }

  /** @see https://learn.microsoft.com/graph/api/subscription-reauthorize */
  async reauthorizeSubscription(id: string): Promise<void> {
    const reauthorized = this.http.call({
      operation: "subscriptionReauthorize",
      method: "POST",
      path: `${subscriptionPath(id)}/reauthorize`,
      isRepeatable: true,
    });
    await ofSubscription(reauthorized);
  }

  async deleteSubscription(id: string): Promise<void> {
    const deleted = this.http.call({
      operation: "subscriptionDelete",
      method: "DELETE",
      path: subscriptionPath(id),
    });
    await ofSubscription(deleted);
  }
}

/** One that is gone may be told with the code of a mailbox that is. */
async function ofSubscription(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (cause) {
    if (!(cause instanceof MailboxMissing)) throw cause;
    throw new GraphNotFound(
      "graph.notFound",
      "Microsoft 365 no longer has this subscription",
      cause,
      { cause },
    );
  }
}

const subscriptionPath = (id: string): string => `/subscriptions/${encodeURIComponent(id)}`;
