import { type RateLabel } from "./labels.ts";

/** The account-wide 429s of Zoom; the per-host one belongs to the meetings themselves. */
export type ThrottleForm = "perSecond" | "daily";

/** Calls per second of an account on the Business plan. */
export const perSecond: Record<RateLabel, number> = { Light: 80, Medium: 60, Heavy: 40 };

/** Heavy calls per day of such an account; the other labels have no daily limit there. */
export const heavyPerDay = 60_000;

/** The first moment of the next UTC day. */
function nextDay(now: Date): Date {
  const reset = new Date(now);
  reset.setUTCHours(24, 0, 0, 0);
  return reset;
}

/**
 * What Zoom answers when it throttles a whole account
 * (https://developers.zoom.us/docs/api/rate-limits/). Retry-After is an ISO date-time, and only
 * the daily form has it.
 */
export function zoomThrottleReply(
  form: ThrottleForm = "perSecond",
  now: Date = new Date(),
  label: RateLabel = "Light",
): {
  status: number;
  headers: Record<string, string>;
  body: { code: number; message: string };
} {
  if (form === "perSecond") {
    return {
      status: 429,
      headers: { "X-RateLimit-Category": label, "X-RateLimit-Type": "QPS" },
      body: {
        code: 429,
        message:
          "You have reached the maximum per-second rate limit for this API. Try again later.",
      },
    };
  }
  return {
    status: 429,
    headers: {
      "X-RateLimit-Category": label,
      "X-RateLimit-Type": "Daily-limit",
      "X-RateLimit-Limit": String(label === "Heavy" ? heavyPerDay : 6000),
      "X-RateLimit-Remaining": "0",
      "Retry-After": `${nextDay(now).toISOString().slice(0, 19)}Z`,
    },
    body: {
      code: 429,
      message:
        "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.",
    },
  };
}
