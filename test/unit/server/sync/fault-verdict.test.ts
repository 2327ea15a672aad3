import { describe, expect, test } from "@jest/globals";
import { GraphConflict } from "../../../../src/server/graph/errors.ts";
import { noteFault } from "../../../../src/server/sync/fault-verdict.ts";
import { mostTries, untried } from "../../../../src/server/tries.ts";

const now = Temporal.Instant.from("2026-10-01T08:00:00Z");
const overtaken = new GraphConflict("graph.changed", "Changed meanwhile", {
  status: 412,
  graphCode: "ErrorIrresolvableConflict",
});

describe("a write that a person's own overtook", () => {
  test("is done again at once", () => {
    const entry = { ...untried };
    noteFault(entry, overtaken, now);
    expect(entry).toEqual({ tries: 0, retryAt: now, errorCode: "graph.changed" });
  });

  test("is put off for longer each time it happens again, and never given up", () => {
    const entry = { ...untried };
    const waits = Array.from({ length: 12 }, () => {
      noteFault(entry, overtaken, now);
      return now.until(entry.retryAt ?? now).total("seconds");
    });
    expect(waits.slice(0, 4)).toEqual([0, 30, 60, 120]);
    expect(waits.at(-1)).toBeGreaterThan(60);
    expect(entry.tries).toBeLessThan(mostTries);
  });
});
