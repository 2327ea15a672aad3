import { type DeliveryAnswer, type Sandbox } from "../sandbox.ts";

const answerWithinMs = 10_000;

/** Sends one webhook, by way of the caller's own delivery where there is one. */
export async function postWebhook(
  sandbox: Sandbox,
  to: string,
  { body, type }: { body: string; type: string },
): Promise<DeliveryAnswer> {
  const started = performance.now();
  const headers = { "content-type": type, "user-agent": "Microsoft-Graph-Notifications" };
  const { deliver } = sandbox.options;
  const answer =
    deliver === undefined
      ? await overTheNetwork(to, { body, headers })
      : await deliver({ to, body, headers, kind: "graph" });
  sandbox.traffic.record({
    direction: "out",
    service: "webhook",
    method: "POST",
    path: new URL(to).pathname,
    status: answer.status,
    durationMs: Math.round(performance.now() - started),
  });
  return answer;
}

async function overTheNetwork(
  to: string,
  request: { body: string; headers: Record<string, string> },
): Promise<DeliveryAnswer> {
  try {
    const reply = await fetch(to, {
      ...request,
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const type = reply.headers.get("content-type") ?? "";
    return { status: reply.status, type, text: await reply.text() };
  } catch {
    // Nobody there; Graph tries again, or refuses the subscription.
    return { status: null, type: "", text: "" };
  }
}
