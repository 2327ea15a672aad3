import type { Recurrence, RecurrencePattern, Weekday } from "../../shared/api/recurrence.ts";
import { weekdays } from "../../shared/weekdays.ts";
import type { Texts } from "../texts.tsx";

/** How a series repeats, and until when, in a few words. */
export function recurrenceWords(recurrence: Recurrence | null, texts: Texts): string {
  const { t, locale } = texts;
  if (recurrence === null) return t("repeats.none");
  const pattern = patternWords(recurrence.pattern, texts);
  const { range } = recurrence;
  switch (range.type) {
    case "noEnd":
      return pattern;
    case "numbered":
      return t("repeats.times", { pattern, count: range.numberOfOccurrences });
    case "endDate": {
      const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
      return t("repeats.until", { pattern, date: dates.format(new Date(range.endDate)) });
    }
  }
}

function patternWords(pattern: RecurrencePattern, texts: Texts): string {
  const { t } = texts;
  const count = pattern.interval;
  switch (pattern.type) {
    case "daily":
      return t("repeats.daily", { count });
    case "weekly":
      return t("repeats.weekly", { count, days: daysInWords(pattern.daysOfWeek, texts) });
    case "absoluteMonthly":
      return t("repeats.monthly", {
        count,
        day: t("repeats.dayOfMonth", { day: pattern.dayOfMonth }),
      });
    case "relativeMonthly":
      return t("repeats.monthly", { count, day: indexed(pattern, texts) });
    case "absoluteYearly":
    case "relativeYearly": {
      const day =
        pattern.type === "absoluteYearly"
          ? t("repeats.dayOfMonth", { day: pattern.dayOfMonth })
          : indexed(pattern, texts);
      const month = monthInWords(pattern.month, texts);
      return t("repeats.yearly", { count, day: t("repeats.dayInYear", { day, month }) });
    }
  }
}

function indexed(
  {
    index,
    daysOfWeek,
  }: Pick<Extract<RecurrencePattern, { index: unknown }>, "index" | "daysOfWeek">,
  texts: Texts,
): string {
  return texts.t(`repeats.index.${index}`, { days: daysInWords(daysOfWeek, texts) });
}

/** 4 January 1970 was a Sunday. */
function daysInWords(days: readonly Weekday[], { locale }: Texts): string {
  const names = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const inOrder = weekdays.filter((day) => days.includes(day));
  return new Intl.ListFormat(locale).format(
    inOrder.map((day) => names.format(Date.UTC(1970, 0, 4 + weekdays.indexOf(day)))),
  );
}

function monthInWords(month: number, { locale }: Texts): string {
  const names = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return names.format(Date.UTC(1970, month - 1, 1));
}
