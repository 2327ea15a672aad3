import { type OutgoingHttpHeaders } from "node:http";
import { type FastifyInstance, type FastifyRequest } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type BatchPart, readBatch } from "./batch-input.ts";
import { identifyCaller } from "./caller.ts";
import { batchPartAddress } from "./origin.ts";

/** A batch alone fills the places a mailbox has. https://learn.microsoft.com/graph/throttling-limits */
const atOnce = 4;

interface PartAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/**
 * Several requests in one. Each goes through this same Graph alone, with its own limits and faults.
 * https://learn.microsoft.com/graph/json-batching
 */
export function registerBatch(app: FastifyInstance, sandbox: Sandbox): void {
  app.post("/$batch", async (request) => {
    await identifyCaller(sandbox, request.headers.authorization);
    const parts = readBatch(request.body);
    const places = new Places(atOnce);
    const answers = new Map<string, Promise<PartAnswer>>();
    for (const part of parts) {
      const needed = part.dependsOn.flatMap((id) => answers.get(id) ?? []);
      const run = async () => {
        const before = await Promise.all(needed);
        if (before.some(({ status }) => status >= 400)) return failedDependency(part);
        return places.use(() => send(app, request, part));
      };
      answers.set(part.id, run());
    }
    const responses = await Promise.all(answers.values());
    // Their order is free, so nobody may count on that of the requests.
    return { responses: responses.reverse() };
  });
}

async function send(
  app: FastifyInstance,
  { headers, protocol }: FastifyRequest,
  part: BatchPart,
): Promise<PartAnswer> {
  const { authorization, host } = headers;
  const reply = await app.inject({
    method: part.method,
    url: `/graph/v1.0${part.url}`,
    remoteAddress: batchPartAddress[protocol],
    headers: {
      ...part.headers,
      ...(authorization !== undefined && { authorization }),
      ...(host !== undefined && { host }),
    },
    ...(part.body !== undefined && { payload: JSON.stringify(part.body) }),
  });
  return {
    id: part.id,
    status: reply.statusCode,
    headers: told(reply.headers),
    body: reply.body === "" ? null : JSON.parse(reply.body),
  };
}

const toldHeaders = {
  "cache-control": "Cache-Control",
  "content-type": "Content-Type",
  location: "Location",
  "preference-applied": "Preference-Applied",
  "retry-after": "Retry-After",
  "www-authenticate": "WWW-Authenticate",
};

function told(headers: OutgoingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(toldHeaders).flatMap(([name, shown]) => {
      const value = headers[name];
      return value === undefined ? [] : [[shown, String(value)]];
    }),
  );
}

const failedDependency = ({ id }: BatchPart): PartAnswer => ({
  id,
  status: 424,
  headers: { "Content-Type": "application/json" },
  body: {
    error: {
      code: "FailedDependency",
      message: "The request failed because a request it depends on failed.",
    },
  },
});

/** So many may work at a time; the others wait in turn. */
class Places {
  #free: number;
  readonly #waiting: Array<() => void> = [];

  constructor(count: number) {
    this.#free = count;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
