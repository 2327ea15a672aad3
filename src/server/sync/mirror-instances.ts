import { afterOutlookActions } from "../../sync/effects.ts";
import { reconcileInstance } from "../../sync/mirror.ts";
import { type CalendarEvent } from "../zoom/calendar-schema.ts";
import { type ZoomCalendarClient } from "../zoom/calendar-client.ts";
import { mirrorStateOf } from "../zoom/calendar-event.ts";
import { instanceOf } from "../zoom/calendar-instance.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Mirrors } from "./state/mirrors.ts";

interface InstanceParts {
  mirrors: Mirrors;
  entries: Entries;
  writer: OutlookWriter;
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
    const { mirrors, entries, writer } = this.#parts;
    const place = instanceOf(event.id, "UTC");
    const series = place && (await mirrors.byCalendarEvent(run.connection, place.seriesId));
    if (!series?.entryId) return false;
    const entry = await entries.byId(run.connection, series.entryId);
    if (entry?.seen?.outlook.recurrence == null || entry.linkId !== null) return true;
    // A date in the id is one of the series' own zone.
    const zoned = instanceOf(event.id, entry.seen.outlook.time.timeZone);
    if (!zoned) return true;
    const outlook = entry.seen.outlook;
    const plan = reconcileInstance(zoned.originalStart, outlook, mirrorStateOf(event), run.policy);
    if (plan.outlook.length > 0) {
      await writer.execute(run, entry, plan.outlook);
      const fields = afterOutlookActions(outlook, plan.outlook);
      entry.seen = { ...entry.seen, outlook: { ...outlook, ...fields } };
      entry.isDirty = true;
      entry.seenBy = "webhook";
      await entries.save([entry]);
    }
    if (plan.calendar.action === "remove") await client.deleteEvent(calendarId, event.id);
    return true;
  }
}
