import { type Clock } from "../clock.ts";
import { Bug } from "../errors.ts";
import { etagOf, type GraphEvent } from "../graph/graph-schema.ts";
import { type Link } from "../meetings/link.ts";
import { Links } from "../meetings/links.ts";
import { afterWriting, type LinkSync } from "../meetings/link-sync.ts";
import { type MeetingCreation } from "../meetings/meeting-creation.ts";
import { recoverableFor } from "../meetings/meeting-view.ts";
import { type WriteBudget } from "../meetings/write-budget.ts";
import { ZoomWriter } from "../meetings/zoom-writer.ts";
import { type Leases } from "../store/leases.ts";
import { ZoomMeetingGone } from "../zoom/errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { agreedAfterCrash, type Intended } from "../../sync/agreement.ts";
import { afterOutlookActions } from "../../sync/effects.ts";
import { isFirstComparison, isInNoHurry } from "../../sync/first-comparison.ts";
import { guardLoop, writeCost } from "../../sync/guards.ts";
import { type Agreed, type OutlookFields, type Plan, type SyncPolicy } from "../../sync/model.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { describeStep } from "./describe-step.ts";
import { type EntryIntake } from "./entry-intake.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { type PairEnding } from "./pair-ending.ts";
import { type PairJoining } from "./pair-joining.ts";
import {
  confirm,
  outlookStateOf,
  type PairStates,
  remembered,
  zoomStateOf,
} from "./pair-states.ts";
import { type Run } from "./run.ts";
import { type Conflicts } from "./state/conflicts.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";

interface PairParts {
  links: Links;
  leases: Leases;
  sync: LinkSync;
  creation: MeetingCreation;
  budget: WriteBudget;
  clients: ZoomClients;
  entries: Entries;
  intake: EntryIntake;
  writer: OutlookWriter;
  conflicts: Conflicts;
  joining: PairJoining;
  ending: PairEnding;
  clock: Clock;
}

/** What became of a pair: `done`, or until when it waits. */
export type PairOutcome =
  | { readonly kind: "done" }
  /** The entry has to be decided about once more. */
  | { readonly kind: "again" }
  | { readonly kind: "unlinked" }
  | { readonly kind: "wait"; readonly code: string; readonly until: Temporal.Instant };

/** Makes a plan for a pair; `reconcile`, a flip or an undo. */
export type Planner = (states: PairStates, policy: SyncPolicy) => Plan;

const byRules: Planner = ({ agreed, outlook, zoom }, policy) =>
  reconcile(agreed, outlook, zoom, policy);

/** An event and its Zoom meeting: decides, writes, and remembers what was agreed. */
export class PairWork {
  readonly #parts: PairParts;

  constructor(parts: PairParts) {
    this.#parts = parts;
  }

