import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type StoredEvent } from "../../src/sandbox/world/model.ts";
import { type MeetingView } from "../../src/shared/api/meeting.ts";
import { routes } from "../../src/shared/api/routes.ts";
import { ada, appointment, newItemKey } from "../support/product.ts";
import { reliable } from "./mail-bag.ts";
import { type Call, isWrite, isWriteOfContent } from "./network.ts";
import { SimulatedWorld } from "./simulated-world.ts";
import { mirrorCalendar } from "./zoom-work.ts";

const backFill = process.env.DEEP === "1" ? 10_000 : 2_000;

let world: SimulatedWorld;
beforeAll(async () => {
  world = await SimulatedWorld.start();
}, 60_000);
afterAll(async () => world.close());
beforeEach(async () => {
  await world.reset(7);
  await settle();
});

/** Post arrives and time passes, until nothing is left to do; less than a sweep takes. */
async function settle(rounds = 6): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await world.carryMail(reliable);
    world.passTime({ seconds: 12 });
    await world.work();
  }
}

/** The calls made meanwhile. */
async function during(work: () => Promise<void>): Promise<Call[]> {
  const before = world.calls.length;
  await work();
  return world.calls.slice(before);
}

const lines = (calls: readonly Call[]): string[] =>
  calls.map(({ service, method, path }) => `${service} ${method} ${kindOf(path)}`);

function kindOf(path: string): string {
  const [address = ""] = path.split("?");
  if (address.includes("/delta")) return "delta";
  if (address.startsWith("/$batch")) return "batch";
  if (/^\/calendars\/[^/]+\/events/.test(address)) return "calendar events";
  return address.replace(/\d{9,}/, "{id}").replace(/AAMk[\w-]+=?(%3D)?/, "{id}");
}

const at = (dateTime: string) => ({ dateTime, timeZone: ada.timeZone });

function create(subject: string, day = "2026-10-20"): StoredEvent {
  return world.sandbox.calendar.create(ada.id, {
    subject,
    start: at(`${day}T10:00:00`),
    end: at(`${day}T11:00:00`),
  });
}

/** An appointment with a Zoom meeting, in step. */
async function scheduled(): Promise<{ event: StoredEvent; number: string }> {
  const time = {
    start: "2026-10-20T08:00:00Z",
    end: "2026-10-20T09:00:00Z",
    timeZone: ada.timeZone,
    isAllDay: false,
  };
  const addIn = await world.product.signIn(ada);
  const { body } = await addIn.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment({ subject: "Planning", time }),
  });
  const event = world.sandbox.calendar.create(ada.id, {
    subject: "Planning",
    start: at("2026-10-20T10:00:00"),
    end: at("2026-10-20T11:00:00"),
    body: { contentType: "html", content: `<p><a href="${body.joinUrl}">Join</a></p>` },
  });
  await settle();
  return { event, number: body.zoomMeetingId };
}

describe("what one change costs", () => {
  test("a moved appointment: one delta call, one re-read at most, and one write to Zoom", async () => {
    const { event } = await scheduled();
    const calls = await during(async () => {
      world.sandbox.calendar.update(ada.id, event.id, {
        start: at("2026-10-21T10:00:00"),
        end: at("2026-10-21T11:00:00"),
      });
      await settle(1);
    });
    const made = lines(calls);
    expect(made.filter((line) => line === "graph GET delta")).toHaveLength(1);
    expect(made.filter((line) => line === "graph POST batch").length).toBeLessThanOrEqual(1);
    expect(made.filter((line) => line === "zoom PATCH /meetings/{id}")).toHaveLength(1);
    expect(made.length).toBeLessThanOrEqual(3);
  });

  test("the echo of our own write to Zoom, and to Outlook: no write at all", async () => {
    const { event, number } = await scheduled();
    world.sandbox.calendar.update(ada.id, event.id, { subject: "Renamed in Outlook" });
    await settle(1);
    world.zoom.change(number, { topic: "Renamed in Zoom" });
    await settle(2);
    expect(world.sandbox.calendar.get(ada.id, event.id).subject).toBe("Renamed in Zoom");
    const echoes = await during(() => settle(8));
    expect(lines(echoes.filter(isWrite))).toEqual([]);
  });

  test("a burst of fifty edits: three runs at most", async () => {
    const events = Array.from({ length: 50 }, (_, n) => create(`Entry ${n}`));
    await settle();
    const calls = await during(async () => {
      for (const [n, event] of events.entries()) {
        world.sandbox.calendar.update(ada.id, event.id, { subject: `Edited ${n}` });
        if (n % 5 !== 0) continue;
        await world.carryMail(reliable);
        world.passTime({ seconds: 1 });
        await world.work();
      }
      await settle(2);
    });
    // Each run asks the feed once.
    expect(lines(calls).filter((line) => line === "graph GET delta").length).toBeLessThanOrEqual(3);
    const patches = calls.filter((call) => call.method === "PATCH");
    expect(patches.length).toBeLessThanOrEqual(100);
  });
});

describe("a day in which nothing happens", () => {
  const aDay = async (): Promise<void> => {
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      world.passTime({ minutes: 5 });
      await world.work();
      await world.carryMail(reliable);
    }
  };

  test("costs sweeps and renewals of the subscription, and no write", async () => {
    await scheduled();
    create("Quiet");
    await settle();
    const calls = await during(aDay);
    expect(lines(calls.filter(isWriteOfContent))).toEqual([]);
    const sweeps = 24 * 12;
    const perSweep = ["graph GET delta", "zoom GET /users/me/meetings", "zoom GET calendar events"];
    const others = lines(calls).filter((line) => !perSweep.includes(line));
    expect(lines(calls).length - others.length).toBeLessThanOrEqual(3 * (sweeps + 2) * 1.12);
    // The new day's window is read anew, once, and a subscription lasts a week.
    expect(others.length).toBeLessThanOrEqual(8);
  }, 120_000);

  test("with version 1: the calendar is not read once", async () => {
    await scheduled();
    await world.atPortal("PUT", routes.syncVersion, { version: "v1" });
    await settle();
    const calls = await during(aDay);
    expect(lines(calls).filter((line) => line.startsWith("graph"))).toEqual([]);
  }, 120_000);
});

// Last, since whoever comes after it would have to clear all of it away.
test(`a back-fill of ${backFill} events (10,000 with DEEP=1): within 1.2 times the least number of calls`, async () => {
  await world.reset(7);
  const start = Temporal.PlainDateTime.from("2026-10-20T08:00:00");
  for (let n = 0; n < backFill; n += 1) {
    const from = start.add({ hours: n });
    world.sandbox.calendar.create(ada.id, {
      subject: `Entry ${n}`,
      start: at(from.toString({ smallestUnit: "second" })),
      end: at(from.add({ minutes: 30 }).toString({ smallestUnit: "second" })),
    });
  }
  world.mail.empty();
  const calls = await during(async () => {
    for (let round = 0; round < 4; round += 1) {
      await world.work();
      world.passTime({ seconds: 45 });
    }
  });
  const made = lines(calls);
  const inserts = made.filter((line) => line === "zoom POST calendar events").length;
  expect(inserts).toBe(backFill);
  const pages = Math.ceil(backFill / 200);
  const setUp = 12;
  expect(calls.length).toBeLessThanOrEqual(1.2 * (pages + backFill + setUp));
  expect(world.zoom.eventsIn(mirrorCalendar(world) ?? "")).toHaveLength(backFill);
}, 300_000);
