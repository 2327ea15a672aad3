import { type MirrorState as MirrorAvailability } from "../../shared/api/sync.ts";
import { type Clock } from "../clock.ts";
import { type ZoomCalendarClient } from "../zoom/calendar-client.ts";
import { type ZoomCalendarListEntry } from "../zoom/calendar-schema.ts";
import { ZoomNotFound, ZoomNotPermitted, ZoomRefused } from "../zoom/errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { type Run } from "./run.ts";
import { type Mirrors } from "./state/mirrors.ts";
import { type SyncStates } from "./state/sync-states.ts";

interface MirrorCalendarParts {
  mirrors: Mirrors;
  states: SyncStates;
  clients: ZoomClients;
  clock: Clock;
}

/** What the calendar is called in Zoom, unless the person calls it otherwise. */
const calendarName = "Outlook";
/** How the calendar is told from one of the person's own; Zoom has no field for it but this text. */
const token = "[outlook-mirror]";
const description =
  "Kept in step with your Outlook calendar, in both directions. " +
  `It is deleted when you disconnect Outlook from Zoom. ${token}`;
/** A calendar that could not be had is asked for again once a day. */
const askAgainAfter = { hours: 24 };

/**
 * The Zoom calendar that entries are mirrored into. It is deleted when the mirror ends, so it is only
 * ever one that we marked as ours, and never one that the person made and uses.
 */
export class MirrorCalendar {
  readonly #parts: MirrorCalendarParts;

  constructor(parts: MirrorCalendarParts) {
    this.#parts = parts;
  }

  /**
   * The calendar to mirror into, made when there is none; null where it cannot be had, which the state
   * then says by name. `mayCreate` false only looks whether it could be, and writes nothing to Zoom.
   */
  async calendarFor(run: Run, mayCreate: boolean): Promise<string | null> {
    const { states, mirrors, clients, clock } = this.#parts;
    const { mirrorState, zoomCalendarId, mirrorCheckedAt } = run.state;
    if (mirrorState === "on" && zoomCalendarId !== null) return zoomCalendarId;
    const isUnavailable = mirrorState !== "on" && mirrorState !== "off";
    const askAt = mirrorCheckedAt?.add(askAgainAfter);
    if (isUnavailable && askAt && Temporal.Instant.compare(clock.now(), askAt) < 0) return null;
    const client = clients.calendarOfPerson(run.connection);
    let found: string | null = null;
    let availability: MirrorAvailability = "on";
    try {
      if (await addsMeetings(client)) availability = "autoAddsMeetings";
      else found = await this.#findOrMake(run, client, mayCreate);
    } catch (cause) {
      const reason = whyUnavailable(cause);
      if (reason === null) throw cause;
      availability = reason;
    }
    // What was mirrored is in a calendar that is no longer there, and was deleted by nobody.
    const isAnother = found !== null && zoomCalendarId !== null && found !== zoomCalendarId;
    if (isAnother) await mirrors.deleteAll(run.connection);
    await states.set(run.connection, {
      // Found without being made, it is not mirrored into yet.
      mirrorState: availability === "on" && found === null ? "off" : availability,
      mirrorCheckedAt: clock.now(),
      zoomCalendarId: availability === "on" ? found : zoomCalendarId,
      ...(found !== zoomCalendarId && { zoomCalendarToken: null }),
    });
    return found;
  }

  /**
   * Says whether the service or the right to it is gone, which was there, and notes that: it is asked for
   * again once a day.
   */
  async noteIfLost({ connection }: Run, cause: unknown): Promise<boolean> {
    const { states, clock } = this.#parts;
    const mirrorState = cause instanceof ZoomNotPermitted ? whyUnavailable(cause) : null;
    if (mirrorState === null) return false;
    await states.set(connection, {
      mirrorState,
      mirrorCheckedAt: clock.now(),
      zoomCalendarToken: null,
    });
    return true;
  }

  /** Whether the calendar can be had, as last found out. */
  async availability({ connection }: Run): Promise<MirrorAvailability> {
    return (await this.#parts.states.of(connection))?.mirrorState ?? "off";
  }

  async #findOrMake(
    run: Run,
    client: ZoomCalendarClient,
    mayCreate: boolean,
  ): Promise<string | null> {
    const calendars = (await client.calendarList()).filter(isTheirs);
    const ours =
      calendars.find(({ id }) => id === run.state.zoomCalendarId) ??
      calendars.find((calendar) => calendar.description?.includes(token));
    if (ours) return ours.id;
    if (!mayCreate) return null;
    const unmarked = await leftUnmarked(client, calendars);
    run.slice.spend(unmarked === null ? 2 : 1);
    const id = unmarked ?? (await client.createCalendar(calendarName)).id;
    await mark(client, id);
    return id;
  }
}

/** A calendar without the mark serves as well; it is only not known again after a reconnect. */
async function mark(client: ZoomCalendarClient, id: string): Promise<void> {
  try {
    await client.patchCalendar(id, { description });
  } catch (cause) {
    const isRefusal = cause instanceof ZoomNotPermitted || cause instanceof ZoomRefused;
    if (!isRefusal) throw cause;
  }
}

/** Made by or for the person; a colleague's on their list may carry our mark, too, and is not theirs. */
function isTheirs({ primary, deleted, accessRole = "owner" }: ZoomCalendarListEntry): boolean {
  return primary !== true && deleted !== true && accessRole === "owner";
}

/**
 * Zoom takes a new calendar's name alone, so a run that died before marking leaves one that is ours and
 * does not say so. One that ever had an event, or that somebody described, is not such a one.
 */
async function leftUnmarked(
  client: ZoomCalendarClient,
  calendars: readonly ZoomCalendarListEntry[],
): Promise<string | null> {
  for (const { id, summary, description: text = "" } of calendars) {
    if (summary !== calendarName || text !== "") continue;
    const { events } = await client.listEvents(id, { showDeleted: true });
    if (events.length === 0) return id;
  }
  return null;
}

/** With this setting of Zoom's, every mirrored entry would get a Zoom meeting. */
async function addsMeetings(client: ZoomCalendarClient): Promise<boolean> {
  try {
    return ["true", "1", "on"].includes((await client.setting("autoAddZoomMeeting")).toLowerCase());
  } catch (cause) {
    // Not to be read everywhere; what an insert answers shows it as well.
    const isAbsent =
      cause instanceof ZoomNotFound ||
      cause instanceof ZoomNotPermitted ||
      cause instanceof ZoomRefused;
    if (isAbsent) return false;
    throw cause;
  }
}

function whyUnavailable(cause: unknown): MirrorAvailability | null {
  if (cause instanceof ZoomNotPermitted) {
    return cause.code === "zoom.scopeMissing" ? "scopeMissing" : "noCalendarService";
  }
  // Without the service Zoom may also know no such address (404, or 400 with 2300), or say no more than 400.
  const isAbsent = cause instanceof ZoomNotFound || cause instanceof ZoomRefused;
  return isAbsent ? "noCalendarService" : null;
}
