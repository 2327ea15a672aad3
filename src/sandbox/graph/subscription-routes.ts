import { type FastifyInstance, type FastifyRequest } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { identifyCaller, requirePermission } from "./caller.ts";
import { GraphError } from "./graph-error.ts";
import { greet } from "./handshake.ts";
import { registerLifecycleActions } from "./lifecycle.ts";
import { Notifications } from "./notifications.ts";
import { originOf } from "./origin.ts";
import { readPreferences } from "./preferences.ts";
import { readExpiry, readSubscription, type SubscriptionBody } from "./subscription-input.ts";
import { ownerOf, type Subscription, subscriptionsOf } from "./subscriptions.ts";

type One = { Params: { id: string }; Body: SubscriptionBody };

/** Subscriptions of apps and people. https://learn.microsoft.com/graph/api/resources/subscription#methods */
export function registerSubscriptions(app: FastifyInstance, sandbox: Sandbox): void {
  const subscriptions = subscriptionsOf(sandbox);
  const notifications = new Notifications(sandbox);
  registerLifecycleActions(sandbox);

  app.post<{ Body: SubscriptionBody }>("/subscriptions", async (request, reply) => {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    const prefersImmutable = readPreferences(request.headers.prefer).immutableIds;
    const immutableIds = prefersImmutable && sandbox.switches.value.graph.immutableIdsDiffer;
    const made = readSubscription(sandbox, { caller, body: request.body, immutableIds });
    refuseSecond(subscriptions.alive(), made);
    await greet(sandbox, made.notificationUrl);
    if (made.lifecycleNotificationUrl !== null) await greet(sandbox, made.lifecycleNotificationUrl);
    subscriptions.add(made);
    return reply.code(201).send(entity(request, sandbox, made));
  });

  app.get("/subscriptions", async (request) => {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    const own = subscriptions.alive().filter(({ owner }) => owner === ownerOf(caller));
    return {
      "@odata.context": `${rootOf(request)}/$metadata#subscriptions`,
      value: own.map((subscription) => json(sandbox, subscription)),
    };
  });

  app.get<One>("/subscriptions/:id", async (request) =>
    entity(request, sandbox, await own(request)),
  );

  /** Renewing also confirms. */
  app.patch<One>("/subscriptions/:id", async (request) => {
    const subscription = await own(request);
    const expirationDateTime = readExpiry(sandbox, request.body?.expirationDateTime);
    subscriptions.change(subscription, { expirationDateTime, needsReauthorization: false });
    notifications.release(subscription);
    return entity(request, sandbox, subscription);
  });

  app.post<One>("/subscriptions/:id/reauthorize", async (request, reply) => {
    const subscription = await own(request);
    subscriptions.change(subscription, { needsReauthorization: false });
    notifications.release(subscription);
    return reply.code(204).send();
  });

  app.delete<One>("/subscriptions/:id", async (request, reply) => {
    subscriptions.remove(await own(request));
    return reply.code(204).send();
  });

  /** @throws GraphError 403 when the calendar may not be read any more, 404 for somebody else's */
  async function own(request: FastifyRequest<One>): Promise<Subscription> {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    const found = subscriptions.find(request.params.id);
    if (found?.owner !== ownerOf(caller))
      throw new GraphError(404, "ResourceNotFound", "The object was not found.");
    const mailbox = sandbox.people.find(({ id }) => id === found.mailboxId);
    if (mailbox !== undefined && request.method !== "DELETE")
      requirePermission(caller, mailbox, "readCalendar");
    return found;
  }
}

/** The same app may ask for the same changes of a resource once. */
function refuseSecond(all: readonly Subscription[], asked: Subscription): void {
  const kinds = ({ changeType }: Subscription) => changeType.split(",").sort().join(",");
  const other = all.find(
    (each) =>
      each.owner === asked.owner &&
      each.mailboxId === asked.mailboxId &&
      kinds(each) === kinds(asked),
  );
  if (other !== undefined)
    throw new GraphError(
      409,
      "ObjectIdentifierInUse",
      `Subscription Id ${other.id} already exists for the requested combination`,
    );
}

type AnyRequest = FastifyRequest<never> | FastifyRequest;

const rootOf = (request: AnyRequest): string => `${originOf(request)}/graph/v1.0`;

const entity = (request: AnyRequest, sandbox: Sandbox, subscription: Subscription) => ({
  "@odata.context": `${rootOf(request)}/$metadata#subscriptions/$entity`,
  ...json(sandbox, subscription),
});

function json({ options }: Sandbox, subscription: Subscription) {
  const { id, resource, changeType, notificationUrl, owner } = subscription;
  const { lifecycleNotificationUrl, expirationDateTime, clientState } = subscription;
  return {
    id,
    resource,
    applicationId: options.entraClientId,
    changeType,
    clientState,
    notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl,
    expirationDateTime,
    creatorId: owner.startsWith("app:") ? options.entraClientId : owner,
    includeResourceData: null,
    latestSupportedTlsVersion: "v1_2",
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}
