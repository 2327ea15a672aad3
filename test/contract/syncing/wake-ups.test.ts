import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { PgBoss } from "pg-boss";
import { pino } from "pino";
import { type SecretBox } from "../../../src/server/identity/secret-box.ts";
import { SyncQueue } from "../../../src/server/jobs/sync-queue.ts";
import { type OpenDatabase } from "../../../src/server/store/database.ts";
import {
  type ConnectionKey,
  type SyncState,
  SyncStates,
} from "../../../src/server/sync/state/sync-states.ts";
import { openTestDatabase } from "../../support/database.ts";
import { insertOneConnection } from "../../support/one-connection.ts";

const clock = { now: () => Temporal.Now.instant() };
const inAnHour = () => clock.now().add({ hours: 1 });
let database: OpenDatabase;
let boss: PgBoss;
let box: SecretBox;
let connection: ConnectionKey;

beforeEach(async () => {
  database = await openTestDatabase();
  ({ box, connection } = await insertOneConnection(database));
  boss = new PgBoss({ ...database.boss, schema: "jobs" });
  await boss.start();
}, 60_000);
afterEach(async () => {
  await boss.stop({ graceful: true, timeout: 5_000 });
  await database.close();
});

/** Told of a change just when it was asked for the first time what comes next. */
class ToldMeanwhile extends SyncStates {
  queue: SyncQueue | null = null;
  #isTold = false;

  override async of(key: ConnectionKey): Promise<SyncState | null> {
    const state = await super.of(key);
    if (!this.#isTold) {
      this.#isTold = true;
      this.queue?.hint([key]);
      await sleep(500);
    }
    return state;
  }
}

describe("a wake-up", () => {
  test("that is made for later leaves the run in place that a hint wants now", async () => {
    const states = new ToldMeanwhile(database.db, box, clock);
    const begun: Temporal.Instant[] = [];
    const runs = {
      /** Something was put off for an hour. */
      async runDue(key: ConnectionKey) {
        begun.push(clock.now());
        await states.startRun(key);
        await states.endRun(key, { again: inAnHour() });
        return true;
      },
    };
    const logger = pino({ level: "silent" });
    const queue = new SyncQueue({ boss, states, runs, clock, logger });
    states.queue = queue;
    await queue.start(true);
    await queue.wakeNow(connection);
    for (let waited = 0; begun.length < 2 && waited < 100; waited += 1) await sleep(100);
    queue.stop();
    expect(begun).toHaveLength(2);
  }, 30_000);
});
