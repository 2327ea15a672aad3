import { type MirrorAgreed, type MirrorConflict } from "../../sync/mirror.ts";
import { describePutBack, type WasPutBack } from "./describe-mirror-step.ts";
import { type StepDescription } from "./describe-step.ts";
import { subjectOf } from "./kept-event.ts";
import { type Run } from "./run.ts";
import { type Conflicts } from "./state/conflicts.ts";
import { type Entry, type SeenBy } from "./state/entry.ts";
import { type History } from "./state/history.ts";

/** What was done for one event of the mirror. */
export interface MirrorStep {
  readonly mirrorId: string;
  readonly description: StepDescription;
  /** What was agreed before; null for one that is new. */
  readonly before: MirrorAgreed | null;
}

/** Writes down what happened to mirrored entries, for people to see and to undo. */
export class MirrorHistory {
  readonly #history: History;
  readonly #conflicts: Conflicts;

  constructor(history: History, conflicts: Conflicts) {
    this.#history = history;
    this.#conflicts = conflicts;
  }

  /** One line for an entry, though an occurrence of it may stand in Zoom's calendar by itself. */
  async record(run: Run, entry: Entry, steps: readonly MirrorStep[]): Promise<void> {
    if (steps.length === 0) return;
    const isFirstRun = run.state.phase === "backfill";
    // A whole calendar is written then; the preview told of it, and nobody changed anything.
    if (isFirstRun && steps.every(({ before }) => before === null)) return;
    const undoable = steps.filter(({ before }) => before !== null);
    const [only] = undoable;
    await this.#history.add(run.connection, {
      entryId: entry.id,
      linkId: null,
      before: null,
      mirror:
        only?.before && undoable.length === 1 && entry.state === "present"
          ? { id: only.mirrorId, before: only.before }
          : null,
      detail: {
        ...together(steps.map(({ description }) => description)),
        subject: subjectOf(entry.seen),
        zoomMeetingId: null,
        changedBy: null,
        seenBy: isFirstRun ? "firstSync" : entry.seenBy,
        outcome: "done",
      },
    });
  }

  /** A change in Zoom's calendar that Outlook cannot follow, which is undone there. */
  async putBack(run: Run, entry: Entry, mirrorId: string, what: WasPutBack): Promise<void> {
    const description = describePutBack(what);
    await this.record(run, { ...entry, seenBy: toldByZoom(run) }, [
      { mirrorId, description, before: null },
    ]);
  }

  async conflicted(
    run: Run,
    mirrorId: string,
    conflicts: readonly MirrorConflict[],
  ): Promise<void> {
    for (const conflict of conflicts) {
      await this.#conflicts.add(run.connection, {
        of: "mirror",
        ownerId: mirrorId,
        conflict,
      });
    }
  }

  async ended(run: Run, mirrorId: string): Promise<void> {
    await this.#conflicts.ended(run.connection, { of: "mirror", ownerId: mirrorId });
  }
}

/** Zoom told of what changed in its calendar, unless it took a sweep to find it. */
export function toldByZoom({ seenBy }: Run): SeenBy {
  return seenBy === "notification" ? "webhook" : seenBy;
}

function together(steps: readonly StepDescription[]): StepDescription {
  const places = new Set(steps.map(({ changedIn }) => changedIn).filter((in_) => in_ !== "engine"));
  const [only] = places;
  const did = steps.flatMap((step) => step.did);
  return {
    changedIn: places.size > 1 ? "both" : (only ?? "engine"),
    changes: steps.flatMap(({ changes }) => changes),
    did: did.filter(
      ({ place, action }, index) =>
        did.findIndex((other) => other.place === place && other.action === action) === index,
    ),
  };
}
