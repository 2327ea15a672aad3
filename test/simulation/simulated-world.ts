import { sql } from "kysely";
import { restore } from "../../src/sandbox/entra/lapses.ts";
import { entraState } from "../../src/sandbox/entra/state.ts";
import { removeCalendar, secondaryCalendars } from "../../src/sandbox/graph/calendars.ts";
import { subscriptionsOf } from "../../src/sandbox/graph/subscriptions.ts";
import { calmSwitches } from "../../src/sandbox/traffic/switches.ts";
import { people } from "../../src/sandbox/world/people.ts";
import { type ZoomByHand, zoomByHand } from "../../src/sandbox/zoom/by-hand.ts";
import { getParts } from "../../src/sandbox/zoom/parts.ts";
import { createLogger } from "../../src/server/logger.ts";
import { createServer, type Server } from "../../src/server/server.ts";
import { type OpenDatabase } from "../../src/server/store/database.ts";
import { Writable } from "node:stream";
import { visit, type Visitor } from "../support/connecting.ts";
import { ada, type RunningProduct, startProduct } from "../support/product.ts";
import { Chance } from "./chance.ts";
import { Crash, Life } from "./crash.ts";
import { handOver, MailBag, type MailFaults } from "./mail-bag.ts";
import { type Call, type Faults, noFaults, SimulatedNetwork } from "./network.ts";

const tablesOfOneSeed = [
  "links",
  "entries",
  "mirrors",
  "calendar_cursors",
  "zoom_hints",
  "zoom_strays",
  "history",
  "conflicts",
  "graph_notifications",
  "graph_subscriptions",
  "zoom_webhooks",
  "zoom_writes",
  "sync_states",
  "settings_layers",
  "leases",
] as const;

/**
 * Both vendors and the product, with a clock, a network and a post office cranked by hand. As in an
 * installation of several processes, one is for people and webhooks; the sync runs in another one,
 * which may end at any step.
 */
export class SimulatedWorld {
  readonly product: RunningProduct;
  readonly visitor: Visitor;
  readonly mail: MailBag;
  readonly zoom: ZoomByHand;
  /** What people do. */
  chance = new Chance(0);
  /** What goes wrong; apart, so that how the product works does not change what people do. */
  luck = new Chance(0);
  life = new Life();
  faults: Faults = noFaults;
  /** Every call the sync has made since the seed began, whichever process made it. */
  readonly calls: Call[] = [];
  crashes = 0;
  #resets = 0;
  #worker: Server | null = null;
  readonly #permission: Permission;
  readonly #log: string[];

  private constructor(parts: {
    product: RunningProduct;
    visitor: Visitor;
    mail: MailBag;
    log: string[];
    hook: Hook;
    permission: Permission;
  }) {
    this.product = parts.product;
    this.visitor = parts.visitor;
    this.mail = parts.mail;
    this.#permission = parts.permission;
    this.#log = parts.log;
    this.zoom = zoomByHand(parts.product.sandbox);
    parts.hook.random = () => this.luck.next();
  }

  static async start(): Promise<SimulatedWorld> {
    const mail = new MailBag();
    const hook: Hook = { random: () => 0.5 };
    const started: { product: RunningProduct | null } = { product: null };
    const product = await startProduct(
      "2026-10-01T06:00:00Z",
      {},
      {
        isForgetful: true,
        random: () => hook.random(),
        deliver: async (delivery) => {
          const isHandshake = delivery.to.includes("validationToken=");
          if (!isHandshake) {
            mail.put(delivery);
            return { status: 202, type: "", text: "" };
          }
          if (!started.product) return { status: null, type: "", text: "" };
          return handOver(started.product.server, delivery);
        },
      },
    );
    started.product = product;
    await (await product.signIn(ada)).connectZoom();
    const visitor = await visit(product, ada);
    await visitor.connect(ada);
    return new SimulatedWorld({
      product,
      visitor,
      mail,
      log: [],
      hook,
      permission: await permissionOf(product),
    });
  }

  get sandbox() {
    return this.product.sandbox;
  }

  get now(): Temporal.Instant {
    return this.product.now();
  }

