import { randomUUID } from "node:crypto";
import { type Service } from "../sandbox.ts";
import { zoomThrottleReply } from "../zoom/limits/throttle.ts";

/** An answer a service gives instead of doing its work. */
export interface FaultAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * How each vendor says "too many requests".
 * https://learn.microsoft.com/graph/throttling ,
 * https://developers.zoom.us/docs/api/rate-limits/
 */
export function throttled(service: Service, at: Date): FaultAnswer {
  switch (service) {
    case "graph":
      return {
        status: 429,
        headers: { "retry-after": "10" },
        body: graphBody(
          "ApplicationThrottled",
          "Application is over its MailboxConcurrency limit.",
          at,
        ),
      };
    case "entra":
      return {
        status: 429,
        headers: { "retry-after": "10" },
        body: entraBody(
          "temporarily_unavailable",
          90055,
          "The request was throttled because there are too many requests.",
          at,
        ),
      };
    case "zoom":
      return zoomThrottleReply("perSecond", at);
  }
}

/** A fault of the service's own. */
export function failed(service: Service, at: Date): FaultAnswer {
  const status = 500;
  switch (service) {
    case "graph":
      return {
        status,
        headers: {},
        body: graphBody("generalException", "An internal server error occurred.", at),
      };
    case "entra":
      return {
        status,
        headers: {},
        body: entraBody("server_error", 90033, "A transient error has occurred.", at),
      };
    case "zoom":
      return { status, headers: {}, body: { code: 500, message: "Internal server error." } };
  }
}

const graphBody = (code: string, message: string, at: Date) => ({
  error: {
    code,
    message,
    innerError: {
      date: at.toISOString().slice(0, 19),
      "request-id": randomUUID(),
      "client-request-id": randomUUID(),
    },
  },
});

const entraBody = (error: string, code: number, message: string, at: Date) => ({
  error,
  error_description: `AADSTS${code}: ${message}`,
  error_codes: [code],
  timestamp: at.toISOString().replace("T", " ").slice(0, 19) + "Z",
  trace_id: randomUUID(),
  correlation_id: randomUUID(),
});
