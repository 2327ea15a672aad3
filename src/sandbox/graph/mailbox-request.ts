import { type FastifyReply, type FastifyRequest } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { findPersonByAddress } from "../world/people.ts";
import { storedCalendarId } from "./calendars.ts";
import { type Caller, identifyCaller, type Need, requirePermission } from "./caller.ts";
import { GraphError } from "./graph-error.ts";
import { type EventView } from "./event-json.ts";
import { keptId } from "./exchange-ids.ts";
import { originOf } from "./origin.ts";
import { readPreferences } from "./preferences.ts";
import { type Query, type RawQuery, readQuery } from "./query.ts";

/** Where a mailbox is reached: one's own, and anybody's by id or address. */
export const mailboxBases = ["/me", "/users/:user"] as const;

export type MailboxRoute = {
  Params: { user?: string; event?: string; calendar?: string };
  Querystring: RawQuery;
  Body: unknown;
};

export type MailboxHttpRequest = FastifyRequest<MailboxRoute>;

/** One request to a mailbox: who calls, whose mailbox, and how to answer. */
export interface MailboxRequest {
  caller: Caller;
  owner: Person;
  /** The calendar lists are of; null for the mailbox's own. */
  calendarId: string | null;
  /** The address names the calendar, so that other calendars' events are not found there. */
  namesCalendar: boolean;
  /** The event the address names, as it is kept. */
  eventId: string;
  query: Query;
  /** Items on a page of a delta query. */
  pageSize: number;
  view: EventView;
  /** `https://host/graph/v1.0`, as the caller reached it. */
  root: string;
}

/** @throws GraphError 401, 403, 404 */
export async function openMailbox(
  sandbox: Sandbox,
  { request, reply, need }: { request: MailboxHttpRequest; reply: FastifyReply; need: Need },
): Promise<MailboxRequest> {
  const caller = await identifyCaller(sandbox, request.headers.authorization);
  const owner = findOwner(sandbox, caller, request.params.user);
  requirePermission(caller, owner, need);
  const preferences = readPreferences(request.headers.prefer);
  if (preferences.applied !== "") reply.header("preference-applied", preferences.applied);
  const query = readQuery(request.query);
  const { calendar, event = "" } = request.params;
  const { immutableIdsDiffer } = sandbox.switches.value.graph;
  return {
    caller,
    owner,
    calendarId: calendar === undefined ? null : storedCalendarId(sandbox, owner, calendar),
    namesCalendar: /\/calendars?\//.test(request.routeOptions.url ?? ""),
    eventId: keptId(event),
    query,
    pageSize: preferences.maxPageSize ?? defaultPageSize,
    root: rootOf(request),
    view: {
      preferences,
      immutableIds: immutableIdsDiffer && preferences.immutableIds,
      properties: query.properties,
      outlookUrl: `${sandbox.options.publicUrl}/outlook`,
    },
  };
}

const defaultPageSize = 10;

const rootOf = (request: FastifyRequest<MailboxRoute>): string => `${originOf(request)}/graph/v1.0`;

function findOwner(sandbox: Sandbox, caller: Caller, user: string | undefined): Person {
  if (user === undefined) {
    if (caller.person !== null) return caller.person;
    throw new GraphError(
      400,
      "BadRequest",
      "/me request is only valid with delegated authentication flow.",
    );
  }
  const owner = sandbox.people.find(({ id }) => id === user) ?? findPersonByAddress(user);
  if (owner?.tenantId !== caller.tenantId)
    throw new GraphError(
      404,
      "Request_ResourceNotFound",
      `Resource '${user}' does not exist or one of its queried reference-property objects are not present.`,
    );
  return owner;
}

/** A page of `all`, with the link to the next one on the caller's own host. */
export function page<T>(
  request: FastifyRequest<MailboxRoute>,
  { query, root, owner }: MailboxRequest,
  { all, collection }: { all: readonly T[]; collection: string },
) {
  const { top, skip, wantsCount } = query;
  const value = all.slice(skip, skip + top);
  const rest = skip + top < all.length;
  return {
    "@odata.context": `${root}/$metadata#users('${owner.id}')/${collection}`,
    ...(wantsCount && { "@odata.count": all.length }),
    ...(rest && { "@odata.nextLink": nextLink(request, skip + top) }),
    value,
  };
}

function nextLink(request: FastifyRequest<MailboxRoute>, skip: number): string {
  const address = new URL(request.url, originOf(request));
  for (const name of [...address.searchParams.keys()])
    if (name.replace(/^\$/, "").toLowerCase() === "skip") address.searchParams.delete(name);
  address.searchParams.set("$skip", String(skip));
  return address.href;
}
