import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type TrafficEntry } from "../../src/sandbox/sandbox.ts";
import {
  createSandbox,
  type SandboxServer,
  type SandboxServerOptions,
} from "../../src/sandbox/server.ts";
import { type Person } from "../../src/sandbox/world/model.ts";
import { people } from "../../src/sandbox/world/people.ts";
import { type Config, readConfig } from "../../src/server/config.ts";
import { createLogger } from "../../src/server/logger.ts";
import { createServer, type Server } from "../../src/server/server.ts";
import { type OpenDatabase } from "../../src/server/store/database.ts";
import { type AppointmentSnapshot } from "../../src/shared/api/appointment.ts";
import { Browser } from "../unit/sandbox/browser.ts";
import { freePort } from "./cluster/free-port.ts";
import { openTestDatabase } from "./database.ts";
import { vendorSettings, zoomWebhookSecret } from "./vendor-settings.ts";
import { clientBasic, consent } from "./zoom-client.ts";

const [ada, ben, , , finn] = people as [Person, Person, Person, Person, Person];
export { ada, ben, finn, zoomWebhookSecret };

export interface Reply<T = Record<string, unknown>> {
  status: number;
  type: string;
  headers: Headers;
  body: T;
}

/** The backend and the sandbox beside it, over real HTTP, on one clock that tests turn. */
export interface RunningProduct {
  url: string;
  sandboxUrl: string;
  sandbox: SandboxServer["sandbox"];
  /** The sandbox's HTTP, for calls without a socket. */
  sandboxApp: SandboxServer["app"];
  config: Config;
  server: Server;
  database: OpenDatabase;
  /** Everything logged so far, as text. */
  logs: () => string;
  /** Drops what was logged and called so far, in a test that runs for hours. */
  forget: () => void;
  now: () => Temporal.Instant;
  passTime: (duration: Temporal.DurationLike) => void;
  setTime: (at: Temporal.Instant) => void;
  /** Background work, by hand: what is due now. */
  workDue: () => Promise<void>;
  signIn: (person: Person) => Promise<Caller>;
  /** Another process on the same database, as far as this one can play it. */
  startSecondServer: () => Promise<{ url: string; close: () => Promise<void> }>;
  /** Calls that reached Zoom's API so far: method, path with query, status. */
  zoomCalls: () => string[];
  /** Somebody changes or reads a meeting of Ada's account in Zoom itself. */
  atZoom: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** Posts raw bytes to the webhook address, signed as Zoom would unless told otherwise. */
  zoomSends: (body: string | Buffer, how?: Signing) => Promise<Reply>;
  close: () => Promise<void>;
}

export interface Signing {
  secret?: string;
  /** Unix seconds; now when absent. */
  timestamp?: string;
  /** In place of the computed one. */
  signature?: string | null;
}

/** One signed-in person, or one handler with a ticket. */
export interface Caller {
  token: string;
  call: <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<Reply<T>>;
  connectZoom: (zoomPerson?: Person) => Promise<void>;
}

/**
 * @param environment what differs from the usual configuration.
 * @param world what differs from the usual sandbox.
 */
export async function startProduct(
  startAt = "2026-11-23T08:00:00Z",
  environment: Record<string, string> = {},
  sandboxOptions: Partial<SandboxServerOptions> = {},
): Promise<RunningProduct> {
  let now = Temporal.Instant.from(startAt);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const vendors = vendorSettings(sandboxUrl);
  const dataDir = mkdtempSync(join(tmpdir(), "product-"));

  const world = await createSandbox({
    ...vendors.sandbox,
    productUrl: url,
    dataDir,
    now: () => new Date(now.epochMilliseconds),
    ...sandboxOptions,
  });
  // Zoom counts calls per second, and this clock stands still.
  world.sandbox.switches.value.zoomRateLimits = false;
  await world.app.listen({ port: sandboxPort, host: "127.0.0.1" });

  // The sandbox itself remembers only the newest calls.
  const traffic: TrafficEntry[] = [];
  world.sandbox.traffic.subscribe((entry) => traffic.push(entry));

  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: url,
    SECRET_KEYS: randomBytes(32).toString("base64"),
    ...vendors.environment,
    ...environment,
  });
  const lines: string[] = [];
  const logger = createLogger(
    "info",
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    }),
  );
  const database = await openTestDatabase("product");
  const closeAround = async (): Promise<void> => {
    await world.close();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const server = await startServer(config, database, { now: () => now }, logger).catch(
    async (cause: unknown) => {
      // What was started before would keep the test run from ending.
      await closeAround();
      throw cause;
    },
  );

  const product: RunningProduct = {
    url,
    sandboxUrl,
    sandbox: world.sandbox,
    sandboxApp: world.app,
    config,
    server,
    database,
    logs: () => lines.join(""),
    forget: () => {
      lines.length = 0;
      traffic.length = 0;
    },
    now: () => now,
    passTime: (duration) => {
      now = now.add(duration);
    },
    setTime: (at) => {
      now = at;
    },
    workDue: () => server.background.workDue(),
    signIn: async (person) => {
      const token = await entraToken(sandboxUrl, vendors.sandbox.entraClientId, person);
      return callerWith(url, sandboxUrl, person, `Bearer ${token}`);
    },
    startSecondServer: async () => {
      const second = await createServer(config, database, { now: () => now }, logger);
      await second.background.start(false);
      const secondUrl = await second.app.listen({ port: 0, host: "127.0.0.1" });
      return { url: secondUrl, close: () => second.close() };
    },
    zoomCalls: () =>
      traffic
        .filter(({ service, path }) => service === "zoom" && path.startsWith("/zoom/v2"))
        .map(
          ({ method, path, status }) =>
            `${method} ${path.slice("/zoom/v2".length)} ${status ?? "-"}`,
        ),
    atZoom: async (method, path, body) => {
      const authorization = `Bearer ${await zoomAccountToken(sandboxUrl, database)}`;
      return callAt(`${sandboxUrl}/zoom/v2${path}`, method, authorization, body);
    },
    zoomSends: async (body, how = {}) => {
      const raw = Buffer.from(body);
      const timestamp = how.timestamp ?? String(Math.floor(now.epochMilliseconds / 1000));
      const digest = createHmac("sha256", how.secret ?? zoomWebhookSecret)
        .update(`v0:${timestamp}:`)
        .update(raw)
        .digest("hex");
      const signature = how.signature === undefined ? `v0=${digest}` : how.signature;
      const reply = await fetch(`${url}/webhooks/zoom`, {
        method: "POST",
        body: raw,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "x-zm-request-timestamp": timestamp,
          ...(signature === null ? {} : { "x-zm-signature": signature }),
        },
      });
      return readReply(reply);
    },
    close: async () => {
      await server.close();
      await closeAround();
    },
  };
  return product;
}

