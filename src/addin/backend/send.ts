import type { Problem } from "../../shared/api/problem.ts";
import { ApiProblem, ApiUnreachable } from "./errors.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";
export type Send = <Reply>(method: Method, path: string, body?: unknown) => Promise<Reply>;

export interface SendOptions {
  publicUrl: string;
  /** An access token for our server; `renew` asks for one that was not used before. */
  token(options: { renew: boolean }): Promise<string>;
  /** Language of the sentences the server answers with. */
  language: string;
  fetch: typeof fetch;
  timeoutMs?: number;
}

/** Adding a meeting waits for Zoom; a person sees progress meanwhile. */
const defaultTimeoutMs = 20_000;

/**
 * Sends JSON with an access token. A token the server no longer takes is renewed once, never more:
 * whoever loops here shows people one sign-in window after another.
 */
export function createSend(options: SendOptions): Send {
  const attempt = async (
    method: Method,
    path: string,
    body: unknown,
    renew: boolean,
  ): Promise<Response> => {
    const token = await options.token({ renew });
    return fetchWithin(options, path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return async <Reply>(method: Method, path: string, body?: unknown) => {
    const first = await attempt(method, path, body, false);
    const response = first.status === 401 ? await attempt(method, path, body, true) : first;
    return readReply<Reply>(response);
  };
}

/** Like `createSend`, for the two paths that are called before anybody is signed in. */
export async function postWithoutToken<Reply>(
  options: Omit<SendOptions, "token">,
  path: string,
  body: unknown,
): Promise<Reply> {
  const response = await fetchWithin(options, path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return readReply<Reply>(response);
}

async function fetchWithin(
  { publicUrl, language, fetch, timeoutMs = defaultTimeoutMs }: Omit<SendOptions, "token">,
  path: string,
  request: Omit<RequestInit, "headers"> & { headers: Record<string, string> },
): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    return await fetch(publicUrl + path, {
      ...request,
      headers: { Accept: "application/json", "Accept-Language": language, ...request.headers },
      signal: abort.signal,
    });
  } catch (cause) {
    throw new ApiUnreachable(abort.signal.aborted ? "too slow" : "no connection", cause);
  } finally {
    clearTimeout(timer);
  }
}

async function readReply<Reply>(response: Response): Promise<Reply> {
  if (response.status === 204) return undefined as Reply;
  let content: unknown;
  try {
    content = await response.json();
  } catch (cause) {
    // A proxy's or a captive network's own page.
    throw new ApiUnreachable(`status ${response.status} without JSON`, cause);
  }
  if (response.ok) return content as Reply;
  if (response.status >= 500 && !isProblem(content)) {
    throw new ApiUnreachable(`status ${response.status}`);
  }
  if (isProblem(content)) throw new ApiProblem(content);
  throw new ApiUnreachable(`status ${response.status} without a problem document`);
}

function isProblem(content: unknown): content is Problem {
  return (
    typeof content === "object" &&
    content !== null &&
    typeof (content as Partial<Problem>).code === "string" &&
    typeof (content as Partial<Problem>).detail === "string"
  );
}
