import { type FastifyInstance, type FastifyRequest } from "fastify";
import { RequestError } from "../errors.ts";
import { type Subscriptions } from "../microsoft/subscriptions.ts";
import { type GraphInbox, type GraphNotification } from "../store/graph-inbox.ts";
import { isStorableText } from "../store/storable-text.ts";

interface GraphWebhookRoute {
  subscriptions: Subscriptions;
  inbox: GraphInbox;
  /** Told after the notifications are durable. */
  onStored: (connections: ReadonlyArray<{ id: string; tenantId: string }>) => void;
}

interface NotificationItem {
  subscriptionId?: unknown;
  clientState?: unknown;
  tenantId?: unknown;
  changeType?: unknown;
  lifecycleEvent?: unknown;
  resourceData?: { id?: unknown } | null;
}

/**
 * Graph's notifications. One message may hold items of several subscriptions and tenants, so each is
 * verified alone; what is not ours is dropped, and the rest is durable before it is acknowledged.
 * @see https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
 */
export async function graphWebhookRoute(
  app: FastifyInstance,
  { subscriptions, inbox, onStored }: GraphWebhookRoute,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  for (const path of ["/webhooks/graph", "/webhooks/graph/lifecycle"]) {
    app.post(path, { bodyLimit: 1_000_000 }, async (request, reply) => {
      const challenge = validationToken(request);
      if (challenge !== null) {
        // Plain text only: anything else would run what a stranger sends in a browser.
        return reply.type("text/plain; charset=utf-8").send(challenge);
      }
      const found = await Promise.all(itemsOf(request).map(recognised));
      const ours = found.filter((item) => item !== null);
      if (found.length > ours.length) {
        request.log.warn({ dropped: found.length - ours.length }, "notifications were not ours");
      }
      try {
        await inbox.store(ours);
      } catch (cause) {
        throw new RequestError(503, "webhook.notStored", "Not stored; send it again.", { cause });
      }
      onStored(ours.map(({ connectionId, tenantId }) => ({ id: connectionId, tenantId })));
      return reply.status(202).send();
    });
  }

  async function recognised(item: NotificationItem): Promise<GraphNotification | null> {
    const { subscriptionId, clientState, tenantId, changeType, lifecycleEvent } = item;
    if (!isStorableText(subscriptionId) || typeof clientState !== "string") return null;
    const known = await subscriptions.recognise(subscriptionId, clientState);
    if (!known) return null;
    const isSameTenant =
      typeof tenantId !== "string" || tenantId.toLowerCase() === known.tenantId.toLowerCase();
    const kind = lifecycleEvent ?? changeType;
    if (!isSameTenant || !isStorableText(kind)) return null;
    const eventId = item.resourceData?.id;
    return {
      subscriptionId: known.id,
      connectionId: known.connectionId,
      tenantId: known.tenantId,
      kind,
      eventId: isStorableText(eventId) ? eventId : null,
    };
  }

  return Promise.resolve();
}

/** Decoded once, by the query parser: decoding again would break a token with `%` or `+`. */
function validationToken(request: FastifyRequest): string | null {
  const { validationToken: token } = request.query as { validationToken?: unknown };
  return typeof token === "string" ? token : null;
}

const isItem = (item: unknown): item is NotificationItem =>
  typeof item === "object" && item !== null;

function itemsOf(request: FastifyRequest): NotificationItem[] {
  try {
    const raw = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const { value } = JSON.parse(raw) as { value?: unknown };
    if (Array.isArray(value)) return value.filter(isItem);
  } catch {
    // Not JSON at all; told below.
  }
  throw new RequestError(400, "webhook.malformed", "This is not a notification Graph sends.");
}
