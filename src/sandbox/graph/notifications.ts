import { createHash, randomBytes } from "node:crypto";
import { type Sandbox } from "../sandbox.ts";
import { type CalendarChange } from "../world/model.ts";
import { badRequest } from "./graph-error.ts";
import { type Subscription } from "./subscription-routes.ts";

const answerWithinMs = 10_000;
/** Waits between attempts; Graph goes on for four hours. */
const retryAfterMs = [2_000, 10_000, 60_000, 600_000];

/**
 * The handshake: the address must echo a token as plain text.
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
 */
export async function greet(sandbox: Sandbox, address: string): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomBytes(16).toString("hex")} +%/`;
  const url = new URL(address);
  url.searchParams.set("validationToken", token);
  const reply = await post(sandbox, url, "", "text/plain; charset=utf-8");
  const isEcho =
    reply?.status === 200 && reply.type.startsWith("text/plain") && reply.text === token;
  if (!isEcho)
    throw badRequest(
      "Subscription validation request failed. HTTP status code and body must match what was sent.",
    );
}

/** Tells of every change in a mailbox to whoever asked; a create is told as an update as well. */
export function sendNotifications(sandbox: Sandbox, subscriptions: () => Subscription[]): void {
  sandbox.calendar.onChange((change) => {
    if (sandbox.switches.value.webhooksOff) return;
    for (const subscription of subscriptions()) {
      if (subscription.mailboxId !== change.mailboxId) continue;
      const kinds = change.kind === "created" ? ["created", "updated"] : [change.kind];
      const asked = kinds.filter((kind) => subscription.changeType.split(",").includes(kind));
      if (asked.length > 0)
        void deliver(sandbox, subscription, notification(subscription, change, asked));
    }
  });
}

async function deliver(
  sandbox: Sandbox,
  subscription: Subscription,
  body: object,
  attempt = 0,
): Promise<void> {
  const reply = await post(
    sandbox,
    new URL(subscription.notificationUrl),
    JSON.stringify(body),
    "application/json; charset=utf-8",
  );
  const wait = retryAfterMs[attempt];
  if ((reply !== null && reply.status < 300) || wait === undefined) return;
  setTimeout(() => void deliver(sandbox, subscription, body, attempt + 1), wait).unref();
}

function notification(
  subscription: Subscription,
  { mailboxId, eventId }: CalendarChange,
  kinds: string[],
): object {
  const path = `Users/${mailboxId}/Events/${eventId}`;
  return {
    value: kinds.map((changeType) => ({
      id: randomBytes(12).toString("base64url"),
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: subscription.expirationDateTime,
      clientState: subscription.clientState,
      changeType,
      resource: path,
      tenantId: subscription.tenantId,
      resourceData: {
        "@odata.type": "#Microsoft.Graph.Event",
        "@odata.id": path,
        "@odata.etag": `W/"${createHash("sha256").update(path).digest("base64url").slice(0, 20)}"`,
        id: eventId,
      },
    })),
  };
}

/** Null when nobody answered. */
async function post(
  sandbox: Sandbox,
  url: URL,
  body: string,
  contentType: string,
): Promise<{ status: number; type: string; text: string } | null> {
  const started = performance.now();
  let answer: { status: number; type: string; text: string } | null = null;
  try {
    const reply = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "content-type": contentType, "user-agent": "Microsoft-Graph-Notifications" },
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const type = reply.headers.get("content-type") ?? "";
    answer = { status: reply.status, type, text: await reply.text() };
  } catch {
    // Nobody there; Graph tries again, or refuses the subscription.
  }
  sandbox.traffic.record({
    direction: "out",
    service: "webhook",
    method: "POST",
    path: url.pathname,
    status: answer?.status ?? null,
    durationMs: Math.round(performance.now() - started),
  });
  return answer;
}
