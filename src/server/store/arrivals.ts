import { setTimeout as pass } from "node:timers/promises";

/** With nothing coming for so long, it is quiet. */
const quietMs = 20;
/** Work goes on after so many waits, half a second, however many come. */
const mostWaits = 25;

/**
 * Lets what is being received go before what is worked. On the embedded engine both share one thread,
 * and whoever sends waits for the one and not for the other.
 */
export class Arrivals {
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  #count = 0;

  constructor(wait: (milliseconds: number) => Promise<unknown> = pass) {
    this.#wait = wait;
  }

  noteOne(): void {
    this.#count += 1;
  }

  /** Resolves in a quiet moment of this process, or when it was waited for long enough. */
  async quietMoment(): Promise<void> {
    for (let waits = 0; waits < mostWaits; waits++) {
      const before = this.#count;
      await this.#wait(quietMs);
      if (this.#count === before) return;
    }
  }
}
