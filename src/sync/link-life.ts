import { epochMs, fromEpochMs, type Instant } from "./instant.ts";
import { type Exceptions, type MeetingTime, type Recurrence, type ZoomSchedule } from "./model.ts";
import { checkRecurrence } from "./recurrence/check.ts";
import { occurrenceStarts } from "./recurrence/expand.ts";

const dayMs = 86_400_000;

/** @see https://support.zoom.us/hc/en-us/articles/201362373 : how long Zoom keeps a meeting number. */
const lifeDays = { single: 30, recurring: 365 };
const warnDays = { single: 7, recurring: 30 };

export interface DeadLink {
  /** When Zoom retires the number, unless the meeting is used before. */
  readonly diesAt: Instant;
  /** From here on a person should be warned. */
  readonly warnFrom: Instant;
  /** The first coming occurrence whose attendees would find a dead link. */
  readonly firstLost: Instant;
}

/**
 * Whether the join link dies before the appointment is over; `null` when no coming occurrence is
 * lost. A meeting for one time lives 30 days from its start or last use, a recurring one 365 days
 * from its last use: an appointment that repeats over a meeting for one time loses its link.
 *
 * @param lastUse when the meeting was last started; its creation when it never was.
 */
export function predictDeadLink(
  outlook: {
    readonly time: MeetingTime;
    readonly recurrence: Recurrence | null;
    readonly exceptions: Exceptions;
  },
  schedule: ZoomSchedule,
  lastUse: Instant,
  now: Instant,
): DeadLink | null {
  const kind = schedule.kind === "single" ? "single" : "recurring";
  const alive = schedule.kind === "single" && schedule.start > lastUse ? schedule.start : lastUse;
  const diesMs = epochMs(alive) + lifeDays[kind] * dayMs;
  const diesAt = fromEpochMs(diesMs, "lastUse");
  const firstLost = firstStartAfter(outlook, diesAt > now ? diesAt : now);
  if (firstLost === null) return null;
  return { diesAt, warnFrom: fromEpochMs(diesMs - warnDays[kind] * dayMs), firstLost };
}

function firstStartAfter(
  { time, recurrence, exceptions }: Parameters<typeof predictDeadLink>[0],
  moment: Instant,
): Instant | null {
  if (recurrence === null) return time.start > moment ? time.start : null;
  checkRecurrence(recurrence);
  for (const start of occurrenceStarts(recurrence, time.start, moment)) {
    if (exceptions[start]?.kind !== "cancelled") return start;
  }
  return null;
}
