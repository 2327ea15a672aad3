import { randomBytes } from "node:crypto";
import { type Sandbox } from "../sandbox.ts";
import { type CalendarChange } from "../world/model.ts";
import { shownId } from "./exchange-ids.ts";
import { tellLifecycle } from "./lifecycle.ts";
import { type Notice, sendNotices } from "./notice-delivery.ts";
import { isAuthorized, type Subscription, subscriptionsOf } from "./subscriptions.ts";

/** Graph tries for four hours. */
const heldForMs = 4 * 60 * 60_000;

/**
 * Tells of every change in a mailbox to whoever asked. The notices of one moment go out together, and
 * those of a subscription whose access lapsed wait for its reauthorization.
 * https://learn.microsoft.com/graph/change-notifications-overview
 */
export class Notifications {
  readonly #sandbox: Sandbox;
  readonly #held = new Map<string, Array<{ notice: Notice; at: number }>>();
  #pending: Array<{ subscription: Subscription; notice: Notice }> = [];

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    sandbox.calendar.onChange((change) => this.#note(change));
  }

  /** Sends what waited for this subscription. */
  release({ id }: Subscription): void {
    const now = this.#sandbox.now().getTime();
    const held = this.#held.get(id) ?? [];
    this.#held.delete(id);
    sendNotices(
      this.#sandbox,
      held.filter(({ at }) => now - at <= heldForMs).map(({ notice }) => notice),
    );
  }

  #note(change: CalendarChange): void {
    if (this.#sandbox.switches.value.webhooksOff) return;
    const isFirst = this.#pending.length === 0;
    for (const subscription of subscriptionsOf(this.#sandbox).alive()) {
      if (subscription.mailboxId !== change.mailboxId) continue;
      const asked = subscription.changeType.split(",");
      for (const kind of this.#kindsOf(change))
        if (asked.includes(kind))
          this.#pending.push({ subscription, notice: noticeOf(subscription, change, kind) });
    }
    if (isFirst && this.#pending.length > 0) queueMicrotask(() => this.#flush());
  }

  /** A create is told as an update, too; occurrences are parts of their series. */
  #kindsOf({ kind, seriesMasterId }: CalendarChange): string[] {
    const { deletedOccurrencesHidden, tripleUpdates } = this.#sandbox.switches.value.graph;
    const isOccurrence = seriesMasterId !== null;
    if (kind === "deleted") return isOccurrence && deletedOccurrencesHidden ? [] : ["deleted"];
    if (kind === "created" && !isOccurrence) return ["created", "updated"];
    return tripleUpdates ? ["updated", "updated", "updated"] : ["updated"];
  }

  #flush(): void {
    const pending = this.#pending;
    this.#pending = [];
    const ready = pending.filter(({ subscription, notice }) => {
      if (this.#isOpen(subscription)) return true;
      const held = this.#held.get(subscription.id) ?? [];
      this.#held.set(subscription.id, [...held, { notice, at: this.#sandbox.now().getTime() }]);
      return false;
    });
    sendNotices(
      this.#sandbox,
      ready.map(({ notice }) => notice),
    );
  }

  #isOpen(subscription: Subscription): boolean {
    if (subscription.needsReauthorization) return false;
    if (isAuthorized(this.#sandbox, subscription)) return true;
    subscriptionsOf(this.#sandbox).change(subscription, { needsReauthorization: true });
    void tellLifecycle(this.#sandbox, subscription, "reauthorizationRequired");
    return false;
  }
}

function noticeOf(
  subscription: Subscription,
  { mailboxId, eventId, changeKey }: CalendarChange,
  changeType: string,
): Notice {
  const id = shownId(eventId, subscription.immutableIds);
  const path = `Users/${mailboxId}/Events/${id}`;
  return {
    to: subscription.notificationUrl,
    item: {
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
        "@odata.etag": `W/"${changeKey}"`,
        id,
      },
    },
  };
}
