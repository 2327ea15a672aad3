import { type Sandbox } from "../sandbox.ts";
import { type GraphFault, graphFault } from "./graph-fault.ts";

/** One call to come that fails. */
export interface OneShot {
  status: number;
  retryAfterSeconds?: number;
  /** The next call of any kind, unless given. */
  matches?: (call: { method: string; url: string }) => boolean;
}

const oneShots = new WeakMap<Sandbox, OneShot[]>();

/** Bends the answer of exactly one call to Graph; several wait in turn. */
export function failNextGraphCall(sandbox: Sandbox, shot: OneShot): void {
  oneShots.set(sandbox, [...(oneShots.get(sandbox) ?? []), shot]);
}

/** Graph may give any of these for any method; 507 is left out, as no calendar runs full here. */
const atRandom = [429, 500, 502, 503, 504];

/** The fault this call meets before any work is done, if it meets one. */
export function faultFor(
  sandbox: Sandbox,
  call: { method: string; url: string },
): GraphFault | null {
  const waiting = oneShots.get(sandbox) ?? [];
  const shot = waiting.find(({ matches }) => matches?.(call) ?? true);
  if (shot !== undefined) {
    oneShots.set(
      sandbox,
      waiting.filter((other) => other !== shot),
    );
    return graphFault(sandbox, shot.status, shot);
  }
  const { random = Math.random } = sandbox.options;
  const { flakyPercent } = sandbox.switches.value.graph;
  if (flakyPercent === 0 || random() * 100 >= flakyPercent) return null;
  return graphFault(sandbox, atRandom[Math.floor(random() * atRandom.length)] ?? 503);
}
