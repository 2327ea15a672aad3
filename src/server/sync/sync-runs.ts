import { createHash } from "node:crypto";
import { type Logger } from "pino";
import { chooseInvitationLanguage } from "../../shared/invitation/invitation.ts";
import { type Clock } from "../clock.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { type Metrics } from "../metrics.ts";
import { type Leases } from "../store/leases.ts";
import { type ConnectionUsers } from "./connection-users.ts";
import { judgeFault } from "./fault-verdict.ts";
import { type Run, Slice } from "./run.ts";
import { type SyncRun } from "./sync-run.ts";
import { type Entries } from "./state/entries.ts";
import { type SeenBy } from "./state/entry.ts";
import { type ConnectionKey, type SyncState, type SyncStates } from "./state/sync-states.ts";
import { type SyncVersions } from "./sync-versions.ts";
import { type WindingDown } from "./winding-down.ts";

interface SyncRunsParts {
  states: SyncStates;
  entries: Entries;
  connections: Connections;
  versions: SyncVersions;
  users: ConnectionUsers;
  health: ConnectionHealth;
  leases: Leases;
  run: SyncRun;
  windingDown: WindingDown;
  metrics: Metrics;
  clock: Clock;
  logger: Logger;
}

/** Both sides are looked at this often, whatever was told or not told meanwhile. */
const sweepEvery = { minutes: 5 };
/** Calls and entries in one run; what is left is the next run's, after others had their turn. */
const unitsPerRun = 150;
/** A connection that has ended, or has another version, is looked at again by the hour. */
const restFor = { hours: 1 };
const longestBackOff = { minutes: 30 };
const firstBackOff = { seconds: 5 };

/** Runs of connections: at most one at a time for each, whoever asks and in whatever process. */
export class SyncRuns {
  readonly #parts: SyncRunsParts;

  constructor(parts: SyncRunsParts) {
    this.#parts = parts;
  }

  static leaseOf({ id }: ConnectionKey): string {
    return `sync:${id}`;
  }

  /**
   * Does what is due for a connection; when the next run is due then stands in its state. False when
   * somebody else is at work on it.
   */
  async runDue(key: ConnectionKey): Promise<boolean> {
    const { leases, states, clock } = this.#parts;
    const held = await leases.holdIfFree(SyncRuns.leaseOf(key), () => this.#run(key));
    if (!held) await states.wantAt(key, clock.now());
    return held !== null;
  }

  /**
   * For what a person asked: the same context a run has, with nobody else at work on the connection.
   * @throws RequestError 503 `busy`
   */
  async withRun<T>(connection: Connection, work: (run: Run) => Promise<T>): Promise<T | null> {
    return this.#parts.leases.hold(SyncRuns.leaseOf(connection), async () => {
      const state = await this.#parts.states.of(connection);
      const run = state && (await this.#prepare(connection, state, "portal"));
      return run ? work(run) : null;
    });
  }

  async #run(key: ConnectionKey): Promise<void> {
    const { states, entries, connections, versions, windingDown, clock } = this.#parts;
    const connection = await connections.byId(key.tenantId, key.id);
    const state = await states.of(key);
    if (!connection || !state) return;
    const now = clock.now();
    const isSweep = Temporal.Instant.compare(state.nextSweepAt, now) <= 0;
    const isDue = state.dueAt !== null && Temporal.Instant.compare(state.dueAt, now) <= 0;
    if (!isSweep && !isDue) return;
    // Whatever is told from here on is for the next run.
    await states.startRun(key);
    if (state.settingsChanged) {
      await entries.decideAgain(key);
      await states.set(key, { settingsChanged: false });
    }
    const decided = await versions.ofConnection(connection);
    if (decided?.version !== "v2") {
      await windingDown.end(connection, state);
      await this.#rest(key, now);
      return;
    }
    if (connection.lapse || decided.person.state !== "active") {
      await this.#rest(key, now);
      return;
    }
    const run = await this.#prepare(connection, state, isSweep ? "sweep" : "notification");
    if (run) await this.#attempt(run, isSweep);
  }

  async #attempt(run: Run, isSweep: boolean): Promise<void> {
    const { states, metrics, clock, logger } = this.#parts;
    const { connection, state } = run;
    logger.debug({ connection: connection.id }, "a sync run begins");
    try {
      const { again, isSwept, mirrorFault } = await this.#parts.run.run(run, isSweep);
      await states.endRun(connection, {
        again,
        ...(isSwept && { nextSweepAt: nextSweep(connection, clock.now()) }),
        ...(mirrorFault && { errorCode: mirrorFault.code }),
      });
      if (mirrorFault) {
        logger.warn(
          { err: mirrorFault, connection: connection.id },
          "Zoom's calendar does not answer; entries without a meeting wait, meetings are in step",
        );
      }
      metrics.syncRuns.inc({ outcome: "done" });
    } catch (cause) {
      const verdict = judgeFault(cause, clock.now());
      const attempts = state.attempts + 1;
      const again =
        verdict.kind === "stop" && verdict.at !== null
          ? verdict.at
          : clock.now().add({ milliseconds: backOffMs(attempts) });
      await states.failRun(connection, { code: verdict.code, again, attempts });
      metrics.syncRuns.inc({ outcome: "failed" });
      logger.warn(
        { err: cause, connection: connection.id, attempts, again: again.toString() },
        "a sync run did not finish and will be tried again; nothing is lost",
      );
    } finally {
      logger.debug({ connection: connection.id }, "a sync run ends");
    }
  }

  async #prepare(connection: Connection, state: SyncState, seenBy: SeenBy): Promise<Run | null> {
    const { versions, users, health } = this.#parts;
    const decided = await versions.ofConnection(connection);
    if (decided?.version !== "v2" || connection.lapse) return null;
    return {
      connection,
      users: await users.of(connection),
      policy: versions.policyFor(connection, decided.settings),
      language: chooseInvitationLanguage(decided.person.language ?? "en"),
      state,
      seenBy,
      operators: new Map(),
      graph: (work) => health.call(connection, work),
      slice: new Slice(unitsPerRun),
    };
  }

  async #rest(key: ConnectionKey, now: Temporal.Instant): Promise<void> {
    await this.#parts.states.endRun(key, { again: null, nextSweepAt: now.add(restFor) });
  }
}

/** Spread over the interval, so that not all connections sweep at once. */
function nextSweep({ id }: ConnectionKey, now: Temporal.Instant): Temporal.Instant {
  const share = createHash("sha256").update(id).digest().readUInt16BE() / 65_536;
  const everyMs = Temporal.Duration.from(sweepEvery).total("milliseconds");
  return now.add({ milliseconds: Math.round(everyMs * (0.9 + share * 0.1)) });
}

/** Doubles with each failure, up to half an hour, and differs from one to the next. */
function backOffMs(attempts: number): number {
  const first = Temporal.Duration.from(firstBackOff).total("milliseconds");
  const longest = Temporal.Duration.from(longestBackOff).total("milliseconds");
  const doubled = Math.min(longest, first * 2 ** (attempts - 1));
  return Math.round(doubled * (0.8 + Math.random() * 0.4));
}
