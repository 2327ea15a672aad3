import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { ZoomCalendarClient } from "../../../src/server/zoom/calendar-client.ts";

export interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown> | null;
  token: string;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Answers what it is told to and remembers what it was asked. */
export class CalendarStub {
  readonly sent: Sent[] = [];
  readonly slept: number[] = [];
  readonly client: ZoomCalendarClient;
  readonly #server: Server;
  #answers: Answer[] = [];

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.client = new ZoomCalendarClient(
      {
        apiUrl: `http://127.0.0.1:${port}`,
        clock: { now: () => Temporal.Instant.from("2026-11-23T08:00:00Z") },
        sleep: (ms) => {
          this.slept.push(ms);
          return Promise.resolve();
        },
      },
      (refused) => Promise.resolve(refused === undefined ? "token" : `${refused}-renewed`),
    );
  }

  static async start(): Promise<CalendarStub> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const stub = new CalendarStub(server, (server.address() as AddressInfo).port);
    server.on("request", (request: IncomingMessage, response) => {
      void stub.#take(request).then(() => {
        const { status = 200, body, headers = {} } = stub.#answers.shift() ?? { body: {} };
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(body === undefined ? "" : JSON.stringify(body));
      });
    });
    return stub;
  }

  /** The next answers, in order; after them everything is answered with an empty object. */
  answer(...answers: Answer[]): void {
    this.#answers = answers;
    this.sent.length = 0;
    this.slept.length = 0;
  }

  get last(): Sent {
    const sent = this.sent.at(-1);
    if (sent === undefined) throw new Error("nothing was sent");
    return sent;
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://zoom");
    const text = Buffer.concat(chunks).toString();
    this.sent.push({
      method: (request.method ?? "").toLowerCase(),
      path: pathname,
      query: searchParams,
      body: text === "" ? null : (JSON.parse(text) as Record<string, unknown>),
      token: request.headers.authorization ?? "",
    });
  }
}
