import { type PatternedRecurrence } from "./model.ts";

type Pattern = PatternedRecurrence["pattern"];

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const indexes = ["first", "second", "third", "fourth"];

/** ISO weekday, Monday 1 to Sunday 7. */
const isoWeekday = (name: string): number => weekdays.indexOf(name.toLowerCase()) + 1;

/**
 * The local dates a recurrence gives, in order, from its first on. Endless ranges yield endlessly;
 * a day a month does not have falls on that month's last day, as in Exchange.
 * https://learn.microsoft.com/graph/api/resources/recurrencepattern
 */
export function* occurrenceDates(recurrence: PatternedRecurrence): Generator<Temporal.PlainDate> {
  const { pattern, range } = recurrence;
  const first = Temporal.PlainDate.from(range.startDate);
  const last = range.type === "endDate" ? Temporal.PlainDate.from(range.endDate) : lastDay;
  let left = range.type === "numbered" ? range.numberOfOccurrences : Infinity;
  for (const date of patternDates(pattern, first)) {
    if (Temporal.PlainDate.compare(date, first) < 0) continue;
    if (Temporal.PlainDate.compare(date, last) > 0 || left === 0) return;
    left -= 1;
    yield date;
  }
}

/** Exchange ends its calendar here (`ErrorRecurrenceEndDateTooBig`). */
const lastDay = Temporal.PlainDate.from("4500-09-01");

function* patternDates(pattern: Pattern, first: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  switch (pattern.type) {
    case "daily":
      for (let date = first; ; date = date.add({ days: pattern.interval })) yield date;
    case "weekly":
      yield* weeklyDates(pattern, first);
      return;
    case "absoluteMonthly":
    case "relativeMonthly":
      for (let months = 0; ; months += pattern.interval)
        yield dayIn(first.toPlainYearMonth().add({ months }), pattern);
    case "absoluteYearly":
    case "relativeYearly":
      for (let year = first.year; ; year += pattern.interval)
        yield dayIn(Temporal.PlainYearMonth.from({ year, month: pattern.month }), pattern);
  }
}

function* weeklyDates(pattern: Pattern, first: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const firstDay = isoWeekday(pattern.firstDayOfWeek);
  const offsets = pattern.daysOfWeek
    .map((day) => (isoWeekday(day) - firstDay + 7) % 7)
    .sort((a, b) => a - b);
  const weekStart = first.subtract({ days: (first.dayOfWeek - firstDay + 7) % 7 });
  for (let weeks = 0; ; weeks += pattern.interval)
    for (const days of offsets) yield weekStart.add({ weeks, days });
}

function dayIn(month: Temporal.PlainYearMonth, pattern: Pattern): Temporal.PlainDate {
  if (pattern.type === "absoluteMonthly" || pattern.type === "absoluteYearly")
    return month.toPlainDate({ day: Math.min(pattern.dayOfMonth, month.daysInMonth) });
  const wanted = new Set(pattern.daysOfWeek.map(isoWeekday));
  const fitting = Array.from({ length: month.daysInMonth }, (_, index) =>
    month.toPlainDate({ day: index + 1 }),
  ).filter((date) => wanted.has(date.dayOfWeek));
  const index = pattern.index === "last" ? fitting.length - 1 : indexes.indexOf(pattern.index);
  const date = fitting[index];
  if (date === undefined)
    throw new RangeError(
      `No ${pattern.index} ${pattern.daysOfWeek.join("/")} in ${month.toString()}.`,
    );
  return date;
}
