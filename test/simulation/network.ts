import { type FastifyInstance } from "fastify";
import { type Chance } from "./chance.ts";
import { type Life } from "./crash.ts";

/** So many of a hundred calls of the product that go wrong in each of these ways. */
export interface Faults {
  throttled: number;
  broken: number;
  lostRequest: number;
  lostAnswer: number;
}

export const noFaults: Faults = { throttled: 0, broken: 0, lostRequest: 0, lostAnswer: 0 };

export interface Call {
  readonly service: "graph" | "zoom";
  readonly method: string;
  /** Below the API's base, with the query. */
  readonly path: string;
  readonly body: string;
  /** Null when no answer came. */
  status: number | null;
}

interface NetworkParts {
  app: FastifyInstance;
  life: Life;
  chance: () => Chance;
  /** Where each call is noted. */
  calls: Call[];
  /** How much goes wrong now. */
  faults: () => Faults;
}

/** The way from the product to both vendors, without sockets, on which things go wrong by chance. */
export class SimulatedNetwork {
  readonly #parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const { life, calls, faults } = this.#parts;
    const chance = this.#parts.chance();
    const url = new URL(input instanceof Request ? input.url : input);
    const call = callOf(url, init);
    calls.push(call);
    life.step();
    const { throttled, broken, lostRequest, lostAnswer } = faults();
    if (chance.percent(throttled)) return refused(call, chance);
    if (chance.percent(broken)) return answered(call, brokenReply(chance));
    if (chance.percent(lostRequest)) throw connectionLost();
    const reply = await this.#send(url, init);
    life.step();
    if (chance.percent(lostAnswer)) throw connectionLost();
    return answered(call, reply);
  };

  readonly sleep = (): Promise<void> => Promise.resolve();

  async #send(url: URL, init: RequestInit): Promise<Response> {
    const reply = await this.#parts.app.inject({
      method: (init.method ?? "GET") as "GET",
      url: url.pathname + url.search,
      headers: { ...(init.headers as Record<string, string>), host: url.host },
      ...(typeof init.body === "string" && { payload: init.body }),
    });
    const headers = Object.entries(reply.headers).flatMap(
      ([name, value]): Array<[string, string]> =>
        value === undefined ? [] : [[name, String(value)]],
    );
    const isEmpty = [204, 205, 304].includes(reply.statusCode);
    return new Response(isEmpty ? null : reply.payload, { status: reply.statusCode, headers });
  }
}

function callOf(url: URL, init: RequestInit): Call {
  const service = url.pathname.startsWith("/graph/") ? "graph" : "zoom";
  const path = url.pathname.replace(/^\/(graph\/v1\.0|zoom\/v2)/, "") + url.search;
  const body = typeof init.body === "string" ? init.body : "";
  return { service, method: init.method ?? "GET", path, body, status: null };
}

function answered(call: Call, reply: Response): Response {
  call.status = reply.status;
  return reply;
}

function refused(call: Call, chance: Chance): Response {
  const body =
    call.service === "graph"
      ? { error: { code: "TooManyRequests", message: "Please retry again later." } }
      : { code: 429, message: "You have reached the maximum per-second rate limit for this API." };
  const headers = {
    "retry-after": String(chance.whole(1, 40)),
    "content-type": "application/json",
  };
  return answered(call, new Response(JSON.stringify(body), { status: 429, headers }));
}

function brokenReply(chance: Chance): Response {
  return new Response("<html>Bad gateway</html>", {
    status: chance.pick([500, 502, 503]),
    headers: { "content-type": "text/html" },
  });
}

function connectionLost(): TypeError {
  return new TypeError("fetch failed", { cause: new Error("other side closed") });
}

/** A call that changes something at the vendor's. Reading in batches is a POST, too. */
export function isWrite({ method, path, body }: Call): boolean {
  if (method === "GET") return false;
  if (path.startsWith("/$batch")) return /"method":"(?!GET)/.test(body);
  return true;
}

/** Care for the subscription changes nothing that a person sees. */
export function isWriteOfContent(call: Call): boolean {
  return isWrite(call) && !call.path.startsWith("/subscriptions");
}
