import { lapse, restore } from "../../src/sandbox/entra/lapses.ts";
import { resetDeltaTokens } from "../../src/sandbox/graph/delta-routes.ts";
import { usualGraph } from "../../src/sandbox/graph/graph-switches.ts";
import {
  removeSubscription,
  requireReauthorization,
  tellOfMissed,
} from "../../src/sandbox/graph/lifecycle.ts";
import { subscriptionsOf } from "../../src/sandbox/graph/subscriptions.ts";
import { type Switches } from "../../src/sandbox/sandbox.ts";
import { routes } from "../../src/shared/api/routes.ts";
import { ada } from "../support/product.ts";
import { type SimulatedWorld } from "./simulated-world.ts";

interface Happening {
  name: string;
  happen: (world: SimulatedWorld) => void | Promise<void>;
}

const graphWay = (name: string, way: Partial<Switches["graph"]>): Happening => ({
  name,
  happen: ({ sandbox }) => {
    Object.assign(sandbox.switches.value.graph, way);
  },
});

const toSubscriptions =
  (act: typeof removeSubscription) =>
  async ({ sandbox }: SimulatedWorld): Promise<void> => {
    for (const { id } of subscriptionsOf(sandbox).alive()) await act(sandbox, id);
  };

const version = (wanted: "v1" | "v2") => (world: SimulatedWorld) =>
  world.atPortal("PUT", routes.syncVersion, { version: wanted });

/** What befalls a connection from time to time. */
export const happenings: readonly Happening[] = [
  { name: "Graph forgets its delta tokens", happen: ({ sandbox }) => resetDeltaTokens(sandbox) },
  {
    name: "Graph loses its sync state",
    happen: ({ sandbox }) => {
      sandbox.switches.value.graph.deltaReset = "syncStateNotFound";
      resetDeltaTokens(sandbox);
    },
  },
  graphWay("delta repeats the round before", { deltaReplays: true }),
  graphWay("delta is a round late", { deltaLate: true }),
  graphWay("delta has empty pages", { deltaEmptyPages: true }),
  graphWay("delta leaves out old series", { oldMastersMissing: true }),
  graphWay("delta leaves out all series", { mastersInDelta: false }),
  graphWay("delta shows exceptions empty", { emptyExceptions: true }),
  graphWay("one edit is told thrice", { tripleUpdates: true }),
  { name: "Graph removes the subscription", happen: toSubscriptions(removeSubscription) },
  { name: "Graph asks for reauthorization", happen: toSubscriptions(requireReauthorization) },
  { name: "Graph says that it missed something", happen: toSubscriptions(tellOfMissed) },
  {
    name: "the permission lapses",
    happen: ({ sandbox }) => lapse(sandbox, ada.id, "conditionalAccess"),
  },
  { name: "version 1 is chosen", happen: version("v1") },
  { name: "version 2 is chosen", happen: version("v2") },
];

/** Whatever happened is over: what lapsed is given anew, and version 2 is chosen. */
export async function allIsWell(world: SimulatedWorld): Promise<void> {
  const { sandbox, database } = world.product;
  Object.assign(sandbox.switches.value.graph, usualGraph());
  restore(sandbox, ada.id);
  const chosen = await database.db.selectFrom("settings_layers").select("level").executeTakeFirst();
  if (chosen) await version("v2")(world);
}
