import { type StoredMeeting } from "../../src/sandbox/zoom/core/meeting.ts";
import { ZoomError } from "../../src/sandbox/zoom/core/zoom-error.ts";
import { type StoredEvent } from "../../src/sandbox/zoom/calendar/calendar-state.ts";
import { getParts } from "../../src/sandbox/zoom/parts.ts";
import { ada } from "../support/product.ts";
import { type Ledger } from "./ledger.ts";
import { type SimulatedWorld } from "./simulated-world.ts";
import { nextSubject, randomSlot } from "./slots.ts";

type Work = (world: SimulatedWorld, ledger: Ledger) => void;

/** Ada at work in Zoom: its meetings, and the calendar that mirrors Outlook. */
export const zoomWork: ReadonlyArray<{ weight: number; name: string; work: Work }> = [
  { weight: 4, name: "schedules a Zoom meeting", work: schedule },
  { weight: 2, name: "schedules a Zoom series", work: scheduleSeries },
  { weight: 4, name: "renames in Zoom", work: rename },
  { weight: 4, name: "moves in Zoom", work: move },
  { weight: 1, name: "writes an agenda in Zoom", work: writeAgenda },
  { weight: 2, name: "deletes in Zoom", work: remove },
  { weight: 1, name: "recovers in Zoom", work: recover },
  { weight: 1, name: "deletes an occurrence in Zoom", work: removeOccurrence },
  { weight: 2, name: "renames in Zoom's calendar", work: renameInCalendar },
  { weight: 2, name: "moves in Zoom's calendar", work: moveInCalendar },
  { weight: 1, name: "deletes in Zoom's calendar", work: removeInCalendar },
  { weight: 2, name: "creates in Zoom's calendar", work: createInCalendar },
];

const zone = "Europe/Berlin";

function zoomSlot(world: SimulatedWorld) {
  const { start, end } = randomSlot(world);
  const [from, to] = [start, end].map(({ dateTime }) => Temporal.PlainDateTime.from(dateTime)) as [
    Temporal.PlainDateTime,
    Temporal.PlainDateTime,
  ];
  return {
    start_time: from.toZonedDateTime(zone).toInstant().toString({ smallestUnit: "second" }),
    duration: from.until(to).total("minutes"),
    timezone: zone,
  };
}

function schedule(world: SimulatedWorld, ledger: Ledger): void {
  const topic = nextSubject();
  const slot = zoomSlot(world);
  const { id } = world.zoom.schedule(ada.mail, { topic, type: 2, ...slot });
  ledger.made("zoom", String(id), { subject: topic });
  ledger.note(`  ${topic} ${slot.start_time} (${id})`);
}

function scheduleSeries(world: SimulatedWorld, ledger: Ledger): void {
  const topic = nextSubject();
  const recurrence = {
    type: 1,
    repeat_interval: world.chance.whole(1, 2),
    end_times: world.chance.whole(2, 5),
  };
  const slot = zoomSlot(world);
  const { id } = world.zoom.schedule(ada.mail, { topic, type: 8, ...slot, recurrence });
  ledger.made("zoom", String(id), { subject: topic });
  ledger.note(`  ${topic} ${slot.start_time} ${JSON.stringify(recurrence)} (${id})`);
}

export function meetingsOf(world: SimulatedWorld): StoredMeeting[] {
  return Object.values(getParts(world.sandbox).world.state.value.meetings).sort((a, b) =>
    a.topic.localeCompare(b.topic),
  );
}

export function anyMeeting(world: SimulatedWorld, matches: (meeting: StoredMeeting) => boolean) {
  const found = meetingsOf(world).filter(matches);
  return found.length === 0 ? null : world.chance.pick(found);
}

export const isAlive = ({ deletedAt }: StoredMeeting) => deletedAt === null;

function rename(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, isAlive);
  if (!meeting) return;
  const topic = nextSubject();
  ledger.note(`  ${meeting.topic} → ${topic}`);
  world.zoom.change(meeting.id, { topic });
  ledger.edited("zoom", String(meeting.id), { subject: topic });
}

function move(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, (one) => isAlive(one) && one.type !== 3);
  if (!meeting) return;
  const slot = zoomSlot(world);
  world.zoom.change(meeting.id, slot);
  ledger.edited("zoom", String(meeting.id), { start: slot.start_time });
  ledger.note(`  ${meeting.topic} to ${slot.start_time} ${slot.duration}'`);
}

function writeAgenda(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, isAlive);
  if (!meeting) return;
  world.zoom.change(meeting.id, { agenda: `Agenda ${nextSubject()}` });
  ledger.note(`  of ${meeting.topic}`);
}

