import { createHmac, randomInt } from "node:crypto";
import { type Json, isJsonObject } from "../core/json.ts";
import { type ZoomEvent } from "../core/zoom-state.ts";

/** Key order differs from event to event, so nobody may rely on serializing anew. */
function shuffleKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffleKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, shuffleKeys(member)] as const,
  );
  for (let last = entries.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    const [a, b] = [entries[last], entries[other]];
    if (a && b) [entries[last], entries[other]] = [b, a];
  }
  return Object.fromEntries(entries);
}

/**
 * The body as sent: raw UTF-8, keys in no particular order. The calendar's events carry their
 * `event_ts` as text, as Zoom's examples do against Zoom's schema.
 */
export const writeBody = (event: ZoomEvent, eventTs: number): string =>
  JSON.stringify(
    shuffleKeys({
      event: event.name,
      event_ts: event.name.startsWith("calendar.") ? String(eventTs) : eventTs,
      payload: { account_id: event.accountId, ...event.payload },
    }),
  );

/**
 * `x-zm-signature` over the raw body
 * (https://developers.zoom.us/docs/api/webhooks/#verify-with-zooms-header).
 */
export const signBody = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

/** What a validated endpoint answers for a plain token. */
export const encryptToken = (secret: string, plainToken: string): string =>
  createHmac("sha256", secret).update(plainToken).digest("hex");
