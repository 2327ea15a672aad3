import { type ItemState } from "../../host/compose-item.ts";
import { addDays, dateIn, instantOf, keepWallClock, timeIn } from "../zoned-dates.ts";
import { followTimes } from "./series-times.ts";
import { type Zone } from "../../server/service-model.ts";

type Times = Pick<ItemState, "start" | "end" | "timeZone" | "isAllDay" | "recurrence">;

/** What the date and time fields show. The last day of an all-day entry is shown inclusively. */
export interface ShownTimes {
  startDate: string;
  startTime: string;
  endDate: string;
  endTime: string;
}

export function toShownTimes({ start, end, isAllDay }: Times, zone: string): ShownTimes {
  const endDate = dateIn(end, zone);
  return {
    startDate: dateIn(start, zone),
    startTime: timeIn(start, zone),
    endDate: isAllDay && end > start ? addDays(endDate, -1) : endDate,
    endTime: timeIn(end, zone),
  };
}

/**
 * The item's times after the person changed some of the fields. A new start keeps the duration, as
 * in Outlook; an end before the start is left for the form to point out.
 */
export function applyShownTimes(
  times: Times,
  change: Partial<ShownTimes>,
  zone: Zone,
): Partial<ItemState> {
  const shown = { ...toShownTimes(times, zone.iana), ...change };
  const at = (date: string, time: string) => instantOf(date, time, zone.iana);
  const start = at(shown.startDate, times.isAllDay ? "00:00" : shown.startTime);
  const movesStart = change.startDate !== undefined || change.startTime !== undefined;
  const end = movesStart
    ? endAfterMove(times, start, zone.iana)
    : at(
        times.isAllDay ? addDays(shown.endDate, 1) : shown.endDate,
        times.isAllDay ? "00:00" : shown.endTime,
      );
  return { start, end, ...recurrenceAfter(times, { start, end, zone }) };
}

function endAfterMove(times: Times, start: number, zone: string): number {
  if (!times.isAllDay) return start + (times.end - times.start);
  const days = Math.round((times.end - times.start) / 86_400_000);
  return instantOf(addDays(dateIn(start, zone), days), "00:00", zone);
}

function recurrenceAfter(
  { recurrence }: Times,
  times: { start: number; end: number; zone: Zone },
): Partial<ItemState> {
  return recurrence === null ? {} : { recurrence: followTimes(recurrence, times) };
}

/** The same wall clock in another zone. */
export function applyZone(times: Times, from: Zone, to: Zone): Partial<ItemState> {
  const start = keepWallClock(times.start, from.iana, to.iana);
  const end = keepWallClock(times.end, from.iana, to.iana);
  return { start, end, timeZone: to.windows, ...recurrenceAfter(times, { start, end, zone: to }) };
}

/** All-day covers the days the entry touched; back again it takes `timed`, or 8:00 to 8:30. */
export function applyAllDay(
  times: Times,
  isAllDay: boolean,
  zone: Zone,
  timed: { start: number; end: number } | null,
): Partial<ItemState> {
  const startDate = dateIn(times.start, zone.iana);
  if (isAllDay) {
    const lastDate = dateIn(Math.max(times.start, times.end - 1), zone.iana);
    const start = instantOf(startDate, "00:00", zone.iana);
    const end = instantOf(addDays(lastDate, 1), "00:00", zone.iana);
    return { isAllDay, start, end, ...recurrenceAfter(times, { start, end, zone }) };
  }
  const fresh = instantOf(startDate, "08:00", zone.iana);
  const { start, end } = timed ?? { start: fresh, end: fresh + 30 * 60_000 };
  return { isAllDay, start, end, ...recurrenceAfter(times, { start, end, zone }) };
}
