import { type Clock } from "../clock.ts";
import { GraphRefused } from "../graph/errors.ts";
import { etagOf, type GraphEvent } from "../graph/graph-schema.ts";
import { findJoinUrls } from "../../shared/invitation/invitation.ts";
import {
  type CalendarEvent,
  type CalendarEventBody,
  type CalendarEventPatch,
} from "../zoom/calendar-schema.ts";
import { mirrorStateOf, toCalendarEvent } from "../zoom/calendar-event.ts";
import { type ZoomCalendarClient } from "../zoom/calendar-client.ts";
import { ZoomNotFound } from "../zoom/errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { afterOutlookActions } from "../../sync/effects.ts";
import { isSameJson } from "../../sync/equal.ts";
import {
  type MirrorAgreed,
  type MirroredEntry,
  mirroredParts,
  type MirrorKey,
  type MirrorPlan,
  type MirrorState,
  reconcileMirror,
} from "../../sync/mirror.ts";
import { type OutlookFields, type OutlookState, type SyncPolicy } from "../../sync/model.ts";
import { describeMirrorStep } from "./describe-mirror-step.ts";
import { type EntryIntake } from "./entry-intake.ts";
import { type MirrorHistory, type MirrorStep, toldByZoom } from "./mirror-history.ts";
import { mirrorReference } from "./mirror-reference.ts";
import {
  agreedOf,
  calendarStateOf,
  calendarToCopy,
  intendedBy,
  outlookStateOf,
} from "./mirror-states.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { type Mirror, type Mirrors } from "./state/mirrors.ts";
import { type SyncStates } from "./state/sync-states.ts";

interface MirrorParts {
  mirrors: Mirrors;
  entries: Entries;
  states: SyncStates;
  intake: EntryIntake;
  writer: OutlookWriter;
  clients: ZoomClients;
  history: MirrorHistory;
  clock: Clock;
}

export interface MirrorStates {
  readonly key: MirrorKey;
  readonly agreed: MirrorAgreed | null;
  readonly outlook: OutlookState;
  readonly calendar: MirrorState;
}

/** Makes a plan for one event of the mirror; `reconcileMirror`, a flip or an undo. */
export type MirrorPlanner = (states: MirrorStates, policy: SyncPolicy) => MirrorPlan;

const byRules: MirrorPlanner = ({ key, agreed, outlook, calendar }, policy) =>
  reconcileMirror(key, agreed, outlook, calendar, policy);

/** Entries without a Zoom meeting, kept in step with a Zoom calendar of their own. */
export class MirrorWork {
  readonly #parts: MirrorParts;

  constructor(parts: MirrorParts) {
    this.#parts = parts;
  }

