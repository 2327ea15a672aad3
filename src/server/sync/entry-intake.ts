import { type EntryContext, entryOf, type OutlookEntry } from "../graph/event-entry.ts";
import { etagOf, type GraphEvent } from "../graph/graph-schema.ts";
import { type User } from "../identity/users.ts";
import { type Link } from "../meetings/link.ts";
import { type Links } from "../meetings/links.ts";
import { isCovered } from "../../sync/coverage.ts";
import { isSameJson } from "../../sync/equal.ts";
import { SyncError } from "../../sync/errors.ts";
import {
  type EventClues,
  identify,
  type Identity,
  type Link as IdentifiedPair,
  meetingIdsIn,
} from "../../sync/identity.ts";

import { type OutlookPresent } from "../../sync/model.ts";
import { lastOccurrenceStart } from "../../sync/recurrence/expand.ts";
import { keptOf } from "./kept-event.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry, type SeenEvent } from "./state/entry.ts";

/** What becomes of an event that was read: which entry it is, and whether anything follows from it. */
export interface Intake {
  entry: Entry;
  event: GraphEvent;
  /** The event came with its extended properties, so that all marks are known. */
  isWhole: boolean;
}

const never = { state: "absent", reason: "never", recoverableUntil: null } as const;

/** Takes events that were read into their entries, and finds the Zoom meeting each belongs to. */
export class EntryIntake {
  readonly #links: Links;
  readonly #entries: Entries;
  readonly #context: EntryContext;

  constructor(links: Links, entries: Entries, context: EntryContext) {
    this.#links = links;
    this.#entries = entries;
    this.#context = context;
  }

  /** The event's fields as Graph answered them: it names zones in its own way. */
  answered(event: GraphEvent): OutlookPresent | null {
    try {
      return entryOf(event, this.#context).outlook;
    } catch (cause) {
      if (!(cause instanceof SyncError)) throw cause;
      return null;
    }
  }

  /** Changes the entries in place; the caller stores them. One bad event does not stop the others. */
  async take(run: Run, intakes: readonly Intake[]): Promise<void> {
    const read = intakes.flatMap((intake) => {
      const outlook = this.#read(intake);
      return outlook ? [{ ...intake, outlook }] : [];
    });
    const links = await this.#candidates(run.users, read);
    const alive = await this.#aliveEntries(run, links);
    for (const intake of inOrderOfClaim(read, links, this.#context.joinHosts)) {
      this.#takeOne(run, intake, links, alive);
      const { entry } = intake;
      // Whoever comes after it with the same marks is its copy.
      if (entry.linkId !== null && entry.state === "present") alive.set(entry.linkId, entry);
    }
  }

  #read({ entry, event }: Intake): OutlookEntry | null {
    try {
      return entryOf(event, this.#context);
    } catch (cause) {
      // A calendar may hold what no standard allows; the others must not wait for it.
      if (!(cause instanceof SyncError)) throw cause;
      entry.needsReading = false;
      entry.isDirty = false;
      entry.etag = etagOf(event);
      entry.errorCode = cause.code;
      return null;
    }
  }

  #takeOne(
    run: Run,
    { entry, event, isWhole, outlook: read }: Intake & { outlook: OutlookEntry },
    links: readonly Link[],
    alive: ReadonlyMap<string, Entry>,
  ): void {
    const identity = this.#identify(entry, read, links, alive);
    const own = identity.kind === "linked" ? linkOf(identity.link, links) : null;
    const before = { seen: entry.seen, linkId: entry.linkId, state: entry.state };
    const outlook: OutlookPresent =
      !isWhole && before.seen && read.outlook.kind === "series"
        ? { ...read.outlook, exceptions: before.seen.outlook.exceptions }
        : read.outlook;

    entry.linkId = own?.id ?? null;
    entry.copyOf =
      identity.kind === "copy" && !entry.isIgnored
        ? (linkOf(identity.of, links)?.id ?? null)
        : null;
    entry.zoomNumber = meetingIdsIn(read.joinUrls, this.#context.joinHosts)[0] ?? null;
    entry.etag = etagOf(event);
    entry.isSeries = outlook.kind === "series";
    entry.needsReading = false;
    const isCovering = isCovered(run.policy, null, outlook, never);
    entry.state = read.isCancelled ? "gone" : isCovering ? "present" : "outOfWindow";
    entry.startsAt = Temporal.Instant.from(outlook.time.start);
    entry.endsAt = endOf(outlook);
    entry.seen = keptOf(read, outlook, entry.linkId !== null, run.policy.timesOnly);
    const isNews =
      entry.state !== before.state ||
      entry.linkId !== before.linkId ||
      before.seen === null ||
      !isSameJson(withoutRevision(before.seen), withoutRevision(entry.seen));
    if (isNews || entry.wants !== null) {
      entry.isDirty = true;
      entry.tries = 0;
      entry.retryAt = null;
      entry.errorCode = null;
      entry.seenBy = run.seenBy;
    }
  }

  #identify(
    entry: Entry,
    read: OutlookEntry,
    links: readonly Link[],
    alive: ReadonlyMap<string, Entry>,
  ): Identity {
    const clues: EventClues = {
      eventId: entry.eventId,
      seriesMasterId: null,
      namedProperty: read.namedProperty,
      customProperties:
        read.customProperties ??
        (read.blockItemKey === null
          ? null
          : { itemKey: itemKeyOf(read.blockItemKey), zoomMeetingId: null }),
      joinUrls: read.joinUrls,
      extraHosts: this.#context.joinHosts,
    };
    // An attendee's copy carries the marks of the organizer's meeting; it is shown and no more.
    if (!read.outlook.isOrganizer) return { kind: "none" };
    const pairOf = (link: Link | undefined): IdentifiedPair | null => {
      if (link?.zoomMeetingId == null || link.state === "removed") return null;
      const holder = alive.get(link.id);
      return {
        itemKey: link.itemKey,
        eventId: holder?.eventId ?? null,
        zoomMeetingId: link.zoomMeetingId,
        isEventAlive: holder?.state === "present",
      };
    };
    const find = (matches: (link: Link) => boolean) => pairOf(links.find(matches));
    return identify(clues, {
      byEventId: (id) =>
        id === entry.eventId && entry.linkId !== null
          ? find((link) => link.id === entry.linkId)
          : null,
      byItemKey: (key) => find((link) => link.itemKey === key),
      byZoomMeetingId: (id) => find((link) => link.zoomMeetingId === id),
    });
  }

  /** Every link of this person that any of the events could mean. */
  #candidates(
    users: readonly User[],
    read: ReadonlyArray<{ entry: Entry; outlook: OutlookEntry }>,
  ): Promise<Link[]> {
    const own = read.filter(({ outlook }) => outlook.outlook.isOrganizer);
    return this.#links.meant(users, {
      linkIds: own.flatMap(({ entry }) => entry.linkId ?? []),
      itemKeys: own.flatMap(({ outlook }) =>
        [outlook.customProperties?.itemKey, outlook.blockItemKey].flatMap((key) => key ?? []),
      ),
      zoomMeetingIds: own.flatMap(({ outlook }) => [
        ...meetingIdsIn(outlook.joinUrls, this.#context.joinHosts),
        ...[outlook.namedProperty, outlook.customProperties?.zoomMeetingId].flatMap(
          (id) => id ?? [],
        ),
      ]),
    });
  }

  /** The entries that hold these links now. */
  async #aliveEntries(run: Run, links: readonly Link[]): Promise<Map<string, Entry>> {
    const holders = new Map<string, Entry>();
    for (const link of links) {
      const holder = await this.#entries.byLink(run.connection, link.id);
      if (holder) holders.set(link.id, holder);
    }
    return holders;
  }
}

