import { randomUUID } from "node:crypto";
import { type Sandbox } from "../sandbox.ts";
import { findPersonByAddress } from "../world/people.ts";
import { type Person } from "../world/model.ts";
import { type Caller, requirePermission } from "./caller.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import { ownerOf, type Subscription } from "./subscriptions.ts";

export type SubscriptionBody = Record<string, unknown> | null;

/** Outlook's longest, and what shorter ones are raised to. */
const mostMinutes = 10_080;
const leastMinutes = 45;

/**
 * A subscription as asked for. https://learn.microsoft.com/graph/api/subscription-post-subscriptions
 * @throws GraphError 400, 403, 404
 */
export function readSubscription(
  sandbox: Sandbox,
  { caller, body, immutableIds }: { caller: Caller; body: SubscriptionBody; immutableIds: boolean },
): Subscription {
  const text = (name: string): string => {
    const value = body?.[name];
    if (typeof value === "string" && value !== "") return value;
    throw badRequest(`Property ${name} is missing.`);
  };
  const resource = text("resource");
  const mailbox = mailboxIn(sandbox, caller, resource);
  requirePermission(caller, mailbox, "readCalendar");
  if (body?.includeResourceData === true)
    throw badRequest("Notifications with resource data are not played by this sandbox.");
  const clientState = typeof body?.clientState === "string" ? body.clientState : "";
  if (clientState.length > 128) throw badRequest("ClientState is longer than 128 characters.");
  const lifecycle = body?.lifecycleNotificationUrl;
  return {
    id: randomUUID(),
    owner: ownerOf(caller),
    tenantId: caller.tenantId,
    mailboxId: mailbox.id,
    resource,
    changeType: readChangeType(text("changeType")),
    notificationUrl: text("notificationUrl"),
    lifecycleNotificationUrl: typeof lifecycle === "string" ? lifecycle : null,
    expirationDateTime: readExpiry(sandbox, text("expirationDateTime")),
    clientState,
    immutableIds,
    needsReauthorization: false,
  };
}

function readChangeType(text: string): string {
  const kinds = text.split(",").map((kind) => kind.trim().toLowerCase());
  const unknown = kinds.find((kind) => !["created", "updated", "deleted"].includes(kind));
  if (unknown === undefined) return kinds.join(",");
  throw badRequest(`The change type '${unknown}' is not valid.`);
}

/** Events of all calendars of a mailbox; there is no address for those of one calendar. */
function mailboxIn(sandbox: Sandbox, caller: Caller, resource: string): Person {
  const found = /^\/?(?:me|users\/([^/]+))\/events$/i.exec(resource);
  if (!found) throw badRequest(`The resource '${resource}' is not supported here.`);
  const user = found[1] === undefined ? undefined : decodeURIComponent(found[1]);
  if (user === undefined) {
    if (caller.person !== null) return caller.person;
    throw badRequest("/me request is only valid with delegated authentication flow.");
  }
  const person = sandbox.people.find(({ id }) => id === user) ?? findPersonByAddress(user);
  if (person?.tenantId === caller.tenantId) return person;
  throw new GraphError(404, "ResourceNotFound", `Resource '${user}' does not exist.`);
}

/** @throws GraphError 400 for a time that is past or too far away */
export function readExpiry(sandbox: Sandbox, given: unknown): string {
  const at = Date.parse(typeof given === "string" ? given : "");
  const now = sandbox.now().getTime();
  if (Number.isNaN(at) || at <= now)
    throw badRequest("Subscription expiration must be in the future.");
  if (at > now + mostMinutes * 60_000)
    throw badRequest(`Subscription expiration can only be ${mostMinutes} minutes in the future.`);
  return new Date(Math.max(at, now + leastMinutes * 60_000)).toISOString();
}
