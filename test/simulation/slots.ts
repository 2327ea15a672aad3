import { ada } from "../support/product.ts";
import { type SimulatedWorld } from "./simulated-world.ts";

let subjects = 0;

/** A subject nothing else in this seed has. */
export function nextSubject(): string {
  subjects += 1;
  return `S${subjects}`;
}

export function forgetSubjects(): void {
  subjects = 0;
}

export function dayAfter(world: SimulatedWorld, days: number): Temporal.PlainDate {
  return world.now.toZonedDateTimeISO("Europe/Berlin").toPlainDate().add({ days });
}

/** Some time on one of the coming days, late enough that it is ahead when the seed ends. */
export function randomSlot(world: SimulatedWorld) {
  const { chance } = world;
  const day = dayAfter(world, chance.whole(4, 20));
  const begin = day.toPlainDateTime({
    hour: chance.whole(7, 18),
    minute: chance.pick([0, 15, 30]),
  });
  const end = begin.add({ minutes: chance.pick([15, 30, 60, 90]) });
  const time = (at: Temporal.PlainDateTime) => ({
    dateTime: `${at.toString({ smallestUnit: "second" })}.0000000`,
    timeZone: ada.timeZone,
  });
  return { start: time(begin), end: time(end) };
}
