import { type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { type BothSides, type Found, lookAtBothSides } from "./both-sides.ts";
import { type Expected, subjectOf } from "./expected.ts";

const minutes = 30;

/** Where something new is made. */
export type Place = "outlook" | "zoomCalendar" | "zoom";

/**
 * Somebody at work in Outlook and in Zoom at once, who remembers what they did. Of one thing the
 * subject is edited on one side only, and so is the time, so that nothing they do is a conflict. A linked
 * meeting is edited on one side: what goes to and fro within minutes is held as a loop. Zoom's calendar
 * wants the times with every write and has no way to write only what nobody changed, so a time that is
 * edited there is never written by us at the same moment: such an entry is edited there alone.
 */
export class BusyPerson {
  readonly person: Person;
  readonly things: Expected[] = [];
  readonly #sandbox: Sandbox;
  readonly #random: () => number;
  /** Zoom takes a hundred writes a day for one host; above this meetings are left alone. */
  #meetingEditsLeft: number;

  constructor(
    sandbox: Sandbox,
    person: Person,
    { random, meetingEdits }: { random: () => number; meetingEdits: number },
  ) {
    this.#sandbox = sandbox;
    this.person = person;
    this.#random = random;
    this.#meetingEditsLeft = meetingEdits;
  }

  /** One thing more: an entry in Outlook or in Zoom's calendar, or a Zoom meeting. */
  make(where: Place, isDoomed = false): void {
    const number = this.things.length;
    const isEven = number % 2 === 0;
    const name = this.person.mail.split("@")[0] ?? "";
    const key = `${name}~${number}`;
    const start = Temporal.Now.instant()
      .round({ smallestUnit: "hour", roundingMode: "ceil" })
      .add({ hours: 24 + number * 3 });
    const subject = subjectOf(key, 0);
    const subjectIn = where === "outlook" || (where === "zoom" && isEven) ? "outlook" : "zoom";
    const timeIn = where === "zoomCalendar" && isEven ? "outlook" : subjectIn;
    const thing: Expected = {
      key,
      kind: where === "zoom" ? "meeting" : "entry",
      subjectIn,
      timeIn,
      subject,
      start,
      isAlive: true,
      isDoomed,
      edits: 0,
      eventId: null,
      zoomId: null,
    };
    const zoom = zoomByHand(this.#sandbox);
    switch (where) {
      case "outlook":
        thing.eventId = this.#sandbox.calendar.create(this.person.id, {
          subject,
          ...inOutlook(start),
        }).id;
        break;
      case "zoomCalendar": {
        const { mirrorId } = this.look();
        if (mirrorId === null) return;
        const body = { summary: subject, ...inZoomCalendar(start) };
        thing.zoomId = zoom.addEvent(this.#zoomEmail, body, mirrorId).id;
        break;
      }
      case "zoom":
        thing.zoomId = String(
          zoom.schedule(this.#zoomEmail, {
            topic: subject,
            type: 2,
            start_time: start.toString(),
            duration: minutes,
            timezone: "UTC",
          }).id,
        );
        break;
    }
    this.things.push(thing);
  }

  /** Edits, makes or deletes one thing, by chance. */
  act(): void {
    const chance = this.#random();
    if (chance < 0.06) this.make("outlook");
    else if (chance < 0.1) this.make("zoomCalendar");
    else if (chance < 0.12 && this.#meetingEditsLeft > 0) this.make("zoom");
    else if (chance < 0.14) this.#delete();
    else this.#edit();
  }

  look(): BothSides {
    const sides = lookAtBothSides(this.#sandbox, this.person);
    for (const thing of this.things) {
      const mine = ({ key }: Found) => key === thing.key;
      thing.eventId ??= sides.outlook.find(mine)?.id ?? null;
      const inZoom = thing.kind === "meeting" ? sides.meetings : sides.mirror;
      thing.zoomId ??= inZoom.find(mine)?.id ?? null;
    }
    return sides;
  }

  /** What is not as it must be, in words. */
  faults(): string[] {
    const { outlook, meetings, mirror } = this.look();
    return this.things.flatMap((thing) => {
      const isMeeting = thing.kind === "meeting";
      return [
        ...compare("Outlook", thing, outlook, thing.isAlive ? 1 : 0),
        ...compare("Zoom", thing, meetings, isMeeting && thing.isAlive ? 1 : 0),
        ...compare("Zoom's calendar", thing, mirror, !isMeeting && thing.isAlive ? 1 : 0),
      ];
    });
  }

  #edit(): void {
    this.look();
    const thing = this.#one(({ isDoomed, kind }) => {
      return !isDoomed && (kind === "entry" || this.#meetingEditsLeft > 0);
    });
    if (thing === undefined) return;
    if (thing.kind === "meeting") this.#meetingEditsLeft -= 1;
    thing.edits += 1;
    const isSubject = this.#random() < 0.5;
    if (isSubject) thing.subject = subjectOf(thing.key, thing.edits);
    else thing.start = thing.start.add({ minutes: thing.edits % 2 === 0 ? -15 : 15 });
    const side = isSubject ? thing.subjectIn : thing.timeIn;
    if (side === "outlook") this.#editInOutlook(thing, isSubject);
    else if (thing.kind === "meeting") this.#editMeeting(thing, isSubject);
    else this.#editInCalendar(thing, isSubject);
  }

  #editInOutlook({ eventId, subject, start }: Expected, isSubject: boolean): void {
    const change = isSubject ? { subject } : inOutlook(start);
    this.#sandbox.calendar.update(this.person.id, eventId ?? "", change);
  }

  #editMeeting({ zoomId, subject, start }: Expected, isSubject: boolean): void {
    const time = { start_time: start.toString(), duration: minutes, timezone: "UTC" };
    zoomByHand(this.#sandbox).change(zoomId ?? "", isSubject ? { topic: subject } : time);
  }

  /** Zoom's calendar wants the times with every change: those that stand there. */
  #editInCalendar({ key, zoomId, subject, start }: Expected, isSubject: boolean): void {
    const { mirror, mirrorId } = this.look();
    const known = mirror.find((found) => found.key === key);
    if (known === undefined || mirrorId === null) throw new Error(`${key} left Zoom's calendar`);
    const body = isSubject
      ? { summary: subject, ...inZoomCalendar(known.start) }
      : inZoomCalendar(start);
    zoomByHand(this.#sandbox).changeEvent(mirrorId, zoomId ?? "", body);
  }

  /** Only what was never edited: an edit under way would rightly beat the deletion. */
  #delete(): void {
    const { mirrorId } = this.look();
    const thing = this.#one(({ isDoomed }) => isDoomed);
    if (thing === undefined) return;
    thing.isAlive = false;
    if (thing.subjectIn === "outlook") {
      this.#sandbox.calendar.remove(this.person.id, thing.eventId ?? "");
    } else if (thing.kind === "meeting") {
      zoomByHand(this.#sandbox).remove(thing.zoomId ?? "");
    } else if (mirrorId !== null) {
      zoomByHand(this.#sandbox).removeEvent(mirrorId, thing.zoomId ?? "");
    }
  }

  /** By chance, one that is alive and on both sides. */
  #one(isMeant: (thing: Expected) => boolean): Expected | undefined {
    const found = this.things.filter(
      (thing) => thing.isAlive && thing.eventId !== null && thing.zoomId !== null && isMeant(thing),
    );
    return found[Math.floor(this.#random() * found.length)];
  }

  get #zoomEmail(): string {
    return this.person.zoomEmail ?? this.person.mail;
  }
}

function compare(place: string, thing: Expected, found: readonly Found[], count: number): string[] {
  const mine = found.filter(({ key }) => key === thing.key);
  if (mine.length !== count) return [`${thing.key}: ${mine.length} in ${place}, not ${count}`];
  return mine
    .filter(({ subject, start }) => subject !== thing.subject || !start.equals(thing.start))
    .map(
      ({ subject, start }) =>
        `${thing.key}: "${subject}" at ${start.toString()} in ${place}, ` +
        `not "${thing.subject}" at ${thing.start.toString()}`,
    );
}

function inOutlook(start: Temporal.Instant) {
  const at = (instant: Temporal.Instant) => ({
    dateTime: instant.toString({ smallestUnit: "second" }).replace("Z", ".0000000"),
    timeZone: "UTC",
  });
  return { start: at(start), end: at(start.add({ minutes })) };
}

function inZoomCalendar(start: Temporal.Instant) {
  const at = (instant: Temporal.Instant) => ({ dateTime: instant.toString(), timeZone: "UTC" });
  return { start: at(start), end: at(start.add({ minutes })) };
}
