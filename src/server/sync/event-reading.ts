import { type Clock } from "../clock.ts";
import { exceptionsFromInstances } from "../graph/event-entry.ts";
import { type GraphEvent } from "../graph/graph-schema.ts";
import { toInstant } from "../../sync/instant.ts";
import { type EntryIntake, type Intake } from "./entry-intake.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { windowAround } from "./window.ts";

/** Graph takes this many parts in one batch. */
const atOnce = 20;

/** Reads the events that the feed named without saying what they are. */
export class EventReading {
  readonly #entries: Entries;
  readonly #intake: EntryIntake;
  readonly #clock: Clock;

  constructor(entries: Entries, intake: EntryIntake, clock: Clock) {
    this.#entries = entries;
    this.#intake = intake;
    this.#clock = clock;
  }

  /** False when the run's share was used up before the end. */
  async readAll(run: Run): Promise<boolean> {
    for (;;) {
      const entries = await this.#entries.toRead(run.connection, atOnce);
      if (entries.length === 0) return true;
      if (run.slice.isUsedUp) return false;
      run.slice.spend();
      await this.read(run, entries);
    }
  }

  /** Reads these entries now, and stores what they are. */
  async read(run: Run, entries: readonly Entry[]): Promise<void> {
    const events = await run.graph((graph) =>
      graph.readEvents(entries.map(({ eventId, isSeries }) => ({ id: eventId, isSeries }))),
    );
    const intakes: Intake[] = [];
    for (const entry of entries) {
      const event = events.get(entry.eventId) ?? null;
      if (event === null) {
        markGone(entry, run);
        continue;
      }
      if (event.type === "seriesMaster" && !entry.isSeries) {
        // Asked for as a single event: its exceptions were not in the answer.
        entry.isSeries = true;
        continue;
      }
      entry.isSeries = event.type === "seriesMaster";
      intakes.push({ entry, event, isWhole: true });
    }
    // Those that are gone stand before those that may take their place.
    await this.#entries.save(entries.filter(({ state }) => state === "gone"));
    await this.#intake.take(run, intakes);
    for (const { entry, event } of intakes) await this.#readInstances(run, entry, event);
    await this.#entries.save(entries);
  }

  /** Where Graph told neither exceptions nor cancelled dates, they follow from the instances. */
  async #readInstances(run: Run, entry: Entry, event: GraphEvent): Promise<void> {
    const isTold =
      event.exceptionOccurrences !== undefined || event.cancelledOccurrences !== undefined;
    if (!entry.isSeries || isTold || entry.seen === null) return;
    const { from, to } = windowAround(this.#clock.now());
    const instances = await run.graph((graph) => graph.instances(entry.eventId, from, to));
    const span = { start: toInstant(from.toString()), end: toInstant(to.toString()) };
    const exceptions = exceptionsFromInstances(entry.seen.outlook, instances, span);
    entry.seen = { ...entry.seen, outlook: { ...entry.seen.outlook, exceptions } };
    entry.isDirty = true;
  }
}

function markGone(entry: Entry, run: Run): void {
  entry.needsReading = false;
  if (entry.state === "gone") return;
  entry.state = "gone";
  entry.isDirty = true;
  entry.tries = 0;
  entry.retryAt = null;
  entry.seenBy = run.seenBy;
}
