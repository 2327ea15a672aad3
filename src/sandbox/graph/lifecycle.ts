import { type Sandbox } from "../sandbox.ts";
import { registerAction } from "../traffic/actions.ts";
import { type Subscription, subscriptionsOf } from "./subscriptions.ts";
import { postWebhook } from "./webhook-post.ts";

export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

/** https://learn.microsoft.com/graph/change-notifications-lifecycle-events */
export async function tellLifecycle(
  sandbox: Sandbox,
  subscription: Subscription,
  lifecycleEvent: LifecycleEvent,
): Promise<void> {
  const { id, lifecycleNotificationUrl, expirationDateTime, tenantId, clientState } = subscription;
  if (lifecycleNotificationUrl === null) return;
  const notice = {
    subscriptionId: id,
    subscriptionExpirationDateTime: expirationDateTime,
    tenantId,
    clientState,
    lifecycleEvent,
  };
  await postWebhook(sandbox, lifecycleNotificationUrl, {
    body: JSON.stringify({ value: [notice] }),
    type: "application/json; charset=utf-8",
  });
}

/** Graph drops the subscription and says so. @throws Error when there is none with this id */
export async function removeSubscription(sandbox: Sandbox, id: string): Promise<void> {
  const subscription = requireSubscription(sandbox, id);
  subscriptionsOf(sandbox).remove(subscription);
  await tellLifecycle(sandbox, subscription, "subscriptionRemoved");
}

/** Nothing more is sent for it until its owner confirms it. @throws Error as above */
export async function requireReauthorization(sandbox: Sandbox, id: string): Promise<void> {
  const subscription = requireSubscription(sandbox, id);
  subscriptionsOf(sandbox).change(subscription, { needsReauthorization: true });
  await tellLifecycle(sandbox, subscription, "reauthorizationRequired");
}

/** Graph says that it lost notifications. @throws Error as above */
export async function tellOfMissed(sandbox: Sandbox, id: string): Promise<void> {
  await tellLifecycle(sandbox, requireSubscription(sandbox, id), "missed");
}

function requireSubscription(sandbox: Sandbox, id: string): Subscription {
  const found = subscriptionsOf(sandbox).find(id);
  if (found === undefined) throw new Error(`Graph has no subscription ${id}.`);
  return found;
}

/** Buttons that do each of these to every subscription there is. */
export function registerLifecycleActions(sandbox: Sandbox): void {
  const add = (
    name: string,
    label: string,
    explanation: string,
    act: (sandbox: Sandbox, id: string) => Promise<void>,
  ): void =>
    registerAction(sandbox, {
      name,
      label,
      explanation,
      run: async () => {
        const all = subscriptionsOf(sandbox).alive();
        for (const { id } of all) await act(sandbox, id);
        return `${label}: ${all.length} subscription${all.length === 1 ? "" : "s"}.`;
      },
    });
  add(
    "graph-remove-subscriptions",
    "Graph removes its subscriptions",
    "Each is gone, and subscriptionRemoved is sent.",
    removeSubscription,
  );
  add(
    "graph-reauthorize",
    "Graph asks for reauthorization",
    "Notifications wait until each subscription is confirmed.",
    requireReauthorization,
  );
  add(
    "graph-missed",
    "Graph says it missed notifications",
    "The mailbox has to be read again.",
    tellOfMissed,
  );
}