function remove(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, isAlive);
  if (!meeting) return;
  world.zoom.remove(meeting.id);
  ledger.edited("zoom", String(meeting.id), { isDeleted: true });
  ledger.note(`  ${meeting.topic}`);
}

function recover(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, (one) => !isAlive(one));
  if (!meeting) return;
  world.zoom.recover(meeting.id);
  ledger.note(`  ${meeting.topic}`);
}

function removeOccurrence(world: SimulatedWorld, ledger: Ledger): void {
  const meeting = anyMeeting(world, (one) => isAlive(one) && one.type === 8);
  const left = meeting?.occurrences.filter(({ status }) => status === "available") ?? [];
  if (!meeting || left.length < 2) return;
  const occurrence = world.chance.pick(left);
  attempt(() => {
    world.zoom.remove(meeting.id, occurrence.occurrence_id);
    ledger.note(`  ${meeting.topic} of ${occurrence.start_time}`);
  });
}

/** The calendar the product made. */
export function mirrorCalendar(world: SimulatedWorld): string | null {
  const { calendars } = getParts(world.sandbox).world.calendars.value;
  // One that does not say yet whose it is may still become the person's own.
  const marked = Object.values(calendars).find(({ description }) =>
    description.includes("[outlook-mirror]"),
  );
  return marked?.id ?? null;
}

function anyMirrored(world: SimulatedWorld): { calendarId: string; event: StoredEvent } | null {
  const calendarId = mirrorCalendar(world);
  if (calendarId === null) return null;
  const events = world.zoom
    .eventsIn(calendarId)
    .filter(({ instanceOf }) => instanceOf === null)
    .sort((a, b) => summaryOf(a).localeCompare(summaryOf(b)));
  return events.length === 0 ? null : { calendarId, event: world.chance.pick(events) };
}

const summaryOf = ({ fields }: StoredEvent): string =>
  typeof fields.summary === "string" ? fields.summary : "";

const timeOf = (time: StoredEvent["start"]) =>
  time.kind === "day"
    ? { date: time.date, ...(time.timeZone !== null && { timeZone: time.timeZone }) }
    : { dateTime: time.instant, ...(time.timeZone !== null && { timeZone: time.timeZone }) };

function renameInCalendar(world: SimulatedWorld, ledger: Ledger): void {
  const found = anyMirrored(world);
  if (!found) return;
  const { calendarId, event } = found;
  const summary = nextSubject();
  world.zoom.changeEvent(calendarId, event.id, {
    summary,
    start: timeOf(event.start),
    end: timeOf(event.end),
  });
  ledger.edited("calendar", event.id, { subject: summary });
  ledger.note(`  ${summaryOf(event)} → ${summary}`);
}

function moveInCalendar(world: SimulatedWorld, ledger: Ledger): void {
  const found = anyMirrored(world);
  if (!found || found.event.start.kind === "day") return;
  const { calendarId, event } = found;
  // A moved occurrence stands by itself, and Exchange lets it pass none of its neighbours.
  const isPart = world.zoom
    .eventsIn(calendarId)
    .some((other) => other.id !== event.id && summaryOf(other) === summaryOf(event));
  if (isPart) return;
  const slot = calendarSlot(world);
  world.zoom.changeEvent(calendarId, event.id, slot);
  ledger.edited("calendar", event.id, { start: slot.start.dateTime });
  ledger.note(`  ${summaryOf(event)} to ${slot.start.dateTime}`);
}

function removeInCalendar(world: SimulatedWorld, ledger: Ledger): void {
  const found = anyMirrored(world);
  if (!found) return;
  world.zoom.removeEvent(found.calendarId, found.event.id);
  ledger.edited("calendar", found.event.id, { isDeleted: true });
  ledger.note(`  ${summaryOf(found.event)}`);
}

function createInCalendar(world: SimulatedWorld, ledger: Ledger): void {
  const calendarId = mirrorCalendar(world);
  if (calendarId === null) return;
  const summary = nextSubject();
  const slot = calendarSlot(world);
  const { id } = world.zoom.addEvent(ada.mail, { summary, ...slot }, calendarId);
  ledger.made("calendar", id, { subject: summary });
  ledger.note(`  ${summary} ${slot.start.dateTime}`);
}

function calendarSlot(world: SimulatedWorld) {
  const { start_time, duration } = zoomSlot(world);
  const start = Temporal.Instant.from(start_time);
  const at = (instant: Temporal.Instant) => ({
    dateTime: instant.toString({ smallestUnit: "second" }),
    timeZone: zone,
  });
  return { start: at(start), end: at(start.add({ minutes: duration })) };
}

/** Zoom refuses some of what chance comes up with. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (!(cause instanceof ZoomError)) throw cause;
  }
}
