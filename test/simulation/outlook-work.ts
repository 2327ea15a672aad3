import { CalendarError } from "../../src/sandbox/world/calendar-error.ts";
import { addCalendar, secondaryCalendars } from "../../src/sandbox/graph/calendars.ts";
import { type EventInput, type StoredEvent } from "../../src/sandbox/world/model.ts";
import { ada, ben } from "../support/product.ts";
import { guest } from "../support/syncing.ts";
import { type Chance } from "./chance.ts";
import { type Ledger } from "./ledger.ts";
import { type SimulatedWorld } from "./simulated-world.ts";
import { dayAfter, nextSubject, randomSlot } from "./slots.ts";

type Work = (world: SimulatedWorld, ledger: Ledger) => void;

/** People at work in Outlook: mostly Ada, whose calendar is connected, and Ben, who invites her. */
export const outlookWork: ReadonlyArray<{ weight: number; name: string; work: Work }> = [
  { weight: 5, name: "creates an appointment", work: (w, l) => create(w, l, {}) },
  { weight: 1, name: "creates an all-day entry", work: createAllDay },
  { weight: 2, name: "creates a series", work: createSeries },
  { weight: 1, name: "creates a private appointment", work: createPrivate },
  { weight: 1, name: "creates one that is shown as free", work: createFree },
  { weight: 1, name: "creates one with a guest", work: createWithGuest },
  { weight: 1, name: "is invited", work: invite },
  { weight: 1, name: "creates one in a second calendar", work: createInSecond },
  { weight: 4, name: "renames", work: rename },
  { weight: 4, name: "moves", work: (w, l) => move(w, l, false) },
  { weight: 2, name: "moves to another day", work: (w, l) => move(w, l, true) },
  { weight: 1, name: "writes notes", work: writeNotes },
  { weight: 2, name: "deletes", work: remove },
  { weight: 2, name: "deletes one occurrence", work: removeOccurrence },
  { weight: 2, name: "moves one occurrence", work: moveOccurrence },
  { weight: 1, name: "changes a recurrence", work: changeRecurrence },
  { weight: 1, name: "copies an event with everything in it", work: copy },
  { weight: 1, name: "deletes one and writes it again", work: rewrite },
  { weight: 1, name: "the organizer moves a meeting Ada is invited to", work: organizerMoves },
];

export function create(
  world: SimulatedWorld,
  ledger: Ledger,
  more: EventInput,
  mailbox = ada,
): StoredEvent {
  const subject = nextSubject();
  const event = world.sandbox.calendar.create(mailbox.id, {
    subject,
    ...randomSlot(world),
    ...more,
  });
  if (mailbox === ada) {
    ledger.made("outlook", event.id, { subject, isGuarded: event.sensitivity !== "normal" });
  }
  ledger.note(
    `  ${subject} ${event.start.dateTime.slice(0, 16)} ${event.recurrence?.pattern.type ?? ""}`,
  );
  return event;
}

function createAllDay(world: SimulatedWorld, ledger: Ledger): void {
  const day = dayAfter(world, world.chance.whole(1, 15));
  const at = (date: Temporal.PlainDate) => ({
    dateTime: `${date.toString()}T00:00:00.0000000`,
    timeZone: ada.timeZone,
  });
  create(world, ledger, {
    isAllDay: true,
    start: at(day),
    end: at(day.add({ days: world.chance.whole(1, 3) })),
    showAs: world.chance.pick(["free", "oof", "busy"]),
  });
}

function createSeries(world: SimulatedWorld, ledger: Ledger): void {
  const slot = randomSlot(world);
  const day = Temporal.PlainDate.from(slot.start.dateTime.slice(0, 10));
  create(world, ledger, { ...slot, recurrence: randomRecurrence(world.chance, day) });
}

function randomRecurrence(
  chance: Chance,
  day: Temporal.PlainDate,
): NonNullable<EventInput["recurrence"]> {
  const daily = chance.percent(50);
  const weekday = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][
    day.dayOfWeek - 1
  ];
  return {
    pattern: {
      type: daily ? "daily" : "weekly",
      interval: chance.whole(1, 2),
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: daily ? [] : [weekday ?? "monday"],
      firstDayOfWeek: "sunday",
      index: "first",
    },
    range: {
      type: "numbered",
      startDate: day.toString(),
      endDate: "0001-01-01",
      recurrenceTimeZone: ada.timeZone,
      numberOfOccurrences: chance.whole(2, 6),
    },
  };
}

function createPrivate(world: SimulatedWorld, ledger: Ledger): void {
  create(world, ledger, { sensitivity: "private" });
}

function createFree(world: SimulatedWorld, ledger: Ledger): void {
  create(world, ledger, { showAs: world.chance.pick(["free", "tentative", "oof"]) });
}

function createWithGuest(world: SimulatedWorld, ledger: Ledger): void {
  create(world, ledger, { attendees: [guest(ben)] });
}

function invite(world: SimulatedWorld, ledger: Ledger): void {
  create(world, ledger, { attendees: [guest(ada)] }, ben);
}

/** The id of Ada's second calendar, made where there is none yet. */
export function secondCalendar({ sandbox }: SimulatedWorld): string {
  const [calendar] = secondaryCalendars(sandbox, ada);
  return (calendar ?? addCalendar(sandbox, ada, "Second")).id;
}

function createInSecond(world: SimulatedWorld, ledger: Ledger): void {
  const subject = nextSubject();
  const slot = randomSlot(world);
  const event = world.sandbox.calendar.create(ada.id, { subject, ...slot }, secondCalendar(world));
  ledger.made("outlook", event.id, { subject });
  ledger.note(`  ${subject} in the second calendar`);
}

