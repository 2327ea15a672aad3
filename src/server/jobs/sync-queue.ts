import { type PgBoss } from "pg-boss";
import { type Logger } from "pino";
import { type Clock } from "../clock.ts";
import { type SyncRuns } from "../sync/sync-runs.ts";
import { type ConnectionKey, isOfFirstRun, type SyncStates } from "../sync/state/sync-states.ts";

interface SyncJob {
  tenantId: string;
  connectionId: string;
}

interface SyncQueueParts {
  boss: PgBoss;
  states: SyncStates;
  runs: Pick<SyncRuns, "runDue">;
  clock: Clock;
  logger: Logger;
}

const queue = "sync";
/** First runs give way: workers of their own are left for everybody else's changes. */
const priorities = { change: 10, backfill: 0 };
const workers = { forChanges: 3, forAll: 2 };
const sweptAtOnce = 5_000;
/** A connection that somebody else is at work on is asked for again after this. */
const whileBusy = { seconds: 2 };
/** Hints of one process are gathered this long, because each costs a write. */
const gatherMs = 100;

/**
 * Wakes the runs of connections. The states say what is due; a job is only the wake-up, one queued and
 * one running per connection, and a sweep finds what a crash left without one.
 */
export class SyncQueue {
  readonly #parts: SyncQueueParts;
  readonly #hinted = new Map<string, ConnectionKey>();
  #gathering: NodeJS.Timeout | null = null;

  constructor(parts: SyncQueueParts) {
    this.#parts = parts;
  }

  async start(works: boolean): Promise<void> {
    const { boss } = this.#parts;
    await boss.createQueue(queue, {
      policy: "stately",
      retryLimit: 3,
      retryDelay: 5,
      retryBackoff: true,
      // A run is short; one whose process died is to be taken up soon.
      expireInSeconds: 300,
      heartbeatSeconds: 10,
      deleteAfterSeconds: 600,
    });
    if (!works) return;
    const polling = { pollingIntervalSeconds: 0.5, batchSize: 4, burstWhenBatchFull: true };
    await boss.work<SyncJob>(
      queue,
      { ...polling, localConcurrency: workers.forChanges, minPriority: priorities.change },
      (jobs) => this.#work(jobs.map(({ data }) => data)),
    );
    await boss.work<SyncJob>(queue, { ...polling, localConcurrency: workers.forAll }, (jobs) =>
      this.#work(jobs.map(({ data }) => data)),
    );
  }

  stop(): void {
    if (this.#gathering) clearTimeout(this.#gathering);
    this.#gathering = null;
  }

  /** Something may have changed for these connections. Returns at once; a lost hint costs one sweep. */
  hint(connections: readonly ConnectionKey[]): void {
    for (const connection of connections) this.#hinted.set(connection.id, connection);
    if (!this.#gathering) this.#gather();
  }

  /** One round at a time: hints that come during one wait for the next. */
  #gather(): void {
    const gathering = setTimeout(() => {
      this.#passOn()
        .catch((error: unknown) => {
          this.#parts.logger.warn({ err: error }, "hints will be found by the next sweep");
        })
        .finally(() => {
          if (this.#gathering !== gathering) return;
          this.#gathering = null;
          if (this.#hinted.size > 0) this.#gather();
        });
    }, gatherMs);
    this.#gathering = gathering;
  }

  /** A run of this connection is wanted now, because a person waits or something else ended. */
  async wakeNow(connection: ConnectionKey): Promise<void> {
    const now = this.#parts.clock.now();
    await this.#parts.states.begin(connection);
    await this.#parts.states.wantAt(connection, now);
    await this.#wake(connection, now, false);
  }

  /** Wakes every connection whose run is due, and begins with those that are new. */
  async sweep(): Promise<void> {
    const { states, clock } = this.#parts;
    for (const connection of await states.missing(sweptAtOnce)) await states.begin(connection);
    for (const due of await states.due(sweptAtOnce)) {
      await this.#wake(due, clock.now(), due.isBackfill);
    }
  }

  /** Writes down what the hints so far want, at once and without jobs. */
  async takeHints(): Promise<void> {
    await this.#parts.states.want(this.#takeHinted());
  }

  async #passOn(): Promise<void> {
    const wanted = await this.#parts.states.want(this.#takeHinted());
    for (const { connection, at, isBackfill } of wanted) {
      await this.#wake(connection, at, isBackfill);
    }
  }

  #takeHinted(): ConnectionKey[] {
    const hinted = [...this.#hinted.values()];
    this.#hinted.clear();
    return hinted;
  }

  async #work(jobs: readonly SyncJob[]): Promise<void> {
    const outcomes = await Promise.allSettled(jobs.map((job) => this.#workOne(job)));
    const failures = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason as unknown] : [],
    );
    // A state that could not even be written: the job is tried again.
    if (failures.length > 0) throw new AggregateError(failures, "Some runs could not be recorded");
  }

  async #workOne({ tenantId, connectionId: id }: SyncJob): Promise<void> {
    const connection = { id, tenantId };
    const { runs, clock } = this.#parts;
    const hasRun = await runs.runDue(connection);
    await this.#wakeNext(connection, hasRun ? clock.now() : clock.now().add(whileBusy));
  }

  /** A wake-up moves the one before it, so a hint that came while this one was made would be lost. */
  async #wakeNext(connection: ConnectionKey, earliest: Temporal.Instant): Promise<void> {
    let wakesAt: Temporal.Instant | null = null;
    for (;;) {
      const state = await this.#parts.states.of(connection);
      if (!state?.dueAt || wakesAt?.equals(state.dueAt)) return;
      wakesAt = state.dueAt;
      const isTooEarly = Temporal.Instant.compare(wakesAt, earliest) < 0;
      await this.#wake(connection, isTooEarly ? earliest : wakesAt, isOfFirstRun(state.phase));
    }
  }

  async #wake(connection: ConnectionKey, at: Temporal.Instant, isBackfill: boolean): Promise<void> {
    const { boss, clock } = this.#parts;
    const waitMs = clock.now().until(at).total("milliseconds");
    const job: SyncJob = { tenantId: connection.tenantId, connectionId: connection.id };
    await boss.upsert(queue, job, {
      singletonKey: connection.id,
      startAfter: Math.max(0, Math.ceil(waitMs / 1000)),
      priority: isBackfill ? priorities.backfill : priorities.change,
    });
  }
}