  /** Brings what stands in Zoom's calendar for this entry into step with it. */
  async work(run: Run, entry: Entry, calendarId: string): Promise<void> {
    const { mirrors } = this.#parts;
    const known = await mirrors.ofEntries(run.connection, [entry.id]);
    const client = this.#parts.clients.calendarOfPerson(run.connection);
    if (entry.linkId !== null) {
      for (const mirror of known) await this.#remove(run, client, calendarId, mirror);
      return;
    }
    const outlook = outlookStateOf(entry);
    const wanted =
      outlook.state === "present" ? [...mirroredParts(outlook, run.policy).keys()] : [];
    const keys = new Set<MirrorKey>([...wanted, ...known.map(({ part }) => part)]);
    const steps: MirrorStep[] = [];
    try {
      for (const key of keys) {
        const mirror =
          known.find(({ part }) => part === key) ?? mirrors.create(run.connection, entry.id, key);
        if (mirror.isBeingMade) await this.#adoptLost(client, calendarId, mirror, entry);
        // Once the entry is deleted, what stands beside it in Zoom's calendar goes as well.
        steps.push(...(await this.#workOne(run, client, calendarId, entry, mirror, byRules)));
      }
    } finally {
      // What was written before a fault was written.
      await this.#parts.history.record(run, entry, steps);
    }
  }

  /** What a person wishes for one event of the mirror. False when it is not there any more. */
  async carryOut(run: Run, mirrorId: string, planner: MirrorPlanner): Promise<boolean> {
    const { mirrors, entries, clients, history } = this.#parts;
    const { zoomCalendarId } = run.state;
    const mirror = await mirrors.byId(run.connection, mirrorId);
    const entry = mirror?.entryId ? await entries.byId(run.connection, mirror.entryId) : null;
    if (zoomCalendarId === null || !mirror || entry?.linkId !== null) return false;
    entry.seenBy = "portal";
    const client = clients.calendarOfPerson(run.connection);
    const steps = await this.#workOne(run, client, zoomCalendarId, entry, mirror, planner);
    await history.record(
      run,
      entry,
      steps.map((step) => ({
        ...step,
        description: { ...step.description, changedIn: "portal", changes: [] },
      })),
    );
    // Its other events in Zoom's calendar may follow from it.
    entry.isDirty = true;
    await entries.save([entry]);
    return true;
  }

  /** Returns the step when anything was written. */
  async #workOne(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    entry: Entry,
    mirror: Mirror,
    planner: MirrorPlanner,
  ): Promise<MirrorStep[]> {
    const { history } = this.#parts;
    const { id: mirrorId, part: key } = mirror;
    const outlook = outlookStateOf(entry);
    const before = agreedOf(mirror, outlook, run.policy);
    const calendar = calendarStateOf(mirror);
    // Kept before another write is begun, which takes the place of the one this may follow from.
    mirror.agreed = before;
    const plan = planner({ key, agreed: before, outlook, calendar }, run.policy);
    const description = describeMirrorStep(key, before, outlook, calendar, plan, run.policy);
    await this.#execute(run, client, calendarId, entry, mirror, plan);
    if (plan.agreed !== null) await history.conflicted(run, mirrorId, plan.conflicts);
    return description.did.length > 0 ? [{ mirrorId, description, before }] : [];
  }

  /** An event that somebody made in Zoom's calendar gets its entry in Outlook. */
  async workNew(run: Run, mirror: Mirror): Promise<void> {
    const { mirrors, entries, intake, history } = this.#parts;
    const never: OutlookState = { state: "absent", reason: "never" };
    const calendar = calendarToCopy(mirror);
    const plan = reconcileMirror(mirror.part, mirror.agreed, never, calendar, run.policy);
    const [create] = plan.outlook;
    if (create?.type !== "createOutlookEvent") {
      mirror.isDirty = false;
      if (mirror.calendar === null) await mirrors.delete(mirror);
      else await mirrors.save(mirror);
      return;
    }
    // The first try counts: one whose answer was lost may have made the event all the same.
    if (mirror.intended === null) {
      mirror.intended = intendedBy(plan, "outlook");
      await mirrors.save(mirror);
    }
    const agreed = mirror.intended?.agreed ?? null;
    run.slice.spend();
    const event = await this.#createEvent(run, mirror, create.fields);
    const entry = await entries.ofEvent(run.connection, event, run.seenBy);
    const wasKnown = entry.seen !== null;
    await intake.take(run, [{ entry, event, isWhole: true }]);
    const isChangedInZoom = !isSameJson(mirror.calendar, agreed?.calendar);
    // Made by a run that died, it may have been edited since, on either side.
    entry.isDirty = wasKnown || isChangedInZoom;
    await entries.save([entry]);
    await this.#removeTwins(run, entry);
    mirror.entryId = entry.id;
    mirror.agreed = agreed;
    mirror.intended = null;
    mirror.isDirty = isChangedInZoom;
    await mirrors.save(mirror);
    const description = describeMirrorStep(mirror.part, null, never, calendar, plan, run.policy);
    await history.record(run, { ...entry, seenBy: toldByZoom(run) }, [
      { mirrorId: mirror.id, description, before: null },
    ]);
  }

  async #createEvent(run: Run, mirror: Mirror, fields: OutlookFields): Promise<GraphEvent> {
    try {
      return await this.#parts.writer.createPlain(run, fields, mirror.id);
    } catch (cause) {
      // Nothing was made.
      if (cause instanceof GraphRefused) mirror.intended = null;
      throw cause;
    }
  }

