import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { people } from "../../../src/sandbox/world/people.ts";
import { BusyPerson } from "../../support/cluster/busy-person.ts";
import { Cluster } from "../../support/cluster/cluster.ts";
import { createFreshDatabase, type FreshDatabase } from "../../support/cluster/fresh-database.ts";

const serverUrl = process.env.TEST_DATABASE_URL;
if (serverUrl === undefined) {
  process.stdout.write(
    "Left out: several processes share PostgreSQL, which is not set for tests.\n",
  );
}
const onPostgres = serverUrl === undefined ? describe.skip : describe;

const loadSeconds = process.env.DEEP === "1" ? 120 : 25;
const editEveryMs = 150;
/** After a kill the lease of a connection and the job of its run have to run out first. */
const restWithinMs = 150_000;
const names = ["ada", "ben", "dana", "finn", "cleo"];

onPostgres("two processes for the web and two workers on one PostgreSQL", () => {
  let database: FreshDatabase;
  let cluster: Cluster;
  let busy: BusyPerson[];
  let kills = 0;

  beforeAll(async () => {
    database = await createFreshDatabase(serverUrl!);
    cluster = await Cluster.start(database.url);
    const connected = people.filter(({ mail }) => names.some((name) => mail.startsWith(name)));
    await Promise.all(connected.map((person) => cluster.connect(person)));
    busy = connected.map(
      (person) =>
        new BusyPerson(cluster.world.sandbox, person, { random: Math.random, meetingEdits: 50 }),
    );
    for (const person of busy) {
      for (const place of ["outlook", "zoomCalendar", "zoom"] as const) {
        for (let count = 0; count < 3; count++) person.make(place);
        person.make(place, true);
      }
    }
    await comeToRest();
  }, 240_000);
  afterAll(async () => {
    await cluster.close();
    await database.drop();
  }, 60_000);

  test(
    `lose and double nothing while workers are killed for ${loadSeconds} seconds under load (two minutes with DEEP=1)`,
    async () => {
      const until = Date.now() + loadSeconds * 1000;
      await Promise.all([workUntil(until), killUntil(until)]);
      expect(kills).toBeGreaterThanOrEqual(3);
      await comeToRest();
      expect(busy.flatMap((person) => person.faults())).toEqual([]);
    },
    loadSeconds * 1000 + restWithinMs + 60_000,
  );

  test("never run for one connection at the same time, whichever process it is", () => {
    const { runs } = cluster.runs;
    expect(new Set(runs.map(({ connection }) => connection)).size).toBe(names.length);
    expect(new Set(runs.map(({ process }) => process)).size).toBeGreaterThanOrEqual(2);
    expect(cluster.runs.overlaps()).toEqual([]);
  });

  test("write nothing more once they are at rest", async () => {
    const writes = () =>
      cluster.world.traffic.filter(
        ({ service, method, direction }) =>
          direction === "in" && service !== "entra" && service !== "webhook" && method !== "GET",
      ).length;
    const before = writes();
    await sleep(6000);
    expect(writes()).toBe(before);
  }, 20_000);

  async function workUntil(until: number): Promise<void> {
    while (Date.now() < until) {
      busy[Math.floor(Math.random() * busy.length)]?.act();
      await sleep(Math.random() * 2 * editEveryMs);
    }
  }

  async function killUntil(until: number): Promise<void> {
    for (;;) {
      await sleep(2000 + Math.random() * 3000);
      if (Date.now() > until) return;
      await cluster.replaceWorker(Math.floor(Math.random() * cluster.workers.length));
      kills += 1;
    }
  }

  async function comeToRest(): Promise<void> {
    const startedAt = Date.now();
    for (;;) {
      const faults = busy.flatMap((person) => person.faults());
      if (faults.length === 0) {
        if (process.env.SHOW_REST) console.log(`at rest after ${Date.now() - startedAt} ms`);
        return;
      }
      if (Date.now() - startedAt > restWithinMs) {
        throw new Error(
          `Not at rest:\n${faults.join("\n")}\n\n${cluster.runs.complaints.slice(-20).join("\n")}`,
        );
      }
      await sleep(250);
    }
  }
});
