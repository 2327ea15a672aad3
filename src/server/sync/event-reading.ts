import { type Clock } from "../clock.ts";
import { GraphError } from "../graph/errors.ts";
import { type FoundEvents } from "../graph/event-batch.ts";
import { exceptionsFromInstances } from "../graph/event-entry.ts";
import { type GraphEvent } from "../graph/graph-schema.ts";
import { untried } from "../tries.ts";
import { toInstant } from "../../sync/instant.ts";
import { type EntryIntake, type Intake } from "./entry-intake.ts";
import { isOfOneThing, judgeFault, noteFault } from "./fault-verdict.ts";
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
      const entries = await this.#entries.toRead(run.connection, this.#clock.now(), atOnce);
      if (entries.length === 0) return true;
      if (run.slice.isUsedUp) return false;
      run.slice.spend();
      await this.read(run, entries);
    }
  }

  /**
   * Reads these entries now, and stores what they are. One that cannot be read is put off with its fault.
   * @throws the fault when not one of them could be read and everything would fail alike
   */
  async read(run: Run, entries: readonly Entry[]): Promise<void> {
    const events = await this.#ask(run, entries);
    const intakes: Intake[] = [];
    const faults: unknown[] = [];
    for (const entry of entries) {
      const event = events.get(entry.eventId) ?? null;
      if (event instanceof GraphError) {
        noteFault(entry, event, this.#clock.now());
        faults.push(event);
        continue;
      }
      // Only reading it had failed so far.
      if (!entry.isDirty) Object.assign(entry, untried);
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
    for (const { entry, event } of intakes) {
      const fault = await this.#readInstances(run, entry, event);
      if (fault) faults.push(fault);
    }
    await this.#entries.save(entries);
    const isAllDown = faults.length === entries.length;
    if (isAllDown && judgeFault(faults[0], this.#clock.now()).kind === "stop") throw faults[0];
  }

  /** A single one is asked for by itself, and its fault may be its own as well. */
  async #ask(run: Run, entries: readonly Entry[]): Promise<FoundEvents> {
    try {
      return await run.graph((graph) =>
        graph.readEvents(entries.map(({ eventId, isSeries }) => ({ id: eventId, isSeries }))),
      );
    } catch (cause) {
      const [only, ...more] = entries;
      const isItsOwn = cause instanceof GraphError && isOfOneThing(cause, this.#clock.now());
      if (!only || more.length > 0 || !isItsOwn) throw cause;
      return new Map([[only.eventId, cause]]);
    }
  }

  /**
   * Where Graph told neither exceptions nor cancelled dates, they follow from the instances. Returns the
   * fault where those cannot be read.
   */
  async #readInstances(run: Run, entry: Entry, event: GraphEvent): Promise<unknown> {
    const isTold =
      event.exceptionOccurrences !== undefined || event.cancelledOccurrences !== undefined;
    if (!entry.isSeries || isTold || entry.seen === null) return null;
    const { from, to } = windowAround(this.#clock.now());
    let instances: GraphEvent[];
    try {
      instances = await run.graph((graph) => graph.instances(entry.eventId, from, to));
    } catch (cause) {
      entry.needsReading = true;
      noteFault(entry, cause, this.#clock.now());
      return cause;
    }
    const span = { start: toInstant(from.toString()), end: toInstant(to.toString()) };
    const exceptions = exceptionsFromInstances(entry.seen.outlook, instances, span);
    entry.seen = { ...entry.seen, outlook: { ...entry.seen.outlook, exceptions } };
    entry.isDirty = true;
    return null;
  }
}

function markGone(entry: Entry, run: Run): void {
  entry.needsReading = false;
  if (entry.state === "gone") return;
  entry.state = "gone";
  entry.isDirty = true;
  Object.assign(entry, untried);
  entry.seenBy = run.seenBy;
}
