import { type MeetingTime, type Recurrence } from "../model.ts";
import { toIana } from "../time-zones.ts";
import { toPlainDate } from "./dates.ts";
import { wallClock } from "./expand.ts";

/** The recurrence of a series whose first occurrence moves to another day: Outlook's range moves along. */
export function movedSeries(
  recurrence: Recurrence,
  before: MeetingTime,
  after: MeetingTime,
): Recurrence {
  const zone = toIana(recurrence.timeZone);
  const [from, to] = [before, after].map(({ start }) => toPlainDate(wallClock(start, zone).day));
  const { range } = recurrence;
  if (to === undefined || from === to || from !== range.startDate) return recurrence;
  if (range.type === "endDate" && range.endDate < to) return recurrence;
  return { ...recurrence, range: { ...range, startDate: to } };
}
