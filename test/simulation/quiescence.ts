import { routes } from "../../src/shared/api/routes.ts";
import { allIsWell } from "./happenings.ts";
import { reliable } from "./mail-bag.ts";
import { noFaults } from "./network.ts";
import { type SimulatedWorld } from "./simulated-world.ts";

/** Nothing goes wrong any more, everything that was late arrives, and time passes until nothing is open. */
export async function comeToRest(world: SimulatedWorld): Promise<void> {
  world.faults = noFaults;
  world.life.goOn();
  await allIsWell(world);
  await passTime(world, 5);
  // A new day: Zoom's limit starts anew, windows roll on, and what nobody confirmed is given up.
  world.passTime({ hours: 25 });
  await world.product.server.housekeeping.run();
  await passTime(world, 6);
}

async function passTime(world: SimulatedWorld, sweeps: number): Promise<void> {
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    await world.carryMail(reliable);
    await world.work();
    await decideWhatWaits(world);
    world.passTime({ minutes: sweep === 1 ? 31 : 6 });
  }
}

/** A person looks at what the product would rather not do by itself. */
async function decideWhatWaits(world: SimulatedWorld): Promise<void> {
  const connection = await world.product.database.db
    .selectFrom("connections")
    .select("state")
    .executeTakeFirst();
  if (connection?.state === "lapsed") await world.reconnect();
  const state = await world.product.database.db
    .selectFrom("sync_states")
    .select(["phase", "starts_at"])
    .executeTakeFirst();
  if (state?.phase === "paused") {
    await world.atPortal("POST", routes.syncRelease, { decision: "delete" });
  }
}
