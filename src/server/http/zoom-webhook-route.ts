import { type FastifyInstance } from "fastify";
import { type Clock } from "../clock.ts";
import { RequestError } from "../errors.ts";
import { isStorableText } from "../store/storable-text.ts";
import { type WebhookInbox } from "../store/webhook-inbox.ts";
import { answerChallenge, isHarmlessChallenge, isSignedByZoom } from "../zoom/webhook-signature.ts";

interface ZoomWebhookRoute {
  /** Newest first. */
  secrets: readonly string[];
  clock: Clock;
  inbox: WebhookInbox;
  /** Told after a webhook is durable and answered. */
  onStored: () => void;
}

interface Envelope {
  event: string;
  payload: { account_id?: unknown; plainToken?: unknown };
}

/**
 * Verify the raw bytes, then parse, then store, then acknowledge. Zoom repeats a webhook only after a
 * 5xx or a broken connection, so a fault of ours must never answer 4xx.
 * @see https://developers.zoom.us/docs/api/webhooks/
 */
export async function zoomWebhookRoute(
  app: FastifyInstance,
  { secrets, clock, inbox, onStored }: ZoomWebhookRoute,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  app.post("/webhooks/zoom", { bodyLimit: 1_000_000 }, async (request, reply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signed = isSignedByZoom(
      raw,
      {
        signature: headerOf(request.headers["x-zm-signature"]),
        timestamp: headerOf(request.headers["x-zm-request-timestamp"]),
      },
      secrets,
      clock.now(),
    );
    if (!signed) {
      throw new RequestError(
        401,
        "webhook.notSigned",
        "This is not a fresh message signed by Zoom.",
      );
    }

    const body = raw.toString("utf8");
    const { event, payload } = parseEnvelope(body);
    if (event === "endpoint.url_validation") {
      const [newest] = secrets;
      if (!isHarmlessChallenge(payload.plainToken) || newest === undefined) {
        throw new RequestError(400, "webhook.badChallenge", "This is not a challenge Zoom sends.");
      }
      return answerChallenge(payload.plainToken, newest);
    }

    const zoomAccountId = typeof payload.account_id === "string" ? payload.account_id : null;
    try {
      await inbox.store({ event, zoomAccountId, body });
    } catch (cause) {
      throw new RequestError(503, "webhook.notStored", "Not stored; send it again.", { cause });
    }
    onStored();
    return reply.status(204).send();
  });

  return Promise.resolve();
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function parseEnvelope(body: string): Envelope {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw new RequestError(400, "webhook.malformed", "The body is not valid JSON.", { cause });
  }
  const { event, payload } = (parsed ?? {}) as { event?: unknown; payload?: object | null };
  if (typeof event !== "string" || typeof payload !== "object" || payload === null) {
    throw new RequestError(400, "webhook.malformed", "The body is not a Zoom event.");
  }
  const { account_id: account = "" } = payload as Envelope["payload"];
  if (!isStorableText(event) || (typeof account === "string" && !isStorableText(account))) {
    throw new RequestError(400, "webhook.malformed", "A name in the body is not text.");
  }
  return { event, payload };
}
