import { type ServerResponse } from "node:http";
import { decodeJwt } from "jose";
import { type Sandbox } from "../sandbox.ts";
import { findPersonByAddress } from "../world/people.ts";
import { type GraphFault, graphFault } from "./graph-fault.ts";

/** Outlook's limits per app and mailbox: https://learn.microsoft.com/graph/throttling-limits */
const atOnce = 4;
const inTenMinutes = 10_000;
const tenMinutesMs = 600_000;

interface Use {
  running: number;
  /** When calls came, refused ones too. */
  calls: number[];
}

/** Counts the requests of each app to each mailbox. Calls that reach no mailbox are not counted. */
export class MailboxLimits {
  readonly #sandbox: Sandbox;
  readonly #uses = new Map<string, Use>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Takes a place that is free again once the answer is out; a refusal when none is left. */
  enter(
    { url, authorization }: { url: string; authorization: string | undefined },
    response: ServerResponse,
  ): GraphFault | null {
    const key = this.#keyOf(url, authorization);
    if (key === null || !this.#sandbox.switches.value.graph.mailboxLimits) return null;
    const now = this.#sandbox.now().getTime();
    const use = this.#uses.get(key) ?? { running: 0, calls: [] };
    this.#uses.set(key, use);
    use.calls = use.calls.filter((at) => at > now - tenMinutesMs);
    use.calls.push(now);
    if (use.calls.length > inTenMinutes) {
      const freeAt = (use.calls.at(-inTenMinutes) ?? now) + tenMinutesMs;
      const retryAfterSeconds = Math.max(1, Math.ceil((freeAt - now) / 1000));
      return this.#refusal("RequestRate", retryAfterSeconds);
    }
    if (use.running >= atOnce) return this.#refusal("MailboxConcurrency", 1);
    use.running += 1;
    let isOut = false;
    const leave = () => {
      if (!isOut) use.running -= 1;
      isOut = true;
    };
    response.once("finish", leave);
    response.once("close", leave);
    return null;
  }

  #refusal(limit: string, retryAfterSeconds: number): GraphFault {
    return graphFault(this.#sandbox, 429, {
      message: `Application is over its ${limit} limit.`,
      retryAfterSeconds,
    });
  }

  /** The token is verified later, by the route. */
  #keyOf(url: string, authorization = ""): string | null {
    const named = /^\/graph\/v1\.0\/(?:me|users\/([^/?]+))\/[^?]/.exec(url);
    if (named === null) return null;
    const { oid, appid, azp } = claimsOf(authorization);
    const user = named[1] === undefined ? String(oid) : decodeURIComponent(named[1]);
    const mailbox = findPersonByAddress(user)?.id ?? user;
    return `${String(appid ?? azp)} ${mailbox}`;
  }
}

function claimsOf(authorization: string): Record<string, unknown> {
  try {
    return decodeJwt(authorization.replace(/^Bearer /i, ""));
  } catch {
    return {};
  }
}
