import type { TestEvent } from "../../shared/api/integration-test.ts";
import type { Problem } from "../../shared/api/problem.ts";
import { routes } from "../../shared/api/routes.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** The server answered that it did not do this, and why. */
export class PortalProblem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(problem: Pick<Problem, "code" | "status" | "detail">) {
    super(problem.detail);
    this.name = "PortalProblem";
    this.code = problem.code;
    this.status = problem.status;
  }
}

/** The server could not be reached, or something else answered in its place. */
class PortalUnreachable extends Error {
  constructor(cause: unknown) {
    super("The server could not be reached", { cause });
    this.name = "PortalUnreachable";
  }
}

/** Calls of our own server with the session's cookie; `csrfToken` goes along with every change. */
export class PortalApi {
  #csrfToken = "";

  rememberCsrf(token: string): void {
    this.#csrfToken = token;
  }

  async send<Reply>(method: Method, path: string, body?: unknown): Promise<Reply> {
    const response = await this.#fetch(method, path, body);
    if (response.status === 204) return undefined as Reply;
    return (await readJson(response)) as Reply;
  }

  /** Steps of the test as they happen. */
  async *test(): AsyncGenerator<TestEvent> {
    const response = await this.#fetch("POST", routes.connectionTest);
    if (response.body === null) throw new PortalUnreachable("no body");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line) as TestEvent;
    }
  }

  async #fetch(method: Method, path: string, body?: unknown): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(path, {
        method,
        headers: {
          accept: "application/json",
          ...(method === "GET" ? {} : { "x-csrf-token": this.#csrfToken }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new PortalUnreachable(cause);
    }
    if (response.ok) return response;
    throw problemIn(await readJson(response), response.status);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (cause) {
    throw new PortalUnreachable(cause);
  }
}

function problemIn(content: unknown, status: number): Error {
  const { code, detail } = (content ?? {}) as Partial<Problem>;
  if (typeof code !== "string" || typeof detail !== "string") return new PortalUnreachable(status);
  return new PortalProblem({ code, detail, status });
}
