import { randomBytes } from "node:crypto";
import { type Kept, type Sandbox } from "../sandbox.ts";
import { itemNotFound } from "../world/calendar-error.ts";
import { type Person } from "../world/model.ts";

/** A further calendar of a mailbox, beside its own. */
export interface SecondaryCalendar {
  id: string;
  name: string;
  color: string;
  changeKey: string;
}

interface CalendarsState {
  byMailbox: Record<string, SecondaryCalendar[]>;
}

const states = new WeakMap<Sandbox, Kept<CalendarsState>>();

function calendarsState(sandbox: Sandbox): Kept<CalendarsState> {
  const known = states.get(sandbox);
  if (known !== undefined) return known;
  const kept = sandbox.keep<CalendarsState>("graph-calendars", () => ({ byMailbox: {} }));
  states.set(sandbox, kept);
  return kept;
}

export const secondaryCalendars = (sandbox: Sandbox, { id }: Person): SecondaryCalendar[] =>
  calendarsState(sandbox).value.byMailbox[id] ?? [];

/** Ids of calendars never change, whatever kind of ids a caller prefers. */
export const ownCalendarId = ({ id }: Person): string =>
  `AQMkAG${Buffer.from(id).toString("base64url")}AAA=`;

/**
 * The calendar an address names, as events are stored under it: null for the mailbox's own.
 * @throws CalendarError 404
 */
export function storedCalendarId(sandbox: Sandbox, owner: Person, id: string): string | null {
  if (id === ownCalendarId(owner)) return null;
  return findCalendar(sandbox, owner, id).id;
}

/** @throws CalendarError 404 */
export function findCalendar(sandbox: Sandbox, owner: Person, id: string): SecondaryCalendar {
  const found = secondaryCalendars(sandbox, owner).find((calendar) => calendar.id === id);
  if (found === undefined) throw itemNotFound();
  return found;
}

export function addCalendar(sandbox: Sandbox, owner: Person, name: string): SecondaryCalendar {
  const kept = calendarsState(sandbox);
  const calendar = {
    id: `AAMkAG${randomBytes(54).toString("base64url")}CAL=`,
    name,
    color: "auto",
    changeKey: randomBytes(15).toString("base64"),
  };
  kept.value.byMailbox[owner.id] = [...secondaryCalendars(sandbox, owner), calendar];
  kept.save();
  return calendar;
}

export function renameCalendar(sandbox: Sandbox, calendar: SecondaryCalendar, name: string): void {
  calendar.name = name;
  calendar.changeKey = randomBytes(15).toString("base64");
  calendarsState(sandbox).save();
}

/** The calendar and everything in it. */
export function removeCalendar(sandbox: Sandbox, owner: Person, calendar: SecondaryCalendar): void {
  for (const { id, calendarId } of sandbox.calendar.list(owner.id))
    if (calendarId === calendar.id) sandbox.calendar.remove(owner.id, id);
  const kept = calendarsState(sandbox);
  kept.value.byMailbox[owner.id] = secondaryCalendars(sandbox, owner).filter(
    ({ id }) => id !== calendar.id,
  );
  kept.save();
}
