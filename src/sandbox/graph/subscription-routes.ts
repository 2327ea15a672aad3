import { randomUUID } from "node:crypto";
import { type FastifyInstance, type FastifyRequest } from "fastify";
import { type Kept, type Sandbox } from "../sandbox.ts";
import { findPersonByAddress } from "../world/people.ts";
import { type Person } from "../world/model.ts";
import { type Caller, identifyCaller, requirePermission } from "./caller.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import { greet, sendNotifications } from "./notifications.ts";

/** A subscription to the events of one mailbox. https://learn.microsoft.com/graph/api/resources/subscription */
export interface Subscription {
  id: string;
  /** The person it belongs to, or the app. */
  owner: string;
  tenantId: string;
  mailboxId: string;
  resource: string;
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl: string | null;
  expirationDateTime: string;
  clientState: string;
}

type Body = Partial<Record<keyof Subscription, unknown>> | null;
type One = { Params: { id: string }; Body: Body };

/** Outlook's longest, and what shorter ones are raised to. */
const mostMinutes = 10_080;
const leastMinutes = 45;

/** Subscriptions of apps and people, and the notifications that follow from changes in calendars. */
export function registerSubscriptions(app: FastifyInstance, sandbox: Sandbox): void {
  const kept = sandbox.keep<{ all: Subscription[] }>("graph-subscriptions", () => ({ all: [] }));
  sendNotifications(sandbox, () => alive(sandbox, kept));

  app.post<{ Body: Body }>("/subscriptions", async (request, reply) => {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    const subscription = readSubscription(sandbox, caller, request.body);
    const isDouble = alive(sandbox, kept).some(
      (other) =>
        other.owner === subscription.owner &&
        other.mailboxId === subscription.mailboxId &&
        other.changeType === subscription.changeType &&
        other.notificationUrl === subscription.notificationUrl,
    );
    if (isDouble)
      throw new GraphError(409, "ExtensionError", "Subscription already exists for this resource.");
    await greet(sandbox, subscription.notificationUrl);
    if (subscription.lifecycleNotificationUrl !== null)
      await greet(sandbox, subscription.lifecycleNotificationUrl);
    kept.value.all = [...alive(sandbox, kept), subscription];
    kept.save();
    return reply.code(201).send(json(request, subscription));
  });

  app.get("/subscriptions", async (request) => {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    const own = alive(sandbox, kept).filter(({ owner }) => owner === ownerOf(caller));
    return {
      "@odata.context": `${rootOf(request)}/$metadata#subscriptions`,
      value: own.map((subscription) => json(request, subscription)),
    };
  });

  app.get<One>("/subscriptions/:id", async (request) => json(request, await own(request)));

  app.patch<One>("/subscriptions/:id", async (request) => {
    const subscription = await own(request);
    subscription.expirationDateTime = expiry(sandbox, request.body?.expirationDateTime);
    kept.save();
    return json(request, subscription);
  });

  app.delete<One>("/subscriptions/:id", async (request, reply) => {
    const { id } = await own(request);
    kept.value.all = kept.value.all.filter((other) => other.id !== id);
    kept.save();
    return reply.code(204).send();
  });

  async function own(request: FastifyRequest<One>): Promise<Subscription> {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    const found = alive(sandbox, kept).find(
      ({ id, owner }) => id === request.params.id && owner === ownerOf(caller),
    );
    if (found !== undefined) return found;
    throw new GraphError(404, "ResourceNotFound", "The object was not found.");
  }
}

const ownerOf = ({ person, tenantId }: Caller): string => person?.id ?? `app:${tenantId}`;

function alive(sandbox: Sandbox, kept: Kept<{ all: Subscription[] }>): Subscription[] {
  const now = sandbox.now().toISOString();
  return kept.value.all.filter(({ expirationDateTime }) => expirationDateTime > now);
}

function readSubscription(sandbox: Sandbox, caller: Caller, body: Body): Subscription {
  const text = (name: keyof Subscription): string => {
    const value = body?.[name];
    if (typeof value === "string" && value !== "") return value;
    throw badRequest(`Property ${name} is missing.`);
  };
  const resource = text("resource");
  const mailbox = mailboxIn(sandbox, caller, resource);
  requirePermission(caller, mailbox, "readCalendar");
  const clientState = typeof body?.clientState === "string" ? body.clientState : "";
  if (clientState.length > 128) throw badRequest("ClientState is longer than 128 characters.");
  const lifecycle = body?.lifecycleNotificationUrl;
  return {
    id: randomUUID(),
    owner: ownerOf(caller),
    tenantId: caller.tenantId,
    mailboxId: mailbox.id,
    resource,
    changeType: text("changeType"),
    notificationUrl: text("notificationUrl"),
    lifecycleNotificationUrl: typeof lifecycle === "string" ? lifecycle : null,
    expirationDateTime: expiry(sandbox, text("expirationDateTime")),
    clientState,
  };
}

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

function expiry(sandbox: Sandbox, given: unknown): string {
  const at = Date.parse(typeof given === "string" ? given : "");
  const now = sandbox.now().getTime();
  if (Number.isNaN(at) || at <= now)
    throw badRequest("Subscription expiration must be in the future.");
  if (at > now + mostMinutes * 60_000)
    throw badRequest(`Subscription expiration can only be ${mostMinutes} minutes in the future.`);
  return new Date(Math.max(at, now + leastMinutes * 60_000)).toISOString();
}

const rootOf = (request: FastifyRequest<never> | FastifyRequest): string =>
  `${request.protocol}://${request.host}/graph/v1.0`;

function json(request: FastifyRequest<never> | FastifyRequest, subscription: Subscription) {
  const { id, resource, changeType, notificationUrl } = subscription;
  const { lifecycleNotificationUrl, expirationDateTime, clientState } = subscription;
  return {
    "@odata.context": `${rootOf(request)}/$metadata#subscriptions/$entity`,
    id,
    resource,
    changeType,
    notificationUrl,
    lifecycleNotificationUrl,
    expirationDateTime,
    clientState,
    applicationId: null,
    creatorId: null,
    includeResourceData: null,
    latestSupportedTlsVersion: "v1_2",
  };
}