  /** Everything as on the first day, and nobody's calendar has anything in it. */
  async reset(seed: number): Promise<void> {
    if (this.life.isDead) await this.#endWorker();
    this.life.goOn();
    const { sandbox, database } = this.product;
    this.chance = new Chance(seed);
    this.luck = new Chance(seed + 1_000_003);
    this.product.setTime(
      Temporal.Instant.from("2026-10-05T06:00:00Z").add({ hours: 24 * (seed % 60) }),
    );
    Object.assign(sandbox.switches.value, calmSwitches(), { zoomRateLimits: false });
    for (const person of people) {
      restore(sandbox, person.id);
      for (const { id } of sandbox.calendar.list(person.id))
        forget(() => sandbox.calendar.remove(person.id, id));
      for (const calendar of secondaryCalendars(sandbox, person))
        removeCalendar(sandbox, person, calendar);
    }
    for (const subscription of subscriptionsOf(sandbox).alive()) {
      subscriptionsOf(sandbox).remove(subscription);
    }
    const { world } = getParts(sandbox);
    Object.assign(world.state.value, { meetings: {}, pastInstances: [], writes: {} });
    Object.assign(world.calendars.value, { calendars: {}, events: {} });
    for (const table of tablesOfOneSeed) await database.db.deleteFrom(table).execute();
    this.#resets += 1;
    // Nobody else makes room: the embedded engine has no autovacuum, and a server for tests may have none.
    if (this.#resets % 10 === 0) await sql`VACUUM`.execute(database.db);
    await database.db.updateTable("connections").set(this.#permission).execute();
    // What ended a permission in the seed before ended its tokens, too.
    entraState(sandbox).value.personGenerations = {};
    await nextTurn();
    this.mail.empty();
    this.product.forget();
    this.calls.length = 0;
    this.faults = noFaults;
    this.crashes = 0;
    this.#log.length = 0;
  }

  /** What the product logged in this seed. */
  get log(): string {
    return this.#log.join("");
  }

  passTime(duration: Temporal.DurationLike): void {
    this.product.passTime(duration);
  }

  async carryMail(faults: MailFaults): Promise<void> {
    // Graph's notices of one moment go out together, a microtask later.
    await nextTurn();
    const { server } = this.product;
    await this.mail.carry(this.luck, faults, this.now, (delivery) => handOver(server, delivery));
    await server.background.sync.takeHints();
  }

  /** What is due now, by the process there is; when it dies of it, the next call has another one. */
  async work(): Promise<void> {
    const worker = await this.#living();
    try {
      await worker.background.workDue();
    } catch (cause) {
      if (!(cause instanceof Crash) && !this.life.isDead) throw cause;
    }
  }

  /** What Ada does at the portal, where her session may have ended in the meantime. */
  async atPortal(method: string, path: string, body?: unknown): Promise<void> {
    let reply = await this.visitor.call(method, path, body);
    if (reply.status === 401) {
      await this.visitor.signIn(ada);
      reply = await this.visitor.call(method, path, body);
    }
    if (reply.status >= 300) {
      throw new Error(`The portal answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    }
  }

  /** Ada connects her calendar again. */
  async reconnect(): Promise<void> {
    await this.visitor.signIn(ada);
    await this.visitor.connect(ada);
  }

  async close(): Promise<void> {
    await this.#endWorker();
    await this.product.close();
  }

  async #living(): Promise<Server> {
    if (this.#worker && !this.life.isDead) return this.#worker;
    if (this.#worker) this.crashes += 1;
    await this.#endWorker();
    this.life = new Life();
    const { config, database } = this.product;
    const network = new SimulatedNetwork({
      app: this.product.sandboxApp,
      life: this.life,
      chance: () => this.luck,
      calls: this.calls,
      faults: () => this.faults,
    });
    const mortal: OpenDatabase = { ...database, db: database.db.withPlugin(this.life) };
    this.#worker = await createServer(
      { ...config, role: "worker" },
      mortal,
      { now: () => this.now },
      createLogger("info", lines(this.#log)),
      network,
    );
    return this.#worker;
  }

  async #endWorker(): Promise<void> {
    if (!this.#worker) return;
    this.life.end();
    await this.#worker.close().catch(() => undefined);
    this.#worker = null;
    // Half a minute passes for the database, whose clock decides about leases.
    await this.product.database.db.deleteFrom("leases").execute();
  }
}

/** As Microsoft gave it on the first day: it is good for all seeds, whose clocks go back and forth. */
function permissionOf({ database }: RunningProduct) {
  return database.db
    .selectFrom("connections")
    .select([
      ...(["tokens_sealed", "access_expires_at", "refreshed_at", "state"] as const),
      ...(["lapse_reason", "lapsed_at", "checked_at", "next_check_at"] as const),
    ])
    .executeTakeFirstOrThrow();
}

type Permission = Awaited<ReturnType<typeof permissionOf>>;

interface Hook {
  random: () => number;
}

function lines(log: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
}

/** Cancelling one's own meeting takes it from the others' calendars before their turn comes. */
function forget(work: () => void): void {
  try {
    work();
  } catch {
    // Gone already.
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
