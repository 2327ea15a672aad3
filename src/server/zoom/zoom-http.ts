import { setTimeout as pause } from "node:timers/promises";
import { type Clock } from "../clock.ts";
import { isNetworkFault } from "../network-fault.ts";
import { ZoomThrottled, ZoomTokenRefused, ZoomUnavailable } from "./errors.ts";
import { errorOfReply, isErrorBody, type ZoomResource } from "./zoom-reply-error.ts";

/** Gives the current access token of one grant; `refusedToken` asks for a newer one than that. */
export type AccessTokenSource = (refusedToken?: string) => Promise<string>;

export interface ZoomHttpOptions {
  /** `ZOOM_API_URL`, without a trailing slash. */
  apiUrl: string;
  clock: Clock;
  /** Told of each finished call, for metrics. */
  onCall?: (operation: string, status: number, durationMs: number) => void;
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<unknown>;
}

export interface ZoomCall {
  operation: string;
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: string;
  query?: Record<string, string | undefined>;
  body?: object;
}

const callTimeoutMs = 10_000;
/** How long a call may wait in here for a per-second limit before the caller hears of it. */
const throttleBudgetMs = 4_000;

/**
 * Calls to Zoom's REST API with one grant: a refused token is renewed once, a per-second limit is waited
 * for within a budget, and every failure is one of our errors. `resource` is what a 404 says is gone.
 */
export class ZoomHttp {
  readonly #options: ZoomHttpOptions;
  readonly #token: AccessTokenSource;
  readonly #resource: ZoomResource;

  constructor(options: ZoomHttpOptions, token: AccessTokenSource, resource: ZoomResource) {
    this.#options = options;
    this.#token = token;
    this.#resource = resource;
  }

  async call(call: ZoomCall): Promise<unknown> {
    let waitedMs = 0;
    let token = await this.#token();
    let refreshed = false;
    for (;;) {
      try {
        return await this.#send(call, token);
      } catch (cause) {
        if (cause instanceof ZoomTokenRefused && !refreshed) {
          refreshed = true;
          token = await this.#token(token);
          continue;
        }
        if (cause instanceof ZoomThrottled && typeof cause.retry === "object") {
          const untilMs = this.#options.clock.now().until(cause.retry.after).total("milliseconds");
          const waitMs = Math.max(0, untilMs) + Math.random() * 500;
          if (waitedMs + waitMs <= throttleBudgetMs) {
            waitedMs += waitMs;
            await (this.#options.sleep ?? pause)(waitMs);
            continue;
          }
        }
        throw cause;
      }
    }
  }

  async #send(call: ZoomCall, token: string): Promise<unknown> {
    const url = new URL(this.#options.apiUrl + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const started = performance.now();
    let status = 0;
    try {
      const reply = await (this.#options.fetch ?? fetch)(url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(call.body ? { "content-type": "application/json" } : {}),
        },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
        redirect: "error",
        signal: AbortSignal.timeout(callTimeoutMs),
      });
      status = reply.status;
      const text = await reply.text();
      const answer: unknown = reply.ok && text !== "" ? JSON.parse(text) : undefined;
      if (!reply.ok || isErrorBody(answer)) {
        throw errorOfReply(reply, text, this.#options.clock.now(), this.#resource);
      }
      return answer;
    } catch (cause) {
      if (isNetworkFault(cause)) {
        throw new ZoomUnavailable("zoom.unavailable", "Zoom did not answer", {
          cause,
          retry: "later",
        });
      }
      throw cause;
    } finally {
      this.#options.onCall?.(call.operation, status, performance.now() - started);
    }
  }
}
