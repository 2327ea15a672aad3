import type { AgendaEntry } from "../../../src/shared/api/sync.ts";

/** What Ada organizes, without a Zoom meeting; nothing is the matter with it. */
export const agendaEntry = (
  id: string,
  subject: string | null,
  start: string,
  end: string,
  different: Partial<AgendaEntry> = {},
): AgendaEntry => ({
  id,
  subject,
  start,
  end,
  isAllDay: false,
  showAs: "busy",
  isRecurring: false,
  isPrivate: false,
  isOrganizer: true,
  location: null,
  zoom: null,
  state: "inStep",
  ...different,
});
