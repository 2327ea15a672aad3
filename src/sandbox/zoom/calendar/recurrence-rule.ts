const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** One RRULE or EXRULE (https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10). */
export interface RecurrenceRule {
  frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  interval: number;
  count: number | null;
  /** As written: a date, a local time, or UTC with `Z`. */
  until: string | null;
  /** ISO weekday, and which of them in the month or year; 0 is every one. */
  byDay: Array<{ weekday: number; nth: number }>;
  byMonthDay: number[];
  byMonth: number[];
  bySetPos: number[];
  weekStart: number;
}

const integers = (text: string | undefined) =>
  text === undefined ? [] : text.split(",").map(Number);

/** Null for what is no rule, or has parts that are not played: BYHOUR, BYWEEKNO and the like. */
export function parseRule(text: string): RecurrenceRule | null {
  const parts = new Map(
    text
      .toUpperCase()
      .split(";")
      .filter((part) => part !== "")
      .map((part) => part.split("=", 2) as [string, string | undefined]),
  );
  const known = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
  ];
  if ([...parts].some(([name, value]) => !known.includes(name) || !value)) return null;
  const frequency = (["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const).find(
    (one) => one === parts.get("FREQ"),
  );
  const days = (parts.get("BYDAY")?.split(",") ?? []).map((day) =>
    /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(day),
  );
  const rule = {
    interval: Number(parts.get("INTERVAL") ?? "1"),
    count: parts.has("COUNT") ? Number(parts.get("COUNT")) : null,
    until: parts.get("UNTIL") ?? null,
    byDay: days.map((found) => ({
      weekday: weekdays.indexOf(found?.[2] ?? "") + 1,
      nth: Number(found?.[1] ?? 0),
    })),
    byMonthDay: integers(parts.get("BYMONTHDAY")),
    byMonth: integers(parts.get("BYMONTH")),
    bySetPos: integers(parts.get("BYSETPOS")),
    weekStart: weekdays.indexOf(parts.get("WKST") ?? "MO") + 1,
  };
  const isFine =
    [rule.interval, rule.count ?? 1].every((number) => Number.isInteger(number) && number > 0) &&
    rule.byDay.every(({ weekday }) => weekday > 0) &&
    rule.weekStart > 0 &&
    (rule.count === null || rule.until === null) &&
    (rule.until === null || /^\d{8}(T\d{6}Z?)?$/.test(rule.until)) &&
    rule.byMonth.every((month) => month >= 1 && month <= 12) &&
    [...rule.byMonthDay, ...rule.bySetPos].every(
      (number) => Number.isInteger(number) && number !== 0,
    );
  return frequency !== undefined && isFine ? { frequency, ...rule } : null;
}

/** Patterns such as "31 February" find nothing; no series a calendar shows needs more periods. */
const mostPeriods = 4000;

/** The local dates a rule gives from `first` on, in order; endless rules end by far later. */
export function* datesOfRule(
  rule: RecurrenceRule,
  first: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  for (let period = 0; period < mostPeriods; period++) {
    const dates = inPeriod(rule, first, period * rule.interval)
      .filter(({ month }) => rule.byMonth.length === 0 || rule.byMonth.includes(month))
      .sort((a, b) => Temporal.PlainDate.compare(a, b));
    for (const date of atPositions(dates, rule.bySetPos)) {
      if (Temporal.PlainDate.compare(date, first) >= 0) yield date;
    }
  }
}

const atPositions = (dates: Temporal.PlainDate[], positions: readonly number[]) =>
  positions.length === 0
    ? dates
    : dates.filter(
        (_date, at) => positions.includes(at + 1) || positions.includes(at - dates.length),
      );

function inPeriod(
  rule: RecurrenceRule,
  first: Temporal.PlainDate,
  offset: number,
): Temporal.PlainDate[] {
  switch (rule.frequency) {
    case "DAILY":
      return [first.add({ days: offset })].filter(
        (date) => fitsMonthDay(rule, date) && fitsWeekday(rule, date),
      );
    case "WEEKLY": {
      const start = first.subtract({ days: (first.dayOfWeek - rule.weekStart + 7) % 7 });
      const wanted =
        rule.byDay.length === 0 ? [first.dayOfWeek] : rule.byDay.map((day) => day.weekday);
      return wanted.map((day) =>
        start.add({ weeks: offset, days: (day - rule.weekStart + 7) % 7 }),
      );
    }
    case "MONTHLY":
      return inMonth(rule, first, first.toPlainYearMonth().add({ months: offset }));
    case "YEARLY":
      return inYear(rule, first, first.year + offset);
  }
}

const daysOf = (month: Temporal.PlainYearMonth): Temporal.PlainDate[] =>
  Array.from({ length: month.daysInMonth }, (_day, at) => month.toPlainDate({ day: at + 1 }));

const fitsMonthDay = ({ byMonthDay }: RecurrenceRule, date: Temporal.PlainDate) =>
  byMonthDay.length === 0 ||
  byMonthDay.includes(date.day) ||
  byMonthDay.includes(date.day - date.daysInMonth - 1);

const fitsWeekday = ({ byDay }: RecurrenceRule, date: Temporal.PlainDate) =>
  byDay.length === 0 || byDay.some(({ weekday }) => weekday === date.dayOfWeek);

/** `span` is the month or year within which "the second Tuesday" counts. */
const fitsNth = ({ byDay }: RecurrenceRule, date: Temporal.PlainDate, span: Temporal.PlainDate[]) =>
  byDay.length === 0 ||
  byDay.some(({ weekday, nth }) => {
    if (weekday !== date.dayOfWeek) return false;
    const same = span.filter((other) => other.dayOfWeek === weekday);
    const at = same.findIndex((other) => other.equals(date));
    return nth === 0 || nth === at + 1 || nth === at - same.length;
  });

function inMonth(
  rule: RecurrenceRule,
  first: Temporal.PlainDate,
  month: Temporal.PlainYearMonth,
): Temporal.PlainDate[] {
  const days = daysOf(month);
  if (rule.byDay.length === 0 && rule.byMonthDay.length === 0) {
    return days.filter(({ day }) => day === first.day);
  }
  return days.filter((date) => fitsMonthDay(rule, date) && fitsNth(rule, date, days));
}

function inYear(
  rule: RecurrenceRule,
  first: Temporal.PlainDate,
  year: number,
): Temporal.PlainDate[] {
  const plain = rule.byDay.length === 0 && rule.byMonthDay.length === 0;
  const months =
    rule.byMonth.length > 0
      ? rule.byMonth
      : plain
        ? [first.month]
        : Array.from({ length: 12 }, (_month, at) => at + 1);
  const perMonth = months.map((month) => Temporal.PlainYearMonth.from({ year, month }));
  if (rule.byDay.length > 0 && rule.byMonth.length === 0) {
    const days = perMonth.flatMap(daysOf);
    return days.filter((date) => fitsMonthDay(rule, date) && fitsNth(rule, date, days));
  }
  return perMonth.flatMap((month) => inMonth(rule, first, month));
}
