import {
  ZoomDailyLimit,
  type ZoomError,
  ZoomMeetingGone,
  ZoomNotFound,
  ZoomNotPermitted,
  ZoomRefused,
  ZoomThrottled,
  ZoomTokenRefused,
  ZoomUnavailable,
} from "./errors.ts";

interface ZoomErrorBody {
  code?: number;
  message?: string;
  errors?: Array<{ field: string; message: string }>;
}

const meetingGone = 3001;
const invalidToken = 124;
const missingScope = [4700, 4711];
const notPermitted = [200, 1010, 1120, 3000, 3161];

/** What a call is about, and so what its 404 says is gone. */
export type ZoomResource = "meeting" | "calendar";

/**
 * Zoom answers some refusals with status 200 and says so only in the body, such as a missing licence.
 * @see https://developers.zoom.us/docs/api/errors/
 */
export function isErrorBody(answer: unknown): boolean {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "code" in answer &&
    typeof answer.code === "number" &&
    "message" in answer &&
    typeof answer.message === "string"
  );
}

/**
 * Zoom's failing answers as our errors: the one place that knows its codes.
 * @see https://developers.zoom.us/docs/api/errors/
 * @see https://developers.zoom.us/docs/api/rate-limits/
 */
export function errorOfReply(
  reply: Response,
  text: string,
  now: Temporal.Instant,
  resource: ZoomResource,
): ZoomError {
  const body = parseBody(text);
  const known = {
    status: reply.status,
    trackingId: reply.headers.get("x-zm-trackingid"),
    ...(body.code === undefined ? {} : { zoomCode: body.code }),
  };
  const said = body.message ?? `status ${reply.status}`;

  if (reply.status === 429) return errorOfThrottle(reply, said, now, known);
  if (reply.status >= 500) {
    return new ZoomUnavailable("zoom.unavailable", `Zoom has a fault of its own (${said})`, {
      ...known,
      retry: "later",
    });
  }
  if (body.code === invalidToken) {
    return new ZoomTokenRefused("zoom.tokenRefused", "Zoom no longer accepts this sign-in", known);
  }
  if (body.code !== undefined && missingScope.includes(body.code)) {
    return new ZoomNotPermitted("zoom.scopeMissing", `Zoom asks for more rights: ${said}`, known);
  }
  if (reply.status === 401) {
    return new ZoomTokenRefused("zoom.tokenRefused", "Zoom no longer accepts this sign-in", known);
  }
  if (reply.status === 404 && resource === "calendar") {
    return new ZoomNotFound("zoom.notFound", `Zoom's calendar does not have it: ${said}`, known);
  }
  if (reply.status === 404 && (body.code === meetingGone || body.code === undefined)) {
    return new ZoomMeetingGone(
      "zoom.meetingGone",
      "The Zoom meeting does not exist any more",
      known,
    );
  }
  if (reply.status === 403 || (body.code !== undefined && notPermitted.includes(body.code))) {
    return new ZoomNotPermitted("zoom.notPermitted", `Zoom does not allow this: ${said}`, known);
  }
  return new ZoomRefused(`Zoom refused the request: ${said}`, body.errors ?? [], known);
}

/** Three kinds of 429 differ only by headers and text. */
function errorOfThrottle(
  reply: Response,
  said: string,
  now: Temporal.Instant,
  known: { status: number; trackingId: string | null },
): ZoomError {
  if (said.includes("Meeting Create/Update API requests permitted for this particular user")) {
    const after = nextUtcMidnight(now);
    return new ZoomDailyLimit(
      "zoom.dailyLimit",
      "Zoom allows 100 changes a day for one host, and they are used up",
      { ...known, retry: { after } },
    );
  }
  return new ZoomThrottled("zoom.throttled", `Zoom asks to wait (${said})`, {
    ...known,
    retry: { after: retryAfter(reply, now) },
  });
}

/** Zoom sends `Retry-After` as an ISO date-time; seconds and HTTP dates are read as well. */
function retryAfter(reply: Response, now: Temporal.Instant): Temporal.Instant {
  const value = reply.headers.get("retry-after");
  if (value === null) return now.add({ seconds: 1 });
  if (/^\d+$/.test(value)) return now.add({ seconds: Math.min(Number(value), 86_400) });
  const parsed = Date.parse(value);
  return Number.isNaN(parsed)
    ? now.add({ seconds: 1 })
    : Temporal.Instant.fromEpochMilliseconds(parsed);
}

function nextUtcMidnight(now: Temporal.Instant): Temporal.Instant {
  return now
    .toZonedDateTimeISO("UTC")
    .toPlainDate()
    .add({ days: 1 })
    .toZonedDateTime("UTC")
    .toInstant();
}

function parseBody(text: string): ZoomErrorBody {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
