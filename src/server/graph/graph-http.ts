import { setTimeout as sleepFor } from "node:timers/promises";
import { type Clock } from "../clock.ts";
import { isNetworkFault } from "../network-fault.ts";
import { GraphThrottled, GraphTokenRefused, GraphUnavailable } from "./errors.ts";
import { errorOfReply, unexpectedReply } from "./graph-reply-error.ts";

/** Gives the current access token; `refusedToken` asks for a newer one than that. */
export type AccessTokenSource = (refusedToken?: string) => Promise<string>;

export interface GraphClientOptions {
  /** `GRAPH_URL`, without a trailing slash. */
  graphUrl: string;
  clock: Clock;
  /** Told of each finished call, for metrics. */
  onCall?: (operation: string, status: number, durationMs: number) => void;
  /** The network; the global one unless given. */
  fetch?: typeof fetch;
  /** Waits inside a call, in milliseconds; real time unless given. */
  sleep?: (ms: number) => Promise<void>;
  /** Spreads the waits, 0 to 1; random unless given. */
  random?: () => number;
}

export type Query = Readonly<Record<string, string | undefined>>;

export interface Call {
  operation: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `graphUrl`, or a whole link that Graph gave. */
  path: string;
  query?: Query;
  body?: object;
  /** In which form ids go out and come back. */
  idType?: "asReported";
  /** Further preferences, beside the one for immutable ids. */
  prefer?: string;
  ifMatch?: string;
  /**
   * Whether doing it twice is doing it once. A server fault may have come after the work was done, so
   * only such calls are repeated then. False for POST unless given.
   */
  isRepeatable?: boolean;
}

const immutableIds = 'IdType="ImmutableId"';

const callTimeoutMs = 15_000;
/** How long a call may wait in here when Graph asks to wait, before the caller hears of it. */
const throttleBudgetMs = 4_000;
/** Spreads the returns of those who were told to wait equally long. */
const jitterMs = 300;
/** More pages than a mailbox has; a list that goes on for longer runs in circles. */
const maxPages = 1_000;

/** The one place that knows about tokens, waiting, time-outs, and failures of Graph. */
export class GraphHttp {
  readonly #options: GraphClientOptions;
  readonly #token: AccessTokenSource;

  constructor(options: GraphClientOptions, token: AccessTokenSource) {
    this.#options = options;
    this.#token = token;
  }

  get now(): Temporal.Instant {
    return this.#options.clock.now();
  }

  /** The answer's body; undefined where there is none. */
  call(call: Call): Promise<unknown> {
    const isRepeatable = call.isRepeatable ?? call.method !== "POST";
    return this.attempt((token) => this.send(call, token), isRepeatable);
  }

  /** Everything of a list, page after page. */
  async list<T>(call: Call): Promise<T[]> {
    const items: T[] = [];
    let next: Call = call;
    for (let page = 0; page < maxPages; page += 1) {
      const reply = pageOf<T>(await this.call(next));
      items.push(...reply.value);
      const link = reply["@odata.nextLink"];
      if (link === undefined) return items;
      const { operation, method, idType, prefer } = call;
      next = {
        operation,
        method,
        path: link,
        ...(idType && { idType }),
        ...(prefer !== undefined && { prefer }),
      };
    }
    throw unexpectedReply("Microsoft 365 did not come to the end of a list");
  }

  /** Repeats the work once with a newer token, and after the waits that Graph asks for, if short. */
  async attempt<T>(work: (token: string) => Promise<T>, isRepeatable: boolean): Promise<T> {
    const { sleep = sleepFor, random = Math.random } = this.#options;
    let waitedMs = 0;
    let hasNewToken = false;
    let token = await this.#token();
    for (;;) {
      try {
        return await work(token);
      } catch (cause) {
        if (cause instanceof GraphTokenRefused && !cause.needsInteraction && !hasNewToken) {
          hasNewToken = true;
          token = await this.#token(token);
          continue;
        }
        if (cause instanceof GraphThrottled && typeof cause.retry === "object") {
          const untilMs = this.now.until(cause.retry.after).total("milliseconds");
          const waitMs = Math.max(0, untilMs) + random() * jitterMs;
          const isSafe = isRepeatable || cause.status === 429;
          if (isSafe && waitedMs + waitMs <= throttleBudgetMs) {
            waitedMs += waitMs;
            await sleep(waitMs);
            continue;
          }
        }
        throw cause;
      }
    }
  }

  /** One request, whatever comes of it. */
  async send(call: Call, token: string): Promise<unknown> {
    const { onCall, fetch: request = fetch } = this.#options;
    const url = this.#urlOf(call);
    const started = performance.now();
    let status = 0;
    try {
      const reply = await request(url, {
        method: call.method,
        headers: { authorization: `Bearer ${token}`, ...headersOf(call) },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
        redirect: "error",
        signal: AbortSignal.timeout(callTimeoutMs),
      });
      status = reply.status;
      const text = await reply.text();
      if (!reply.ok) throw errorOfReply(reply, text, this.now);
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    } catch (cause) {
      if (!isNetworkFault(cause)) throw cause;
      throw new GraphUnavailable(
        "graph.unavailable",
        "Microsoft 365 did not answer",
        { status: 0, graphCode: "" },
        { cause, retry: "later" },
      );
    } finally {
      onCall?.(call.operation, status, performance.now() - started);
    }
  }

  /** A link goes nowhere but to Graph: whoever gets the request gets the token. */
  #urlOf({ path, query }: Call): URL {
    const base = new URL(this.#options.graphUrl);
    if (path.startsWith("/")) return new URL(this.#options.graphUrl + withQuery(path, query));
    const url = URL.canParse(path) ? new URL(path) : null;
    const isGraph =
      url?.origin === base.origin &&
      url.username === "" &&
      url.password === "" &&
      url.pathname.startsWith(`${base.pathname.replace(/\/$/, "")}/`);
    if (!isGraph) throw unexpectedReply("A link of Microsoft 365 leads elsewhere");
    return url;
  }
}

interface Page<T> {
  value: T[];
  "@odata.nextLink"?: string;
  "@odata.deltaLink"?: string;
}

/** One page of a list, which may be empty, but never missing. */
export function pageOf<T>(reply: unknown): Page<T> {
  const page = reply as Partial<Page<T>> | null | undefined;
  if (!Array.isArray(page?.value)) throw unexpectedReply("Microsoft 365 left out the list");
  return page as Page<T>;
}

/** The headers that say what is wanted, without the token. Several preferences make one header. */
export function headersOf(call: Pick<Call, "idType" | "prefer" | "ifMatch" | "body">) {
  const preferences = [call.idType === "asReported" ? "" : immutableIds, call.prefer ?? ""];
  const prefer = preferences.filter((each) => each !== "").join(", ");
  return {
    accept: "application/json",
    ...(prefer === "" ? {} : { prefer }),
    ...(call.ifMatch === undefined ? {} : { "if-match": call.ifMatch }),
    ...(call.body ? { "content-type": "application/json" } : {}),
  };
}

/** Blanks become %20: a plus sign is not a blank everywhere, least of all inside a batch. */
export function withQuery(path: string, query: Query = {}): string {
  const options = Object.entries(query)
    .filter((option): option is [string, string] => option[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return options.length === 0 ? path : `${path}?${options.join("&")}`;
}
