import { randomBytes } from "node:crypto";
import { type Sandbox } from "../../sandbox.ts";
import { encryptToken } from "./payload.ts";
import { type WebhookSender } from "./sender.ts";

const everyMs = 72 * 3_600_000;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/**
 * Challenges the webhook endpoint: from the start until it answers rightly, then every 72 hours
 * (https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint). The returned
 * function stops it.
 */
export function keepEndpointValidated(
  sandbox: Sandbox,
  sender: WebhookSender,
  timeScale: number,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let waitMs = firstWaitMs;

  const next = (delayMs: number) => {
    if (isStopped) return;
    timer = setTimeout(() => void run().then(next), delayMs * timeScale);
    timer.unref();
  };
  /** How long to wait before the next challenge. */
  const run = async (): Promise<number> => {
    if (sandbox.switches.value.webhooksOff) return longestWaitMs;
    if (await challenge(sandbox, sender)) {
      waitMs = firstWaitMs;
      return everyMs;
    }
    const delayMs = waitMs;
    waitMs = Math.min(waitMs * 2, longestWaitMs);
    return delayMs;
  };

  next(0);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

async function challenge(sandbox: Sandbox, sender: WebhookSender): Promise<boolean> {
  const event = "endpoint.url_validation";
  const plainToken = randomBytes(16).toString("base64url");
  const body = JSON.stringify({
    event,
    event_ts: sandbox.now().getTime(),
    payload: { plainToken },
  });
  const { status, text } = await sender.post(event, body, randomBytes(8).toString("hex"), "");
  return status === 200 && readToken(text) === tokenOf(sandbox, plainToken);
}

const tokenOf = (sandbox: Sandbox, plainToken: string) =>
  encryptToken(sandbox.options.zoomWebhookSecret, plainToken);

/** An answer that is no JSON is simply not the right one. */
function readToken(text: string): unknown {
  const found = /"encryptedToken"\s*:\s*"([0-9a-f]+)"/.exec(text);
  return found?.[1];
}
