import { type Sandbox } from "../sandbox.ts";

interface Call {
  method: string;
  url: string;
}

/** What happens to one call to come. */
export interface OneShot {
  /** The next call of any kind, unless given. */
  matches?: (call: Call) => boolean;
}

/** What waits to happen to exactly one call each, in turn. */
export class OneShots<Shot extends OneShot> {
  readonly #waiting = new WeakMap<Sandbox, Shot[]>();

  add(sandbox: Sandbox, shot: Shot): void {
    this.#waiting.set(sandbox, [...(this.#waiting.get(sandbox) ?? []), shot]);
  }

  /** What this call meets, which then no longer waits. */
  take(sandbox: Sandbox, call: Call): Shot | null {
    const waiting = this.#waiting.get(sandbox) ?? [];
    const shot = waiting.find(({ matches }) => matches?.(call) ?? true);
    if (shot === undefined) return null;
    this.#waiting.set(
      sandbox,
      waiting.filter((other) => other !== shot),
    );
    return shot;
  }
}

/** One of these for so many calls of a hundred, and nothing for the others. */
export function atRandom<T>(sandbox: Sandbox, percent: number, failures: readonly T[]): T | null {
  const { random = Math.random } = sandbox.options;
  if (percent === 0 || random() * 100 >= percent) return null;
  return failures[Math.floor(random() * failures.length)] ?? null;
}
