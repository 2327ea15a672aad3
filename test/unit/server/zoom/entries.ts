import fc from "fast-check";
import { type Recurrence, type Weekday } from "../../../../src/shared/api/recurrence.ts";
import { type Instant } from "../../../../src/sync/instant.ts";
import { type MirroredEntry } from "../../../../src/sync/mirror.ts";
import { toPlainDate } from "../../../../src/sync/recurrence/dates.ts";
import { weekdays } from "../../../../src/shared/weekdays.ts";
import { momentAt, occurrenceStarts } from "../../../../src/sync/recurrence/expand.ts";
import { time } from "../../sync/build.ts";

/** A plain hour, once. */
export const entry: MirroredEntry = {
  subject: "Budget",
  time,
  recurrence: null,
  cancelled: [],
  showAs: "busy",
};

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"];

const days = fc.subarray<Weekday>([...weekdays], { minLength: 1 });
const interval = fc.integer({ min: 1, max: 4 });
const index = fc.constantFrom("first", "second", "third", "fourth", "last");
const month = fc.integer({ min: 1, max: 12 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });

const patterns = fc.oneof(
  fc.record({ type: fc.constant("daily"), interval }),
  fc.record({
    type: fc.constant("weekly"),
    interval,
    daysOfWeek: days,
    firstDayOfWeek: fc.constantFrom(...weekdays),
  }),
  fc.record({ type: fc.constant("absoluteMonthly"), interval, dayOfMonth }),
  fc.record({ type: fc.constant("relativeMonthly"), interval, daysOfWeek: days, index }),
  fc.record({ type: fc.constant("absoluteYearly"), interval, dayOfMonth, month }),
  fc.record({ type: fc.constant("relativeYearly"), interval, daysOfWeek: days, index, month }),
) as fc.Arbitrary<Recurrence["pattern"]>;

const subjects = fc.option(
  fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom("Busy", "Büro; 10, „frei“", "")),
);

/** Entries as Outlook may have them, not only as Zoom's calendar holds them. */
export function entries(zone: fc.Arbitrary<string> = fc.constantFrom(...zones)) {
  return fc
    .record({
      subject: subjects,
      isPrivate: fc.boolean(),
      zone,
      day: fc.integer({ min: 20_600, max: 21_300 }),
      minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
      lasts: fc.integer({ min: 0, max: 3 * 24 * 60 }),
      isAllDay: fc.boolean(),
      pattern: fc.option(patterns),
      end: fc.oneof(
        fc.record({ count: fc.integer({ min: 1, max: 30 }) }),
        fc.record({ days: fc.integer({ min: 2000, max: 3000 }) }),
        fc.constant(null),
      ),
      cancelled: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
      showAs: fc.constantFrom("free", "tentative", "busy", "oof", "workingElsewhere", "unknown"),
    })
    .map((from): MirroredEntry => {
      const startMs = from.isAllDay ? 0 : from.minute * 60_000;
      const start = momentAt(from.day, startMs, from.zone);
      const end = from.isAllDay
        ? momentAt(from.day + 1 + (from.lasts % 4), 0, from.zone)
        : momentAt(from.day, startMs + from.lasts * 60_000, from.zone);
      const startDate = toPlainDate(from.day);
      const recurrence: Recurrence | null = from.pattern && {
        pattern: from.pattern,
        range:
          from.end === null
            ? { type: "noEnd", startDate }
            : "count" in from.end
              ? { type: "numbered", startDate, numberOfOccurrences: from.end.count }
              : { type: "endDate", startDate, endDate: toPlainDate(from.day + from.end.days) },
        timeZone: from.zone,
      };
      return {
        subject: from.subject,
        ...(from.isPrivate ? { isPrivate: true } : {}),
        time: {
          start,
          end: end < start ? start : end,
          timeZone: from.zone,
          isAllDay: from.isAllDay,
        },
        recurrence,
        cancelled: recurrence === null ? [] : some(recurrence, start, from.cancelled),
        showAs: from.showAs,
      };
    });
}

function some(recurrence: Recurrence, start: Instant, wanted: readonly number[]): Instant[] {
  const starts: Instant[] = [];
  for (const moment of occurrenceStarts(recurrence, start)) {
    if (starts.push(moment) > 20) break;
  }
  return wanted.flatMap((place) => starts[place] ?? []);
}
