import { faultsAtRest, readStanding } from "./agreement.ts";
import { addWithAddIn } from "./add-in-work.ts";
import { detailFaults } from "./details.ts";
import { happenings } from "./happenings.ts";
import { Ledger } from "./ledger.ts";
import { type MailFaults, reliable } from "./mail-bag.ts";
import { type Faults, isWriteOfContent, noFaults } from "./network.ts";
import { lostWords } from "./nothing-lost.ts";
import { outlookWork } from "./outlook-work.ts";
import { comeToRest } from "./quiescence.ts";
import { rarerWork } from "./rarer-work.ts";
import { type SimulatedWorld } from "./simulated-world.ts";
import { forgetSubjects } from "./slots.ts";
import { zoomWork } from "./zoom-work.ts";

/** What goes wrong in one seed. */
interface Weather {
  name: string;
  mail: MailFaults;
  calls: Faults;
  /** Of a hundred rounds so many end the process at some step. */
  crashes: number;
  /** Of a hundred rounds so many have a happening between them. */
  happenings: number;
}

const weathers: readonly Weather[] = [
  { name: "calm", mail: reliable, calls: noFaults, crashes: 0, happenings: 0 },
  {
    name: "bad post",
    mail: { lost: 30, doubled: 20, late: 30, isShuffled: true },
    calls: noFaults,
    crashes: 0,
    happenings: 0,
  },
  {
    name: "bad network",
    mail: reliable,
    calls: { throttled: 5, broken: 5, lostRequest: 3, lostAnswer: 6 },
    crashes: 0,
    happenings: 0,
  },
  { name: "crashes", mail: reliable, calls: noFaults, crashes: 60, happenings: 0 },
  { name: "happenings", mail: reliable, calls: noFaults, crashes: 0, happenings: 60 },
  {
    name: "storm",
    mail: { lost: 25, doubled: 25, late: 25, isShuffled: true },
    calls: { throttled: 4, broken: 4, lostRequest: 3, lostAnswer: 5 },
    crashes: 40,
    happenings: 30,
  },
];

type Deed = (typeof outlookWork)[number];
const usualDeeds: readonly Deed[] = [...outlookWork, ...zoomWork];
/** With what people do less often. */
export const allDeeds: readonly Deed[] = [...usualDeeds, ...rarerWork];

/** Plays one seed to its end. Returns what is wrong then, and what was done, for the reader. */
export async function simulate(
  world: SimulatedWorld,
  seed: number,
  deeds: readonly Deed[] = usualDeeds,
): Promise<{ faults: string[]; story: string }> {
  await world.reset(seed);
  forgetSubjects();
  const { chance } = world;
  const ledger = new Ledger();
  const weather = chance.pick(weathers);
  ledger.note(`seed ${seed}, ${weather.name}, from ${world.now.toString()}`);
  if (chance.percent(70)) await becomeLive(world);
  for (let first = chance.whole(2, 4); first > 0; first -= 1) await begin(world, ledger);
  const rounds = chance.whole(3, 7);
  for (let round = 0; round < rounds; round += 1) {
    for (let left = chance.whole(1, 4); left > 0; left -= 1) {
      await doSomething(world, ledger, deeds);
    }
    if (chance.percent(weather.happenings)) {
      const { name, happen } = chance.pick(happenings);
      ledger.note(`— ${name}`);
      await happen(world);
    }
    world.faults = weather.calls;
    await world.carryMail(weather.mail);
    if (chance.percent(weather.crashes)) world.life.endAfter(chance.whole(0, 120));
    const pause = chance.pick([{ seconds: 3 }, { seconds: 30 }, { minutes: 6 }, { hours: 2 }]);
    world.passTime(pause);
    await world.work();
    world.life.goOn();
    ledger.note(`after ${JSON.stringify(pause)} a run; crashes so far: ${world.crashes}`);
  }
  await comeToRest(world);
  const standing = await readStanding(world);
  const faults = [
    ...faultsAtRest(world, standing),
    ...detailFaults(ledger, standing),
    ...lostWords(ledger, standing),
    ...(await writesOfAnotherRun(world)),
  ];
  return { faults, story: ledger.lines.join("\n") };
}

async function becomeLive(world: SimulatedWorld): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await world.carryMail(reliable);
    await world.work();
    world.passTime({ seconds: 10 });
  }
}

/** Something to work on. */
async function begin(world: SimulatedWorld, ledger: Ledger): Promise<void> {
  const makes = usualDeeds.filter(({ name }) => /^(creates|schedules)/.test(name));
  const { name, work } = world.chance.pick(makes);
  ledger.note(name);
  work(world, ledger);
  if (world.chance.percent(25)) {
    ledger.note("adds a meeting with the add-in");
    await addWithAddIn(world, ledger);
  }
}

async function doSomething(
  world: SimulatedWorld,
  ledger: Ledger,
  deeds: readonly Deed[],
): Promise<void> {
  const { chance } = world;
  if (chance.percent(8)) {
    ledger.note("adds a meeting with the add-in");
    await addWithAddIn(world, ledger);
    return;
  }
  const { name, work } = chance.pick(
    deeds.flatMap((one) => Array.from({ length: one.weight }, () => one)),
  );
  ledger.note(name);
  work(world, ledger);
}

/** A world in step needs nothing more. */
async function writesOfAnotherRun(world: SimulatedWorld): Promise<string[]> {
  const before = world.calls.length;
  for (let round = 0; round < 2; round += 1) {
    world.passTime({ minutes: 6 });
    await world.carryMail(reliable);
    await world.work();
  }
  return world.calls
    .slice(before)
    .filter(isWriteOfContent)
    .map(
      ({ service, method, path, body }) =>
        `another run wrote: ${service} ${method} ${path} ${body}`,
    );
}
