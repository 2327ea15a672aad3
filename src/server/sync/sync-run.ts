import { type Clock } from "../clock.ts";
import { type SubscriptionCare } from "../microsoft/subscription-care.ts";
import { type GraphInbox, type WaitingNotifications } from "../store/graph-inbox.ts";
import { type EntryWork } from "./entry-work.ts";
import { type EventReading } from "./event-reading.ts";
import { type FirstSync } from "./first-sync.ts";
import { type MassDeletion } from "./mass-deletion.ts";
import { type MirrorCalendar } from "./mirror-calendar.ts";
import { type MirrorFeed } from "./mirror-feed.ts";
import { type MissingEvents } from "./missing-events.ts";
import { type MirrorWork } from "./mirror-work.ts";
import { type Orphans } from "./orphans.ts";
import { type OutlookFeed } from "./outlook-feed.ts";
import { isOutOfReach, type MirrorFault, whenToTryAgain } from "./mirror-fault.ts";
import { type Run } from "./run.ts";
import { type Entry } from "./state/entry.ts";
import { type Entries } from "./state/entries.ts";
import { type LinksWithoutEvent } from "./state/links-without-event.ts";
import { type Mirrors } from "./state/mirrors.ts";
import { type StoredPhase, type SyncStates } from "./state/sync-states.ts";
import { type ZoomFeed } from "./zoom-feed.ts";

interface SyncRunParts {
  states: SyncStates;
  entries: Entries;
  mirrors: Mirrors;
  withoutEvent: LinksWithoutEvent;
  inbox: GraphInbox;
  care: SubscriptionCare;
  outlookFeed: OutlookFeed;
  reading: EventReading;
  zoomFeed: ZoomFeed;
  mirrorCalendar: MirrorCalendar;
  mirrorFeed: MirrorFeed;
  firstSync: FirstSync;
  guard: MassDeletion;
  work: EntryWork;
  mirrorWork: MirrorWork;
  missing: MissingEvents;
  orphans: Orphans;
  clock: Clock;
}

export interface RunOutcome {
  /** When more is to be done; null: with the next hint or sweep. */
  again: Temporal.Instant | null;
  /** Both sides were looked at, whatever was told. */
  isSwept: boolean;
  /** Why entries without a Zoom meeting wait; the meetings are in step. */
  mirrorFault: MirrorFault | null;
}

/** Zoom's calendar, as far as this run reaches it. */
interface MirrorSide {
  calendarId: string | null;
  fault: MirrorFault | null;
}

/** A first run that nobody decides about begins by itself, after a moment to look at it. */
const lookTime = { seconds: 30 };
/** Entries looked up at once, and of those without a Zoom meeting so many written at the same time. */
const entriesAtOnce = 60;
const mirroredAtOnce = 4;

/** One run of one connection: read what changed on both sides, decide, write. */
export class SyncRun {
  readonly #parts: SyncRunParts;

  constructor(parts: SyncRunParts) {
    this.#parts = parts;
  }

