import { type WireRecurrence } from "../../host/compose-item.ts";
import { expandDayWord, monthNames, weekdayNames } from "../../server/pattern-dates.ts";
import { type Texts } from "../texts-en.ts";
import { formatDay } from "../zoned-dates.ts";

// 4 January 2026 is a Sunday.
const sunday = 4;

/** `mon` in the page's language. */
export function nameOfDay(day: string, locale: string, weekday: "long" | "short" = "long"): string {
  const index = weekdayNames.findIndex((name) => name === day);
  return formatDay(`2026-01-${String(sunday + index).padStart(2, "0")}`, locale, { weekday });
}

/** `jan` in the page's language. */
export function nameOfMonth(month: string, locale: string): string {
  const index = monthNames.findIndex((name) => name === month);
  return formatDay(`2026-${String(index + 1).padStart(2, "0")}-01`, locale, { month: "long" });
}

type Ranks = Texts["ranks"];

const rankOf = (weekNumber: string, texts: Texts) =>
  weekNumber in texts.ranks ? texts.ranks[weekNumber as keyof Ranks] : weekNumber;

function nameOfDayWord(word: string, locale: string): string {
  return expandDayWord(word)
    .map((day) => nameOfDay(day, locale, expandDayWord(word).length > 1 ? "short" : "long"))
    .join("/");
}

function onWhichDay(recurrence: WireRecurrence, texts: Texts, locale: string): string {
  const { dayOfMonth, dayOfWeek, weekNumber, month } = recurrence.recurrenceProperties ?? {};
  if (dayOfWeek !== undefined && weekNumber !== undefined) {
    const rank = rankOf(weekNumber, texts);
    const day = nameOfDayWord(dayOfWeek, locale);
    return month === undefined
      ? texts.onTheWeekday(rank, day)
      : texts.onTheWeekdayOf(rank, day, nameOfMonth(month, locale));
  }
  const day = dayOfMonth ?? recurrence.seriesTimeJson.startDay;
  if (month === undefined) return texts.onTheDate(day);
  const monthNumber = String(monthNames.findIndex((name) => name === month) + 1).padStart(2, "0");
  // 2024 has a 29 February.
  const date = `2024-${monthNumber}-${String(day).padStart(2, "0")}`;
  return texts.onTheDateOf(formatDay(date, locale, { day: "numeric", month: "long" }));
}

/** `Every week on Monday, until 24 December 2026`. */
export function describeRecurrence(
  recurrence: WireRecurrence,
  texts: Texts,
  locale: string,
): string {
  const interval = recurrence.recurrenceProperties?.interval ?? 1;
  const { endYear, endMonth, endDay, noEndDate } = recurrence.seriesTimeJson;
  const sentence = () => {
    switch (recurrence.recurrenceType) {
      case "daily":
        return texts.every.daily(interval);
      case "weekday":
        return texts.every.weekday;
      case "weekly": {
        const days = recurrence.recurrenceProperties?.days ?? [];
        const names = days.map((day) => nameOfDayWord(day, locale));
        return texts.every.weekly(interval, names.join(", "));
      }
      case "monthly":
        return texts.every.monthly(interval, onWhichDay(recurrence, texts, locale));
      case "yearly":
        return texts.every.yearly(interval, onWhichDay(recurrence, texts, locale));
    }
  };
  if (noEndDate === true || endYear === undefined) return sentence();
  const end = [endYear, endMonth ?? 1, endDay ?? 1].map((part) => String(part).padStart(2, "0"));
  return `${sentence()}, ${texts.until(formatDay(end.join("-"), locale, { dateStyle: "medium" }))}`;
}
