import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { type SyncStatus } from "../../../src/shared/api/sync.ts";
import { visit } from "../connecting.ts";
import { freePort } from "./free-port.ts";
import { RunLog } from "./run-log.ts";
import { startRoundRobin, type RoundRobin } from "./round-robin.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { type RunningWorld, startWorld } from "./world.ts";

const readyWithinMs = 90_000;

/** Several processes of the product on one PostgreSQL, behind one address, beside the emulated world. */
export class Cluster {
  readonly world: RunningWorld;
  /** Which process was at work on which connection, and when. */
  readonly runs = new RunLog();
  readonly #databaseUrl: string | null;
  readonly #webs: ServerProcess[] = [];
  readonly #workers: ServerProcess[] = [];
  #roundRobin: RoundRobin | null = null;
  #started = 0;

  private constructor(world: RunningWorld, databaseUrl: string | null) {
    this.world = world;
    this.#databaseUrl = databaseUrl;
  }

  /** @param databaseUrl an empty database that nobody else uses; null: one process, with its own. */
  static async start(
    databaseUrl: string | null,
    { webs = 2, workers = 2 }: { webs?: number; workers?: number } = {},
  ): Promise<Cluster> {
    const cluster = new Cluster(await startWorld(), databaseUrl);
    try {
      if (databaseUrl === null) cluster.#webs.push(await cluster.#launch("all"));
      else {
        for (let left = webs; left > 0; left--) cluster.#webs.push(await cluster.#launch("web"));
        for (let left = workers; left > 0; left--) {
          cluster.#workers.push(await cluster.#launch("worker"));
        }
      }
      await Promise.all([...cluster.#webs, ...cluster.#workers].map(({ ready }) => ready));
      const { publicPort } = cluster.world;
      const addresses = cluster.#webs.map(({ url }) => url);
      cluster.#roundRobin = await startRoundRobin(publicPort, addresses);
      return cluster;
    } catch (cause) {
      await cluster.close();
      throw cause;
    }
  }

  get url(): string {
    return this.world.publicUrl;
  }

  get webs(): readonly ServerProcess[] {
    return this.#webs;
  }

  get workers(): readonly ServerProcess[] {
    return this.#workers;
  }

  /** Signs in, connects the calendar, agrees to the first run, and waits until it is over. */
  async connect(person: Person): Promise<void> {
    const visitor = await visit({ url: this.url }, person);
    await visitor.connect(person);
    const giveUpAt = Date.now() + readyWithinMs;
    for (;;) {
      const { body } = await visitor.call<SyncStatus>("GET", routes.sync);
      if (body.phase === "live") return;
      if (body.phase === "preview") await visitor.call("POST", routes.syncStart);
      if (Date.now() > giveUpAt) throw new Error(`${person.mail} is still in "${body.phase}"`);
      await sleep(500);
    }
  }

  /** Kills one worker in the middle of whatever it does, and starts another in its place. */
  async replaceWorker(index: number): Promise<void> {
    await this.#workers[index]?.kill();
    this.#workers[index] = await this.#launch("worker");
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ child }) => child.stop()));
    await Promise.all(this.#webs.map(({ child }) => child.stop()));
    await this.#roundRobin?.close();
    await this.world.close();
  }

  async #launch(role: "web" | "worker" | "all"): Promise<ServerProcess> {
    const name = `${role}-${this.#started++}`;
    const launched = startServerProcess({
      name,
      port: await freePort(),
      logFile: join(this.world.folder, `${name}.log`),
      onLine: (line) => this.runs.note(name, line),
      environment: {
        ...this.world.environment,
        ...(this.#databaseUrl === null
          ? { DATA_DIR: join(this.world.folder, "product") }
          : { DATABASE_URL: this.#databaseUrl }),
        ROLE: role,
        LOG_LEVEL: "debug",
      },
    });
    void launched.child.ended.then(() => this.runs.processEnded(name));
    return launched;
  }
}
