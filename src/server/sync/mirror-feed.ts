import { type Logger } from "pino";
import { type Clock } from "../clock.ts";
import { untried } from "../tries.ts";
import { isSameJson } from "../../sync/equal.ts";
import { type MirroredEntry } from "../../sync/mirror.ts";
import { type CalendarEvent } from "../zoom/calendar-schema.ts";
import { type ZoomCalendarClient } from "../zoom/calendar-client.ts";
import { isMovedOffItsRule, mirrorStateOf, toCalendarEvent } from "../zoom/calendar-event.ts";
import { ZoomCursorExpired, ZoomNotFound } from "../zoom/errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { isOfOneThing } from "./fault-verdict.ts";
import { type MirrorHistory } from "./mirror-history.ts";
import { type MirrorInstances } from "./mirror-instances.ts";
import { mirrorReference } from "./mirror-reference.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Mirror, type Mirrors } from "./state/mirrors.ts";
import { type SyncStates } from "./state/sync-states.ts";

interface MirrorFeedParts {
  mirrors: Mirrors;
  entries: Entries;
  states: SyncStates;
  clients: ZoomClients;
  clock: Clock;
  logger: Logger;
  instances: MirrorInstances;
  history: MirrorHistory;
}

/** What changed in the Zoom calendar that mirrors Outlook. Webhooks give ids only, so it is listed. */
export class MirrorFeed {
  readonly #parts: MirrorFeedParts;

  constructor(parts: MirrorFeedParts) {
    this.#parts = parts;
  }

  async read(run: Run, calendarId: string): Promise<void> {
    const { states, clients } = this.#parts;
    const client = clients.calendarOfPerson(run.connection);
    const told = run.state.zoomCalendarTold;
    run.slice.spend();
    try {
      const list = await this.#list(run, client, calendarId);
      const seen = new Set<string>();
      let isAllTaken = true;
      for (const event of list.events) {
        const taken = await this.#takeOrPassOver(run, client, calendarId, event);
        if (taken === null) isAllTaken = false;
        else if (taken.mirrorId !== null) seen.add(taken.mirrorId);
      }
      if (list.isFull && isAllTaken) await this.#parts.mirrors.markUnseen(run.connection, seen);
      // What was passed over is listed again from where this list began.
      const token = isAllTaken ? list.nextSyncToken : run.state.zoomCalendarToken;
      await states.calendarListed(run.connection, token, told);
    } catch (cause) {
      if (!(cause instanceof ZoomNotFound)) throw cause;
      // The whole calendar is gone, which says nothing of its entries: it is made again.
      await this.#parts.mirrors.deleteAll(run.connection);
      await this.#parts.entries.decideAgain(run.connection);
      await states.set(run.connection, {
        zoomCalendarId: null,
        zoomCalendarToken: null,
        zoomCalendarChanged: false,
        mirrorState: "off",
      });
    }
  }

  async #list(run: Run, client: ZoomCalendarClient, calendarId: string) {
    const token = run.state.zoomCalendarToken;
    if (token !== null) {
      try {
        const list = await client.listEvents(calendarId, { syncToken: token, showDeleted: true });
        return { ...list, isFull: false };
      } catch (cause) {
        if (!(cause instanceof ZoomCursorExpired)) throw cause;
      }
    }
    const list = await client.listEvents(calendarId, { showDeleted: true });
    return { ...list, isFull: true };
  }

  /** Null for an event that cannot be dealt with now, which does not keep the others from being seen. */
  async #takeOrPassOver(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    event: CalendarEvent,
  ): Promise<{ mirrorId: string | null } | null> {
    const { clock, logger } = this.#parts;
    try {
      return { mirrorId: await this.#take(run, client, calendarId, event) };
    } catch (cause) {
      const isCalendarGone = cause instanceof ZoomNotFound;
      if (isCalendarGone || !isOfOneThing(cause, clock.now())) throw cause;
      logger.warn(
        { err: cause, connection: run.connection.id, event: event.id },
        "an event of Zoom's calendar could not be dealt with and is passed over for now",
      );
      return null;
    }
  }

  /** Returns the mirror that the event is of. */
  async #take(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    event: CalendarEvent,
  ): Promise<string | null> {
    const { mirrors, entries, instances } = this.#parts;
    if (await instances.take(run, client, calendarId, event)) return null;
    const reference = mirrorReference.read(event);
    const known =
      (await mirrors.byCalendarEvent(run.connection, event.id)) ??
      (reference === null ? null : await mirrors.byId(run.connection, reference));
    if (known === null) {
      if (event.status === "cancelled") return null;
      // Ours, of an entry that is no more: what is left of an earlier connection.
      if (reference === null) return this.#takeNew(run, event);
      await client.deleteEvent(calendarId, event.id);
      return null;
    }
    if (known.calendarEventId !== null && known.calendarEventId !== event.id) {
      // Our own entry twice, after an answer that was lost.
      if (event.status !== "cancelled") await client.deleteEvent(calendarId, event.id);
      return known.id;
    }
    const state = mirrorStateOf(
      await this.#backOnItsRule(run, client, calendarId, event, known),
      known.agreed?.calendar ?? null,
    );
    if (state.state === "absent" && state.reason === "unknown") return known.id;
    const now: MirroredEntry | null = state.state === "present" ? state.entry : null;
    const isNews = known.agreed === null || !isSameJson(now, known.agreed.calendar);
    const isKnown = known.calendarEventId === event.id && isSameJson(now, known.calendar);
    // Known and still news: a run died before its entry was to be decided.
    if (isKnown && !isNews) return known.id;
    known.calendarEventId = event.id;
    known.isBeingMade = false;
    known.calendar = now;
    known.isDirty = isNews;
    if (isNews) Object.assign(known, untried);
    await mirrors.save(known);
    if (known.isDirty && known.entryId !== null) {
      await entries.decide(run.connection, known.entryId, "webhook");
    }
    return known.id;
  }

  /** A series on a day its rule does not name has no like in Outlook: it goes back to where it was. */
  async #backOnItsRule(
    run: Run,
    client: ZoomCalendarClient,
    calendarId: string,
    event: CalendarEvent,
    { id, entryId, agreed }: Mirror,
  ): Promise<CalendarEvent> {
    if (agreed === null || !isMovedOffItsRule(event, agreed.calendar)) return event;
    const { start, end, recurrence } = toCalendarEvent(agreed.calendar);
    const standing = await client.patchEvent(calendarId, event.id, { start, end, recurrence });
    const { entries, history } = this.#parts;
    const entry = entryId === null ? null : await entries.byId(run.connection, entryId);
    if (entry) {
      await history.putBack(run, entry, id, {
        originalStart: null,
        // As the series it is, there is no such time.
        changed: mirrorStateOf({ ...event, recurrence: [] }),
        standsAgain: agreed.calendar,
      });
    }
    return standing;
  }

  async #takeNew(run: Run, event: CalendarEvent): Promise<string | null> {
    const { mirrors } = this.#parts;
    const state = mirrorStateOf(event);
    if (state.state !== "present") return null;
    const mirror = mirrors.create(run.connection, null, "");
    mirror.calendarEventId = event.id;
    mirror.calendar = state.entry;
    mirror.isDirty = true;
    await mirrors.save(mirror);
    return mirror.id;
  }
}