/**
 * An event and its copy may be seen for the first time together: the one that is where the meeting was
 * made for comes first.
 */
function inOrderOfClaim<T extends { entry: Entry; outlook: OutlookEntry }>(
  read: readonly T[],
  links: readonly Link[],
  joinHosts: readonly string[],
): T[] {
  const starts = new Map(links.map(({ zoomMeetingId, outlook }) => [zoomMeetingId, outlook]));
  const claim = ({ entry, outlook: { outlook, joinUrls } }: T): number => {
    if (entry.linkId !== null) return 0;
    const isWhereMade = meetingIdsIn(joinUrls, joinHosts).some(
      (id) => starts.get(id)?.time.start === outlook.time.start,
    );
    return isWhereMade ? 1 : 2;
  };
  return [...read].sort((a, b) => claim(a) - claim(b));
}

const itemKeyOf = (text: string) => text as Link["itemKey"];

function linkOf(pair: IdentifiedPair, links: readonly Link[]): Link | null {
  return links.find(({ itemKey }) => itemKey === pair.itemKey) ?? null;
}

function withoutRevision({ outlook, ...rest }: SeenEvent): object {
  return { ...rest, outlook: { ...outlook, revision: null } };
}

function endOf({ time, recurrence, exceptions }: OutlookPresent): Temporal.Instant | null {
  const lengthMs = Date.parse(time.end) - Date.parse(time.start);
  if (recurrence === null) return Temporal.Instant.from(time.end);
  const last = lastOccurrenceStart(recurrence, time.start);
  if (last === null) return null;
  const ends = Object.values(exceptions).flatMap((exception) =>
    exception.kind === "moved" ? [Date.parse(exception.end)] : [],
  );
  return Temporal.Instant.fromEpochMilliseconds(
    Math.max(Date.parse(last) + lengthMs, Date.parse(time.end), ...ends),
  );
}
