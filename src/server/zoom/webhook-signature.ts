import { createHmac, timingSafeEqual } from "node:crypto";

/** How far the signed time may be from ours, either way. */
const windowSeconds = 300;

/**
 * Verifies `x-zm-signature` over the raw bytes of the body, with any of the secrets (rotation).
 * @see https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events
 */
export function isSignedByZoom(
  rawBody: Buffer,
  headers: { signature: string | undefined; timestamp: string | undefined },
  secrets: readonly string[],
  now: Temporal.Instant,
): boolean {
  const { signature, timestamp } = headers;
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.epochMilliseconds / 1000 - Number(timestamp)) > windowSeconds) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret)
      .update(`v0:${timestamp}:`)
      .update(rawBody)
      .digest("hex");
    const expected = Buffer.from(`v0=${digest}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** The answer to Zoom's URL validation challenge, signed with the newest secret. */
export function answerChallenge(
  plainToken: string,
  secret: string,
): { plainToken: string; encryptedToken: string } {
  const encryptedToken = createHmac("sha256", secret).update(plainToken).digest("hex");
  return { plainToken, encryptedToken };
}

/** A challenge shaped like a signed message would make us sign somebody's forged event. */
export function isHarmlessChallenge(plainToken: unknown): plainToken is string {
  return (
    typeof plainToken === "string" &&
    plainToken.length > 0 &&
    plainToken.length <= 64 &&
    !plainToken.startsWith("v0:")
  );
}
