import type { Recurrence, RecurrencePattern, WeekIndex } from "../../shared/api/recurrence.ts";
import { monthNumber, weekdaysFromWord, workingDays } from "./recurrence-words.ts";

/** What of an Office recurrence is read; `seriesTime` is in the zone of the recurrence, not UTC. */
export type OfficeRecurrence = Pick<
  Office.Recurrence,
  "recurrenceType" | "recurrenceProperties" | "recurrenceTimeZone"
> & { seriesTime: Pick<Office.SeriesTime, "getStartDate" | "getEndDate"> };

/** A recurrence in words Office.js does not document, so that nothing wrong is sent to Zoom. */
export class UnknownRecurrence extends Error {
  constructor(what: string) {
    super(`Outlook repeats this appointment in a way this add-in does not know: ${what}`);
    this.name = "UnknownRecurrence";
  }
}

/**
 * @param mailboxZone the zone to use when the recurrence names none.
 * @see https://learn.microsoft.com/office/dev/add-ins/outlook/get-and-set-recurrence
 * @throws UnknownRecurrence
 */
export function fromOfficeRecurrence(office: OfficeRecurrence, mailboxZone: string): Recurrence {
  const startDate = isoDate(office.seriesTime.getStartDate());
  const end = office.seriesTime.getEndDate() as string | null | undefined;
  return {
    pattern: readPattern(office),
    range:
      typeof end === "string" && end !== ""
        ? { type: "endDate", startDate, endDate: isoDate(end) }
        : { type: "noEnd", startDate },
    timeZone: zoneName(office) ?? mailboxZone,
  };
}

function readPattern(office: OfficeRecurrence): RecurrencePattern {
  const properties: Partial<Office.RecurrenceProperties> = office.recurrenceProperties ?? {};
  const interval = properties.interval ?? 1;
  switch (office.recurrenceType) {
    case "daily":
      return { type: "daily", interval };
    case "weekday":
      return {
        type: "weekly",
        interval: 1,
        daysOfWeek: workingDays.slice(),
        firstDayOfWeek: firstDay(properties),
      };
    case "weekly":
      return {
        type: "weekly",
        interval,
        daysOfWeek: (properties.days ?? []).reduce<typeof workingDays>(
          (days, word) => days.concat(knownDays(word)),
          [],
        ),
        firstDayOfWeek: firstDay(properties),
      };
    case "monthly":
      return properties.dayOfMonth
        ? { type: "absoluteMonthly", interval, dayOfMonth: properties.dayOfMonth }
        : Object.assign(
            { type: "relativeMonthly" as const, interval },
            readRelativeDay(properties),
          );
    case "yearly": {
      const month = monthNumber(properties.month ?? "");
      if (month === 0) throw new UnknownRecurrence(`month ${properties.month ?? "missing"}`);
      return properties.dayOfMonth
        ? { type: "absoluteYearly", interval, dayOfMonth: properties.dayOfMonth, month }
        : Object.assign(
            { type: "relativeYearly" as const, interval, month },
            readRelativeDay(properties),
          );
    }
    default:
      throw new UnknownRecurrence(office.recurrenceType);
  }
}

/** Web clients leave the zone out, or its name empty, for series that were never saved. */
const zoneName = (office: OfficeRecurrence): string | null => {
  const name = office.recurrenceTimeZone?.name;
  return name === undefined || name === "" ? null : name;
};

const weekIndexes = ["first", "second", "third", "fourth", "last"];

function readRelativeDay(properties: Partial<Office.RecurrenceProperties>): {
  daysOfWeek: ReturnType<typeof knownDays>;
  index: WeekIndex;
} {
  const index = properties.weekNumber ?? "";
  if (!weekIndexes.includes(index)) throw new UnknownRecurrence(`week ${index || "missing"}`);
  return { daysOfWeek: knownDays(properties.dayOfWeek ?? ""), index: index as WeekIndex };
}

function knownDays(word: string): typeof workingDays {
  const days = weekdaysFromWord(word);
  if (days === null) throw new UnknownRecurrence(`day ${word || "missing"}`);
  return days;
}

const firstDay = (properties: Partial<Office.RecurrenceProperties>): (typeof workingDays)[number] =>
  knownDays(properties.firstDayOfWeek ?? "sun")[0] ?? "sunday";

/** Some clients leave out leading zeros. */
function isoDate(date: string): string {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(date);
  if (!parts) throw new UnknownRecurrence(`date ${date}`);
  const two = (digits: string | undefined): string => `0${digits ?? ""}`.slice(-2);
  return `${parts[1] ?? ""}-${two(parts[2])}-${two(parts[3])}`;
}
