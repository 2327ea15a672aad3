import { setTimeout as sleep } from "node:timers/promises";
import { type Clock } from "../clock.ts";
import { isNetworkFault } from "../network-fault.ts";
import { GraphThrottled, GraphTokenRefused, GraphUnavailable } from "./errors.ts";
import {
  type GraphCalendar,
  type GraphContact,
  type GraphEvent,
  type GraphEventInput,
  type GraphSubscription,
  type GraphUser,
  type NewSubscription,
} from "./graph-schema.ts";
import { errorOfReply } from "./graph-reply-error.ts";

/** Gives the current access token; `refusedToken` asks for a newer one than that. */
export type AccessTokenSource = (refusedToken?: string) => Promise<string>;

export interface GraphClientOptions {
  /** `GRAPH_URL`, without a trailing slash. */
  graphUrl: string;
  clock: Clock;
  /** Told of each finished call, for metrics. */
  onCall?: (operation: string, status: number, durationMs: number) => void;
}

interface Call {
  operation: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | undefined>;
  body?: object;
  /** In which form ids go out and come back. */
  idType?: "asReported";
}

const callTimeoutMs = 15_000;
/** How long a call may wait in here when Graph asks to wait, before the caller hears of it. */
const throttleBudgetMs = 4_000;

/**
 * Graph for one mailbox: `/me` with a person's permission, `/users/{…}` with the app's own. Ids are
 * immutable ones in every answer, so that an event keeps its id when it is moved.
 * @see https://learn.microsoft.com/graph/outlook-immutable-id
 */
export class GraphClient {
  readonly #options: GraphClientOptions;
  readonly #mailbox: string;
  readonly #token: AccessTokenSource;

  /** @param mailbox `me`, or an object id or sign-in name for the app's own permissions. */
  constructor(options: GraphClientOptions, mailbox: string, token: AccessTokenSource) {
    this.#options = options;
    this.#mailbox = mailbox === "me" ? "/me" : `/users/${encodeURIComponent(mailbox)}`;
    this.#token = token;
  }

  /** What `resource` of a subscription to this mailbox's events is. */
  get eventsResource(): string {
    return `${this.#mailbox}/events`;
  }

  /** The least that shows whether the mailbox may be read, and whose it is. */
  async calendar(): Promise<GraphCalendar> {
    return (await this.#call({
      operation: "calendar",
      method: "GET",
      path: `${this.#mailbox}/calendar`,
      query: { $select: "id,name,owner" },
    })) as GraphCalendar;
  }

  /** One page of the entries that touch the span between two instants. */
  async calendarView(from: Temporal.Instant, to: Temporal.Instant, top: number) {
    const page = (await this.#call({
      operation: "calendarView",
      method: "GET",
      path: `${this.#mailbox}/calendarView`,
      query: {
        startDateTime: from.toString(),
        endDateTime: to.toString(),
        $select: "id,subject,start,end",
        $top: String(top),
      },
    })) as { value: GraphEvent[] };
    return page.value;
  }

  async createEvent(event: GraphEventInput): Promise<GraphEvent> {
    return (await this.#call({
      operation: "eventCreate",
      method: "POST",
      path: `${this.#mailbox}/events`,
      body: event,
    })) as GraphEvent;
  }

  /** Changes an event by the id Outlook itself reported, which is not an immutable one. */
  async patchReported(restId: string, changes: GraphEventInput): Promise<void> {
    await this.#call({
      operation: "eventUpdate",
      method: "PATCH",
      path: `${this.#mailbox}/events/${encodeURIComponent(restId)}`,
      body: changes,
      idType: "asReported",
    });
  }

  async deleteEvent(eventId: string): Promise<void> {
    await this.#call({
      operation: "eventDelete",
      method: "DELETE",
      path: `${this.#mailbox}/events/${encodeURIComponent(eventId)}`,
    });
  }

  /** People of the default contacts folder whose name begins with `search`, or all of the first ones. */
  async contacts(search: string, top: number): Promise<GraphContact[]> {
    const quoted = search.replaceAll("'", "''");
    const page = (await this.#call({
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
    const page = (await this.#call({
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

  async createSubscription(subscription: NewSubscription): Promise<GraphSubscription> {
    return (await this.#call({
      operation: "subscriptionCreate",
      method: "POST",
      path: "/subscriptions",
      body: subscription,
    })) as GraphSubscription;
  }

  async deleteSubscription(id: string): Promise<void> {
    await this.#call({
      operation: "subscriptionDelete",
      method: "DELETE",
      path: `/subscriptions/${encodeURIComponent(id)}`,
    });
  }

  async #call(call: Call): Promise<unknown> {
    let waitedMs = 0;
    let hasNewToken = false;
    let token = await this.#token();
    for (;;) {
      try {
        return await this.#send(call, token);
      } catch (cause) {
        if (cause instanceof GraphTokenRefused && !cause.needsInteraction && !hasNewToken) {
          hasNewToken = true;
          token = await this.#token(token);
          continue;
        }
        if (cause instanceof GraphThrottled && typeof cause.retry === "object") {
          const untilMs = this.#options.clock.now().until(cause.retry.after).total("milliseconds");
          const waitMs = Math.max(0, untilMs) + Math.random() * 300;
          if (waitedMs + waitMs <= throttleBudgetMs) {
            waitedMs += waitMs;
            await sleep(waitMs);
            continue;
          }
        }
        throw cause;
      }
    }
  }

  async #send(call: Call, token: string): Promise<unknown> {
    const { graphUrl, clock, onCall } = this.#options;
    const url = new URL(graphUrl + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const started = performance.now();
    let status = 0;
    try {
      const reply = await fetch(url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(call.idType === "asReported" ? {} : { prefer: 'IdType="ImmutableId"' }),
          ...(call.body ? { "content-type": "application/json" } : {}),
        },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
        redirect: "error",
        signal: AbortSignal.timeout(callTimeoutMs),
      });
      status = reply.status;
      const text = await reply.text();
      if (!reply.ok) throw errorOfReply(reply, text, clock.now());
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    } catch (cause) {
      if (!isNetworkFault(cause)) throw cause;
      throw new GraphUnavailable(
        "graph.unavailable",
        "Microsoft 365 did not answer",
        { status: 0, graphCode: "" },
        { cause, retry: "later" },
      );
    } finally {
      onCall?.(call.operation, status, performance.now() - started);
    }
  }
}
