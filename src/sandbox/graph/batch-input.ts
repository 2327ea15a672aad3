import { badRequest } from "./graph-error.ts";

/** One request of a batch, checked. */
export interface BatchPart {
  id: string;
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Relative to the version's root: `/me/events`. */
  url: string;
  headers: Record<string, string>;
  body: unknown;
  dependsOn: string[];
}

const mostParts = 20;
const methods = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const;

/**
 * What is wrong with the batch itself refuses all of it.
 * https://learn.microsoft.com/graph/json-batching
 * @throws GraphError 400
 */
export function readBatch(body: unknown): BatchPart[] {
  const requests = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0)
    throw badRequest("Invalid batch payload format.");
  if (requests.length > mostParts)
    throw badRequest(
      `Number of batch request steps exceeds the maximum value of ${mostParts}.`,
      "MaximumValueExceeded",
    );
  const parts = requests.map(readPart);
  const seen = new Set<string>();
  for (const { id, dependsOn } of parts) {
    if (seen.has(id)) throw badRequest(`Request id '${id}' is used more than once.`);
    const unknown = dependsOn.find((other) => !seen.has(other));
    if (unknown !== undefined)
      throw badRequest(`Request '${id}' depends on '${unknown}', which does not come before it.`);
    seen.add(id);
  }
  return parts;
}

function readPart(part: unknown): BatchPart {
  if (!isObject(part)) throw badRequest("Invalid batch payload format.");
  const { id, url } = part;
  if (typeof id !== "string" || id === "") throw badRequest("A request of the batch has no id.");
  const method = methods.find((name) => name === String(part.method).toUpperCase());
  if (method === undefined) throw badRequest(`Request '${id}' has no valid method.`);
  if (typeof url !== "string" || /^[a-z]+:/i.test(url))
    throw badRequest(`The url of request '${id}' must be relative.`);
  if (/^\/?\$batch/i.test(url)) throw badRequest("A batch cannot hold another batch.");
  const headers = isObject(part.headers) ? readHeaders(part.headers) : {};
  const { body } = part;
  if (body !== undefined && headers["content-type"] === undefined)
    throw badRequest(`Write request with id '${id}' does not contain a Content-Type header.`);
  if (body === undefined && (method === "POST" || method === "PATCH" || method === "PUT"))
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
  const dependsOn = Array.isArray(part.dependsOn) ? part.dependsOn.map(String) : [];
  return { id, method, url: url.startsWith("/") ? url : `/${url}`, headers, body, dependsOn };
}

const readHeaders = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
