import { GraphNotFound, GraphThrottled, GraphUnavailable, MailboxMissing } from "./errors.ts";
import { type WantedEvent, queryOfEvent } from "./event-query.ts";
import { type GraphHttp, headersOf, withQuery } from "./graph-http.ts";
import { errorOfReply, unexpectedReply } from "./graph-reply-error.ts";
import { type GraphEvent } from "./graph-schema.ts";

/** Graph's limit. @see https://learn.microsoft.com/graph/json-batching */
const maxParts = 20;

interface PartReply {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Null for an event that is gone. */
type Found = Map<string, GraphEvent | null>;

/**
 * Reads events by their ids, twenty in one call. A batch by itself fills the four requests at once that
 * a mailbox allows, so batches go one after another.
 * @see https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
export async function readEventsByBatch(
  http: GraphHttp,
  eventsPath: string,
  wanted: readonly WantedEvent[],
): Promise<Found> {
  const found: Found = new Map();
  for (let first = 0; first < wanted.length; first += maxParts) {
    await readBatch(http, eventsPath, wanted.slice(first, first + maxParts), found);
  }
  return found;
}

/** Repeats only the parts that were told to wait. */
async function readBatch(
  http: GraphHttp,
  eventsPath: string,
  wanted: readonly WantedEvent[],
  found: Found,
): Promise<void> {
  await http.attempt(async (token) => {
    const open = wanted.filter(({ id }) => !found.has(id));
    const requests = open.map((event, index) => ({
      id: String(index),
      method: "GET",
      url: withQuery(`${eventsPath}/${encodeURIComponent(event.id)}`, queryOfEvent(event)),
      headers: headersOf({}),
    }));
    const reply = (await http.send(
      { operation: "batch", method: "POST", path: "/$batch", body: { requests } },
      token,
    )) as { responses?: PartReply[] } | undefined;
    const parts = new Map((reply?.responses ?? []).map((part) => [part.id, part]));
    const waits: GraphThrottled[] = [];
    open.forEach((event, index) => {
      const part = parts.get(String(index));
      if (!part) throw unexpectedReply("Microsoft 365 left out a part of its answer");
      const result = readPart(part, http.now);
      if (result instanceof GraphThrottled) waits.push(result);
      else found.set(event.id, result);
    });
    const [longest] = waits.sort((a, b) => waitOf(b) - waitOf(a));
    if (longest) throw longest;
  }, true);
}

function readPart(part: PartReply, now: Temporal.Instant): GraphEvent | null | GraphThrottled {
  if (part.status >= 200 && part.status < 300) return part.body as GraphEvent;
  const text = typeof part.body === "string" ? part.body : JSON.stringify(part.body ?? null);
  const fault = errorOfReply(
    { status: part.status, headers: new Headers(part.headers) },
    text,
    now,
  );
  if (fault instanceof GraphThrottled) return fault;
  // A part refused for the sake of the others says so without a time to wait.
  if (fault instanceof GraphUnavailable && part.status === 503) {
    const { status, graphCode } = fault;
    return new GraphThrottled(
      "graph.throttled",
      "Microsoft 365 asks to wait",
      { status, graphCode },
      { retry: { after: now.add({ seconds: 1 }) } },
    );
  }
  if (fault instanceof GraphNotFound && !(fault instanceof MailboxMissing)) return null;
  throw fault;
}

function waitOf({ retry }: GraphThrottled): number {
  return typeof retry === "object" ? retry.after.epochMilliseconds : 0;
}