async function startServer(...parts: Parameters<typeof createServer>): Promise<Server> {
  const [config] = parts;
  const server = await createServer(...parts);
  await server.background.start(false);
  await server.app.listen({ port: config.port, host: "127.0.0.1" });
  return server;
}

/** An event handler, which has a ticket instead of a sign-in. */
export function handlerWith(product: RunningProduct, ticket: string): Caller {
  return callerWith(product.url, product.sandboxUrl, ada, `Ticket ${ticket}`);
}

function callerWith(
  url: string,
  sandboxUrl: string,
  person: Person,
  authorization: string,
): Caller {
  const call: Caller["call"] = (method, path, body) =>
    callAt(url + path, method, authorization, body);
  return {
    token: authorization.split(" ")[1] ?? "",
    call,
    connectZoom: async (zoomPerson = person) => {
      const code = await consentAtZoom({ call, sandboxUrl, url }, zoomPerson);
      const finished = await call("POST", "/api/zoom/connection", { code });
      if (finished.status !== 200) throw new Error(`Zoom was not connected: ${finished.status}`);
    },
  };
}

async function callAt<T>(
  address: string,
  method: string,
  authorization: string,
  body: unknown,
): Promise<Reply<T>> {
  const reply = await fetch(address, {
    method,
    headers: {
      authorization,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return readReply(reply);
}

async function readReply<T>(reply: Response): Promise<Reply<T>> {
  const text = await reply.text();
  const type = reply.headers.get("content-type") ?? "";
  return {
    status: reply.status,
    type,
    headers: reply.headers,
    body: (type.includes("json") && text !== "" ? JSON.parse(text) : {}) as T,
  };
}

/** A token for the Zoom account of whoever connected first. */
async function zoomAccountToken(sandboxUrl: string, { db }: OpenDatabase): Promise<string> {
  const { zoom_account_id } = await db
    .selectFrom("zoom_people")
    .select("zoom_account_id")
    .executeTakeFirstOrThrow();
  const reply = await fetch(`${sandboxUrl}/zoom/oauth/token`, {
    method: "POST",
    headers: { authorization: clientBasic },
    body: new URLSearchParams({ grant_type: "account_credentials", account_id: zoom_account_id }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}

/** Walks the dialog: our start page, Zoom's sign-in and consent, and back; returns the one-time code. */
async function consentAtZoom(
  { call, sandboxUrl, url }: { call: Caller["call"]; sandboxUrl: string; url: string },
  zoomPerson: Person,
): Promise<string> {
  const start = await call<{ url: string }>("POST", "/api/zoom/connection/start");
  const ours = new Browser(url);
  if (start.status !== 200) throw new Error(`Connecting did not start: ${start.status}`);
  const atZoom = await ours.open(start.body.url);
  if (!atZoom.left) throw new Error("The start page did not lead to Zoom");
  const back = await consent(
    sandboxUrl,
    zoomPerson.mail,
    Object.fromEntries(atZoom.left.searchParams),
  );
  const dialog = await ours.open(back);
  const outcome = /id="outcome">([^<]*)</.exec(dialog.html)?.[1] ?? "{}";
  const { code, error } = JSON.parse(outcome) as { code?: string; error?: { code: string } };
  if (code === undefined) throw new Error(`Zoom was not connected: ${error?.code ?? outcome}`);
  return code;
}

async function entraToken(sandboxUrl: string, clientId: string, person: Person): Promise<string> {
  const reply = await fetch(`${sandboxUrl}/entra/nested`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      personId: person.id,
      request: {
        messageType: "NestedAppAuthRequest",
        method: "GetTokenPopup",
        requestId: randomUUID(),
        tokenParams: { clientId, scope: `api://${clientId}/access_as_user` },
      },
    }),
  });
  const answer = (await reply.json()) as { token?: { access_token: string } };
  if (!answer.token) throw new Error(`No token for ${person.displayName}`);
  return answer.token.access_token;
}

/** An appointment as the add-in would report it; tomorrow, one hour, in Berlin. */
export function appointment(changes: Partial<AppointmentSnapshot> = {}): AppointmentSnapshot {
  return {
    kind: "single",
    subject: "Planning",
    time: {
      start: "2026-11-24T09:00:00Z",
      end: "2026-11-24T10:00:00Z",
      timeZone: "W. Europe Standard Time",
      isAllDay: false,
    },
    recurrence: null,
    attendees: [],
    location: "",
    hasJoinBlock: false,
    joinUrls: [],
    ...changes,
  };
}

export function newItemKey(): string {
  return randomUUID();
}