  /**
   * Works one linked entry. Throws what a vendor refused; the entry then stays to be decided.
   * @param planner what decides; a person's wish in place of the rules
   */
  async work(run: Run, entry: Entry, planner: Planner = byRules): Promise<PairOutcome> {
    const { linkId } = entry;
    if (linkId === null) return { kind: "unlinked" };
    return this.#parts.leases.hold(Links.leaseOf({ id: linkId }), async () => {
      const link = await this.#parts.links.byId(run.connection.tenantId, linkId);
      if (!link || link.state === "removed") {
        entry.linkId = null;
        return { kind: "unlinked" };
      }
      if (entry.state === "gone" && (await this.#hasSuccessor(run, entry, link))) {
        entry.linkId = null;
        return { kind: "unlinked" };
      }
      return this.#workPair(run, entry, link, planner);
    });
  }

  /** Moved to another calendar, an event is another one with the same marks, and the meeting is its. */
  async #hasSuccessor(run: Run, entry: Entry, link: Link): Promise<boolean> {
    const holder = await this.#parts.entries.byLink(run.connection, link.id);
    return holder !== null && holder.id !== entry.id && holder.state === "present";
  }

  async #workPair(run: Run, entry: Entry, link: Link, planner: Planner): Promise<PairOutcome> {
    const { links, sync, clock, conflicts } = this.#parts;
    const [user] = run.users;
    if (link.zoomIsStale || link.zoomIsUndecided || wasReadByVersionOne(link)) {
      await sync.readZoom(user, link, "full");
    }
    if (link.state === "reserved" && entry.state === "present") confirm(link, clock.now());
    link.entryId = entry.id;
    const states: PairStates = {
      agreed: agreedOf(link, entry, run.policy),
      outlook: outlookStateOf(entry),
      zoom: zoomStateOf(link, clock.now()),
    };
    // Kept before another write is begun, which takes the place of the one this may follow from.
    link.agreed = states.agreed;
    const plan = planner(states, run.policy);
    const waits = await this.#mustWait(link, states.agreed, plan, run.policy);
    if (waits) {
      link.waiting = { reason: "dailyLimit", until: waits.until };
      await links.save(link);
      return waits;
    }
    const hasWrites = plan.outlook.length + plan.zoom.length > 0;
    const description = hasWrites
      ? describeStep(states.agreed, states.outlook, states.zoom, plan, run.policy.now)
      : null;
    await this.#writeZoom(run, entry, link, plan);
    const written = await this.#writeOutlook(run, entry, link, plan);
    await this.#settle(run, entry, link, plan, written);
    for (const conflict of plan.conflicts) {
      await conflicts.add(run.connection, { of: "link", ownerId: link.id, conflict });
    }
    if (description) {
      await this.#parts.joining.record(run, entry, link, description, {
        // What was never compared has nothing to go back to.
        before: isFirstComparison(states.agreed, plan) ? null : states.agreed,
        outcome: "done",
      });
    }
    // Joined to a new meeting, the event showed something that was not decided about.
    return { kind: madeAnew(plan) && entry.isDirty ? "again" : "done" };
  }

  /** Zoom's daily limit, and two systems that answer each other. */
  async #mustWait(
    link: Link,
    agreed: Agreed | null,
    plan: Plan,
    policy: SyncPolicy,
  ): Promise<Extract<PairOutcome, { kind: "wait" }> | null> {
    if (plan.outlook.length + plan.zoom.length === 0) return null;
    const loop = guardLoop(link.recentWrites, policy.now);
    if (loop.state === "paused") {
      return { kind: "wait", code: "sync.loop", until: Temporal.Instant.from(loop.until) };
    }
    if (writeCost(plan) === 0) return null;
    const asks = isInNoHurry(agreed, plan) ? "unhurried" : "background";
    const at = await this.#parts.budget.backgroundMayWriteAt(link.zoomUserId, asks);
    return at && { kind: "wait", code: "zoom.dailyLimit", until: at };
  }

  async #writeZoom(run: Run, entry: Entry, link: Link, plan: Plan): Promise<void> {
    if (plan.zoom.length === 0) return;
    const { links, sync, clock } = this.#parts;
    const [user] = run.users;
    const [first] = plan.zoom;
    link.recentWrites = remembered(link, "zoom", clock.now());
    if (first?.type === "createZoomMeeting") {
      await this.#replaceMeeting(run, entry, link, plan);
      return;
    }
    // Whatever happens from here on, Zoom is read before anything is decided again.
    link.zoomIsStale = true;
    if (plan.outlook.length === 0) link.intended = intendedBy(plan, "zoom");
    await links.save(link);
    run.slice.spend(plan.zoom.length);
    try {
      await this.#zoomWriter(run, link).execute(plan.zoom);
    } catch (cause) {
      if (first?.type === "recoverZoomMeeting" && cause instanceof ZoomMeetingGone) {
        // Gone from Zoom's recycle bin as well: the next try makes a new one.
        link.zoomDeletedAt = clock.now().subtract(recoverableFor);
        await links.save(link);
      }
      throw cause;
    }
    link.zoomIsStale = false;
    link.notices = [...plan.lost];
    if (first?.type === "recoverZoomMeeting") {
      await sync.readZoom(user, link, "full");
      return;
    }
    if (plan.agreed && link.zoom?.state === "present") {
      link.zoom = afterWriting(link.zoom, plan.zoom, plan.agreed);
    }
  }

  #zoomWriter(run: Run, { zoomUserId, zoomMeetingId: meetingId }: Link): ZoomWriter {
    const { clients, budget } = this.#parts;
    if (meetingId === null) throw new Bug("A plan writes a Zoom meeting nobody made");
    return new ZoomWriter(clients.of(run.users[0]), budget, { zoomUserId, meetingId }, null);
  }

  /** The number is retired, or the meeting was deleted and cannot come back: a new one, and its link. */
  async #replaceMeeting(run: Run, entry: Entry, link: Link, plan: Plan): Promise<void> {
    const { creation, links } = this.#parts;
    const [, ...occurrences] = plan.zoom;
    link.zoomMeetingId = null;
    link.zoomDeletedAt = null;
    if (entry.seen) link.outlook = entry.seen.outlook;
    await links.save(link);
    await creation.create(run.users[0], link, run.policy);
    if (occurrences.length > 0) {
      link.zoomIsStale = true;
      await links.save(link);
      await this.#zoomWriter(run, link).execute(occurrences);
    }
    const event = await this.#parts.writer.invite(run, entry, link);
    if (event) await this.#parts.joining.join(run, entry, link, event, link.agreed);
  }

  async #writeOutlook(run: Run, entry: Entry, link: Link, plan: Plan): Promise<GraphEvent | null> {
    const { links, writer, clock } = this.#parts;
    const [first, ...more] = plan.outlook;
    if (!first) return null;
    link.recentWrites = remembered(link, "outlook", clock.now());
    if (first.type !== "createOutlookEvent") {
      link.intended = intendedBy(plan, "outlook");
      await links.save(link);
      return writer.execute(run, entry, plan.outlook);
    }
    // The event was deleted while Zoom was edited: it is made again, as an event of its own.
    const event = await writer.create(run, link, first.fields, entry);
    await this.#parts.entries.save([{ ...entry, linkId: null, isDirty: true }]);
    const created = await this.#parts.joining.entryOf(run, link, event);
    await writer.execute(run, created, more);
    Object.assign(entry, created);
    return null;
  }

  /** Remembers how both sides are now. */
  async #settle(
    run: Run,
    entry: Entry,
    link: Link,
    plan: Plan,
    written: GraphEvent | null,
  ): Promise<void> {
    const { links, entries, clock } = this.#parts;
    link.waiting = null;
    link.intended = null;
    if (plan.agreed === null && bothGone(entry, link, plan)) {
      await this.#parts.ending.end(run, link);
      if (deletes(plan.outlook)) entry.state = "gone";
      if (entry.state === "gone") await entries.delete(entry);
      entry.linkId = null;
      return;
    }
    const named = written === null ? {} : this.#asAnswered(plan, written);
    if (entry.seen && plan.outlook.length > 0) {
      const fields = { ...afterOutlookActions(entry.seen.outlook, plan.outlook), ...named };
      entry.seen = { ...entry.seen, outlook: { ...entry.seen.outlook, ...fields } };
      entry.etag = (written && etagOf(written)) ?? entry.etag;
    }
    if (plan.agreed && !madeAnew(plan)) {
      link.agreed = { ...plan.agreed, outlook: { ...plan.agreed.outlook, ...named } };
    }
    if (entry.seen) {
      link.outlook = entry.seen.outlook;
      link.endsAt = entry.endsAt;
    }
    link.checkedAt = clock.now();
    await links.save(link);
  }

  /** What was written, as Graph has it: it answers with its own name of a zone that was sent. */
  #asAnswered(plan: Plan, written: GraphEvent): Partial<OutlookFields> {
    const answered = this.#parts.intake.answered(written);
    const patch = plan.outlook.find((action) => action.type === "patchOutlookEvent");
    if (answered === null || !patch) return {};
    return {
      ...(patch.fields.subject !== undefined && { subject: answered.subject }),
      ...(patch.fields.time && { time: answered.time }),
      ...(patch.fields.recurrence && { recurrence: answered.recurrence }),
    };
  }
}

