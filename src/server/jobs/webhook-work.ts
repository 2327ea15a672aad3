import { type Logger } from "pino";
import { type AddressedWebhook, type WebhookAddressees } from "../meetings/webhook-addressees.ts";
import { type ZoomWebhooks } from "../meetings/zoom-webhooks.ts";
import { type Metrics } from "../metrics.ts";
import { AppError } from "../errors.ts";
import { type WebhookInbox } from "../store/webhook-inbox.ts";

const atOnce = 200;

/** Names worth counting; Zoom has hundreds more, and each would be a time series of its own. */
const counted = new Set([
  "app_deauthorized",
  ...["created", "updated", "deleted", "permanently_deleted", "recovered", "started", "ended"].map(
    (what) => `meeting.${what}`,
  ),
]);
const labelOf = (event: string): string => (counted.has(event) ? event : "other");

/** Works what the inbox holds, in order. One that fails does not stop the others. */
export class WebhookWork {
  readonly #inbox: WebhookInbox;
  readonly #addressees: WebhookAddressees;
  readonly #webhooks: ZoomWebhooks;
  readonly #metrics: Metrics;
  readonly #logger: Logger;

  constructor(parts: {
    inbox: WebhookInbox;
    addressees: WebhookAddressees;
    webhooks: ZoomWebhooks;
    metrics: Metrics;
    logger: Logger;
  }) {
    this.#inbox = parts.inbox;
    this.#addressees = parts.addressees;
    this.#webhooks = parts.webhooks;
    this.#metrics = parts.metrics;
    this.#logger = parts.logger;
  }

  async workAll(): Promise<void> {
    let after = "0";
    for (;;) {
      const next = await this.#inbox.waiting(atOnce, after);
      const done: string[] = [];
      for (const addressed of await this.#addressees.of(next)) {
        if (await this.#work(addressed)) done.push(addressed.webhook.id);
      }
      // One commit for all of them: what a crash leaves unmarked is a hint that is given again.
      await this.#inbox.markProcessed(done);
      const last = next.at(-1);
      if (!last) return;
      after = last.sequence;
      if (next.length === atOnce) await this.#inbox.arrivals.quietMoment();
    }
  }

  async #work(addressed: AddressedWebhook): Promise<boolean> {
    const { webhook } = addressed;
    const event = labelOf(webhook.event);
    try {
      await this.#webhooks.work(addressed);
      this.#metrics.webhooks.inc({ event, outcome: "done" });
      return true;
    } catch (error) {
      // An outage of Zoom's, however long, is no fault of the webhook.
      const isOutage = error instanceof AppError && error.retry !== "never";
      if (!isOutage) await this.#inbox.markFailed(webhook.id);
      this.#metrics.webhooks.inc({ event, outcome: "failed" });
      this.#logger.warn({ err: error, event }, "a webhook could not be worked yet");
      return false;
    }
  }
}
