import { type Clock } from "../clock.ts";
import { Bug } from "../errors.ts";
import { GraphNotFound } from "../graph/errors.ts";
import { type GraphEvent } from "../graph/graph-schema.ts";
import { type Link } from "../meetings/link.ts";
import { Links } from "../meetings/links.ts";
import { afterWriting, type LinkSync } from "../meetings/link-sync.ts";
import { recoverableFor } from "../meetings/meeting-view.ts";
import { type MeetingCreation } from "../meetings/meeting-creation.ts";
import { type WriteBudget } from "../meetings/write-budget.ts";
import { ZoomWriter } from "../meetings/zoom-writer.ts";
import { type Leases } from "../store/leases.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { agreeOn } from "../../sync/agreement.ts";
import { afterOutlookActions } from "../../sync/effects.ts";
import { guardLoop, type PastWrite, writeCost } from "../../sync/guards.ts";
import { toInstant } from "../../sync/instant.ts";
import {
  type Agreed,
  type OutlookFields,
  type OutlookState,
  type Plan,
  type SyncPolicy,
  type ZoomState,
} from "../../sync/model.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { describeStep, type StepDescription } from "./describe-step.ts";
import { type EntryIntake } from "./entry-intake.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { type Run } from "./run.ts";
import { type Conflicts } from "./state/conflicts.ts";
import { type Entries, type Entry } from "./state/entries.ts";
import { type History } from "./state/history.ts";

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
  history: History;
  conflicts: Conflicts;
  clock: Clock;
}

/** What became of a pair: `done`, or until when it waits. */
export type PairOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "unlinked" }
  | { readonly kind: "wait"; readonly code: string; readonly until: Temporal.Instant };

/** Both sides of a pair as they are known, and what they last agreed on. */
export interface PairStates {
  readonly agreed: Agreed | null;
  readonly outlook: OutlookState;
  readonly zoom: ZoomState;
}

/** Makes a plan for a pair; `reconcile`, a flip or an undo. */
export type Planner = (states: PairStates, policy: SyncPolicy) => Plan;

const byRules: Planner = ({ agreed, outlook, zoom }, policy) =>
  reconcile(agreed, outlook, zoom, policy);