function madeAnew({ zoom }: Plan): boolean {
  return zoom.some(({ type }) => type === "createZoomMeeting");
}

/** Of notes, people and privacy in Zoom nothing is known. */
function wasReadByVersionOne({ zoom }: Link): boolean {
  return zoom?.state === "present" && zoom.invitees === null;
}

/** A write that was begun may have been done by a process that died over it. */
function agreedOf(
  { agreed, intended, zoom }: Link,
  { seen }: Entry,
  { now }: SyncPolicy,
): Agreed | null {
  if (!intended || !seen || zoom?.state !== "present") return agreed;
  // Never in step: the event was made by a process that died, or whose answer was lost.
  if (!agreed) return intended.agreed;
  return agreedAfterCrash(agreed, intended, { outlook: seen.outlook, zoom }, now);
}

function intendedBy({ agreed }: Plan, side: Intended["side"]): Intended | null {
  return agreed && { side, agreed };
}

/** No plan leaves a side alone and agrees on nothing, unless both are, or are now, gone. */
function bothGone(entry: Entry, link: Link, plan: Plan): boolean {
  const outlookGone = entry.state === "gone" || deletes(plan.outlook);
  const zoomGone = link.zoomDeletedAt !== null || deletes(plan.zoom);
  return outlookGone && zoomGone;
}

function deletes(actions: ReadonlyArray<{ type: string }>): boolean {
  return actions.some(({ type }) => type === "deleteOutlookEvent" || type === "deleteZoomMeeting");
}
