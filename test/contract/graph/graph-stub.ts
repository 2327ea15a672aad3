import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll } from "@jest/globals";
import { GraphClient, type GraphClientOptions } from "../../../src/server/graph/graph-client.ts";
import { expectDocumented } from "./graph-specification.ts";

export interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  rawUrl: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

const now = Temporal.Instant.from("2026-11-24T08:00:00Z");

/** A Graph that gives the answers put down beforehand, one after another, and keeps what it was sent. */
export class GraphStub {
  readonly sent: Sent[] = [];
  /** An answer, or what makes one of the request. */
  answers: Array<Answer | ((sent: Sent) => Answer)> = [];
  readonly slept: number[] = [];
  readonly calls: Array<[string, number]> = [];
  readonly refused: Array<string | undefined> = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, headers = {}, body }) => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(body === undefined ? "" : JSON.stringify(body));
      });
    });
  }

  /** One for all tests of a file; each finds it empty. */
  static forTestsOfFile(): GraphStub {
    const stub = new GraphStub();
    beforeAll(() => stub.#start());
    afterEach(() => stub.#reset());
    afterAll(() => stub.#stop());
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1.0`;
  }

  client(options: Partial<GraphClientOptions> = {}, mailbox = "me"): GraphClient {
    return new GraphClient(
      {
        graphUrl: this.url,
        clock: { now: () => now },
        sleep: (ms) => {
          this.slept.push(ms);
          return Promise.resolve();
        },
        random: () => 0,
        onCall: (operation, status) => this.calls.push([operation, status]),
        ...options,
      },
      mailbox,
      (refused) => {
        this.refused.push(refused);
        return Promise.resolve(refused === undefined ? "first" : "second");
      },
    );
  }

  #start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  /** Forgets what was; every request so far must have been a documented one. */
  #reset(): void {
    const sent = this.sent.splice(0);
    this.answers = [];
    for (const list of [this.slept, this.calls, this.refused]) list.length = 0;
    for (const { method, path, body } of sent) expectDocumented(method, path, body);
  }

  async #stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const url = new URL(request.url ?? "", "http://graph");
    const sent: Sent = {
      method: request.method ?? "",
      path: decodeURIComponent(url.pathname.slice("/v1.0".length)),
      query: url.searchParams,
      rawUrl: request.url ?? "",
      headers: request.headers,
      body: text === "" ? undefined : (JSON.parse(text) as unknown),
    };
    this.sent.push(sent);
    const answer = this.answers.shift() ?? { status: 500 };
    return typeof answer === "function" ? answer(sent) : answer;
  }
}

export const refusal = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more: object = {},
): Answer => ({
  status,
  headers,
  body: { error: { code, message: "Somebody's name stands here", ...more } },
});

/** What a call failed with. */
export const faultOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (cause: unknown) => cause,
  );
