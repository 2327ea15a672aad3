import { checkGraphSwitches, usualGraph } from "../graph/graph-switches.ts";
import { type Service, type Switches } from "../sandbox.ts";
import { checkZoomSwitches, usualZoom } from "../zoom/zoom-switches.ts";

export const services: readonly Service[] = ["graph", "entra", "zoom"];

const calm = () => ({ slowMs: 0, throttle: false, fail: false, drop: false, lostAnswer: false });

/** Everything behaves until somebody bends it. */
export function calmSwitches(): Switches {
  return {
    faults: { graph: calm(), entra: calm(), zoom: calm() },
    webhooksOff: false,
    graph: usualGraph(),
    ...usualZoom(),
    customPropertiesVanish: false,
    recurrenceNullUntilSaved: false,
    commandTwice: false,
    sendOnlyFromPopOut: false,
    nestedAppAuth: "works",
  };
}

/**
 * Copies what `patch` gives into `target`, in place, and refuses what a switch cannot be.
 * @throws RangeError naming the switch
 */
export function applySwitches(target: Switches, patch: unknown): void {
  const next = structuredClone(target);
  merge(next as unknown as Record<string, unknown>, patch, "");
  if (!["works", "refuses", "absent"].includes(next.nestedAppAuth))
    throw new RangeError("nestedAppAuth must be works, refuses or absent.");
  checkGraphSwitches(next.graph);
  for (const service of services) {
    const { slowMs } = next.faults[service];
    if (!Number.isInteger(slowMs) || slowMs < 0 || slowMs > 60_000)
      throw new RangeError(`faults.${service}.slowMs must be from 0 to 60000.`);
  }
  checkZoomSwitches(next);
  Object.assign(target, next);
}

function merge(target: Record<string, unknown>, patch: unknown, path: string): void {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch))
    throw new RangeError(`${path || "The body"} must be an object.`);
  for (const [key, value] of Object.entries(patch)) {
    const name = path === "" ? key : `${path}.${key}`;
    if (!Object.hasOwn(target, key)) throw new RangeError(`There is no switch ${name}.`);
    const current = target[key];
    if (typeof current === "object" && current !== null)
      merge(current as Record<string, unknown>, value, name);
    else if (typeof value !== typeof current)
      throw new RangeError(`${name} must be a ${typeof current}.`);
    else target[key] = value;
  }
}
