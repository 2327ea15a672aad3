import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { simulate } from "./simulate.ts";
import { SimulatedWorld } from "./simulated-world.ts";

const count = Number(process.env.SEEDS ?? (process.env.DEEP === "1" ? 3000 : 300));
const from = Number(process.env.FROM ?? 1);

let world: SimulatedWorld;
beforeAll(async () => {
  world = await SimulatedWorld.start();
}, 60_000);
afterAll(async () => world.close());

async function play(seed: number): Promise<void> {
  const { faults, story } = await simulate(world, seed);
  if (process.env.LOG && faults.length > 0)
    process.stderr.write(
      `LINKS ${JSON.stringify(await world.product.database.db.selectFrom("links").select(["zoom_meeting_id", "state", "reserved_at", "confirmed_at", "ends_at", "waiting_reason", "zoom_deleted_at", "would_be_reported", "push_due_at", "entry_id"]).execute())}\nLOG ${world.log}\nCALLS ${world.calls.map((c) => `${c.service} ${c.method} ${c.path.slice(0, 150)} ${c.body.slice(0, 300)} ${c.status}`).join("\n")}`,
    );
  if (faults.length > 0) throw new Error(`${story}\n\n${faults.join("\n")}`);
}

describe("both sides agree at rest, and a second run plans nothing", () => {
  test.each(Array.from({ length: count }, (_, at) => from + at))(
    "seed %i",
    async (seed) => {
      await play(seed);
      expect(world.calls.length).toBeGreaterThan(0);
    },
    60_000,
  );
});
