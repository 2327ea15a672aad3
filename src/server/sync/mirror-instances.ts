import { afterOutlookActions } from "../../sync/effects.ts";
import { reconcileInstance } from "../../sync/mirror.ts";
import { type OutlookAction, type OutlookPresent } from "../../sync/model.ts";
import { GraphRefused } from "../graph/errors.ts";
import { type CalendarEvent } from "../zoom/calendar-schema.ts";
import { type ZoomCalendarClient } from "../zoom/calendar-client.ts";
import { mirrorStateOf, toCalendarEvent } from "../zoom/calendar-event.ts";
import { instanceOf } from "../zoom/calendar-instance.ts";
import { describeInstance } from "./describe-mirror-step.ts";
import { type MirrorHistory } from "./mirror-history.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { type Mirrors } from "./state/mirrors.ts";

interface InstanceParts {
  mirrors: Mirrors;
  entries: Entries;
  writer: OutlookWriter;
  history: MirrorHistory;
}

/**
 * One occurrence that somebody moved or deleted within its mirrored series. Zoom lists it as an event
 * beside the series; what it says goes to Outlook, and from there comes back as the mirror shows it.
 */
export class MirrorInstances {
  readonly #parts: InstanceParts;

  constructor(parts: InstanceParts) {
    this.#parts = parts;
  }

  /** True when the event is such an occurrence, and nothing more is to be done about it. */
  async take(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    event: CalendarEvent,
  ): Promise<boolean> {
    const { mirrors, entries } = this.#parts;
    const place = instanceOf(event.id, "UTC");
    const series = place && (await mirrors.byCalendarEvent(run.connection, place.seriesId));
    if (!series?.entryId) return false;
    const entry = await entries.byId(run.connection, series.entryId);
    if (entry?.seen?.outlook.recurrence == null || entry.linkId !== null) return true;
    // A date in the id is one of the series' own zone.
    const zoned = instanceOf(event.id, entry.seen.outlook.time.timeZone);
    if (!zoned) return true;
    const outlook = entry.seen.outlook;
    const planFor = (series: OutlookPresent) =>
      reconcileInstance(zoned.originalStart, series, mirrorStateOf(event), run.policy);
    const plan = planFor(outlook);
    const isTaken = await this.#tellOutlook(run, entry, series.id, plan.outlook);
    // Where Outlook does not let it move, it is treated as in an attendee's copy.
    const { calendar } = isTaken ? plan : planFor({ ...outlook, isOrganizer: false });
    if (calendar.action === "remove") await client.deleteEvent(calendarId, event.id);
    if (calendar.action === "put") {
      const { start, end } = toCalendarEvent(calendar.entry);
      await client.patchEvent(calendarId, event.id, { start, end });
      await this.#parts.history.putBack(run, entry, series.id, {
        originalStart: zoned.originalStart,
        changed: mirrorStateOf(event),
        standsAgain: calendar.entry,
      });
    }
    return true;
  }

  /** False when Outlook refuses. */
  async #tellOutlook(
    run: Run,
    entry: Entry,
    mirrorId: string,
    actions: readonly OutlookAction[],
  ): Promise<boolean> {
    if (actions.length === 0 || !entry.seen) return true;
    const { outlook } = entry.seen;
    try {
      await this.#parts.writer.execute(run, entry, actions);
    } catch (cause) {
      if (cause instanceof GraphRefused) return false;
      throw cause;
    }
    entry.seen = {
      ...entry.seen,
      outlook: { ...outlook, ...afterOutlookActions(outlook, actions) },
    };
    entry.isDirty = true;
    entry.seenBy = "webhook";
    await this.#parts.entries.save([entry]);
    const description = describeInstance(actions);
    await this.#parts.history.record(run, entry, [{ mirrorId, description, before: null }]);
    return true;
  }
}
