import { type Sandbox } from "../../sandbox.ts";
import { atRandom, type OneShot, OneShots } from "../../traffic/failing-calls.ts";
import { zoomThrottleReply } from "./throttle.ts";

/** How a call fails: an answer instead of the work, or the connection lost before or after it. */
export type Failure =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: unknown }
  | { kind: "lostBefore" }
  | { kind: "lostAfter" };

const names = ["429", "500", "502", "503", "lostBefore", "lostAfter"] as const;

/** One call to come that fails; `unknownEndpoint` and `dailyLimit` never happen at random. */
interface OneShotFailure extends OneShot {
  failure: (typeof names)[number] | "unknownEndpoint" | "dailyLimit";
}

const oneShots = new OneShots<OneShotFailure>();

/** Makes exactly one call to Zoom's API fail; several wait in turn. */
export function failNextZoomCall(sandbox: Sandbox, shot: OneShotFailure): void {
  oneShots.add(sandbox, shot);
}

/** The failure this call meets, if it meets one. */
export function failureFor(
  sandbox: Sandbox,
  call: { method: string; url: string },
): Failure | null {
  const name =
    oneShots.take(sandbox, call)?.failure ??
    atRandom(sandbox, sandbox.switches.value.zoomFlaky, names);
  return name === null ? null : failureNamed(name, sandbox.now());
}

function failureNamed(name: OneShotFailure["failure"], now: Date): Failure {
  switch (name) {
    case "429":
      return { kind: "answer", ...zoomThrottleReply("perSecond", now) };
    case "dailyLimit":
      return { kind: "answer", ...zoomThrottleReply("daily", now, "Heavy") };
    case "unknownEndpoint":
      return answer(400, { code: 2300, message: "This API endpoint is not recognized." });
    case "500":
      return answer(500, { code: 500, message: "Internal server error." });
    // These come from what stands before the API, and speak HTML.
    case "502":
      return answer(502, "<html><h1>502 Bad Gateway</h1></html>");
    case "503":
      return answer(503, "<html><h1>503 Service Temporarily Unavailable</h1></html>");
    case "lostBefore":
    case "lostAfter":
      return { kind: name };
  }
}

const answer = (status: number, body: unknown): Failure => ({
  kind: "answer",
  status,
  headers: { "content-type": typeof body === "string" ? "text/html" : "application/json" },
  body,
});
