import { createHmac } from "node:crypto";
import { type Delivery, type DeliveryAnswer } from "../../src/sandbox/sandbox.ts";
import { type Server } from "../../src/server/server.ts";
import { zoomWebhookSecret } from "../support/product.ts";
import { type Chance } from "./chance.ts";

/** So many of a hundred notifications that are lost, come twice, or stay behind in each round. */
export interface MailFaults {
  lost: number;
  doubled: number;
  late: number;
  isShuffled: boolean;
}

export const reliable: MailFaults = { lost: 0, doubled: 0, late: 0, isShuffled: false };

/** What Graph and Zoom would tell the product, until somebody carries it there. */
export class MailBag {
  #waiting: Delivery[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  put(delivery: Delivery): void {
    this.#waiting.push(delivery);
  }

  empty(): void {
    this.#waiting = [];
  }

  /** Carries what is not lost or late. What the product did not take is kept, as vendors keep it. */
  async carry(
    chance: Chance,
    faults: MailFaults,
    now: Temporal.Instant,
    receive: (delivery: Delivery) => Promise<DeliveryAnswer>,
  ): Promise<void> {
    const taken = this.#waiting;
    this.#waiting = [];
    const order = faults.isShuffled ? chance.shuffled(taken) : taken;
    for (const delivery of order) {
      if (chance.percent(faults.lost)) continue;
      if (chance.percent(faults.late)) {
        this.put(delivery);
        continue;
      }
      const times = chance.percent(faults.doubled) ? 2 : 1;
      for (let time = 0; time < times; time += 1) {
        const { status } = await receive(signedAnew(delivery, now));
        if (status === null || status >= 500) this.put(delivery);
      }
    }
  }
}

/** Zoom signs each attempt when it makes it. */
function signedAnew(delivery: Delivery, now: Temporal.Instant): Delivery {
  if (delivery.kind !== "zoom") return delivery;
  const timestamp = String(Math.floor(now.epochMilliseconds / 1000));
  const digest = createHmac("sha256", zoomWebhookSecret)
    .update(`v0:${timestamp}:${delivery.body}`)
    .digest("hex");
  return {
    ...delivery,
    headers: {
      ...delivery.headers,
      "x-zm-request-timestamp": timestamp,
      "x-zm-signature": `v0=${digest}`,
    },
  };
}

/** Hands a delivery to a server as the network would. */
export async function handOver({ app }: Server, delivery: Delivery): Promise<DeliveryAnswer> {
  const { pathname, search } = new URL(delivery.to);
  const reply = await app.inject({
    method: "POST",
    url: pathname + search,
    headers: delivery.headers,
    payload: delivery.body,
  });
  const type = reply.headers["content-type"] ?? "";
  return { status: reply.statusCode, type, text: reply.payload };
}
