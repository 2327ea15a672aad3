import {
  GraphAccessDenied,
  GraphConflict,
  GraphCursorExpired,
  GraphDuplicate,
  type GraphError,
  GraphNotFound,
  GraphRefused,
  GraphThrottled,
  GraphTokenRefused,
  GraphUnavailable,
  MailboxMissing,
} from "./errors.ts";

interface ErrorBody {
  error?: { code?: unknown; "@event.existingEventId"?: unknown };
}

/** A reply of its own, or one part of a batch. */
export interface FailedReply {
  readonly status: number;
  readonly headers: Headers;
}

/** Codes with which Graph says that there is no mailbox, whatever the status. */
const noMailbox = new Set([
  "MailboxNotEnabledForRESTAPI",
  "MailboxNotSupportedForRESTAPI",
  "ErrorNonExistentMailbox",
  "ErrorInvalidUser",
  "Request_ResourceNotFound",
]);

/**
 * Codes that come in several spellings, in lower case.
 * @see https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset
 */
const lostCursor = new Set(["syncstatenotfound", "syncstateinvalid", "resyncrequired"]);
const duplicate = "errorduplicatetransactionid";
const overtaken = "errorirresolvableconflict";

/**
 * The typed error of a failed reply. Messages of Graph may name people and subjects, so none of them
 * is kept.
 * @see https://learn.microsoft.com/graph/errors
 */
export function errorOfReply(reply: FailedReply, text: string, now: Temporal.Instant): GraphError {
  const { status } = reply;
  const { graphCode, existingEventId } = readError(text);
  const said = { status, graphCode };
  const code = graphCode.toLowerCase();
  if (status === 401) {
    const challenge = reply.headers.get("www-authenticate") ?? "";
    return new GraphTokenRefused(said, challenge.includes("insufficient_claims"));
  }
  if (noMailbox.has(graphCode)) {
    return new MailboxMissing("graph.mailboxMissing", "Microsoft 365 has no such mailbox", said);
  }
  if (status < 500 && lostCursor.has(code)) return cursorExpired(said);
  if (status < 500 && code === duplicate) return new GraphDuplicate(said, existingEventId);
  if (status === 403) {
    return new GraphAccessDenied(
      "graph.accessDenied",
      "Microsoft 365 does not allow this with the permissions given",
      said,
    );
  }
  if (status === 404 || status === 410) {
    return new GraphNotFound("graph.notFound", "Microsoft 365 no longer has this entry", said);
  }
  if (status === 412 || (status === 409 && code === overtaken)) {
    return new GraphConflict("graph.changed", "The entry was changed in Outlook meanwhile", said);
  }
  const after = retryAfter(reply.headers.get("retry-after"), now);
  if (status === 429 || (status >= 500 && after !== null)) {
    return new GraphThrottled("graph.throttled", "Microsoft 365 asks to wait", said, {
      retry: { after: after ?? now.add({ seconds: 10 }) },
    });
  }
  if (status >= 500) {
    return new GraphUnavailable("graph.unavailable", "Microsoft 365 did not answer", said, {
      retry: "later",
    });
  }
  return new GraphRefused("graph.refused", "Microsoft 365 refused the request", said);
}

export function cursorExpired(
  said: { status: number; graphCode: string },
  cause?: unknown,
): GraphCursorExpired {
  return new GraphCursorExpired(
    "graph.cursorExpired",
    "Microsoft 365 wants the calendar read from the beginning",
    said,
    { cause },
  );
}

/** An answer that is no failure, but not what the documentation promises either. */
export function unexpectedReply(what: string): GraphRefused {
  return new GraphRefused("graph.unexpectedReply", what, { status: 200, graphCode: "" });
}

function readError(text: string): { graphCode: string; existingEventId: string | null } {
  try {
    const error = (JSON.parse(text) as ErrorBody | null)?.error;
    const code = error?.code;
    const existing = error?.["@event.existingEventId"];
    return {
      graphCode: typeof code === "string" ? code : "",
      existingEventId: typeof existing === "string" && existing !== "" ? existing : null,
    };
  } catch {
    return { graphCode: "", existingEventId: null };
  }
}

/** Seconds, or an HTTP date. */
function retryAfter(header: string | null, now: Temporal.Instant): Temporal.Instant | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return now.add({ seconds: Number(header) });
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Temporal.Instant.fromEpochMilliseconds(at);
}
