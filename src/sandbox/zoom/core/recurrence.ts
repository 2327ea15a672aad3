import { type Recurrence } from "./meeting.ts";

/**
 * The most occurrences Zoom makes of one series
 * (https://developers.zoom.us/docs/api/meetings/#tag/meetings/POST/users/{userId}/meetings).
 */
export const mostOccurrences = 60;

/** Patterns such as "the 31st every ten months" find a date rarely; nothing valid needs more. */
const mostSteps = 1200;

/** The starts of a series, at the same wall-clock time in the meeting's own zone. */
export function expandRecurrence(
  start: Temporal.ZonedDateTime,
  recurrence: Recurrence,
): Temporal.Instant[] {
  const until =
    recurrence.end_date_time === undefined ? null : Temporal.Instant.from(recurrence.end_date_time);
  const times = recurrence.end_times ?? 0;
  const most = times === 0 ? mostOccurrences : Math.min(times, mostOccurrences);
  const firstDate = start.toPlainDate();
  const found: Temporal.Instant[] = [];
  for (const date of datesOf(firstDate, recurrence)) {
    if (Temporal.PlainDate.compare(date, firstDate) < 0) continue;
    const instant = date
      .toZonedDateTime({ timeZone: start.timeZoneId, plainTime: start.toPlainTime() })
      .toInstant();
    if (until !== null && Temporal.Instant.compare(instant, until) > 0) break;
    found.push(instant);
    if (found.length >= most) break;
  }
  return found;
}

function* datesOf(
  first: Temporal.PlainDate,
  recurrence: Recurrence,
): Generator<Temporal.PlainDate> {
  for (let step = 0; step < mostSteps; step++) {
    const periods = step * recurrence.repeat_interval;
    if (recurrence.type === 1) yield first.add({ days: periods });
    else if (recurrence.type === 2) yield* daysOfWeek(first.add({ weeks: periods }), recurrence);
    else yield* dayOfMonth(first.with({ day: 1 }).add({ months: periods }), recurrence);
  }
}

function* daysOfWeek(
  inWeek: Temporal.PlainDate,
  recurrence: Recurrence,
): Generator<Temporal.PlainDate> {
  const sunday = inWeek.subtract({ days: inWeek.dayOfWeek % 7 });
  const days = (recurrence.weekly_days ?? "1").split(",").map(Number);
  for (const day of days.sort((a, b) => a - b)) yield sunday.add({ days: day - 1 });
}

/** A month without the wanted date is left out; Zoom does not document what it does there. */
function* dayOfMonth(
  firstOfMonth: Temporal.PlainDate,
  recurrence: Recurrence,
): Generator<Temporal.PlainDate> {
  if (recurrence.monthly_week === undefined) {
    const day = recurrence.monthly_day ?? 1;
    if (day <= firstOfMonth.daysInMonth) yield firstOfMonth.with({ day });
    return;
  }
  const weekday = (recurrence.monthly_week_day ?? 1) - 1;
  if (recurrence.monthly_week === -1) {
    const last = firstOfMonth.with({ day: firstOfMonth.daysInMonth });
    yield last.subtract({ days: ((last.dayOfWeek % 7) - weekday + 7) % 7 });
    return;
  }
  const offset = (weekday - (firstOfMonth.dayOfWeek % 7) + 7) % 7;
  yield firstOfMonth.add({ days: offset + 7 * (recurrence.monthly_week - 1) });
}
