import { type Kysely } from "kysely";
import { type Clock } from "../clock.ts";
import { GraphCursorExpired, GraphError, GraphNotFound, GraphThrottled } from "../graph/errors.ts";
import { needsReading } from "../graph/event-entry.ts";
import { etagOf, type GraphDeltaItem } from "../graph/graph-schema.ts";
import { graphEventId } from "../../sync/ids.ts";
import { type Schema } from "../store/schema.ts";
import { type EntryIntake, type Intake } from "./entry-intake.ts";
import { type Run } from "./run.ts";
import { type Cursor, type Cursors } from "./state/cursors.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry, newEntry } from "./state/entry.ts";
import { type ConnectionKey } from "./state/sync-states.ts";
import { isOutdated, type Window, windowAround } from "./window.ts";

interface FeedParts {
  db: Kysely<Schema>;
  entries: Entries;
  cursors: Cursors;
  intake: EntryIntake;
  clock: Clock;
}

/** Fewer, larger pages: a first reading costs one call for so many entries. */
const pageSize = 200;
/** The primary calendar is addressed without an id. */
const primary = "";

/**
 * Graph's change feed, per calendar. It says which events changed; what they are now is read from it
 * only where it says so whole. Each page is stored together with the link to the next one, so that a
 * reading that is cut off goes on where it was.
 */
