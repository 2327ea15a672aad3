import { type Agenda, type AgendaEntry } from "../../../shared/api/sync.ts";
import { minutesBetween, toInstant } from "../../../sync/instant.ts";
import { expandOccurrences } from "../../../sync/recurrence/expand.ts";
import { type Connection } from "../../microsoft/connections.ts";
import { type EntryQueries } from "../state/entry-queries.ts";
import { mostTries } from "../../tries.ts";
import { type Entry, type SeenEvent } from "../state/entry.ts";
import { type SyncStates } from "../state/sync-states.ts";

/** One page of the agenda holds no more; a calendar this full is not read as a list. */
const mostEntries = 2_000;

/** A person's Microsoft 365 appointments, as they are known here. */
export class AgendaView {
  readonly #entries: EntryQueries;
  readonly #states: SyncStates;

  constructor(entries: EntryQueries, states: SyncStates) {
    this.#entries = entries;
    this.#states = states;
  }

  async between(
    connection: Connection,
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): Promise<Agenda> {
    const state = await this.#states.of(connection);
    const known = await this.#entries.between(connection, from, to, mostEntries);
    // Before the first run nothing is written, so nothing waits.
    const isWriting = state !== null && !["preparing", "preview"].includes(state.phase);
    const entries = known
      .flatMap((entry) => this.#occurrences(entry, from, to))
      .map((shown) =>
        shown.state === "waiting" && !isWriting ? { ...shown, state: "inStep" as const } : shown,
      );
    return {
      entries: entries.sort((a, b) => a.start.localeCompare(b.start)).slice(0, mostEntries),
      readAt: state?.lastRunAt?.toString({ smallestUnit: "second" }) ?? null,
    };
  }

  #occurrences(entry: Entry, from: Temporal.Instant, to: Temporal.Instant): AgendaEntry[] {
    const { seen } = entry;
    if (seen === null) return [];
    const { time, recurrence, exceptions, subject } = seen.outlook;
    if (recurrence === null) return [shown(entry, seen, time.start, time.end, subject)];
    const span = { start: toInstant(from.toString()), end: toInstant(to.toString()) };
    const length = minutesBetween(time.start, time.end);
    const usual = expandOccurrences(recurrence, time.start, length, span).filter(
      ({ start }) => exceptions[start]?.kind !== "moved" && exceptions[start]?.kind !== "cancelled",
    );
    const moved = Object.values(exceptions).flatMap((exception) =>
      exception.kind === "moved" && exception.start < span.end && exception.end > span.start
        ? [exception]
        : [],
    );
    return [
      ...usual.map(({ start, end }) => {
        const edited = exceptions[start];
        const own = edited?.kind === "edited" ? edited.subject : undefined;
        return shown(entry, seen, start, end, own ?? subject);
      }),
      ...moved.map((exception) =>
        shown(entry, seen, exception.start, exception.end, exception.subject ?? subject),
      ),
    ];
  }
}

function shown(
  entry: Entry,
  { outlook, location, joinUrl }: SeenEvent,
  start: string,
  end: string,
  subject: string,
): AgendaEntry {
  const isPrivate = outlook.sensitivity === "private" || outlook.sensitivity === "confidential";
  const isHidden = isPrivate || subject === "";
  const isOwn = entry.linkId !== null;
  return {
    id: `${entry.id}:${start}`,
    subject: isHidden ? null : subject,
    start,
    end,
    isAllDay: outlook.time.isAllDay,
    showAs: outlook.showAs ?? "busy",
    isRecurring: outlook.recurrence !== null,
    isPrivate,
    isOrganizer: outlook.isOrganizer,
    location: isPrivate || location === "" ? null : location,
    zoom:
      joinUrl === null && !isOwn
        ? null
        : { kind: isOwn ? "own" : "other", meetingId: entry.zoomNumber, joinUrl },
    state: stateOf(entry),
  };
}

function stateOf(entry: Entry): AgendaEntry["state"] {
  if (entry.copyOf !== null && entry.linkId === null) return "copy";
  if (entry.tries >= mostTries) return "failed";
  return entry.isDirty ? "waiting" : "inStep";
}
