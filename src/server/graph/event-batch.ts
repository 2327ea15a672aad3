import {
  GraphAccessDenied,
  type GraphError,
  GraphNotFound,
  GraphThrottled,
  GraphTokenRefused,
  GraphUnavailable,
  MailboxMissing,
} from "./errors.ts";
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

/** Null for an event that is gone; an error for one that Graph would not or could not give. */
export type FoundEvents = Map<string, GraphEvent | null | GraphError>;

/**
 * Reads events by their ids, twenty in one call. A batch by itself fills the four requests at once that
 * a mailbox allows, so batches go one after another.
 * @see https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
export async function readEventsByBatch(
  http: GraphHttp,
  eventsPath: string,
  wanted: readonly WantedEvent[],
): Promise<FoundEvents> {
  const found: FoundEvents = new Map();
  for (let first = 0; first < wanted.length; first += maxParts) {
    await readBatch(http, eventsPath, wanted.slice(first, first + maxParts), found);
  }
  return found;
}

/** Repeats the parts that were told to wait, and only those. */
async function readBatch(
  http: GraphHttp,
  eventsPath: string,
  wanted: readonly WantedEvent[],
  found: FoundEvents,
): Promise<void> {
  const notFound = () => wanted.filter(({ id }) => !found.has(id));
  let down = new Map<string, GraphUnavailable>();
  try {
    await http.attempt(async (token) => {
      down = new Map();
      const open = notFound();
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
        // A part refused for the sake of the others says so without a time to wait.
        const isRefusedForOthers = result instanceof GraphUnavailable && result.status === 503;
        if (isRefusedForOthers) down.set(event.id, result);
        if (isRefusedForOthers) waits.push(waitFor(result, http.now));
        else if (result instanceof GraphThrottled) waits.push(result);
        else found.set(event.id, result);
      });
      const [longest] = waits.sort((a, b) => waitOf(b) - waitOf(a));
      if (longest) throw longest;
    }, true);
  } catch (cause) {
    // Asked again and again by themselves, they answer the same: it is not for the others.
    const isEachDown = down.size > 0 && notFound().every(({ id }) => down.has(id));
    if (!isEachDown) throw cause;
    for (const [id, fault] of down) found.set(id, fault);
  }
}

function readPart(part: PartReply, now: Temporal.Instant): GraphEvent | null | GraphError {
  if (part.status >= 200 && part.status < 300) return part.body as GraphEvent;
  const text = typeof part.body === "string" ? part.body : JSON.stringify(part.body ?? null);
  const reply = { status: part.status, headers: new Headers(part.headers) };
  const fault = errorOfReply(reply, text, now);
  const isOfMailbox =
    fault instanceof MailboxMissing ||
    fault instanceof GraphTokenRefused ||
    fault instanceof GraphAccessDenied;
  if (isOfMailbox) throw fault;
  return fault instanceof GraphNotFound ? null : fault;
}

function waitFor({ status, graphCode }: GraphError, now: Temporal.Instant): GraphThrottled {
  return new GraphThrottled(
    "graph.throttled",
    "Microsoft 365 asks to wait",
    { status, graphCode },
    { retry: { after: now.add({ seconds: 1 }) } },
  );
}

function waitOf({ retry }: GraphThrottled): number {
  return typeof retry === "object" ? retry.after.epochMilliseconds : 0;
}