  /** Read before the answer that told of it, the event may have been mirrored by itself. */
  async #removeTwins(run: Run, entry: Entry): Promise<void> {
    const { mirrors, clients } = this.#parts;
    const { mirrorState, zoomCalendarId: calendarId } = run.state;
    for (const twin of await mirrors.ofEntries(run.connection, [entry.id])) {
      if (calendarId === null || mirrorState !== "on") await this.#forget(run, twin);
      else await this.#remove(run, clients.calendarOfPerson(run.connection), calendarId, twin);
    }
  }

  async #execute(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    entry: Entry,
    mirror: Mirror,
    plan: MirrorPlan,
  ): Promise<void> {
    const { mirrors, entries, writer } = this.#parts;
    if (plan.outlook.length > 0) {
      if (plan.calendar.action === "none") {
        mirror.intended = intendedBy(plan, "outlook");
        await mirrors.save(mirror);
      }
      const written = await writer.execute(run, entry, plan.outlook);
      if (plan.outlook.some(({ type }) => type === "deleteOutlookEvent")) {
        entry.state = "gone";
      } else if (entry.seen) {
        const fields = afterOutlookActions(entry.seen.outlook, plan.outlook);
        entry.seen = { ...entry.seen, outlook: { ...entry.seen.outlook, ...fields } };
        entry.etag = (written && etagOf(written)) ?? entry.etag;
        await entries.save([entry]);
      }
    }
    const known = mirror.calendar;
    if (plan.calendar.action === "put") {
      mirror.intended = intendedBy(plan, "calendar");
      // One that is made is stored as being made anyway.
      if (known) await mirrors.save(mirror);
    }
    switch (plan.calendar.action) {
      case "put":
        await this.#put(run, client, calendarId, mirror, plan.calendar.entry);
        break;
      case "remove":
        await this.#remove(run, client, calendarId, mirror);
        return;
      case "none":
        if (mirror.calendarEventId === null && plan.agreed === null) return;
        break;
    }
    if (plan.agreed === null) {
      await this.#forget(run, mirror);
      return;
    }
    mirror.agreed =
      plan.calendar.action === "put" && mirror.calendar
        ? {
            outlook: plan.agreed.outlook,
            calendar: agreedAfter(mirror.calendar, plan.calendar.entry, known),
          }
        : plan.agreed;
    // With nothing written, whether an earlier write was done is still to be seen.
    if (plan.calendar.action === "put" || plan.outlook.length > 0) mirror.intended = null;
    mirror.isDirty = false;
    await mirrors.save(mirror);
  }

  async #put(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    mirror: Mirror,
    entry: MirroredEntry,
  ): Promise<void> {
    const { mirrors, states, clock } = this.#parts;
    const body = { ...toCalendarEvent(entry), description: mirrorReference.write(mirror.id) };
    run.slice.spend();
    if (mirror.calendarEventId !== null && mirror.calendar !== null) {
      try {
        const change = withoutKnown(body, toCalendarEvent(mirror.calendar));
        take(mirror, await client.patchEvent(calendarId, mirror.calendarEventId, change), entry);
      } catch (cause) {
        // Gone there without our knowing: the next list says whether the event or the calendar is.
        if (cause instanceof ZoomNotFound) {
          await states.set(run.connection, { zoomCalendarChanged: true });
        }
        throw cause;
      }
      return;
    }
    mirror.isBeingMade = true;
    await mirrors.save(mirror);
    let made: CalendarEvent;
    try {
      made = await client.insertEvent(calendarId, body);
    } catch (cause) {
      if (cause instanceof ZoomNotFound) {
        await states.set(run.connection, { zoomCalendarChanged: true });
      }
      throw cause;
    }
    take(mirror, made, entry);
    if (gotMeeting(made)) {
      await states.set(run.connection, {
        mirrorState: "autoAddsMeetings",
        mirrorCheckedAt: clock.now(),
      });
    }
  }

  async #remove(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    mirror: Mirror,
  ): Promise<void> {
    if (mirror.calendarEventId !== null && mirror.calendar !== null) {
      run.slice.spend();
      await client.deleteEvent(calendarId, mirror.calendarEventId);
    }
    await this.#forget(run, mirror);
  }

  async #forget(run: Run, mirror: Mirror): Promise<void> {
    await this.#parts.mirrors.delete(mirror);
    await this.#parts.history.ended(run, mirror.id);
  }

  /** A create whose answer was lost is found by our reference, before it is made twice. */
  async #adoptLost(
    client: ZoomCalendarClient,
    calendarId: string,
    mirror: Mirror,
    entry: Entry,
  ): Promise<void> {
    const { startsAt } = entry;
    const around =
      startsAt === null || entry.isSeries
        ? {}
        : {
            timeMin: startsAt.subtract({ hours: 48 }).toString({ smallestUnit: "second" }),
            timeMax: startsAt.add({ hours: 48 }).toString({ smallestUnit: "second" }),
          };
    const { events } = await client.listEvents(calendarId, { ...around, showDeleted: false });
    const lost = events.find((event) => mirrorReference.read(event) === mirror.id);
    if (lost) take(mirror, lost, null);
    mirror.isBeingMade = false;
    await this.#parts.mirrors.save(mirror);
  }
}

/** What somebody changes there while we write is not written over, as far as Zoom lets us. */
function withoutKnown(body: CalendarEventBody, known: CalendarEventBody): CalendarEventPatch {
  const { summary, transparency, visibility, ...always } = body;
  return {
    ...always,
    ...(summary !== known.summary && { summary }),
    ...(transparency !== known.transparency && { transparency }),
    ...(visibility !== known.visibility && { visibility }),
  };
}

/** What was not sent is agreed on as it was known: if it came back otherwise, that is news. */
function agreedAfter(
  answered: MirroredEntry,
  sent: MirroredEntry,
  known: MirroredEntry | null,
): MirroredEntry {
  if (known === null) return answered;
  return {
    ...answered,
    ...(isSameJson(sent.subject, known.subject) && { subject: known.subject }),
    ...(isSameJson(sent.showAs, known.showAs) && { showAs: known.showAs }),
  };
}

/** As Zoom answered is how it stands there, even where that is not what was sent. */
function take(mirror: Mirror, event: CalendarEvent, sent: MirroredEntry | null): void {
  mirror.calendarEventId = event.id;
  mirror.isBeingMade = false;
  const state = mirrorStateOf(event, sent);
  mirror.calendar = state.state === "present" ? state.entry : sent;
}

function gotMeeting(event: CalendarEvent & { location?: string; description?: string }): boolean {
  return findJoinUrls(`${event.location ?? ""} ${event.description ?? ""}`, "text").length > 0;
}
