import { randomBytes } from "node:crypto";
import { type ZoomEvent, type ZoomState } from "../core/zoom-state.ts";
import { type Delivery, type Kept, type Sandbox } from "../../sandbox.ts";
import { type PendingDelivery, planDepartures } from "./delivery.ts";
import { signBody, writeBody } from "./payload.ts";
import { postDelivery } from "./post.ts";

/** Waits before the second, third and fourth attempt, each after the one before. */
const retryAfterMinutes = [5, 20, 60];

/** Status of the answer, or null when there was none, and its text. */
export interface Answer {
  status: number | null;
  text: string;
}

/**
 * Sends webhooks as Zoom does: signed, and retried only after a 5xx or no answer at all
 * (https://developers.zoom.us/docs/api/webhooks/). What waits for a retry survives a restart. Where
 * the sandbox's owner takes the deliveries, each is handed over once, at once.
 */
export class WebhookSender {
  readonly #sandbox: Sandbox;
  readonly #state: Kept<ZoomState>;
  readonly #timeScale: number;
  readonly #timers = new Map<PendingDelivery, NodeJS.Timeout>();
  #isClosed = false;

  /** `timeScale` multiplies the waits between attempts; 1 is Zoom's pace. */
  constructor(sandbox: Sandbox, state: Kept<ZoomState>, timeScale: number) {
    this.#sandbox = sandbox;
    this.#state = state;
    this.#timeScale = timeScale;
  }

  /** Takes up what was still waiting when the sandbox last stopped. */
  resume(): void {
    for (const delivery of this.#state.value.deliveries) this.#schedule(delivery);
  }

  send(event: ZoomEvent): void {
    this.sendBody(event.name, writeBody(event, this.#sandbox.now().getTime()));
  }

  sendBody(event: string, body: string): void {
    if (this.#sandbox.switches.value.webhooksOff) {
      this.#record(null, 0, `${event} not sent: webhooks are switched off`);
      return;
    }
    const departures = planDepartures(this.#sandbox, event);
    if (departures.length === 0) this.#record(null, 0, `${event} lost, as the switches say`);
    for (const { requestId, delayMs } of departures) {
      if (this.#sandbox.options.deliver) void this.post(event, body, requestId, "");
      else {
        const dueAt = Date.now() + delayMs * this.#timeScale;
        const delivery: PendingDelivery = { requestId, event, body, attempts: 0, dueAt };
        this.#state.value.deliveries.push(delivery);
        this.#schedule(delivery);
      }
    }
    this.#state.save();
  }

  /** One signed POST; the traffic log shows it. */
  async post(event: string, body: string, requestId: string, note: string): Promise<Answer> {
    const { productUrl, zoomWebhookSecret, zoomClientId, deliver } = this.#sandbox.options;
    const timestamp = String(Math.floor(this.#sandbox.now().getTime() / 1000));
    const delivery: Delivery = {
      to: `${productUrl}/webhooks/zoom`,
      body,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Zoom Marketplace/1.0a",
        clientid: zoomClientId,
        "x-zm-request-timestamp": timestamp,
        "x-zm-signature": signBody(zoomWebhookSecret, timestamp, body),
        "x-zm-request-id": requestId,
        "x-zm-trackingid": `WEB_${randomBytes(16).toString("hex")}`,
      },
      kind: "zoom",
    };
    const startedAt = performance.now();
    const handOver = async () => (deliver ?? postDelivery)(delivery);
    const answer = await handOver().then(
      ({ status, text }) => ({ status, text, why: "" }),
      (error: unknown) => ({ status: null, text: "", why: `: no answer (${String(error)})` }),
    );
    this.#record(answer.status, performance.now() - startedAt, `${event}${note}${answer.why}`);
    return answer;
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #schedule(delivery: PendingDelivery): void {
    if (this.#isClosed) return;
    const timer = setTimeout(
      () => void this.#attempt(delivery),
      Math.max(0, delivery.dueAt - Date.now()),
    );
    timer.unref();
    this.#timers.set(delivery, timer);
  }

  async #attempt(delivery: PendingDelivery): Promise<void> {
    const note = delivery.attempts === 0 ? "" : ` (retry ${delivery.attempts})`;
    const { status } = await this.post(delivery.event, delivery.body, delivery.requestId, note);
    const waitMinutes = retryAfterMinutes[delivery.attempts];
    const isRetried = (status === null || status >= 500) && waitMinutes !== undefined;
    if (this.#isClosed) return;
    if (isRetried) {
      delivery.attempts += 1;
      delivery.dueAt = Date.now() + waitMinutes * 60_000 * this.#timeScale;
      this.#schedule(delivery);
    } else {
      this.#timers.delete(delivery);
      const { deliveries } = this.#state.value;
      this.#state.value.deliveries = deliveries.filter((pending) => pending !== delivery);
    }
    this.#state.save();
  }

  #record(status: number | null, durationMs: number, note: string): void {
    this.#sandbox.traffic.record({
      direction: "out",
      service: "webhook",
      method: "POST",
      path: "/webhooks/zoom",
      status,
      durationMs: Math.round(durationMs),
      note,
    });
  }
}
