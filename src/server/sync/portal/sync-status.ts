import { type SyncStatus, type SyncPhase } from "../../../shared/api/sync.ts";
import { carries } from "../../../shared/microsoft/scope-features.ts";
import { dailyBackgroundWrites, dailyWrites } from "../../../sync/guards.ts";
import { type Clock } from "../../clock.ts";
import { type ZoomPerson } from "../../identity/zoom-people.ts";
import { type WriteBudget } from "../../meetings/write-budget.ts";
import { type Connection, type Connections } from "../../microsoft/connections.ts";
import { type Subscriptions } from "../../microsoft/subscriptions.ts";
import { type Policies } from "../../portal/policies.ts";
import { type GivenUp } from "../given-up.ts";
import { type Conflicts } from "../state/conflicts.ts";
import { type EntryQueries } from "../state/entry-queries.ts";
import { type Entries } from "../state/entries.ts";
import { type SyncState, type SyncStates } from "../state/sync-states.ts";
import { type Findings } from "./findings.ts";

interface StatusParts {
  connections: Connections;
  policies: Policies;
  states: SyncStates;
  entries: Entries;
  queries: EntryQueries;
  conflicts: Conflicts;
  subscriptions: Subscriptions;
  budget: WriteBudget;
  findings: Findings;
  givenUp: GivenUp;
  clock: Clock;
}

/** How version 2 stands for a person, as they see it. */
export class SyncStatusView {
  readonly #parts: StatusParts;

  constructor(parts: StatusParts) {
    this.#parts = parts;
  }

  async of(person: ZoomPerson): Promise<SyncStatus> {
    const { policies, connections, states, queries, budget, givenUp, clock } = this.#parts;
    const { syncVersion } = await policies.decidedFor(person);
    const connection = await connections.of(person);
    const isOn = connection !== null && syncVersion.value === "v2";
    const state = isOn ? await states.of(connection) : null;
    const phase = phaseOf(person, connection, isOn, state);
    const used = await budget.used(person.zoomUserId);
    const lock = syncVersion.lockedBy?.level;
    return {
      version: syncVersion.value,
      versionLockedBy: lock === "account" || lock === "group" ? lock : null,
      phase,
      preview: phase === "preview" ? (state?.preview ?? null) : null,
      startsAt: phase === "preview" ? iso(state?.startsAt) : null,
      progress: state && connection ? await this.#progress(connection, state, phase) : null,
      pause: phase === "paused" ? (state?.pause ?? null) : null,
      mirror: state?.mirrorState ?? "off",
      isInstant: isOn && (await this.#isInstant(connection)),
      lastRunAt: iso(state?.lastRunAt),
      nextSweepAt: isOn ? iso(state?.nextSweepAt) : null,
      quota: {
        used,
        limit: dailyWrites,
        backgroundLimit: dailyBackgroundWrites,
        resetsAt: nextMidnight(clock.now()).toString(),
        waiting: isOn ? await queries.countWaiting(connection, "zoom.dailyLimit") : 0,
      },
      failed: isOn ? await givenUp.count(connection) : 0,
      attention: isOn ? await this.#attention(connection) : { conflicts: 0, copies: 0, orphans: 0 },
    };
  }

  async #progress(
    connection: Connection,
    state: SyncState,
    phase: SyncPhase,
  ): Promise<SyncStatus["progress"]> {
    if (phase !== "preparing" && phase !== "backfill") return null;
    const { open, total } = await this.#parts.entries.progress(connection);
    if (phase === "preparing") return { done: total - open, total };
    const all = Math.max(state.backfillTotal, open);
    return { done: all - open, total: all };
  }

  async #isInstant(connection: Connection): Promise<boolean> {
    const { subscriptions, clock } = this.#parts;
    if (!carries(connection.mode, connection.scopesGranted, "instantChanges")) return false;
    const known = await subscriptions.ofPurpose(connection, "changes");
    return known.some(({ expiresAt }) => Temporal.Instant.compare(clock.now(), expiresAt) < 0);
  }

  async #attention(connection: Connection): Promise<SyncStatus["attention"]> {
    const { conflicts, findings } = this.#parts;
    const found = await findings.all(connection);
    const copies = found.filter(({ kind }) => kind === "copy").length;
    const failed = found.filter(({ kind }) => kind === "failed").length;
    return {
      conflicts: (await conflicts.all(connection)).length,
      copies,
      orphans: found.length - copies - failed,
    };
  }
}

/** A connection that ended shows as such, whatever version 2 was doing. */
export function phaseOf(
  person: Pick<ZoomPerson, "state">,
  connection: Connection | null,
  isOn: boolean,
  state: Pick<SyncState, "phase"> | null,
): SyncPhase {
  if (connection === null || !isOn) return "off";
  if (connection.lapse || person.state !== "active") return "lapsed";
  return state?.phase ?? "preparing";
}

function iso(instant: Temporal.Instant | null | undefined): string | null {
  return instant?.toString({ smallestUnit: "second" }) ?? null;
}

function nextMidnight(now: Temporal.Instant): Temporal.Instant {
  return now.toZonedDateTimeISO("UTC").add({ days: 1 }).startOfDay().toInstant();
}
