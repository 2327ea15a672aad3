import { type SyncVersion } from "../../../shared/api/account.ts";
import {
  type CleanUp,
  type FindingAction,
  type ReleaseDecision,
} from "../../../shared/api/sync.ts";
import { SyncError } from "../../../sync/errors.ts";
import { flipConflict } from "../../../sync/flip.ts";
import { flipMirrorConflict, restoreMirror } from "../../../sync/mirror-restore.ts";
import { restoreAgreed } from "../../../sync/undo.ts";
import { type Clock } from "../../clock.ts";
import { RequestError } from "../../errors.ts";
import { type ZoomPerson } from "../../identity/zoom-people.ts";
import { type Connection, type Connections } from "../../microsoft/connections.ts";
import { type Policies } from "../../portal/policies.ts";
import { type MirrorPlanner, type MirrorWork } from "../mirror-work.ts";
import { type PairWork, type Planner } from "../pair-work.ts";
import { type PutBack } from "../put-back.ts";
import { type Run } from "../run.ts";
import { type Conflicts } from "../state/conflicts.ts";
import { type Entries } from "../state/entries.ts";
import { type History } from "../state/history.ts";
import { type SyncStates } from "../state/sync-states.ts";
import { type ZoomStrays } from "../state/zoom-strays.ts";
import { type EntryLinking } from "../entry-linking.ts";
import { type SyncRuns } from "../sync-runs.ts";
import { type ZoomFeed } from "../zoom-feed.ts";
import { type Findings } from "./findings.ts";

interface ActionParts {
  connections: Connections;
  policies: Policies;
  states: SyncStates;
  entries: Entries;
  strays: ZoomStrays;
  conflicts: Conflicts;
  history: History;
  findings: Findings;
  linking: EntryLinking;
  zoomFeed: ZoomFeed;
  pairs: PairWork;
  mirrorWork: MirrorWork;
  putBack: PutBack;
  runs: SyncRuns;
  /** Wakes a run of the connection now. */
  wakeNow: (connection: Connection) => Promise<void>;
  clock: Clock;
}

