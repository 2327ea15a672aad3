import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createGroupCommit } from "../../../src/server/store/group-commit.ts";

describe("group commit", () => {
  it("writes rows that come together in one insert, in the order they came", async () => {
    const batches: number[][] = [];
    const group = createGroupCommit<number>({
      insertMany: (rows) => Promise.resolve(batches.push([...rows])),
    });
    await Promise.all([1, 2, 3].map((row) => group.commit(row)));
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("lets the event loop turn before each insert", async () => {
    const order: string[] = [];
    const group = createGroupCommit<number>({
      insertMany: () => Promise.resolve(order.push("insert")),
    });
    setImmediate(() => order.push("event loop"));
    await group.commit(1);
    expect(order).toEqual(["event loop", "insert"]);
  });

  it("resolves a caller only once its own row is committed", async () => {
    const insert = Promise.withResolvers<undefined>();
    const group = createGroupCommit<string>({ insertMany: () => insert.promise });
    let committed = false;
    const caller = group.commit("row").then(() => (committed = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(committed).toBe(false);
    insert.resolve(undefined);
    await caller;
    expect(committed).toBe(true);
  });

  it("never runs two inserts at once; what comes meanwhile goes into the next", async () => {
    const batches: number[][] = [];
    let running = 0;
    let most = 0;
    const group = createGroupCommit<number>({
      insertMany: async (rows) => {
        batches.push([...rows]);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running -= 1;
      },
    });
    const first = group.commit(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([first, group.commit(2), group.commit(3)]);
    expect(batches).toEqual([[1], [2, 3]]);
    expect(most).toBe(1);
  });

  it("rejects every caller of a failed insert, and no other", async () => {
    const failure = new Error("disk full");
    const group = createGroupCommit<number>({
      insertMany: (rows) => (rows.includes(2) ? Promise.reject(failure) : Promise.resolve()),
      maxBatchSize: 2,
    });
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((row) => group.commit(row)));
    expect(outcomes.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    expect(outcomes[0]).toMatchObject({ reason: failure });
    await expect(group.commit(6)).resolves.toBeUndefined();
  });

  it("is settled when nothing waits any more", async () => {
    let written = 0;
    const group = createGroupCommit<number>({
      insertMany: (rows) => Promise.resolve((written += rows.length)),
      maxBatchSize: 1,
    });
    const callers = [group.commit(1), group.commit(2), group.commit(3)];
    await group.settled();
    expect(written).toBe(3);
    await Promise.all(callers);
    await expect(group.settled()).resolves.toBeUndefined();
  });

  it("writes every row exactly once, in order, in batches within the limit", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (pauses, maxBatchSize) => {
          const batches: number[][] = [];
          const group = createGroupCommit<number>({
            insertMany: async (rows) => {
              batches.push([...rows]);
              await new Promise((resolve) => setImmediate(resolve));
            },
            maxBatchSize,
          });
          const callers: Array<Promise<void>> = [];
          for (const [row, pause] of pauses.entries()) {
            for (let turn = 0; turn < pause; turn++) {
              await new Promise((resolve) => setImmediate(resolve));
            }
            callers.push(group.commit(row));
          }
          await Promise.all(callers);
          expect(batches.flat()).toEqual(pauses.map((_, row) => row));
          expect(Math.max(0, ...batches.map((batch) => batch.length))).toBeLessThanOrEqual(
            maxBatchSize,
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
