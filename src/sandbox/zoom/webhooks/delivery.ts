import { randomBytes } from "node:crypto";
import { type Sandbox } from "../../sandbox.ts";

/** A webhook that has not been taken yet. */
export interface PendingDelivery {
  /** Stays the same over all attempts. */
  requestId: string;
  event: string;
  /** The exact text that is signed and sent. */
  body: string;
  /** How often it was sent already. */
  attempts: number;
  /** Epoch milliseconds. */
  dueAt: number;
}

/** What becomes of one event on its way: which requests are made of it, and how long each waits. */
export interface Departure {
  requestId: string;
  delayMs: number;
}

const newRequestId = (at: Date) =>
  `${randomBytes(4).toString("hex")}_${randomBytes(2).toString("hex")}_${at.getTime()}`;

/**
 * At least once and in no order, as Zoom promises, made worse by the switches: none for a lost event,
 * several for a repeated one.
 */
export function planDepartures(sandbox: Sandbox, event: string): Departure[] {
  const faults = sandbox.switches.value.zoomWebhooks;
  const random = sandbox.options.random ?? Math.random;
  if (event === faults.missingEvent) return [];
  const requestIds = [newRequestId(sandbox.now())];
  if (faults.twoSubscriptions) requestIds.push(newRequestId(sandbox.now()));
  return requestIds
    .filter(() => random() * 100 >= faults.lossPercent)
    .flatMap((requestId) => Array<string>(faults.repeated ? 2 : 1).fill(requestId))
    .map((requestId) => ({
      requestId,
      delayMs: 1000 * (faults.delaySeconds + random() * faults.shuffleSeconds),
    }));
}
