import { routes } from "../../src/shared/api/routes.ts";
import { type SyncStatus } from "../../src/shared/api/sync.ts";
import { reliable } from "./mail-bag.ts";
import { noFaults } from "./network.ts";
import { type SimulatedWorld } from "./simulated-world.ts";

/** Nothing goes wrong any more, everything that was late arrives, and time passes until nothing is open. */
export async function comeToRest(world: SimulatedWorld): Promise<void> {
  world.faults = noFaults;
  world.life.goOn();
  for (let round = 0; round < 12; round += 1) {
    await world.carryMail(reliable);
    await world.work();
    await decideWhatWaits(world);
    world.passTime({ minutes: round < 8 ? 6 : 31 });
  }
  if (await waitsForTomorrow(world)) {
    world.passTime({ hours: 24 });
    for (let round = 0; round < 6; round += 1) {
      await world.carryMail(reliable);
      await world.work();
      await decideWhatWaits(world);
      world.passTime({ minutes: 6 });
    }
  }
}

/** A person looks at what the product would rather not do by itself. */
async function decideWhatWaits(world: SimulatedWorld): Promise<void> {
  const state = await world.product.database.db
    .selectFrom("sync_states")
    .select(["phase", "starts_at"])
    .executeTakeFirst();
  if (state?.phase === "paused") {
    await world.visitor.call<SyncStatus>("POST", routes.syncRelease, { decision: "delete" });
  }
}

async function waitsForTomorrow(world: SimulatedWorld): Promise<boolean> {
  const waiting = await world.product.database.db
    .selectFrom("entries")
    .select("id")
    .where("error_code", "=", "zoom.dailyLimit")
    .executeTakeFirst();
  return waiting !== undefined;
}
