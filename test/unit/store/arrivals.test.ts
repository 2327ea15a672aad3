import { describe, expect, test } from "@jest/globals";
import { Arrivals } from "../../../src/server/store/arrivals.ts";

/** Something comes during each of the first `busy` waits. */
async function waitsUntilQuiet(busy: number): Promise<number> {
  let waits = 0;
  const arrivals: Arrivals = new Arrivals(async () => {
    waits += 1;
    if (waits <= busy) arrivals.noteOne();
    return Promise.resolve();
  });
  await arrivals.quietMoment();
  return waits;
}

describe("what is being received goes before what is worked", () => {
  test("with nothing coming, one look shows it", async () => {
    expect(await waitsUntilQuiet(0)).toBe(1);
  });

  test("work waits while more keeps coming", async () => {
    expect(await waitsUntilQuiet(7)).toBe(8);
  });

  test("but not for ever", async () => {
    expect(await waitsUntilQuiet(Number.POSITIVE_INFINITY)).toBe(25);
  });
});
