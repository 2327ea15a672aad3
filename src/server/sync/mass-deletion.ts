import { type PlannedItem } from "../../shared/api/sync.ts";
import { guardDeletions } from "../../sync/guards.ts";
import { subjectOf } from "./kept-event.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { type Mirrors } from "./state/mirrors.ts";
import { type ConnectionKey, type Pause } from "./state/sync-states.ts";

/** Lines of a pause that are listed by name. */
const listed = 50;

/** Looks, before anything is deleted, whether so many deletions are to be believed. */
export class MassDeletion {
  readonly #entries: Entries;
  readonly #mirrors: Mirrors;

  constructor(entries: Entries, mirrors: Mirrors) {
    this.#entries = entries;
    this.#mirrors = mirrors;
  }

  /** @param released how many deletions a person allowed for this run */
  async check(connection: ConnectionKey, released: number): Promise<Pause | null> {
    const goneInOutlook = await this.#entries.goneToDecide(connection);
    const goneInZoom = await this.#entries.withGoneMeeting(connection);
    const goneInCalendar = await this.#mirrors.goneInCalendar(connection);
    const deletions = goneInOutlook.length + goneInZoom.length + goneInCalendar.length;
    if (deletions === 0) return null;
    const { total } = await this.#entries.progress(connection);
    const verdict = guardDeletions(deletions, total, released);
    if (verdict.state === "proceed") return null;
    const ofCalendar = await Promise.all(
      goneInCalendar
        .slice(0, listed)
        .map(({ entryId }) => this.#entries.byId(connection, entryId ?? "")),
    );
    const items = [
      ...goneInOutlook.map((entry) => lineOf(entry, entry.linkId === null ? "calendar" : "zoom")),
      ...goneInZoom.map((entry) => lineOf(entry, "outlook")),
      ...ofCalendar.flatMap((entry) => (entry ? [lineOf(entry, "outlook")] : [])),
    ];
    return {
      reason: "massDeletion",
      deletions: verdict.deletions,
      total: verdict.total,
      items: items.slice(0, listed),
    };
  }
}

/** What would be deleted, and where. */
function lineOf({ seen, startsAt }: Entry, place: PlannedItem["place"]): PlannedItem {
  return {
    place,
    action: "delete",
    subject: subjectOf(seen),
    start: startsAt?.toString() ?? null,
    isAllDay: seen?.outlook.time.isAllDay ?? false,
  };
}
