import { windowsZones } from "../../../world/windows-zones.ts";
import { type WireRecurrence } from "../compose-item.ts";
import { type HostContext, type Method } from "../host-context.ts";
import { HostError, hostErrorCode } from "../host-error.ts";
import { booleanParam, numberParam, objectParam } from "../params.ts";
import { instantOf, nextMidnight, startOfDay, wallClockOf } from "../zone-clock.ts";

const dayMs = 86_400_000;
/** `TimeProperty` on the wire: 1 start, 2 end. */
const startProperty = 1;

function setStart(host: HostContext, start: number): void {
  const { state } = host.item;
  // A start set on an all-day event makes it an ordinary one of 24 hours.
  if (state.isAllDay) {
    host.item.update({ isAllDay: false, start, end: start + dayMs }, "addin");
    return;
  }
  const end = start + (state.end - state.start);
  host.item.update({ start, end, ...movedSeries(host, start, end) }, "addin");
}

function setEnd(host: HostContext, end: number): void {
  const { start } = host.item.state;
  if (end < start) {
    throw new HostError(hostErrorCode.invalidEndTime, "The end is before the start.");
  }
  host.item.update({ end, isAllDay: false, ...movedSeries(host, start, end) }, "addin");
}

/** The series follows the time of its first occurrence. */
function movedSeries(host: HostContext, start: number, end: number) {
  const { recurrence } = host.item.state;
  if (recurrence === null) return {};
  const { year, month, day, minute } = wallClockOf(start, zoneOf(recurrence, host));
  const seriesTimeJson = {
    ...recurrence.seriesTimeJson,
    startYear: year,
    startMonth: month,
    startDay: day,
    startTimeMin: minute,
    durationMin: Math.round((end - start) / 60_000),
  };
  return { recurrence: { ...recurrence, seriesTimeJson } };
}

/** A series has a zone of its own, by its Windows name. */
function zoneOf({ recurrenceTimeZone }: WireRecurrence, host: HostContext): string {
  return windowsZones.get(recurrenceTimeZone.name) ?? host.zone;
}

function setRecurrence(host: HostContext, recurrence: WireRecurrence | null): void {
  const { seriesId } = host.item.state;
  if (seriesId !== null) {
    throw new HostError(hostErrorCode.internal, "An occurrence has no recurrence of its own.");
  }
  if (recurrence === null) {
    host.item.update({ recurrence: null }, "addin");
    return;
  }
  const { startYear, startMonth, startDay, startTimeMin, durationMin } = recurrence.seriesTimeJson;
  const start = instantOf(
    { year: startYear, month: startMonth, day: startDay, minute: startTimeMin },
    zoneOf(recurrence, host),
  );
  const end = start + durationMin * 60_000;
  host.item.update({ recurrence, start, end, isAllDay: false }, "addin");
}

export const timeMethods: Record<number, Method> = {
  24: ({ host, params }) => {
    const { start, end } = host.item.state;
    return numberParam(params, "TimeProperty") === startProperty ? start : end;
  },
  25: ({ host, params }) => {
    const time = numberParam(params, "time");
    if (numberParam(params, "TimeProperty") === startProperty) setStart(host, time);
    else setEnd(host, time);
  },
  103: ({ host }) =>
    host.switches().recurrenceNullUntilSaved ? host.savedRecurrence() : host.item.state.recurrence,
  104: ({ host, params }) =>
    setRecurrence(
      host,
      params.recurrenceData === null
        ? null
        : (objectParam(params, "recurrenceData") as unknown as WireRecurrence),
    ),
  169: ({ host }) => host.item.state.isAllDay,
  170: ({ host, params }) => {
    const isAllDay = booleanParam(params, "isAllDayEvent");
    const { state } = host.item;
    if (isAllDay === state.isAllDay) return;
    if (!isAllDay) {
      host.item.update({ isAllDay }, "addin");
      return;
    }
    const start = startOfDay(state.start, host.zone);
    const end = nextMidnight(Math.max(state.end, start + 1), host.zone);
    host.item.update({ isAllDay, start, end }, "addin");
  },
};
