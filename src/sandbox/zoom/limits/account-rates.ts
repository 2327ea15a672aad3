import { type RateLabel } from "./labels.ts";
import { type ThrottleForm, heavyPerDay, perSecond } from "./throttle.ts";

interface Count {
  /** The second or the UTC day that is counted. */
  period: number;
  calls: number;
}

const dayMs = 86_400_000;

/** Counts the calls of each account, by label: all of its users and apps share them. */
export class AccountRates {
  readonly #counts = new Map<string, Count>();

  /** Takes one call; answers which limit it is over. A refused call counts, too. */
  take(accountId: string, label: RateLabel, now: Date): ThrottleForm | null {
    const at = now.getTime();
    const perDay = this.#count(`${accountId} ${label} day`, Math.floor(at / dayMs));
    if (label === "Heavy" && perDay > heavyPerDay) return "daily";
    const inSecond = this.#count(`${accountId} ${label}`, Math.floor(at / 1000));
    return inSecond > perSecond[label] ? "perSecond" : null;
  }

  #count(key: string, period: number): number {
    const count = this.#counts.get(key);
    const calls = count?.period === period ? count.calls + 1 : 1;
    this.#counts.set(key, { period, calls });
    return calls;
  }
}