/** What a person does to the sync of their own calendar. */
export class SyncActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  /** The first run begins, with everything its preview showed. */
  async start(person: ZoomPerson): Promise<void> {
    const { states, strays, entries, linking, zoomFeed, clock } = this.#parts;
    await this.#within(person, async (run) => {
      if (run.state.phase !== "preview") throw notNow();
      for (const stray of await strays.all(run.connection)) {
        if (stray.isIgnored) continue;
        if (stray.reason === "awaitingConsent") await zoomFeed.takeStray(run, stray);
        if (stray.reason !== "inOutlook") continue;
        const [entry] = await entries.withNumber(run.connection, stray.meetingId);
        if (entry) await linking.link(run, entry);
      }
      // The run itself goes from showing to writing, because the time to begin has come.
      await states.set(run.connection, { startsAt: clock.now() });
    });
  }

  async hold(person: ZoomPerson): Promise<void> {
    await this.#within(person, async (run) => {
      if (run.state.phase !== "preview") throw notNow();
      await this.#parts.states.set(run.connection, { startsAt: null });
    });
  }

  /** Looks at both sides now, as a sweep does. */
  async now(person: ZoomPerson): Promise<void> {
    const { states, clock, wakeNow } = this.#parts;
    const connection = await this.#connection(person);
    await states.sweepNow(connection, clock.now());
    await wakeNow(connection);
  }

  async release(person: ZoomPerson, { decision }: ReleaseDecision): Promise<void> {
    const { states, putBack } = this.#parts;
    await this.#within(person, async (run) => {
      const { phase, pause } = run.state;
      if (phase !== "paused" || !pause) throw notNow();
      if (decision === "keep") await putBack.all(run);
      const released = decision === "delete" ? pause.deletions : 0;
      await states.set(run.connection, { phase: "live", pause: null, released });
    });
  }

  async chooseVersion(person: ZoomPerson, version: SyncVersion): Promise<void> {
    const { policies, connections, wakeNow } = this.#parts;
    const { syncVersion } = await policies.decidedFor(person);
    if (syncVersion.lockedBy) {
      throw new RequestError(
        409,
        "sync.versionLocked",
        "An admin of your Zoom account has set this for you. Nothing was changed.",
      );
    }
    await policies.setUserChoice(person, { syncVersion: version });
    const connection = await connections.of(person);
    if (connection) await wakeNow(connection);
  }

  async flip(person: ZoomPerson, id: string): Promise<void> {
    const { conflicts } = this.#parts;
    await this.#within(person, async (run) => {
      const found = await conflicts.byId(run.connection, id);
      if (!found) throw settled();
      if (found.of === "mirror") {
        await this.#planMirror(run, found.ownerId, ({ key, outlook, calendar }, policy) =>
          flipMirrorConflict(found.conflict, key, outlook, calendar, policy),
        );
      } else {
        await this.#plan(run, found.ownerId, ({ agreed, outlook, zoom }, policy) => {
          if (!agreed) throw settled();
          return flipConflict(found.conflict, agreed, outlook, zoom, policy);
        });
      }
      await conflicts.close(run.connection, id);
    });
  }

  async dismiss(person: ZoomPerson, id: string): Promise<void> {
    await this.#parts.conflicts.close(await this.#connection(person), id);
  }

  /** Both sides go back to how they were before this step. */
  async undo(person: ZoomPerson, id: string): Promise<void> {
    const { history } = this.#parts;
    await this.#within(person, async (run) => {
      const step = await history.byId(run.connection, id);
      const { before, linkId, mirror } = step ?? {};
      if (mirror) {
        await this.#planMirror(run, mirror.id, ({ key, outlook, calendar }, policy) =>
          restoreMirror(key, mirror.before.calendar, outlook, calendar, policy),
        );
        return;
      }
      if (!before || !linkId) throw settled();
      await this.#plan(run, linkId, ({ agreed, outlook, zoom }, policy) => {
        if (!agreed) throw settled();
        return restoreAgreed(before, agreed, outlook, zoom, policy);
      });
    });
  }

  async decide(person: ZoomPerson, id: string, action: FindingAction): Promise<void> {
    await this.#within(person, (run) => this.#parts.findings.decide(run, id, action));
  }

  async cleanUp(person: ZoomPerson, request: CleanUp): Promise<void> {
    await this.#within(person, (run) => this.#parts.findings.cleanUp(run, request));
  }

  async #plan(run: Run, linkId: string, planner: Planner): Promise<void> {
    const { entries, pairs } = this.#parts;
    const entry = await entries.byLink(run.connection, linkId);
    if (!entry) throw settled();
    entry.seenBy = "portal";
    try {
      const outcome = await pairs.work(run, entry, planner);
      if (outcome.kind === "wait") {
        throw new RequestError(
          409,
          outcome.code,
          "This has to wait: Zoom allows no more changes for now. Nothing was changed.",
        );
      }
    } catch (cause) {
      throw goneMeanwhile(cause);
    }
    await entries.save([entry]);
  }

  async #planMirror(run: Run, mirrorId: string, planner: MirrorPlanner): Promise<void> {
    try {
      const isThere = await this.#parts.mirrorWork.carryOut(run, mirrorId, planner);
      if (!isThere) throw settled();
    } catch (cause) {
      throw goneMeanwhile(cause);
    }
  }

  /** With nobody else at work on this connection; a run follows. */
  async #within(person: ZoomPerson, work: (run: Run) => Promise<void>): Promise<void> {
    const connection = await this.#connection(person);
    const done = await this.#parts.runs.withRun(connection, async (run) => {
      await work(run);
      return "done";
    });
    if (done === null) throw notNow();
    await this.#parts.wakeNow(connection);
  }

  async #connection(person: ZoomPerson): Promise<Connection> {
    const connection = await this.#parts.connections.of(person);
    if (connection) return connection;
    throw new RequestError(404, "connect.none", "No calendar is connected.");
  }
}

function goneMeanwhile(cause: unknown): unknown {
  if (!(cause instanceof SyncError)) return cause;
  return new RequestError(409, cause.code, "One side is gone meanwhile. Nothing was changed.", {
    cause,
  });
}

function notNow(): RequestError {
  return new RequestError(
    409,
    "sync.notNow",
    "The sync is not at this point any more. Nothing was changed; reload the page.",
  );
}

function settled(): RequestError {
  return new RequestError(404, "notFound", "This is settled already; nothing was changed.");
}
