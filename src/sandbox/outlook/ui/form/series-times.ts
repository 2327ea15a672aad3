import { type WireRecurrence } from "../../host/compose-item.ts";
import { dateIn, minuteOfDay } from "../zoned-dates.ts";

type Series = WireRecurrence["seriesTimeJson"];

/** The first day and the times of a series, read off the form's start and end. */
export function seriesTimesOf(
  start: number,
  end: number,
  zone: string,
): Pick<Series, "startYear" | "startMonth" | "startDay" | "startTimeMin" | "durationMin"> {
  const [startYear = 0, startMonth = 0, startDay = 0] = dateIn(start, zone).split("-").map(Number);
  return {
    startYear,
    startMonth,
    startDay,
    startTimeMin: minuteOfDay(start, zone),
    durationMin: Math.round((end - start) / 60_000),
  };
}

/** The recurrence after its first occurrence was moved; pattern and end stay. */
export function followTimes(
  recurrence: WireRecurrence | null,
  times: { start: number; end: number; zone: { windows: string; iana: string } },
): WireRecurrence | null {
  if (recurrence === null) return null;
  return {
    ...recurrence,
    recurrenceTimeZone: { name: times.zone.windows },
    seriesTimeJson: {
      ...recurrence.seriesTimeJson,
      ...seriesTimesOf(times.start, times.end, times.zone.iana),
    },
  };
}
