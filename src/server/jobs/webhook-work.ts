import { type Logger } from "pino";
import { type ZoomWebhooks } from "../meetings/zoom-webhooks.ts";
import { type Metrics } from "../metrics.ts";
import { type WebhookInbox } from "../store/webhook-inbox.ts";

const atOnce = 100;

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
    const failed = new Set<string>();
    for (;;) {
      const waiting = await this.#inbox.waiting(atOnce);
      const next = waiting.filter((webhook) => !failed.has(webhook.id));
      if (next.length === 0) return;
      for (const webhook of next) {
        const { id, event } = webhook;
        try {
          await this.#webhooks.work(webhook);
          await this.#inbox.markProcessed(id);
          this.#metrics.webhooks.inc({ event, outcome: "done" });
        } catch (error) {
          failed.add(id);
          await this.#inbox.markFailed(id);
          this.#metrics.webhooks.inc({ event, outcome: "failed" });
          this.#logger.warn({ err: error, event }, "a webhook could not be worked yet");
        }
      }
    }
  }
}
