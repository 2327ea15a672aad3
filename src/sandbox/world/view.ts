import { type Mailboxes } from "./mailboxes.ts";
import { type ViewedEvent } from "./model.ts";
import { asViewed, isSeries, occurrenceOn, type SeriesMaster, standingDates } from "./series.ts";

export interface Window {
  /** UTC instants; an entry belongs to the window when it overlaps it. */
  from: string;
  to: string;
}

/** Every dated entry of a mailbox within `window`, by start. */
export function viewMailbox(
  mailboxes: Mailboxes,
  mailboxId: string,
  window: Window,
): ViewedEvent[] {
  const within = normalised(window);
  const stored = mailboxes.all(mailboxId);
  const changed = new Set(stored.filter(({ type }) => type === "exception").map(({ id }) => id));
  const entries = stored.flatMap((event) => {
    if (isSeries(event))
      return occurrencesWithin(event, within).filter(({ id }) => !changed.has(id));
    const viewed = asViewed(event);
    return viewed !== null && overlaps(viewed, within) ? [viewed] : [];
  });
  return entries.sort(
    (a, b) => compare(a.startInstant, b.startInstant) || a.id.localeCompare(b.id),
  );
}

function occurrencesWithin(master: SeriesMaster, window: Window): ViewedEvent[] {
  const found: ViewedEvent[] = [];
  for (const date of standingDates(master)) {
    const occurrence = occurrenceOn(master, date);
    if (compare(occurrence.startInstant, window.to) >= 0) break;
    if (overlaps(occurrence, window)) found.push(occurrence);
  }
  return found;
}

const compare = (a: string, b: string): number => Temporal.Instant.compare(a, b);

function overlaps({ startInstant, endInstant }: ViewedEvent, { from, to }: Window): boolean {
  const isMoment = startInstant === endInstant;
  return (
    compare(startInstant, to) < 0 &&
    (isMoment ? compare(startInstant, from) >= 0 : compare(endInstant, from) > 0)
  );
}

function normalised({ from, to }: Window): Window {
  return {
    from: Temporal.Instant.from(from).toString(),
    to: Temporal.Instant.from(to).toString(),
  };
}
