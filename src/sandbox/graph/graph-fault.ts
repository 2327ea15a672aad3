import { randomUUID } from "node:crypto";
import { type Sandbox } from "../sandbox.ts";

/** An answer Graph gives instead of doing its work. */
export interface GraphFault {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** https://learn.microsoft.com/graph/errors */
const faults: Record<number, { code: string; message: string }> = {
  429: {
    code: "ApplicationThrottled",
    message: "Application is over its MailboxConcurrency limit.",
  },
  500: { code: "generalException", message: "An internal server error occurred." },
  502: { code: "badGateway", message: "The server received an invalid response from upstream." },
  503: { code: "serviceNotAvailable", message: "The service is temporarily unavailable." },
  504: { code: "gatewayTimeout", message: "The server did not receive a timely response." },
};

const namesItsPause: readonly number[] = [429, 503, 504];

export function graphFault(
  sandbox: Sandbox,
  status: number,
  given: { message?: string; retryAfterSeconds?: number } = {},
): GraphFault {
  const fault = faults[status] ?? { code: "generalException", message: "The request failed." };
  const pause = given.retryAfterSeconds ?? (namesItsPause.includes(status) ? 1 : undefined);
  return {
    status,
    headers: pause === undefined ? {} : { "retry-after": String(pause) },
    body: {
      error: {
        code: fault.code,
        message: given.message ?? fault.message,
        innerError: {
          date: sandbox.now().toISOString().slice(0, 19),
          "request-id": randomUUID(),
          "client-request-id": randomUUID(),
        },
      },
    },
  };
}