  async run(asFound: Run, isSweepDue: boolean): Promise<RunOutcome> {
    const { inbox, care, clock } = this.#parts;
    const run = await this.#begun(asFound);
    // The first one, also of a connection that comes back to version 2, looks at both sides.
    const isSweep = isSweepDue || (await this.#isBeginning(run));
    const told = await inbox.waiting(run.connection);
    const isMissing = await care.tend(run.connection, run.graph, told.lifecycleEvents);
    const isBlind = isSweep || isMissing || told.lifecycleEvents.length > 0;
    const outcome = (again: Temporal.Instant | null): RunOutcome => ({
      again,
      isSwept: isSweep,
      mirrorFault: null,
    });
    if (run.state.phase === "paused") return outcome(null);

    const isRead = await this.#readOutlook(run, told, isBlind);
    if (!isRead) return { ...outcome(clock.now()), isSwept: false };
    if (told.upTo !== null) await inbox.done(run.connection, told.upTo);
    const isZoomLeft = await this.#parts.zoomFeed.takeHints(run);
    if (isSweep) await this.#parts.zoomFeed.sweep(run);

    const phase = await this.#prepared(run);
    if (phase === "preparing") return outcome(clock.now());
    if (phase === "preview") return outcome((await this.#state(run)).startsAt);
    const mirror: MirrorSide = { calendarId: null, fault: null };
    const again = await this.#write({ ...run, state: { ...run.state, phase } }, isSweep, mirror);
    const soon = isZoomLeft ? clock.now().add({ seconds: 10 }) : null;
    return { ...outcome(earlier(again, soon)), mirrorFault: mirror.fault };
  }

  async #isBeginning({ state, connection }: Run): Promise<boolean> {
    return state.phase === "preparing" && !(await this.#parts.outlookFeed.isComplete(connection));
  }

  async #readOutlook(run: Run, told: WaitingNotifications, isBlind: boolean): Promise<boolean> {
    const { outlookFeed, reading, entries } = this.#parts;
    const isComplete = await outlookFeed.isComplete(run.connection);
    const changed = isBlind || !isComplete || told.hasUnnamed ? null : told.eventIds;
    if (isBlind || !isComplete || told.upTo !== null) {
      if (!(await outlookFeed.read(run, changed))) return false;
    }
    // A cancelled occurrence is told as a change of its series, and need not be in the feed at all.
    await entries.readSeriesAgain(run.connection, told);
    if (!(await reading.readAll(run))) return false;
    // After what is gone was seen to be gone: what takes its place there would be a copy otherwise.
    if (!(await this.#mayStandElsewhere(run, told))) return true;
    return (await outlookFeed.readNewCalendars(run)) && reading.readAll(run);
  }

  /**
   * What was told of and stands in no calendar we read may stand in one that was made today; so may an
   * event with a Zoom meeting that is gone, and would take the meeting with it.
   */
  async #mayStandElsewhere({ connection }: Run, told: WaitingNotifications): Promise<boolean> {
    const { outlookFeed, entries } = this.#parts;
    if (told.hasUnnamed || !(await outlookFeed.knowsAll(connection, told.eventIds))) return true;
    return (await entries.goneToDecide(connection)).some(({ linkId }) => linkId !== null);
  }

  /**
   * What begins does so before anything is read, so that what is new in Zoom is not taken for something
   * from before, about which the person is asked.
   */
  async #begun(run: Run): Promise<Run> {
    const { states, clock } = this.#parts;
    const { phase, startsAt, beganAt } = run.state;
    const now = clock.now();
    if (phase === "preparing" && beganAt === null) {
      await states.set(run.connection, { beganAt: now });
      return { ...run, state: { ...run.state, beganAt: now } };
    }
    const isTime =
      phase === "preview" && startsAt !== null && Temporal.Instant.compare(startsAt, now) <= 0;
    return isTime ? { ...run, state: { ...run.state, ...(await this.#start(run)) } } : run;
  }

  /** From reading over showing to writing; each step is stored before the next one begins. */
  async #prepared(run: Run): Promise<StoredPhase> {
    const { states, firstSync, clock } = this.#parts;
    const { connection, state } = run;
    if (state.phase !== "preparing") return state.phase;
    // Agreed to before, as when version 2 comes back after a while.
    if (state.consentedAt !== null) return (await this.#start(run)).phase;
    const preview = await firstSync.preview(run);
    if (preview.items.length === 0) return (await this.#start(run)).phase;
    const startsAt = clock.now().add(lookTime);
    await states.set(connection, { phase: "preview", preview, startsAt });
    return "preview";
  }

  async #start({ connection, state }: Run) {
    const { states, entries, clock } = this.#parts;
    const started = {
      phase: "backfill",
      consentedAt: state.consentedAt ?? clock.now(),
      startsAt: null,
      backfillTotal: (await entries.progress(connection)).open,
    } as const;
    await states.set(connection, started);
    return started;
  }

  /** Writes what follows from how both sides are. Returns when there is more to do. */
  async #write(run: Run, isSweep: boolean, mirror: MirrorSide): Promise<Temporal.Instant | null> {
    const { states, guard, missing, orphans, clock } = this.#parts;
    const { connection } = run;
    await this.#reach(run, mirror, () => this.#readMirror(run, isSweep, mirror));

    const pause = await guard.check(connection, run.state.released);
    if (pause) {
      await states.set(connection, { phase: "paused", pause });
      return null;
    }
    // Before the entries: an event that a dead run made for Zoom's calendar is read as an entry by
    // now, and would be mirrored there a second time.
    const isMade = await this.#reach(run, mirror, () => missing.ofCalendar(run));
    const isDone =
      isMade !== false &&
      (await this.#workEntries(run, mirror)) &&
      (await missing.ofMeetings(run)) &&
      // The moved and cancelled occurrences of the new series.
      (await this.#workEntries(run, mirror));
    if (!isDone) return clock.now();
    if (mirror.fault !== null) await states.set(connection, { zoomCalendarChanged: true });
    else if (run.state.phase === "backfill") {
      await states.set(connection, { phase: "live", preview: null, zoomCalendarChanged: true });
      return clock.now();
    }
    if (isSweep) await orphans.find(run);
    if (run.state.released > 0) await states.set(connection, { released: 0 });
    const retry = await this.#nextRetry(run, mirror);
    return mirror.fault === null
      ? retry
      : earlier(retry, whenToTryAgain(mirror.fault, clock.now()));
  }

  /**
   * That Zoom's calendar does not answer, which is a service of its own with limits of its own, holds up
   * no Zoom meeting.
   */
  async #reach<T>(run: Run, mirror: MirrorSide, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (cause) {
      if (await this.#parts.mirrorCalendar.noteIfLost(run, cause)) {
        mirror.calendarId = null;
        return null;
      }
      if (!isOutOfReach(cause)) throw cause;
      mirror.fault = cause;
      return null;
    }
  }

  async #readMirror(run: Run, isSweep: boolean, mirror: MirrorSide): Promise<void> {
    mirror.calendarId = run.state.zoomCalendarId;
    mirror.calendarId = await this.#calendar(run);
    const isListed =
      isSweep || run.state.zoomCalendarChanged || run.state.zoomCalendarToken === null;
    // While a back-fill writes, what is told of the calendar is mostly its own echo.
    const isBackfill = run.state.phase === "backfill";
    if (mirror.calendarId !== null && isListed && !isBackfill) {
      await this.#parts.mirrorFeed.read(run, mirror.calendarId);
    }
  }

  /** When the next thing that was put off is due. */
  async #nextRetry(
    { connection, users }: Run,
    mirror: MirrorSide,
  ): Promise<Temporal.Instant | null> {
    const { entries, mirrors, withoutEvent } = this.#parts;
    const ofNew = earlier(await mirrors.nextTry(connection), await withoutEvent.nextTry(users));
    const onlyMeetings = mirror.fault !== null;
    return earlier(await entries.nextRetry(connection, { onlyMeetings }), ofNew);
  }

  async #calendar(run: Run): Promise<string | null> {
    const { mirrorCalendar, entries } = this.#parts;
    if (["readOnly", "zoomToOutlook"].includes(run.policy.direction)) return null;
    const wasThere = run.state.mirrorState === "on" && run.state.zoomCalendarId !== null;
    const calendarId = await mirrorCalendar.calendarFor(run, true);
    // It can be had from now on: everything that waited for it is to be decided.
    if (calendarId !== null && !wasThere) await entries.decideAgain(run.connection);
    return calendarId;
  }

  async #workEntries(run: Run, mirror: MirrorSide): Promise<boolean> {
    const { entries, work, clock } = this.#parts;
    for (;;) {
      const next = await entries.toDecide(run.connection, clock.now(), {
        limit: entriesAtOnce,
        onlyMeetings: mirror.fault !== null,
      });
      if (next.length === 0) return true;
      const [pairs, plain] = [
        next.filter((entry) => entry.linkId !== null || entry.wants !== null),
        next.filter((entry) => entry.linkId === null && entry.wants === null),
      ];
      for (const entry of pairs) {
        if (run.slice.isUsedUp) return false;
        await work.work(run, entry, mirror.calendarId);
      }
      for (let from = 0; from < plain.length; from += mirroredAtOnce) {
        if (run.slice.isUsedUp) return false;
        const together = plain.slice(from, from + mirroredAtOnce);
        await this.#reach(run, mirror, () =>
          this.#mirrorTogether(run, together, mirror.calendarId),
        );
        if (mirror.fault !== null) break;
      }
    }
  }

  async #mirrorTogether(
    run: Run,
    together: readonly Entry[],
    calendarId: string | null,
  ): Promise<void> {
    const outcomes = await Promise.allSettled(
      together.map((entry) => this.#parts.work.work(run, entry, calendarId)),
    );
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
  }

  async #state({ connection, state }: Run) {
    return (await this.#parts.states.of(connection)) ?? state;
  }
}

function earlier(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  if (a === null || b === null) return a ?? b;
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