const writesRemembered = 8;

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
      return this.#workPair(run, entry, link, planner);
    });
  }

  /** Makes the Outlook event of a Zoom meeting that has none yet. */
  async makeEvent(run: Run, { id }: Pick<Link, "id">): Promise<void> {
    const { links, leases, clock } = this.#parts;
    await leases.hold(Links.leaseOf({ id }), async () => {
      const link = await links.byId(run.connection.tenantId, id);
      if (!link || link.state === "removed" || link.entryId !== null) return;
      if (link.zoomIsStale) await this.#parts.sync.readZoom(run.users[0], link, "full");
      const zoom = zoomStateOf(link, clock.now());
      const never: OutlookState = { state: "absent", reason: "never" };
      const plan = reconcile(null, never, zoom, run.policy);
      const [create, ...more] = plan.outlook;
      if (create?.type !== "createOutlookEvent") {
        if (zoom.state === "absent" && zoom.reason !== "unknown") await this.#forget(run, link);
        return;
      }
      const event = await this.#parts.writer.create(run, link, create.fields);
      const entry = await this.#entryOf(run, link, event);
      // It was Zoom that told of it, unless it took a sweep to find it.
      if (run.seenBy === "notification") entry.seenBy = "webhook";
      if (more.length > 0) await this.#parts.writer.execute(run, entry, more);
      if (entry.seen && link.zoom?.state === "present") {
        const outlook = afterOutlookActions(entry.seen.outlook, more);
        entry.seen = { ...entry.seen, outlook: { ...entry.seen.outlook, ...outlook } };
        link.agreed = agreeOn(outlook, link.zoom);
        link.outlook = entry.seen.outlook;
      }
      link.recentWrites = remembered(link, "outlook", clock.now());
      await links.save(link);
      await this.#parts.entries.save([entry]);
      await this.#record(run, entry, link, describeStep(null, never, zoom, plan, run.policy.now), {
        before: null,
        outcome: "done",
      });
    });
  }

  /** Gives an entry a Zoom meeting of its own, as a person asked; an earlier try is taken up. */
  async giveMeeting(run: Run, entry: Entry): Promise<void> {
    const { links, leases, creation, writer, clock } = this.#parts;
    const { seen } = entry;
    if (seen === null) return;
    const reserved = await links.reserve(run.users[0], {
      // The entry's own id: asking twice, or after a crash, finds the same link.
      itemKey: entry.id as Link["itemKey"],
      zoomUserId: run.connection.zoomUserId,
      options: {},
      outlook: seen.outlook,
      outlookItemId: null,
      outlookSeriesId: null,
      endsAt: entry.endsAt,
      now: clock.now(),
    });
    await leases.hold(Links.leaseOf(reserved), async () => {
      const link = (await links.byId(run.connection.tenantId, reserved.id)) ?? reserved;
      if (link.state === "removed") startAgain(link, clock.now());
      link.outlook = seen.outlook;
      if (link.zoomMeetingId === null) await creation.create(run.users[0], link, run.policy);
      const event = await writer.invite(run, entry, link);
      if (event === null) throw gone();
      await this.#join(run, entry, link, event);
      entry.wants = null;
      await this.#parts.entries.save([entry]);
      await this.#record(
        run,
        entry,
        link,
        {
          changedIn: "portal",
          changes: [],
          did: [
            { place: "zoom", action: "create" },
            { place: "outlook", action: "change" },
          ],
        },
        { before: null, outcome: "done" },
      );
    });
  }

  async #workPair(run: Run, entry: Entry, link: Link, planner: Planner): Promise<PairOutcome> {
    const { links, sync, clock, conflicts } = this.#parts;
    const [user] = run.users;
    if (link.zoomIsStale) await sync.readZoom(user, link, "full");
    if (link.state === "reserved" && entry.state === "present") confirm(link, clock.now());
    link.entryId = entry.id;
    const states: PairStates = {
      agreed: link.agreed,
      outlook: outlookStateOf(entry),
      zoom: zoomStateOf(link, clock.now()),
    };
    const plan = planner(states, run.policy);
    const waits = await this.#mustWait(link, plan, run.policy);
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
    for (const conflict of plan.conflicts) await conflicts.add(run.connection, link.id, conflict);
    if (description) {
      await this.#record(run, entry, link, description, {
        before: states.agreed,
        outcome: "done",
      });
    }
    return { kind: "done" };
  }

  /** Zoom's daily limit, and two systems that answer each other. */
  async #mustWait(
    link: Link,
    plan: Plan,
    policy: SyncPolicy,
  ): Promise<Extract<PairOutcome, { kind: "wait" }> | null> {
    if (plan.outlook.length + plan.zoom.length === 0) return null;
    const loop = guardLoop(link.recentWrites, policy.now);
    if (loop.state === "paused") {
      return { kind: "wait", code: "sync.loop", until: Temporal.Instant.from(loop.until) };
    }
    if (writeCost(plan) === 0) return null;
    const at = await this.#parts.budget.backgroundMayWriteAt(link.zoomUserId);
    return at && { kind: "wait", code: "zoom.dailyLimit", until: at };
  }

  async #writeZoom(run: Run, entry: Entry, link: Link, plan: Plan): Promise<void> {
    if (plan.zoom.length === 0) return;
    const { links, clients, budget, sync, clock } = this.#parts;
    const [user] = run.users;
    const [first] = plan.zoom;
    link.recentWrites = remembered(link, "zoom", clock.now());
    if (first?.type === "createZoomMeeting") {
      await this.#replaceMeeting(run, entry, link, plan);
      return;
    }
    if (link.zoomMeetingId === null) throw new Bug("A plan writes a Zoom meeting nobody made");
    // Whatever happens from here on, Zoom is read before anything is decided again.
    link.zoomIsStale = true;
    await links.save(link);
    const host = { zoomUserId: link.zoomUserId, meetingId: link.zoomMeetingId };
    const writer = new ZoomWriter(clients.of(user), budget, host, null);
    run.slice.spend(plan.zoom.length);
    await writer.execute(plan.zoom);
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

  /** The number is retired, or the meeting was deleted and cannot come back: a new one, and its link. */
  async #replaceMeeting(run: Run, entry: Entry, link: Link, plan: Plan): Promise<void> {
    const { creation, links } = this.#parts;
    const [, ...occurrences] = plan.zoom;
    link.zoomMeetingId = null;
    link.zoomDeletedAt = null;
    if (entry.seen) link.outlook = entry.seen.outlook;
    await links.save(link);
    await creation.create(run.users[0], link, run.policy);
    if (occurrences.length > 0 && link.zoomMeetingId !== null) {
      const { zoomUserId, zoomMeetingId: meetingId } = link;
      const host = { zoomUserId, meetingId };
      const { clients, budget } = this.#parts;
      const writer = new ZoomWriter(clients.of(run.users[0]), budget, host, null);
      await writer.execute(occurrences);
    }
    const event = await this.#parts.writer.invite(run, entry, link);
    if (event) await this.#join(run, entry, link, event);
  }

  async #writeOutlook(run: Run, entry: Entry, link: Link, plan: Plan): Promise<GraphEvent | null> {
    const { writer, clock } = this.#parts;
    const [first, ...more] = plan.outlook;
    if (!first) return null;
    link.recentWrites = remembered(link, "outlook", clock.now());
    if (first.type !== "createOutlookEvent") return writer.execute(run, entry, plan.outlook);
    // The event was deleted while Zoom was edited: it is made again, as an event of its own.
    link.confirmedAt = clock.now();
    const event = await writer.create(run, link, first.fields);
    await this.#parts.entries.save([{ ...entry, linkId: null, isDirty: true }]);
    const created = await this.#entryOf(run, link, event);
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
    if (plan.agreed === null && bothGone(entry, link, plan)) {
      await this.#forget(run, link);
      if (entry.state === "gone" || deletes(plan.outlook)) await entries.delete(entry);
      entry.linkId = null;
      return;
    }
    const isNew = plan.zoom.some(({ type }) => type === "createZoomMeeting");
    const named = written === null ? {} : this.#asAnswered(plan, written);
    if (entry.seen && plan.outlook.length > 0) {
      const fields = { ...afterOutlookActions(entry.seen.outlook, plan.outlook), ...named };
      entry.seen = { ...entry.seen, outlook: { ...entry.seen.outlook, ...fields } };
      if (written?.changeKey) entry.changeKey = written.changeKey;
    }
    if (plan.agreed && !isNew) {
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

  /** The pair is over; nothing of it is kept but that it was. */
  async #forget(run: Run, link: Link): Promise<void> {
    const { links, conflicts, clock } = this.#parts;
    link.state = "removed";
    link.removedAt = clock.now();
    link.waiting = null;
    link.entryId = null;
    await links.save(link);
    await conflicts.ofLinkEnded(run.connection, link.id);
  }

  /** The entry of an event that was just made for a link. */
  async #entryOf(run: Run, link: Link, event: GraphEvent): Promise<Entry> {
    const { entries } = this.#parts;
    const [known] = await entries.byEventIds(run.connection, [event.id]);
    const entry =
      known ??
      entries.create(run.connection, {
        calendarId: "",
        eventId: event.id as Entry["eventId"],
        round: 0,
        seenBy: run.seenBy,
        isSeries: event.type === "seriesMaster",
      });
    await this.#join(run, entry, link, event);
    return entry;
  }

  /** From now on the event and the link are one pair. */
  async #join(run: Run, entry: Entry, link: Link, event: GraphEvent): Promise<void> {
    const { entries, links, intake, clock } = this.#parts;
    entry.linkId = link.id;
    entry.copyOf = null;
    link.entryId = entry.id;
    confirm(link, clock.now());
    await entries.save([entry]);
    await links.save(link);
    await intake.take(run, [{ entry, event, isWhole: false }]);
    entry.linkId = link.id;
    entry.copyOf = null;
    entry.isDirty = false;
    if (entry.seen && link.zoom?.state === "present") {
      link.agreed = agreeOn(entry.seen.outlook, link.zoom);
      link.outlook = entry.seen.outlook;
    }
    await links.save(link);
    await entries.save([entry]);
  }

  /** Microsoft does not say who changed an event; Zoom does. */
  #operatorOf(run: Run, link: Link, { changedIn }: StepDescription): string | null {
    if (changedIn !== "zoom" && changedIn !== "both") return null;
    return run.operators.get(link.zoomMeetingId ?? "") ?? null;
  }

  async #record(
    run: Run,
    entry: Entry,
    link: Link,
    description: StepDescription,
    step: { before: Agreed | null; outcome: "done" | "failed" },
  ): Promise<void> {
    const { seenBy } = entry;
    await this.#parts.history.add(run.connection, {
      entryId: entry.id,
      linkId: link.id,
      before: step.before,
      detail: {
        ...description,
        subject: run.policy.timesOnly ? null : subjectOf(link),
        zoomMeetingId: link.zoomMeetingId,
        changedBy: this.#operatorOf(run, link, description),
        seenBy: run.state.phase === "backfill" ? "firstSync" : seenBy,
        outcome: step.outcome,
      },
    });
  }
}

