import { type Clock } from "../clock.ts";
import { type SubscriptionCare } from "../microsoft/subscription-care.ts";
import { type GraphInbox } from "../store/graph-inbox.ts";
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
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type LinksWithoutEvent } from "./state/links-without-event.ts";
import { type Mirrors } from "./state/mirrors.ts";
import { type StateChanges, type StoredPhase, type SyncStates } from "./state/sync-states.ts";
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

  async run(run: Run, isSweepDue: boolean): Promise<RunOutcome> {
    const { inbox, care, clock } = this.#parts;
    // The first one, also of a connection that comes back to version 2, looks at both sides.
    const isSweep = isSweepDue || (await this.#isBeginning(run));
    const told = await inbox.waiting(run.connection);
    const isMissing = await care.tend(run.connection, run.graph, told.lifecycleEvents);
    const isBlind = isSweep || isMissing || told.lifecycleEvents.length > 0;
    if (run.state.phase === "paused") return { again: null, isSwept: isSweep };

    const isRead = await this.#readOutlook(run, told, isBlind);
    if (!isRead) return { again: clock.now(), isSwept: false };
    if (told.upTo !== null) await inbox.done(run.connection, told.upTo);
    const isZoomLeft = await this.#parts.zoomFeed.takeHints(run);
    if (isSweep) await this.#parts.zoomFeed.sweep(run);

    const phase = await this.#phase(run);
    if (phase === "preparing") return { again: clock.now(), isSwept: isSweep };
    if (phase === "preview") {
      return { again: (await this.#state(run)).startsAt, isSwept: isSweep };
    }
    const again = await this.#write({ ...run, state: { ...run.state, phase } }, isSweep);
    const soon = isZoomLeft ? clock.now().add({ seconds: 10 }) : null;
    return { again: earlier(again, soon), isSwept: isSweep };
  }

  async #isBeginning({ state, connection }: Run): Promise<boolean> {
    return state.phase === "preparing" && !(await this.#parts.outlookFeed.isComplete(connection));
  }

  async #readOutlook(
    run: Run,
    told: { upTo: string | null; eventIds: string[] },
    isBlind: boolean,
  ): Promise<boolean> {
    const { outlookFeed, reading } = this.#parts;
    const isComplete = await outlookFeed.isComplete(run.connection);
    if (isBlind || !isComplete || told.upTo !== null) {
      const changed = isBlind || !isComplete ? null : told.eventIds;
      if (!(await outlookFeed.read(run, changed))) return false;
    }
    return reading.readAll(run);
  }

  /** From reading over showing to writing; each step is stored before the next one begins. */
  async #phase(run: Run): Promise<StoredPhase> {
    const { states, firstSync, entries, clock } = this.#parts;
    const { connection, state } = run;
    const to = async (changes: StateChanges & { phase: StoredPhase }): Promise<StoredPhase> => {
      await states.set(connection, changes);
      return changes.phase;
    };
    const start = async (): Promise<StoredPhase> => {
      const { open } = await entries.progress(connection);
      return to({
        phase: "backfill",
        consentedAt: state.consentedAt ?? clock.now(),
        startsAt: null,
        backfillTotal: open,
      });
    };
    if (state.phase === "preview") {
      const isTime =
        state.startsAt !== null && Temporal.Instant.compare(state.startsAt, clock.now()) <= 0;
      return isTime ? start() : "preview";
    }
    if (state.phase !== "preparing") return state.phase;
    // Agreed to before, as when version 2 comes back after a while.
    if (state.consentedAt !== null) return start();
    const preview = await firstSync.preview(run);
    if (preview.items.length === 0) return start();
    return to({ phase: "preview", preview, startsAt: clock.now().add(lookTime) });
  }

  /** Writes what follows from how both sides are. Returns when there is more to do. */
  async #write(run: Run, isSweep: boolean): Promise<Temporal.Instant | null> {
    const { states, guard, mirrorFeed, missing, orphans, clock } = this.#parts;
    const { connection } = run;
    const calendarId = await this.#calendar(run);
    const isBackfill = run.state.phase === "backfill";
    const isListed =
      isSweep || run.state.zoomCalendarChanged || run.state.zoomCalendarToken === null;
    // While a back-fill writes, what is told of the calendar is mostly its own echo.
    if (calendarId !== null && isListed && !isBackfill) await mirrorFeed.read(run, calendarId);

    const pause = await guard.check(connection, run.state.released);
    if (pause) {
      await states.set(connection, { phase: "paused", pause });
      return null;
    }
    // Before the entries: an event that a dead run made for Zoom's calendar is read as an entry by
    // now, and would be mirrored there a second time.
    const isDone =
      (await missing.ofCalendar(run)) &&
      (await this.#workEntries(run, calendarId)) &&
      (await missing.ofMeetings(run)) &&
      // The moved and cancelled occurrences of the new series.
      (await this.#workEntries(run, calendarId));
    if (!isDone) return clock.now();
    if (isBackfill) {
      await states.set(connection, { phase: "live", preview: null, zoomCalendarChanged: true });
      return clock.now();
    }
    if (isSweep) await orphans.find(run);
    if (run.state.released > 0) await states.set(connection, { released: 0 });
    return this.#nextRetry(run);
  }

  /** When the next thing that was put off is due. */
  async #nextRetry({ connection, users }: Run): Promise<Temporal.Instant | null> {
    const { entries, mirrors, withoutEvent } = this.#parts;
    const ofNew = earlier(await mirrors.nextTry(connection), await withoutEvent.nextTry(users));
    return earlier(await entries.nextRetry(connection), ofNew);
  }

  async #calendar(run: Run): Promise<string | null> {
    const { mirrorCalendar, entries } = this.#parts;
    if (["readOnly", "zoomToOutlook"].includes(run.policy.direction)) return null;
    const before = run.state.zoomCalendarId;
    const calendarId = await mirrorCalendar.calendarFor(run, true);
    // It can be had from now on: everything that waited for it is to be decided.
    if (calendarId !== null && before === null) await entries.decideAgain(run.connection);
    return calendarId;
  }

  async #workEntries(run: Run, calendarId: string | null): Promise<boolean> {
    const { entries, work, clock } = this.#parts;
    for (;;) {
      const next = await entries.toDecide(run.connection, clock.now(), entriesAtOnce);
      if (next.length === 0) return true;
      const [pairs, plain] = [
        next.filter((entry) => entry.linkId !== null || entry.wants !== null),
        next.filter((entry) => entry.linkId === null && entry.wants === null),
      ];
      for (const entry of pairs) {
        if (run.slice.isUsedUp) return false;
        await work.work(run, entry, calendarId);
      }
      for (let from = 0; from < plain.length; from += mirroredAtOnce) {
        if (run.slice.isUsedUp) return false;
        const together = plain.slice(from, from + mirroredAtOnce);
        const outcomes = await Promise.allSettled(
          together.map((entry) => work.work(run, entry, calendarId)),
        );
        const failed = outcomes.find((outcome) => outcome.status === "rejected");
        if (failed) throw failed.reason;
      }
    }
  }

  async #state({ connection, state }: Run) {
    return (await this.#parts.states.of(connection)) ?? state;
  }
}

function earlier(a: Temporal.Instant | null, b: Temporal.Instant | null): Temporal.Instant | null {
  if (a === null || b === null) return a ?? b;
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
