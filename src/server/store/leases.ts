import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { RequestError } from "../errors.ts";
import { type Schema } from "./schema.ts";

const leaseMs = 30_000;
const retryMs = 50;

/**
 * One holder per key across all processes, without holding a transaction (and with it a connection)
 * over network calls. In one process callers queue in memory; between processes the row decides.
 * A crashed holder's lease runs out after 30 s.
 */
export class Leases {
  readonly #db: Kysely<Schema>;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Runs `work` while holding `key`.
   * @throws RequestError 503 `busy` when the key stays taken by another process for `patienceMs`.
   */
  async hold<T>(key: string, work: () => Promise<T>, patienceMs = 40_000): Promise<T> {
    const before = this.#queues.get(key) ?? Promise.resolve();
    const mine = before.then(
      () => this.#holdRow(key, work, patienceMs),
      () => this.#holdRow(key, work, patienceMs),
    );
    this.#queues.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(key) === mine) this.#queues.delete(key);
    }
  }

  /** Runs `work` only when nobody holds `key`; null when somebody does. */
  async holdIfFree<T>(key: string, work: () => Promise<T>): Promise<{ result: T } | null> {
    if (this.#queues.has(key)) return null;
    const taking = new Set<string>();
    try {
      return await this.hold(
        key,
        async () => {
          taking.add(key);
          return { result: await work() };
        },
        0,
      );
    } catch (cause) {
      // `work` may have met another lease that was busy: that is its own affair.
      const isBusy = cause instanceof RequestError && cause.code === "busy";
      if (isBusy && !taking.has(key)) return null;
      throw cause;
    }
  }

  async #holdRow<T>(key: string, work: () => Promise<T>, patienceMs: number): Promise<T> {
    const owner = randomUUID();
    for (let waited = 0; !(await this.#take(key, owner)); waited += retryMs) {
      if (waited >= patienceMs) {
        throw new RequestError(
          503,
          "busy",
          "Another change to this meeting is still being written. Nothing was lost; try again in a moment.",
          { retry: "later" },
        );
      }
      await sleep(retryMs);
    }
    const renewal = setInterval(() => {
      // A renewal that fails leaves two more before the lease runs out.
      this.#renew(key, owner).catch(() => undefined);
    }, leaseMs / 3);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await this.#db
        .deleteFrom("leases")
        .where("key", "=", key)
        .where("owner", "=", owner)
        .execute();
    }
  }

  /** The database's clock decides, because processes on several machines have several. */
  async #take(key: string, owner: string): Promise<boolean> {
    const expires = sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`;
    const taken = await this.#db
      .insertInto("leases")
      .values({ key, owner, expires_at: expires })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({ owner, expires_at: expires })
          .where("leases.expires_at", "<", sql<Date>`now()`),
      )
      .returning("owner")
      .executeTakeFirst();
    return taken?.owner === owner;
  }

  async #renew(key: string, owner: string): Promise<void> {
    await this.#db
      .updateTable("leases")
      .set({ expires_at: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'` })
      .where("key", "=", key)
      .where("owner", "=", owner)
      .execute();
  }
}
