import { type Clock } from "../clock.ts";
import { untried } from "../tries.ts";
import { type EntryIntake } from "./entry-intake.ts";
import { lacksText, withoutText } from "./kept-event.ts";
import { type MirrorWork } from "./mirror-work.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { noteFault } from "./fault-verdict.ts";
import { type PairMaking } from "./pair-making.ts";
import { type PairWork } from "./pair-work.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";

interface EntryWorkParts {
  entries: Entries;
  pairs: PairWork;
  making: PairMaking;
  mirrors: MirrorWork;
  writer: OutlookWriter;
  intake: EntryIntake;
  clock: Clock;
}

/** Does what follows from how an entry is: for its Zoom meeting, or for its mirror. */
export class EntryWork {
  readonly #parts: EntryWorkParts;

  constructor(parts: EntryWorkParts) {
    this.#parts = parts;
  }

  /**
   * A fault of this entry's own is kept with it, and the others go on.
   * @param calendarId where entries are mirrored into; null where they are not
   * @throws what would fail for every entry alike
   */
  async work(run: Run, entry: Entry, calendarId: string | null): Promise<void> {
    const { entries, clock } = this.#parts;
    try {
      await this.#decide(run, entry, calendarId);
    } catch (cause) {
      const verdict = noteFault(entry, cause, clock.now());
      entry.isDirty = true;
      // Changed or deleted in Outlook meanwhile: what we know of it is old.
      if (["graph.changed", "graph.notFound"].includes(verdict.code)) entry.needsReading = true;
      await entries.save([entry]);
      if (verdict.kind === "stop") throw cause;
    }
  }

  async #decide(run: Run, entry: Entry, calendarId: string | null): Promise<void> {
    const { entries, pairs, making, mirrors } = this.#parts;
    if (entry.wants === "noLink") await this.#removeLink(run, entry);
    if (entry.wants === "meeting") {
      if (entry.linkId === null) await making.giveMeeting(run, entry);
      entry.wants = null;
    }
    let again = false;
    if (entry.linkId !== null) {
      const outcome = await pairs.work(run, entry);
      if (outcome.kind === "wait") {
        entry.retryAt = outcome.until;
        entry.errorCode = outcome.code;
        await entries.save([entry]);
        return;
      }
      again = outcome.kind === "again";
    }
    if (entry.linkId === null && entry.seen) {
      // An admin's choice may have come after the event was read.
      if (run.policy.timesOnly) entry.seen = withoutText(entry.seen);
      else if (lacksText(entry.seen) && entry.state === "present") entry.needsReading = true;
    }
    if (calendarId !== null) await mirrors.work(run, entry, calendarId);
    entry.isDirty = again;
    Object.assign(entry, untried);
    const isOver = entry.state === "gone" || entry.state === "outOfWindow";
    if (isOver && entry.linkId === null) await entries.delete(entry);
    else await entries.save([entry]);
  }

  async #removeLink(run: Run, entry: Entry): Promise<void> {
    const { writer, intake } = this.#parts;
    const event = await writer.uninvite(run, entry);
    entry.wants = null;
    if (event) await intake.take(run, [{ entry, event, isWhole: false }]);
  }
}
