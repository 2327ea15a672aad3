import { type Sandbox } from "../sandbox.ts";
import { CalendarError } from "../world/calendar-error.ts";
import { calendarOf } from "../world/mailboxes.ts";
import { type StoredEvent, type ViewedEvent } from "../world/model.ts";
import { instantText } from "../world/zoned-time.ts";
import { eventJson, type EventView } from "./event-json.ts";
import { type LoggedChange } from "./change-log.ts";
import { type DeltaScope } from "./delta-token.ts";
import { shownId } from "./exchange-ids.ts";

/** Items that stay together on a page; Graph does not split a series. */
export interface DeltaGroup {
  /** Orders the groups of a round, and stays the same while the round is read. */
  key: string;
  items: object[];
}

type Event = StoredEvent | ViewedEvent;

/** What a delta query tells of the events in its window, and of changes to them. */
export class DeltaItems {
  readonly #sandbox: Sandbox;
  readonly #scope: DeltaScope;
  readonly #view: EventView;
  /** Dated entries of the window by the event they are kept in. */
  readonly #byRoot: Map<string, ViewedEvent[]>;

  constructor(sandbox: Sandbox, scope: DeltaScope, view: EventView) {
    this.#sandbox = sandbox;
    this.#scope = scope;
    this.#view = view;
    const within = sandbox.calendar
      .view(scope.mailboxId, scope.from, scope.to)
      .filter((entry) => calendarOf(entry) === scope.calendarId);
    this.#byRoot = Map.groupBy(within, ({ seriesMasterId, id }) => seriesMasterId ?? id);
  }

  /** Everything in the window. */
  whole(): DeltaGroup[] {
    return [...this.#byRoot.keys()].sort().map((id) => ({ key: id, items: this.#present(id) }));
  }

  /** Every item of `changes` once, in its state of now. */
  changed(changes: readonly LoggedChange[]): DeltaGroup[] {
    const latest = new Map<string, LoggedChange>();
    for (const change of changes) {
      latest.delete(change.eventId);
      latest.set(change.eventId, change);
    }
    return [...latest.values()]
      .map((change) => ({ key: orderable(change.at), items: this.#told(change) }))
      .filter(({ items }) => items.length > 0);
  }

  #told({ eventId, seriesMasterId }: LoggedChange): object[] {
    const event = this.#find(eventId);
    if (event === undefined) {
      const isHidden = seriesMasterId !== null && this.#ways.deletedOccurrencesHidden;
      return isHidden ? [] : [this.#removed(eventId)];
    }
    if (event.type === "exception") {
      const isWithin = this.#byRoot.get(seriesMasterId ?? "")?.some(({ id }) => id === eventId);
      return [isWithin === true ? this.#item(event) : this.#removed(eventId)];
    }
    // A former exception that follows the pattern again comes with its series.
    if (event.type === "occurrence") return [];
    return this.#byRoot.has(eventId) ? this.#present(eventId) : [this.#removed(eventId)];
  }

  /** A single event, or a series with all it has in the window. */
  #present(rootId: string): object[] {
    const entries = this.#byRoot.get(rootId) ?? [];
    const isSeries = entries.some(({ seriesMasterId }) => seriesMasterId !== null);
    const master = isSeries ? this.#find(rootId) : undefined;
    const shown = entries.map((entry) => this.#item(entry));
    return master !== undefined && this.#showsMaster(master)
      ? [this.#item(master), ...shown]
      : shown;
  }

  #showsMaster({ start }: Event): boolean {
    const { mastersInDelta, oldMastersMissing } = this.#ways;
    return mastersInDelta && !(oldMastersMissing && instantText(start) < this.#scope.from);
  }

  /** Occurrences come bare: https://github.com/microsoftgraph/microsoft-graph-docs/issues/22197 */
  #item(event: Event): object {
    const { bareOccurrences, emptyExceptions } = this.#ways;
    const whole = { "@odata.type": "#microsoft.graph.event", ...eventJson(event, this.#view) };
    if (event.type === "occurrence" && bareOccurrences) {
      const { id, seriesMasterId, type, start, end } = whole;
      return {
        "@odata.type": whole["@odata.type"],
        "@odata.etag": whole["@odata.etag"],
        ...{ id, seriesMasterId, type, start, end },
      };
    }
    if (event.type === "exception" && emptyExceptions)
      return { ...whole, subject: "", bodyPreview: "", body: { ...whole.body, content: "" } };
    return whole;
  }

  /** Gone, or written while outside the window: a delta query says the same of both. */
  #removed(eventId: string): object {
    return {
      "@odata.type": "#microsoft.graph.event",
      id: shownId(eventId, this.#view.immutableIds),
      "@removed": { reason: "deleted" },
    };
  }

  #find(eventId: string): Event | undefined {
    try {
      const event = this.#sandbox.calendar.get(this.#scope.mailboxId, eventId);
      return calendarOf(event) === this.#scope.calendarId ? event : undefined;
    } catch (error) {
      if (error instanceof CalendarError) return undefined;
      throw error;
    }
  }

  get #ways() {
    return this.#sandbox.switches.value.graph;
  }
}

const orderable = (at: number): string => String(at).padStart(16, "0");