function subjectOf(link: Link): string {
  return link.outlook.subject;
}

function confirm(link: Link, now: Temporal.Instant): void {
  if (link.state === "confirmed") return;
  link.state = "confirmed";
  link.confirmedAt = now;
}

function startAgain(link: Link, now: Temporal.Instant): void {
  link.state = "reserved";
  link.zoomMeetingId = null;
  link.access = null;
  link.zoom = null;
  link.agreed = null;
  link.zoomDeletedAt = null;
  link.removedAt = null;
  link.reservedAt = now;
}

function outlookStateOf(entry: Entry): OutlookState {
  if (entry.state === "gone") return { state: "absent", reason: "deleted" };
  return entry.seen?.outlook ?? { state: "absent", reason: "unknown" };
}

function zoomStateOf(link: Link, now: Temporal.Instant): ZoomState {
  if (link.zoomDeletedAt) {
    if (link.zoom?.state === "absent") return link.zoom;
    const until = link.zoomDeletedAt.add(recoverableFor);
    const isRecoverable = Temporal.Instant.compare(now, until) < 0;
    return {
      state: "absent",
      reason: "deleted",
      recoverableUntil: isRecoverable
        ? toInstant(until.toString({ smallestUnit: "second" }))
        : null,
    };
  }
  return link.zoom ?? { state: "absent", reason: "unknown", recoverableUntil: null };
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

function remembered(
  { recentWrites }: Link,
  side: PastWrite["side"],
  now: Temporal.Instant,
): PastWrite[] {
  const at = toInstant(now.toString({ smallestUnit: "second" }));
  return [...recentWrites, { side, at }].slice(-writesRemembered);
}

function gone(): GraphNotFound {
  return new GraphNotFound("graph.notFound", "The entry is no longer in Outlook", {
    status: 404,
    graphCode: "",
  });
}
