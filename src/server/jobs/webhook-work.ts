import { type Logger } from "pino";
import { type ZoomWebhooks } from "../meetings/zoom-webhooks.ts";
import { type Metrics } from "../metrics.ts";
import { AppError } from "../errors.ts";
import { type StoredWebhook, type WebhookInbox } from "../store/webhook-inbox.ts";

const atOnce = 100;

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
  readonly #webhooks: ZoomWebhooks;
  readonly #metrics: Metrics;
  readonly #logger: Logger;

  constructor(inbox: WebhookInbox, webhooks: ZoomWebhooks, metrics: Metrics, logger: Logger) {
    this.#inbox = inbox;
    this.#webhooks = webhooks;
    this.#metrics = metrics;
    this.#logger = logger;
  }

  async workAll(): Promise<void> {
    let after = "0";
    for (;;) {
      const next = await this.#inbox.waiting(atOnce, after);
      const done: string[] = [];
      for (const webhook of next) {
        if (await this.#work(webhook)) done.push(webhook.id);
      }
      // One commit for all of them: what a crash leaves unmarked is a hint that is given again.
      await this.#inbox.markProcessed(done);
      const last = next.at(-1);
      if (!last) return;
      after = last.sequence;
    }
  }

  async #work(webhook: StoredWebhook): Promise<boolean> {
    const event = labelOf(webhook.event);
    try {
      await this.#webhooks.work(webhook);
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
