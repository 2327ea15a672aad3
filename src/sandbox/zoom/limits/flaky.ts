import { type Sandbox } from "../../sandbox.ts";
import { zoomThrottleReply } from "./throttle.ts";

/** How a call fails: an answer instead of the work, or the connection lost before or after it. */
export type Failure =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: unknown }
  | { kind: "lostBefore" }
  | { kind: "lostAfter" };

/** One call to come that fails. */
export interface OneShotFailure {
  failure: "429" | "500" | "502" | "503" | "lostBefore" | "lostAfter";
  /** The next call of any kind, unless given. */
  matches?: (call: { method: string; url: string }) => boolean;
}

const names = ["429", "500", "502", "503", "lostBefore", "lostAfter"] as const;
const oneShots = new WeakMap<Sandbox, OneShotFailure[]>();

/** Makes exactly one call to Zoom's API fail; several wait in turn. */
export function failNextZoomCall(sandbox: Sandbox, shot: OneShotFailure): void {
  oneShots.set(sandbox, [...(oneShots.get(sandbox) ?? []), shot]);
}

/** The failure this call meets, if it meets one. */
export function failureFor(
  sandbox: Sandbox,
  call: { method: string; url: string },
): Failure | null {
  const waiting = oneShots.get(sandbox) ?? [];
  const shot = waiting.find(({ matches }) => matches?.(call) ?? true);
  if (shot !== undefined) {
    oneShots.set(
      sandbox,
      waiting.filter((other) => other !== shot),
    );
    return failureNamed(shot.failure, sandbox.now());
  }
  const { random = Math.random } = sandbox.options;
  const percent = sandbox.switches.value.zoomFlaky;
  if (percent === 0 || random() * 100 >= percent) return null;
  return failureNamed(names[Math.floor(random() * names.length)] ?? "503", sandbox.now());
}

function failureNamed(name: OneShotFailure["failure"], now: Date): Failure {
  switch (name) {
    case "429":
      return { kind: "answer", ...zoomThrottleReply("perSecond", now) };
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
