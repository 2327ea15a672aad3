import { type Clock } from "../clock.ts";
import { type GraphEvent } from "../graph/graph-schema.ts";
import { type Link } from "../meetings/link.ts";
import { type Links } from "../meetings/links.ts";
import { agreeOn } from "../../sync/agreement.ts";
import { isSameJson } from "../../sync/equal.ts";
import { type Agreed, type OutlookFields, type ZoomFields } from "../../sync/model.ts";
import { type StepDescription } from "./describe-step.ts";
import { type EntryIntake } from "./entry-intake.ts";
import { confirm } from "./pair-states.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { type History } from "./state/history.ts";

interface JoiningParts {
  links: Links;
  entries: Entries;
  intake: EntryIntake;
  history: History;
  clock: Clock;
}

/** Neither side is made with the other's moved and cancelled occurrences: those are to be decided. */
export function beforeOccurrences(outlook: OutlookFields, zoom: ZoomFields): Agreed {
  return agreeOn({ ...outlook, exceptions: {} }, { ...zoom, exceptions: {} });
}

/** Makes an event and a link one pair, and writes down what happened to it. */
export class PairJoining {
  readonly #parts: JoiningParts;

  constructor(parts: JoiningParts) {
    this.#parts = parts;
  }

  /** The entry of an event that was just made for a link. */
  async entryOf(run: Run, link: Link, event: GraphEvent): Promise<Entry> {
    const { entries } = this.#parts;
    const entry = await entries.ofEvent(run.connection, event, run.seenBy);
    await this.join(run, entry, link, event);
    return entry;
  }

  /**
   * From now on the event and the link are one pair.
   * @param made what the two had in common when the meeting was made from the event, which may have
   *   changed since; null where the event was made from the meeting
   */
  async join(
    run: Run,
    entry: Entry,
    link: Link,
    event: GraphEvent,
    made: Agreed | null = null,
  ): Promise<void> {
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
      const [ofOutlook, ofZoom] = [entry.seen.outlook, link.zoom];
      const now = beforeOccurrences(ofOutlook, ofZoom);
      // What Zoom said at the first try to make the event: a later one may only have found it.
      const { zoom } = (link.agreed === null ? link.intended?.agreed : null) ?? now;
      link.agreed = made ? beforeOccurrences(made.outlook, made.zoom) : { ...now, zoom };
      entry.isDirty =
        !isSameJson([ofOutlook.exceptions, ofZoom.exceptions], [{}, {}]) ||
        !isSameJson(link.agreed, now);
      link.outlook = ofOutlook;
    }
    link.intended = null;
    await links.save(link);
    await entries.save([entry]);
  }

  /** Microsoft does not say who changed an event; Zoom does. */
  #operatorOf(run: Run, link: Link, { changedIn }: StepDescription): string | null {
    if (changedIn !== "zoom" && changedIn !== "both") return null;
    return run.operators.get(link.zoomMeetingId ?? "") ?? null;
  }

  async record(
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
      mirror: null,
      detail: {
        ...description,
        subject: run.policy.timesOnly ? null : link.outlook.subject,
        zoomMeetingId: link.zoomMeetingId,
        changedBy: this.#operatorOf(run, link, description),
        seenBy: run.state.phase === "backfill" ? "firstSync" : seenBy,
        outcome: step.outcome,
      },
    });
  }
}
