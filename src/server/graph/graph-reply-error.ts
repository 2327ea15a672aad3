import {
  GraphAccessDenied,
  GraphConflict,
  type GraphError,
  GraphNotFound,
  GraphRefused,
  GraphThrottled,
  GraphTokenRefused,
  GraphUnavailable,
  MailboxMissing,
} from "./errors.ts";

interface ErrorBody {
  error?: { code?: unknown };
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
 * The typed error of a failed reply. Messages of Graph may name people and subjects, so none of them
 * is kept.
 * @see https://learn.microsoft.com/graph/errors
 */
export function errorOfReply(reply: Response, text: string, now: Temporal.Instant): GraphError {
  const { status } = reply;
  const graphCode = codeIn(text);
  const said = { status, graphCode };
  if (status === 401) {
    const challenge = reply.headers.get("www-authenticate") ?? "";
    return new GraphTokenRefused(said, challenge.includes("insufficient_claims"));
  }
  if (noMailbox.has(graphCode)) {
    return new MailboxMissing("graph.mailboxMissing", "Microsoft 365 has no such mailbox", said);
  }
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
  if (status === 412) {
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

function codeIn(text: string): string {
  try {
    const code = (JSON.parse(text) as ErrorBody).error?.code;
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}

/** Seconds, or an HTTP date. */
function retryAfter(header: string | null, now: Temporal.Instant): Temporal.Instant | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return now.add({ seconds: Number(header) });
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Temporal.Instant.fromEpochMilliseconds(at);
}
