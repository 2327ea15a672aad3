import { type Clock } from "../clock.ts";
import { type Tries } from "../tries.ts";
import { noteFault } from "./fault-verdict.ts";
import { type MirrorWork } from "./mirror-work.ts";
import { type PairMaking } from "./pair-making.ts";
import { type Run } from "./run.ts";
import { type LinksWithoutEvent } from "./state/links-without-event.ts";
import { type Mirrors } from "./state/mirrors.ts";

interface MissingEventsParts {
  links: LinksWithoutEvent;
  mirrors: Mirrors;
  making: PairMaking;
  mirrorWork: MirrorWork;
  clock: Clock;
}

const atOnce = 50;
/** A meeting that is not for Outlook now, as one outside of the window, is looked at again so soon. */
const lookAgainAfter = { hours: 1 };

/**
 * Makes the Outlook events of what was made in Zoom: its meetings, and the events of its calendar. One
 * that cannot be made is put off with its fault, and the others are made; what would fail for every one
 * alike is thrown. False when the run's share was used up before the end.
 */
export class MissingEvents {
  readonly #parts: MissingEventsParts;

  constructor(parts: MissingEventsParts) {
    this.#parts = parts;
  }

  /** For new events of Zoom's calendar. */
  async ofCalendar(run: Run): Promise<boolean> {
    const { mirrors, mirrorWork, clock } = this.#parts;
    for (;;) {
      const made = await mirrors.toMake(run.connection, clock.now(), atOnce);
      if (made.length === 0) return true;
      for (const mirror of made) {
        if (run.slice.isUsedUp) return false;
        await this.#contain(
          mirror,
          () => mirrorWork.workNew(run, mirror),
          () => mirrors.save(mirror),
        );
      }
    }
  }

  /** For new Zoom meetings. */
  async ofMeetings(run: Run): Promise<boolean> {
    const { links, making, clock } = this.#parts;
    for (;;) {
      const lacking = await links.toMake(run.users, clock.now(), atOnce);
      if (lacking.length === 0) return true;
      for (const link of lacking) {
        if (run.slice.isUsedUp) return false;
        run.slice.spend();
        const tries: Tries = { ...link.event };
        await this.#contain(
          tries,
          async () => {
            if (await making.makeEvent(run, link)) return;
            tries.retryAt = clock.now().add(lookAgainAfter);
            await links.tried(link, tries);
          },
          () => links.tried(link, tries),
        );
      }
    }
  }

  async #contain(
    thing: Tries,
    work: () => Promise<unknown>,
    save: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (cause) {
      const verdict = noteFault(thing, cause, this.#parts.clock.now());
      await save();
      if (verdict.kind === "stop") throw cause;
    }
  }
}
