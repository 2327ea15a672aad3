import { createServer } from "node:https";
import Fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import { registerEntra } from "./entra/routes.ts";
import { registerGraph } from "./graph/routes.ts";
import { registerOutlook } from "./outlook/routes.ts";
import { registerPages } from "./pages/routes.ts";
import { type Sandbox, type SandboxOptions } from "./sandbox.ts";
import { watchCalls } from "./traffic/hooks.ts";
import { createTraffic } from "./traffic/log.ts";
import { registerTraffic } from "./traffic/routes.ts";
import { calmSwitches } from "./traffic/switches.ts";
import { createCalendar } from "./world/calendar.ts";
import { openForgetfulShelf, openShelf, type Shelf } from "./world/kept.ts";
import { type CalendarState } from "./world/mailboxes.ts";
import { people } from "./world/people.ts";
import { seedCalendar } from "./world/seed.ts";
import { registerZoom } from "./zoom/routes.ts";

export interface SandboxServerOptions extends SandboxOptions {
  /** PEM texts; without them the sandbox speaks plain http. */
  tls?: { cert: string; key: string };
  /** The sandbox's clock; tests set it. */
  now?: () => Date;
  /** Nothing is written to `dataDir`: for worlds that end with the process. */
  isForgetful?: boolean;
}

export interface SandboxServer {
  sandbox: Sandbox;
  /** Not listening yet. */
  app: FastifyInstance;
  /** Stops listening and resolves once all state is on disk. */
  close: () => Promise<void>;
}

/** Puts the whole offline world together, ready to listen. */
export async function createSandbox(given: SandboxServerOptions): Promise<SandboxServer> {
  const { tls, now = () => new Date(), isForgetful = false, ...options } = given;
  const shelf = isForgetful ? openForgetfulShelf() : openShelf(options.dataDir);
  const sandbox = createWorld(options, shelf, now);
  const app = Fastify(serverOptions(tls));
  watchCalls(app, sandbox);
  const parts = [
    registerPages,
    registerEntra,
    registerGraph,
    registerZoom,
    registerOutlook,
    registerTraffic,
  ];
  for (const part of parts)
    await app.register(async (scope) => {
      await part(scope, sandbox);
    });
  await app.ready();
  return {
    sandbox,
    app,
    close: async () => {
      await app.close();
      await shelf.flush();
    },
  };
}

function serverOptions(tls: SandboxServerOptions["tls"]): FastifyServerOptions {
  const options: FastifyServerOptions = {
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    // Ids of Exchange are longer than the router's default allows.
    routerOptions: { maxParamLength: 1024 },
  };
  if (tls !== undefined) options.serverFactory = (handler) => createServer(tls, handler);
  return options;
}

function createWorld(options: SandboxOptions, shelf: Shelf, now: () => Date): Sandbox {
  const events = shelf.keep<CalendarState>("calendar", () => ({ events: {}, isSeeded: false }));
  const calendar = createCalendar(people, events, now);
  if (!events.value.isSeeded) {
    const instant = Temporal.Instant.fromEpochMilliseconds(now().getTime());
    seedCalendar(calendar, instant.toZonedDateTimeISO("Europe/Berlin").toPlainDate());
    events.value.isSeeded = true;
    events.save();
  }
  const switches = shelf.keep("switches", calmSwitches);
  // A file an earlier version left lacks the newer ones.
  const calm = calmSwitches();
  const graph = { ...calm.graph, ...switches.value.graph };
  Object.assign(switches.value, { ...calm, ...switches.value, graph });
  return {
    options,
    people,
    calendar,
    switches,
    traffic: createTraffic(now),
    now,
    keep: (name, initial) => shelf.keep(name, initial),
  };
}
