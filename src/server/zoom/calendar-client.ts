import {
  type CalendarEvent,
  type CalendarEventBody,
  type CalendarEventPatch,
  type ZoomCalendar,
  type ZoomCalendarListEntry,
  type ZoomCalendarPatch,
  type ZoomCalendarSetting,
} from "./calendar-schema.ts";
import { ZoomCursorExpired, ZoomNotFound, ZoomRefused } from "./errors.ts";
import { ZoomHttp, type AccessTokenSource, type ZoomHttpOptions } from "./zoom-http.ts";

/** Zoom documents no limit, only this number as its example. */
const pageSize = "250";
/** The people invited are Outlook's to tell. */
const silent = { sendUpdates: "none" };

export interface EventListQuery {
  /** Of an earlier list: only what was updated since. The window is then the one of that list. */
  readonly syncToken?: string;
  /** RFC 3339, of the events' end. */
  readonly timeMin?: string;
  /** RFC 3339, of the events' start. */
  readonly timeMax?: string;
  /** Deleted events are listed with the status `cancelled`. */
  readonly showDeleted: boolean;
}

export interface EventList {
  readonly events: readonly CalendarEvent[];
  readonly nextSyncToken: string | null;
}

interface Page {
  items?: unknown[];
  nextPageToken?: string;
  nextSyncToken?: string;
}

/**
 * Zoom's own calendar, for one user-managed grant. It is not a window on anybody's Microsoft 365
 * calendar, and an account without Zoom Mail and Calendar has none.
 * @see https://developers.zoom.us/docs/api/calendar/
 */
export class ZoomCalendarClient {
  readonly #http: ZoomHttp;

  constructor(options: ZoomHttpOptions, token: AccessTokenSource) {
    this.#http = new ZoomHttp(options, token, "calendar");
  }

  async calendarList(): Promise<ZoomCalendarListEntry[]> {
    const path = "/calendars/users/me/calendarList";
    const { items } = await this.#pages("calendarList", path, {});
    return items as ZoomCalendarListEntry[];
  }

  /** Zoom takes nothing but the title of a new calendar; see `patchCalendar` for the rest. */
  async createCalendar(summary: string): Promise<ZoomCalendar> {
    return (await this.#http.call({
      operation: "calendarCreate",
      method: "POST",
      path: "/calendars",
      body: { summary },
    })) as ZoomCalendar;
  }

  async patchCalendar(id: string, body: ZoomCalendarPatch): Promise<void> {
    await this.#http.call({
      operation: "calendarUpdate",
      method: "PATCH",
      path: calendarPath(id),
      body,
    });
  }

  /** One that is gone is as good as deleted. */
  async deleteCalendar(id: string): Promise<void> {
    await this.#delete("calendarDelete", calendarPath(id));
  }

  async insertEvent(calendarId: string, event: CalendarEventBody): Promise<CalendarEvent> {
    const { recurrence, ...single } = event;
    // An empty list ends a series; a new event has none to end.
    const body = recurrence.length === 0 ? single : event;
    return (await this.#http.call({
      operation: "calendarEventCreate",
      method: "POST",
      path: `${calendarPath(calendarId)}/events`,
      query: silent,
      body,
    })) as CalendarEvent;
  }

  async patchEvent(
    calendarId: string,
    eventId: string,
    body: CalendarEventPatch,
  ): Promise<CalendarEvent> {
    return (await this.#http.call({
      operation: "calendarEventUpdate",
      method: "PATCH",
      path: eventPath(calendarId, eventId),
      query: silent,
      body,
    })) as CalendarEvent;
  }

  /** One that is gone is as good as deleted. */
  async deleteEvent(calendarId: string, eventId: string): Promise<void> {
    await this.#delete("calendarEventDelete", eventPath(calendarId, eventId), silent);
  }

  async getEvent(calendarId: string, eventId: string): Promise<CalendarEvent> {
    return (await this.#http.call({
      operation: "calendarEvent",
      method: "GET",
      path: eventPath(calendarId, eventId),
    })) as CalendarEvent;
  }

  /**
   * Every page of the list. The sync token is a point in time, so what was changed at its edge may come
   * twice. Throws `ZoomCursorExpired` when Zoom does not take the token.
   */
  async listEvents(calendarId: string, query: EventListQuery): Promise<EventList> {
    const { syncToken, timeMin, timeMax } = query;
    const window = syncToken === undefined ? { timeMin, timeMax } : { syncToken };
    try {
      const path = `${calendarPath(calendarId)}/events`;
      const showDeleted = String(query.showDeleted);
      const list = await this.#pages("calendarEvents", path, {
        ...window,
        showDeleted,
      });
      return { events: list.items as CalendarEvent[], nextSyncToken: list.nextSyncToken };
    } catch (cause) {
      if (syncToken === undefined || !isTokenRefused(cause)) throw cause;
      throw new ZoomCursorExpired(
        "zoom.cursorExpired",
        "Zoom does not take the sync token any more; list the calendar from the beginning",
        { cause, retry: "later", status: cause.status ?? 0, trackingId: cause.trackingId },
      );
    }
  }

  /** A setting of the person's calendar, such as `autoAddZoomMeeting`: always text. */
  async setting(id: string): Promise<string> {
    const setting = (await this.#http.call({
      operation: "calendarSetting",
      method: "GET",
      path: `/calendars/users/me/settings/${encodeURIComponent(id)}`,
    })) as ZoomCalendarSetting;
    return setting.value;
  }

  async #delete(operation: string, path: string, query = {}): Promise<void> {
    try {
      await this.#http.call({ operation, method: "DELETE", path, query });
    } catch (cause) {
      if (!(cause instanceof ZoomNotFound)) throw cause;
    }
  }

  async #pages(
    operation: string,
    path: string,
    query: Record<string, string | undefined>,
  ): Promise<{ items: unknown[]; nextSyncToken: string | null }> {
    const items: unknown[] = [];
    let pageToken: string | undefined;
    for (;;) {
      const page = (await this.#http.call({
        operation,
        method: "GET",
        path,
        query: { ...query, maxResults: pageSize, pageToken },
      })) as Page;
      items.push(...(page.items ?? []));
      if (!page.nextPageToken || page.nextPageToken === pageToken) {
        return { items, nextSyncToken: page.nextSyncToken ?? null };
      }
      pageToken = page.nextPageToken;
    }
  }
}

/** No code is documented for it: a list without other faults is refused for its token. */
function isTokenRefused(cause: unknown): cause is ZoomRefused {
  return cause instanceof ZoomRefused && (cause.status === 400 || cause.status === 410);
}

function calendarPath(id: string): string {
  return `/calendars/${encodeURIComponent(id)}`;
}

function eventPath(calendarId: string, eventId: string): string {
  return `${calendarPath(calendarId)}/events/${encodeURIComponent(eventId)}`;
}