export class OutlookFeed {
  readonly #parts: FeedParts;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /**
   * Reads what changed. False when the run's share was used up before the end.
   * @param changed ids of events that notifications named: only their calendars are asked, where known
   */
  async read(run: Run, changed: readonly string[] | null): Promise<boolean> {
    const cursors = await this.#cursorsFor(run);
    const concerned = changed && (await this.#calendarsOf(run.connection, changed));
    for (const cursor of cursors) {
      const isConcerned = concerned === null || concerned.has(cursor.calendarId);
      if (!isConcerned && !cursor.isFullRound) continue;
      if (!(await this.#readCalendar(run, cursor))) return false;
    }
    return true;
  }

  /** Whether all events of these ids were found in the calendars that are read. */
  async knowsAll(connection: ConnectionKey, eventIds: readonly string[]): Promise<boolean> {
    return (await this.#calendarsOf(connection, eventIds)) !== null;
  }

  /** Those made since the day's list. False when the run's share was used up before the end. */
  async readNewCalendars(run: Run): Promise<boolean> {
    const { cursors, clock } = this.#parts;
    const known = new Set((await cursors.of(run.connection)).map(({ calendarId }) => calendarId));
    const window = windowAround(clock.now());
    for (const calendarId of await this.#calendarIds(run)) {
      if (known.has(calendarId)) continue;
      const cursor = newCursor(calendarId, 1, window);
      await cursors.save(run.connection, cursor);
      if (!(await this.#readCalendar(run, cursor))) return false;
    }
    return true;
  }

  /** True once every calendar was read from beginning to end. */
  async isComplete(connection: ConnectionKey): Promise<boolean> {
    const cursors = await this.#parts.cursors.of(connection);
    return cursors.length > 0 && cursors.every(({ isFullRound }) => !isFullRound);
  }

  /** Null: an event nobody knows yet may be in any of them. */
  async #calendarsOf(
    connection: ConnectionKey,
    eventIds: readonly string[],
  ): Promise<Set<string> | null> {
    const known = await this.#parts.entries.byEventIds(connection, eventIds);
    const isAllKnown = new Set(eventIds).size === known.length;
    return isAllKnown ? new Set(known.map(({ calendarId }) => calendarId)) : null;
  }

  /** The cursors there are; anew once a day, because a feed's window does not move. */
  async #cursorsFor(run: Run): Promise<Cursor[]> {
    const { cursors, clock } = this.#parts;
    const now = clock.now();
    const known = await cursors.of(run.connection);
    const first = known.find(({ calendarId }) => calendarId === primary);
    const isRolling =
      first === undefined || (isOutdated(windowOf(first), now) && !first.isMidRound);
    if (!isRolling) return known;
    const window = windowAround(now);
    const calendarIds = await this.#calendarIds(run);
    for (const gone of known.filter(({ calendarId }) => !calendarIds.includes(calendarId))) {
      await this.#parts.entries.markUnseen(run.connection, gone.calendarId, gone.round + 1);
      await cursors.forget(run.connection, gone.calendarId);
    }
    const rolled = calendarIds.map((calendarId): Cursor => {
      const before = known.find((cursor) => cursor.calendarId === calendarId);
      return newCursor(calendarId, (before?.round ?? 0) + 1, window);
    });
    for (const cursor of rolled) await cursors.save(run.connection, cursor);
    return rolled;
  }

  /** The person's own calendars. Shared and subscribed ones are somebody else's. */
  async #calendarIds(run: Run): Promise<string[]> {
    try {
      const calendars = await run.graph((graph) => graph.calendars());
      const own = run.connection.mailbox.toLowerCase();
      const others = calendars.filter(
        ({ isDefaultCalendar, canEdit, owner }) =>
          isDefaultCalendar === false &&
          canEdit === true &&
          (owner?.address === undefined || owner.address.toLowerCase() === own),
      );
      return [primary, ...others.map(({ id }) => id)];
    } catch (cause) {
      // The list is a convenience; the primary calendar needs none.
      const isRefusal = cause instanceof GraphError && cause.retry === "never";
      if (!isRefusal || cause instanceof GraphThrottled) throw cause;
      return [primary];
    }
  }

  async #readCalendar(run: Run, cursor: Cursor): Promise<boolean> {
    const { cursors, entries } = this.#parts;
    const marked = cursor.isFullRound ? await this.#markedIds(run) : new Set<string>();
    for (;;) {
      if (run.slice.isUsedUp) return false;
      run.slice.spend();
      const page = await this.#page(run, cursor);
      if (page === "expired") {
        restart(cursor, windowAround(this.#parts.clock.now()));
        await cursors.save(run.connection, cursor);
        continue;
      }
      if (page === "gone") {
        await entries.markUnseen(run.connection, cursor.calendarId, cursor.round + 1);
        await cursors.forget(run.connection, cursor.calendarId);
        return true;
      }
      const isLast = page.nextLink === null;
      cursor.link = page.nextLink ?? page.deltaLink;
      cursor.isMidRound = !isLast;
      await this.#store(run, cursor, page.events, marked);
      if (!isLast) continue;
      if (cursor.isFullRound) {
        await entries.markUnseen(run.connection, cursor.calendarId, cursor.round);
        cursor.isFullRound = false;
        await cursors.save(run.connection, cursor);
      }
      return true;
    }
  }

  async #page(run: Run, cursor: Cursor) {
    const from = cursor.link ?? {
      calendarId: cursor.calendarId === primary ? null : cursor.calendarId,
      from: cursor.windowFrom,
      to: cursor.windowTo,
    };
    try {
      return await run.graph((graph) => graph.deltaPage(from, pageSize));
    } catch (cause) {
      if (cause instanceof GraphCursorExpired) return "expired";
      if (cause instanceof GraphNotFound && cursor.calendarId !== primary) return "gone";
      throw cause;
    }
  }

  /** Events with marks have to be read, because a feed does not show them. */
  async #markedIds(run: Run): Promise<Set<string>> {
    try {
      const marked = await run.graph((graph) => graph.markedEvents());
      return new Set(marked.map(({ id }) => id));
    } catch (cause) {
      const isRefusal = cause instanceof GraphError && cause.retry === "never";
      if (!isRefusal) throw cause;
      return new Set();
    }
  }

  async #store(
    run: Run,
    cursor: Cursor,
    items: readonly GraphDeltaItem[],
    marked: ReadonlySet<string>,
  ): Promise<void> {
    const { db, entries, cursors, intake } = this.#parts;
    // The same event may come several times in one page; the last word counts.
    const newest = new Map(items.map((item) => [item.id, item]));
    const ids = [...newest.values()].flatMap(({ id, seriesMasterId }) =>
      seriesMasterId ? [id, seriesMasterId] : [id],
    );
    const known = new Map(
      (await entries.byEventIds(run.connection, [...new Set(ids)])).map((entry) => [
        String(entry.eventId),
        entry,
      ]),
    );
    const changed = new Map<string, Entry>();
    const untouched = new Set<string>();
    const whole: Intake[] = [];
    let isStrangerGone = false;
    const entryFor = (id: string, isSeries: boolean): Entry => {
      const entry =
        changed.get(id) ??
        known.get(id) ??
        newEntry(run.connection, {
          calendarId: cursor.calendarId,
          eventId: graphEventId(id),
          round: cursor.round,
          seenBy: run.seenBy,
          isSeries,
        });
      entry.round = cursor.round;
      entry.calendarId = cursor.calendarId;
      changed.set(id, entry);
      return entry;
    };

    for (const item of newest.values()) {
      if (item["@removed"]) {
        // Gone, or outside of the window now: only reading it tells.
        const entry = known.get(item.id);
        isStrangerGone ||= entry === undefined;
        if (entry && entry.state !== "gone") readNow(entryFor(item.id, entry.isSeries));
        continue;
      }
      if (item.seriesMasterId) {
        readNow(entryFor(item.seriesMasterId, true));
        continue;
      }
      const before = known.get(item.id);
      const isEcho =
        before?.etag != null &&
        before.etag === etagOf(item) &&
        before.calendarId === cursor.calendarId &&
        before.state === "present";
      if (isEcho && !changed.has(item.id)) {
        untouched.add(before.id);
        continue;
      }
      const isSeries = item.type === "seriesMaster";
      const entry = entryFor(item.id, isSeries);
      const mayHaveMarks = before
        ? false
        : item.isOrganizer !== false && (cursor.round > 1 || !cursor.isFullRound);
      if (isSeries || needsReading(item) || mayHaveMarks || marked.has(item.id)) {
        entry.isSeries ||= isSeries;
        readNow(entry);
        // For the progress and the order of work; the rest comes when it is read.
        entry.startsAt ??= startOf(item);
      } else {
        whole.push({ entry, event: item, isWhole: false });
      }
    }
    await intake.take(run, whole);
    await db.transaction().execute(async (transaction) => {
      await entries.save([...changed.values()], transaction);
      await entries.touch(run.connection, [...untouched], cursor.round, transaction);
      // It may have been an occurrence, of which the feed tells no more than its own id.
      if (isStrangerGone && !cursor.isFullRound) {
        await entries.readSeriesAgain(run.connection, cursor, transaction);
      }
      await cursors.save(run.connection, cursor, transaction);
    });
  }
}

/** It is another one than the one that could not be read before. */
function readNow(entry: Entry): void {
  entry.needsReading = true;
  entry.retryAt = null;
}

function newCursor(calendarId: string, round: number, window: Window): Cursor {
  return {
    calendarId,
    link: null,
    isMidRound: false,
    isFullRound: true,
    round,
    windowFrom: window.from,
    windowTo: window.to,
  };
}

function restart(cursor: Cursor, window: { from: Temporal.Instant; to: Temporal.Instant }): void {
  cursor.link = null;
  cursor.isMidRound = false;
  cursor.isFullRound = true;
  cursor.round += 1;
  cursor.windowFrom = window.from;
  cursor.windowTo = window.to;
}

function windowOf({ windowFrom, windowTo }: Cursor) {
  return { from: windowFrom, to: windowTo };
}

function startOf({ start }: GraphDeltaItem): Temporal.Instant | null {
  const milliseconds = start?.timeZone === "UTC" ? Date.parse(`${start.dateTime}Z`) : Number.NaN;
  return Number.isNaN(milliseconds) ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}
