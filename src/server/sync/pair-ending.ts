import { type Clock } from "../clock.ts";
import { type Link } from "../meetings/link.ts";
import { type Links } from "../meetings/links.ts";
import { type Run } from "./run.ts";
import { type Conflicts } from "./state/conflicts.ts";

/** Ends pairs whose sides are both gone. */
export class PairEnding {
  readonly #links: Links;
  readonly #conflicts: Conflicts;
  readonly #clock: Clock;

  constructor(links: Links, conflicts: Conflicts, clock: Clock) {
    this.#links = links;
    this.#conflicts = conflicts;
    this.#clock = clock;
  }

  /** The pair is over; nothing of it is kept but that it was. */
  async end(run: Run, link: Link): Promise<void> {
    link.state = "removed";
    link.removedAt = this.#clock.now();
    link.waiting = null;
    link.entryId = null;
    await this.#links.save(link);
    await this.#conflicts.ended(run.connection, { of: "link", ownerId: link.id });
  }
}