/** One of Ada's own events, of which the organizer's copies are changed by her. */
export function anyOwn(
  world: SimulatedWorld,
  matches: (event: StoredEvent) => boolean = () => true,
) {
  const own = world.sandbox.calendar
    .list(ada.id)
    .filter((event) => event.isOrganizer && matches(event))
    .sort((a, b) => a.subject.localeCompare(b.subject));
  return own.length === 0 ? null : world.chance.pick(own);
}

function rename(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world);
  if (!event) return;
  const subject = nextSubject();
  world.sandbox.calendar.update(ada.id, event.id, { subject });
  ledger.edited("outlook", event.id, { subject });
  ledger.note(`  ${event.subject} → ${subject}`);
}

function move(world: SimulatedWorld, ledger: Ledger, toAnotherDay: boolean): void {
  const event = anyOwn(world, ({ isAllDay }) => !isAllDay);
  if (!event) return;
  const slot = randomSlot(world);
  const day = (toAnotherDay ? slot.start : event.start).dateTime.slice(0, 10);
  const on = ({ dateTime, timeZone }: typeof slot.start) => ({
    dateTime: day + dateTime.slice(10),
    timeZone,
  });
  const times = { start: on(slot.start), end: on(slot.end) };
  attempt(() => {
    const now = world.sandbox.calendar.update(ada.id, event.id, times);
    ledger.edited("outlook", event.id, { start: now.start.dateTime });
    ledger.note(`  ${event.subject} to ${times.start.dateTime.slice(0, 16)}`);
  });
}

function writeNotes(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world);
  if (!event) return;
  const content = event.body.content.includes("</body>")
    ? event.body.content.replace(/<body[^>]*>/, (body) => `${body}<p>${nextSubject()}</p>`)
    : `<p>${nextSubject()}</p>${event.body.content}`;
  world.sandbox.calendar.update(ada.id, event.id, { body: { contentType: "html", content } });
  ledger.note(`  of ${event.subject}`);
}

function remove(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world);
  if (!event) return;
  world.sandbox.calendar.remove(ada.id, event.id);
  ledger.edited("outlook", event.id, { isDeleted: true });
  ledger.note(`  ${event.subject}`);
}

function anyOccurrence(world: SimulatedWorld) {
  const series = anyOwn(world, ({ type }) => type === "seriesMaster");
  if (!series) return null;
  const { now } = world;
  const occurrences = world.sandbox.calendar
    .view(ada.id, now.add({ hours: 24 }).toString(), now.add({ hours: 24 * 60 }).toString())
    .filter(({ seriesMasterId }) => seriesMasterId === series.id);
  return occurrences.length < 2 ? null : world.chance.pick(occurrences);
}

function removeOccurrence(world: SimulatedWorld, ledger: Ledger): void {
  const occurrence = anyOccurrence(world);
  if (!occurrence) return;
  attempt(() => {
    world.sandbox.calendar.remove(ada.id, occurrence.id);
    ledger.note(`  ${occurrence.subject} of ${occurrence.startInstant}`);
  });
}

function moveOccurrence(world: SimulatedWorld, ledger: Ledger): void {
  const occurrence = anyOccurrence(world);
  if (!occurrence || occurrence.isAllDay) return;
  const day = occurrence.start.dateTime.slice(0, 10);
  const slot = randomSlot(world);
  attempt(() => {
    world.sandbox.calendar.update(ada.id, occurrence.id, {
      start: { ...slot.start, dateTime: day + slot.start.dateTime.slice(10) },
      end: { ...slot.end, dateTime: day + slot.end.dateTime.slice(10) },
    });
    ledger.note(
      `  ${occurrence.subject} of ${occurrence.startInstant} to ${slot.start.dateTime.slice(11, 16)}`,
    );
  });
}

function changeRecurrence(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world, ({ isAllDay }) => !isAllDay);
  if (!event) return;
  const day = Temporal.PlainDate.from(event.start.dateTime.slice(0, 10));
  const becomesSingle = event.recurrence !== null && world.chance.percent(30);
  const recurrence = becomesSingle ? null : randomRecurrence(world.chance, day);
  attempt(() => {
    world.sandbox.calendar.update(ada.id, event.id, { recurrence });
    ledger.note(`  of ${event.subject}: ${recurrence?.pattern.type ?? "none"}`);
  });
}

/** Dragged with Ctrl held: everything is copied, our marks included. */
function copy(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world, ({ type, isAllDay }) => type === "singleInstance" && !isAllDay);
  if (!event) return;
  const { subject, body, location, showAs, sensitivity, extendedProperties } = event;
  const copied = world.sandbox.calendar.create(ada.id, {
    ...{ subject, body, location, showAs, sensitivity, extendedProperties },
    ...randomSlot(world),
  });
  ledger.made("outlook", copied.id, { subject, isGuarded: true });
  ledger.note(`  ${subject}`);
}

function rewrite(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world, ({ recurrence }) => recurrence === null);
  if (!event) return;
  const { start, end, isAllDay } = event;
  world.sandbox.calendar.remove(ada.id, event.id);
  ledger.edited("outlook", event.id, { isDeleted: true });
  create(world, ledger, { start, end, isAllDay });
}

function organizerMoves(world: SimulatedWorld, ledger: Ledger): void {
  const own = world.sandbox.calendar
    .list(ben.id)
    .filter(({ isOrganizer }) => isOrganizer)
    .sort((a, b) => a.subject.localeCompare(b.subject));
  if (own.length === 0) return;
  const event = world.chance.pick(own);
  world.sandbox.calendar.update(ben.id, event.id, randomSlot(world));
  ledger.note(`  ${event.subject}`);
}

/** Exchange refuses some of what chance comes up with. */
export function attempt(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (!(cause instanceof CalendarError)) throw cause;
  }
}
