/** The account-wide 429s of Zoom; the per-host one belongs to the meetings themselves. */
export type ThrottleForm = "perSecond" | "daily";

/**
 * What Zoom answers when it throttles a whole account
 * (https://developers.zoom.us/docs/api/rate-limits/). Retry-After is an ISO date-time, and only
 * the daily form has it.
 */
export function zoomThrottleReply(
  form: ThrottleForm = "perSecond",
  now: Date = new Date(),
): {
  status: number;
  headers: Record<string, string>;
  body: { code: number; message: string };
} {
  if (form === "perSecond") {
    return {
      status: 429,
      headers: { "X-RateLimit-Category": "Light", "X-RateLimit-Type": "QPS" },
      body: {
        code: 429,
        message:
          "You have reached the maximum per-second rate limit for this API. Try again later.",
      },
    };
  }
  const reset = new Date(now);
  reset.setUTCHours(24, 0, 0, 0);
  return {
    status: 429,
    headers: {
      "X-RateLimit-Category": "Light",
      "X-RateLimit-Type": "Daily-limit",
      "X-RateLimit-Limit": "6000",
      "X-RateLimit-Remaining": "0",
      "Retry-After": `${reset.toISOString().slice(0, 19)}Z`,
    },
    body: {
      code: 429,
      message:
        "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.",
    },
  };
}
