import { type Clock } from "../clock.ts";
import { type EntryIntake } from "./entry-intake.ts";
import { lacksText, withoutText } from "./kept-event.ts";
import { type MirrorWork } from "./mirror-work.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { judgeFault } from "./pair-outcome.ts";
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

/** After the first failure an entry waits so long, and twice as long after each further one. */
const firstWait = { seconds: 30 };

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
      entry.tries = 0;
    } catch (cause) {
      const verdict = judgeFault(cause, clock.now());
      if (verdict.kind === "stop") throw cause;
      entry.errorCode = verdict.code;
      entry.isDirty = true;
      if (verdict.kind === "wait") {
        entry.retryAt = verdict.at;
        // Outlook changed it meanwhile: what we know of it is old.
        if (verdict.code === "graph.changed") entry.needsReading = true;
      } else {
        entry.tries += 1;
        const waitMs =
          Temporal.Duration.from(firstWait).total("milliseconds") * 2 ** (entry.tries - 1);
        entry.retryAt = clock.now().add({ milliseconds: waitMs });
        if (verdict.code === "graph.notFound") entry.needsReading = true;
      }
      await entries.save([entry]);
    }
  }

  async #decide(run: Run, entry: Entry, calendarId: string | null): Promise<void> {
    const { entries, pairs, making, mirrors } = this.#parts;
    if (entry.wants === "noLink") await this.#removeLink(run, entry);
    if (entry.wants === "meeting") {
      if (entry.linkId === null) await making.giveMeeting(run, entry);
      entry.wants = null;
    }
    if (entry.linkId !== null) {
      const outcome = await pairs.work(run, entry);
      if (outcome.kind === "wait") {
        entry.retryAt = outcome.until;
        entry.errorCode = outcome.code;
        await entries.save([entry]);
        return;
      }
    }
    if (entry.linkId === null && entry.seen) {
      // An admin's choice may have come after the event was read.
      if (run.policy.timesOnly) entry.seen = withoutText(entry.seen);
      else if (lacksText(entry.seen) && entry.state === "present") entry.needsReading = true;
    }
    if (calendarId !== null) await mirrors.work(run, entry, calendarId);
    entry.isDirty = false;
    entry.retryAt = null;
    entry.errorCode = null;
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
