import { type EventInput, type StoredEvent } from "../../src/sandbox/world/model.ts";
import { ada, ben } from "../support/product.ts";
import { guest } from "../support/syncing.ts";
import { type Ledger } from "./ledger.ts";
import { anyOwn, attempt, create, secondCalendar } from "./outlook-work.ts";
import { type SimulatedWorld } from "./simulated-world.ts";
import { randomSlot } from "./slots.ts";
import { anyMeeting, isAlive } from "./zoom-work.ts";

type Work = (world: SimulatedWorld, ledger: Ledger) => void;

/** What people do less often. Apart, so that the stories of older seeds stay what they were. */
export const rarerWork: ReadonlyArray<{ weight: number; name: string; work: Work }> = [
  { weight: 3, name: "shows one as something else", work: showAs },
  { weight: 3, name: "makes one private, or public again", work: makePrivate },
  { weight: 3, name: "invites Ben, or does not any more", work: inviteInOutlook },
  { weight: 3, name: "invites somebody in Zoom, or does not any more", work: inviteInZoom },
  { weight: 2, name: "moves one to another calendar", work: moveHouse },
  {
    weight: 2,
    name: "creates a monthly series",
    work: (w, l) => createRare(w, l, "absoluteMonthly"),
  },
  {
    weight: 2,
    name: "creates a yearly series",
    work: (w, l) => createRare(w, l, "absoluteYearly"),
  },
];

function showAs(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world);
  if (!event) return;
  const shown = world.chance.pick(["free", "busy", "oof", "tentative"] as const);
  world.sandbox.calendar.update(ada.id, event.id, { showAs: shown });
  ledger.note(`  ${event.subject}: ${shown}`);
}

function makePrivate(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world);
  if (!event) return;
  const sensitivity = event.sensitivity === "normal" ? "private" : "normal";
  world.sandbox.calendar.update(ada.id, event.id, { sensitivity });
  ledger.guard("outlook", event.id);
  ledger.note(`  ${event.subject}: ${sensitivity}`);
}

function inviteInOutlook(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world);
  if (!event) return;
  const others = event.attendees.filter(({ emailAddress }) => emailAddress.address !== ben.mail);
  const attendees = others.length < event.attendees.length ? others : [...others, guest(ben)];
  world.sandbox.calendar.update(ada.id, event.id, { attendees });
  ledger.note(`  ${event.subject}: ${attendees.length}`);
}

function inviteInZoom(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, isAlive);
  if (!meeting) return;
  const { meeting_invitees: now = [] } = meeting.settings as {
    meeting_invitees?: Array<{ email: string }>;
  };
  const email = "zoe@elsewhere.example";
  const others = now.filter((one) => one.email !== email);
  const invitees = others.length < now.length ? others : [...others, { email }];
  world.zoom.change(meeting.id, { settings: { meeting_invitees: invitees } });
  ledger.note(`  ${meeting.topic}: ${invitees.length}`);
}

/** Outlook makes it another event, with everything in it. */
function moveHouse(world: SimulatedWorld, ledger: Ledger): void {
  const event = anyOwn(world, ({ type, isAllDay }) => type === "singleInstance" && !isAllDay);
  if (!event) return;
  const { subject, body, location, sensitivity, extendedProperties, attendees } = event;
  const { start, end, showAs: shown } = event;
  const moved = world.sandbox.calendar.create(
    ada.id,
    {
      ...{ subject, body, location, sensitivity, extendedProperties, attendees },
      ...{ start, end, showAs: shown },
    },
    secondCalendar(world),
  );
  world.sandbox.calendar.remove(ada.id, event.id);
  ledger.edited("outlook", event.id, { isDeleted: true });
  ledger.made("outlook", moved.id, { subject, isGuarded: true });
  ledger.note(`  ${subject}`);
}

function createRare(
  world: SimulatedWorld,
  ledger: Ledger,
  type: "absoluteMonthly" | "absoluteYearly",
): void {
  const slot = randomSlot(world);
  const day = Temporal.PlainDate.from(slot.start.dateTime.slice(0, 10));
  const recurrence: NonNullable<EventInput["recurrence"]> & StoredEvent["recurrence"] = {
    pattern: {
      type,
      interval: 1,
      month: type === "absoluteYearly" ? day.month : 0,
      dayOfMonth: day.day,
      daysOfWeek: [],
      firstDayOfWeek: "sunday",
      index: "first",
    },
    range: {
      type: "numbered",
      startDate: day.toString(),
      endDate: "0001-01-01",
      recurrenceTimeZone: ada.timeZone,
      numberOfOccurrences: world.chance.whole(2, 3),
    },
  };
  attempt(() => create(world, ledger, { ...slot, recurrence }));
}
