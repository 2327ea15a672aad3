import { PgBoss } from "pg-boss";
import { type Logger } from "pino";
import { type Clock } from "../clock.ts";
import { type User, type Users } from "../identity/users.ts";
import { type MeetingService } from "../meetings/meeting-service.ts";
import { type Links } from "../meetings/links.ts";
import { type Metrics } from "../metrics.ts";
import { type BossConnection } from "../store/database.ts";
import { type Housekeeping } from "./housekeeping.ts";
import { SyncQueue } from "./sync-queue.ts";
import { type SyncRuns } from "../sync/sync-runs.ts";
import { type SyncStates } from "../sync/state/sync-states.ts";
import { type WebhookWork } from "./webhook-work.ts";

interface BackgroundParts {
  connection: BossConnection;
  users: Users;
  links: Links;
  meetings: () => MeetingService;
  webhooks: WebhookWork;
  housekeeping: Housekeeping;
  states: SyncStates;
  runs: SyncRuns;
  clock: Clock;
  metrics: Metrics;
  logger: Logger;
}

interface LinkJob {
  tenantId: string;
  linkId: string;
}

const linkQueue = "link";
const webhookQueue = "zoom-webhooks";
const sweepQueue = "sweep";
const housekeepingQueue = "housekeeping";
/** A webhook that was just stored waits this long for others to come. */
const gatherMs = 100;

/**
 * Work that nobody waits for. The tables say what is to be done; a job is only the wake-up, and a
 * sweep every minute finds what a crash left without one.
 */
export class Background {
  readonly #parts: BackgroundParts;
  readonly #boss: PgBoss;
  readonly sync: SyncQueue;
  #webhookWake: NodeJS.Timeout | null = null;
  #stopped: Promise<void> | null = null;

  constructor(parts: BackgroundParts) {
    this.#parts = parts;
    // What a dead process left running is found within half a minute.
    this.#boss = new PgBoss({
      ...parts.connection,
      schema: "jobs",
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
    });
    this.sync = new SyncQueue({ ...parts, boss: this.#boss });
    this.#boss.on("error", (error) => parts.logger.error({ err: error }, "background work failed"));
  }

  /** Creates the queues; with `works`, also works on them. */
  async start(works: boolean): Promise<void> {
    await this.#boss.start();
    // Stately: at most one queued and one running job per key, so bursts become one more run. A dead
    // process's running job would block its key, so it has to show that it is alive.
    const stately = {
      policy: "stately",
      heartbeatSeconds: 10,
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
    } as const;
    for (const queue of [linkQueue, webhookQueue, sweepQueue, housekeepingQueue]) {
      await this.#boss.createQueue(queue, stately);
      // One that was made by an earlier version keeps what it was made with.
      await this.#boss.updateQueue(queue, { heartbeatSeconds: stately.heartbeatSeconds });
    }
    await this.sync.start(works);
    if (!works) return;
    const polling = { pollingIntervalSeconds: 1 };
    await this.#boss.work<LinkJob>(linkQueue, { ...polling, batchSize: 5 }, async (jobs) => {
      for (const job of jobs) await this.#counted(linkQueue, () => this.#workLink(job.data));
    });
    await this.#boss.work(webhookQueue, polling, () =>
      this.#counted(webhookQueue, () => this.#parts.webhooks.workAll()),
    );
    await this.#boss.work(sweepQueue, polling, () =>
      this.#counted(sweepQueue, () => this.#sweep()),
    );
    await this.#boss.work(housekeepingQueue, polling, () =>
      this.#counted(housekeepingQueue, () => this.#parts.housekeeping.run()),
    );
    await this.#boss.schedule(sweepQueue, "* * * * *");
    await this.#boss.schedule(housekeepingQueue, "7 * * * *");
    await this.#wakeWebhooks();
  }

  /** Lets running jobs finish, for ten seconds at most. May be called twice. */
  stop(): Promise<void> {
    this.sync.stop();
    if (this.#webhookWake) clearTimeout(this.#webhookWake);
    this.#stopped ??= this.#boss.stop({ graceful: true, timeout: 10_000 });
    return this.#stopped;
  }

  async wakeLink(link: { tenantId: string; id: string }, at: Temporal.Instant): Promise<void> {
    const job: LinkJob = { tenantId: link.tenantId, linkId: link.id };
    const waitMs = this.#parts.clock.now().until(at).total("milliseconds");
    await this.#boss.upsert(linkQueue, job, {
      singletonKey: link.id,
      startAfter: Math.max(0, Math.ceil(waitMs / 1000)),
    });
  }

  /** Wakes the work on webhooks; many at once wake it once. */
  webhookStored(): void {
    this.#webhookWake ??= setTimeout(() => {
      this.#webhookWake = null;
      this.#wakeWebhooks().catch((error: unknown) => {
        this.#parts.logger.warn({ err: error }, "stored webhooks will be found by the next sweep");
      });
    }, gatherMs);
  }

  async #wakeWebhooks(): Promise<void> {
    await this.#boss.send(webhookQueue, {}, { singletonKey: webhookQueue });
  }

  /** Works everything that is due, at once and without jobs. */
  async workDue(): Promise<void> {
    await this.#parts.webhooks.workAll();
    await this.sync.takeHints();
    for (const { user, linkId } of await this.#parts.links.due(this.#parts.clock.now(), 500)) {
      await this.#workLink({ tenantId: user.tenantId, linkId });
    }
    await this.workSync();
  }

  /** Runs every connection that is due, until none is; tests turn the clock in between. */
  async workSync(mostRuns = 200): Promise<void> {
    const { states, runs } = this.#parts;
    for (const connection of await states.missing(500)) await states.begin(connection);
    for (let done = 0; done < mostRuns;) {
      const due = await states.due(100);
      if (due.length === 0) return;
      for (const connection of due) {
        await runs.runDue(connection);
        done += 1;
      }
    }
  }

  async #workLink({ tenantId, linkId }: LinkJob): Promise<void> {
    const user = await this.#userOf(tenantId, linkId);
    if (user) await this.#parts.meetings().pushDue(user, tenantId, linkId);
  }

  async #userOf(tenantId: string, linkId: string): Promise<User | null> {
    const link = await this.#parts.links.byId(tenantId, linkId);
    return link ? this.#parts.users.byId(tenantId, link.userId) : null;
  }

  async #sweep(): Promise<void> {
    const now = this.#parts.clock.now();
    for (const { user, linkId } of await this.#parts.links.due(now, 500)) {
      await this.wakeLink({ tenantId: user.tenantId, id: linkId }, now);
    }
    await this.sync.sweep();
    await this.#wakeWebhooks();
  }

  async #counted(job: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#parts.metrics.jobs.inc({ job, outcome: "done" });
    } catch (error) {
      this.#parts.metrics.jobs.inc({ job, outcome: "failed" });
      this.#parts.logger.error({ err: error, job }, "a job failed and will be tried again");
      throw error;
    }
  }
}
