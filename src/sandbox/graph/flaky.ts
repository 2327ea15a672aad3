import { type Sandbox } from "../sandbox.ts";
import { atRandom, type OneShot, OneShots } from "../traffic/failing-calls.ts";
import { type GraphFault, graphFault } from "./graph-fault.ts";

/** One call to come that fails. */
interface OneShotFault extends OneShot {
  status: number;
  retryAfterSeconds?: number;
}

const oneShots = new OneShots<OneShotFault>();

/** Bends the answer of exactly one call to Graph; several wait in turn. */
export function failNextGraphCall(sandbox: Sandbox, shot: OneShotFault): void {
  oneShots.add(sandbox, shot);
}

const lostAnswers = new OneShots<OneShot>();

/** The next such call is worked, and its answer never arrives. */
export function loseNextGraphAnswer(sandbox: Sandbox, shot: OneShot): void {
  lostAnswers.add(sandbox, shot);
}

export function isAnswerLost(sandbox: Sandbox, call: { method: string; url: string }): boolean {
  return lostAnswers.take(sandbox, call) !== null;
}

/** Graph may give any of these for any method; 507 is left out, as no calendar runs full here. */
const flakyStatuses = [429, 500, 502, 503, 504];

/** The fault this call meets before any work is done, if it meets one. */
export function faultFor(
  sandbox: Sandbox,
  call: { method: string; url: string },
): GraphFault | null {
  const shot = oneShots.take(sandbox, call);
  if (shot !== null) return graphFault(sandbox, shot.status, shot);
  const status = atRandom(sandbox, sandbox.switches.value.graph.flakyPercent, flakyStatuses);
  return status === null ? null : graphFault(sandbox, status);
}
