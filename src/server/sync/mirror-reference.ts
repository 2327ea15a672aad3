import { type CalendarEvent } from "../zoom/calendar-schema.ts";

const written = /\[outlook-entry ([0-9a-f-]{36})\]/;

/**
 * How an event of ours is told from one that somebody made in the same calendar. Zoom's calendar has no
 * field for it, so it stands in the description, where it also says where the event comes from.
 */
export const mirrorReference = {
  write(mirrorId: string): string {
    return `From your Outlook calendar. Changes here go back to Outlook. [outlook-entry ${mirrorId}]`;
  },
  read(event: CalendarEvent & { description?: string }): string | null {
    return written.exec(event.description ?? "")?.[1] ?? null;
  },
};
