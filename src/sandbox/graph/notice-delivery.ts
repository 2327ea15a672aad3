import { type Sandbox } from "../sandbox.ts";
import { postWebhook } from "./webhook-post.ts";

/** One change for one subscription. */
export interface Notice {
  to: string;
  item: object;
}

const mostPerPost = 50;
/** Waits between attempts; Graph goes on for four hours. */
const retryAfterMs = [2_000, 10_000, 60_000, 600_000];
const shuffledWithinMs = 2_000;

/** Sends notices, those for one address together, with the losses and delays switched on. */
export function sendNotices(sandbox: Sandbox, notices: readonly Notice[]): void {
  const { random = Math.random } = sandbox.options;
  const { notificationLossPercent, notificationsShuffled, notificationCopies } =
    sandbox.switches.value.graph;
  const kept = notices.filter(() => random() * 100 >= notificationLossPercent);
  if (kept.length < notices.length) recordLoss(sandbox, notices.length - kept.length);
  const posts = notificationsShuffled
    ? shuffled(kept, random).map(({ to, item }) => ({ to, items: [item] }))
    : together(kept);
  for (const { to, items } of posts)
    for (let copy = 0; copy < notificationCopies; copy++) {
      const overtakeMs = notificationsShuffled ? random() * shuffledWithinMs : 0;
      later(sandbox, overtakeMs, () => deliver(sandbox, to, { value: items }));
    }
}

function together(notices: readonly Notice[]): Array<{ to: string; items: object[] }> {
  return [...Map.groupBy(notices, ({ to }) => to)].flatMap(([to, all]) =>
    Array.from({ length: Math.ceil(all.length / mostPerPost) }, (_, page) => ({
      to,
      items: all.slice(page * mostPerPost, (page + 1) * mostPerPost).map(({ item }) => item),
    })),
  );
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const left = [...list];
  return list.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}

/** At once where the caller delivers: delays are its own business then. */
function later(sandbox: Sandbox, overtakeMs: number, send: () => Promise<void>): void {
  const delayMs = sandbox.switches.value.graph.notificationDelaySeconds * 1000 + overtakeMs;
  if (delayMs === 0 || sandbox.options.deliver !== undefined) void send();
  else setTimeout(() => void send(), delayMs).unref();
}

async function deliver(sandbox: Sandbox, to: string, body: object, attempt = 0): Promise<void> {
  const { status } = await postWebhook(sandbox, to, {
    body: JSON.stringify(body),
    type: "application/json; charset=utf-8",
  });
  const wait = sandbox.options.deliver === undefined ? retryAfterMs[attempt] : undefined;
  if ((status !== null && status < 300) || wait === undefined) return;
  setTimeout(() => void deliver(sandbox, to, body, attempt + 1), wait).unref();
}

function recordLoss(sandbox: Sandbox, count: number): void {
  sandbox.traffic.record({
    direction: "out",
    service: "webhook",
    method: "POST",
    path: "/",
    status: null,
    durationMs: null,
    note: `Graph lost ${count} of its notifications`,
  });
}
