import { useMemo } from "react";
import type { AgendaEntry, ChangedField, ShownValue } from "../../shared/api/sync.ts";
import { allDayDate, dayAfter, useMoments, type Moments } from "../moments.ts";
import { useTexts, type Texts } from "../texts.tsx";
import { recurrenceWords } from "./recurrence-words.ts";

/** Fields and their values in words. */
export interface Values {
  /** @param originalStart of the occurrence an `exception` is about */
  field: (field: ChangedField, originalStart: string | null) => string;
  /** Two values of one field, told apart even where only the time zone differs. */
  pair: (field: ChangedField, a: ShownValue, b: ShownValue) => [string, string];
}

export function useValues(): Values {
  const texts = useTexts();
  const moments = useMoments();
  return useMemo(() => {
    const { t } = texts;
    return {
      field: (field, originalStart) =>
        field === "exception" && originalStart !== null
          ? t("field.exceptionOf", { date: moments.start(originalStart, false) })
          : t(`field.${field}`),
      pair: (field, a, b) => {
        const [first, second] = [a, b].map((value) => inWords(value, field, texts, moments)) as [
          string,
          string,
        ];
        if (first !== second || a.kind !== "time" || b.kind !== "time") return [first, second];
        return [
          t("value.inZone", { time: first, zone: a.time.timeZone }),
          t("value.inZone", { time: second, zone: b.time.timeZone }),
        ];
      },
    };
  }, [texts, moments]);
}

function inWords(value: ShownValue, field: ChangedField, texts: Texts, moments: Moments): string {
  const { t, locale } = texts;
  switch (value.kind) {
    case "none":
      return t(field === "existence" ? "value.deleted" : "value.none");
    case "text":
      if (field === "showAs") return t(`agenda.showAs.${value.text as AgendaEntry["showAs"]}`);
      return value.text.trim() === "" ? t("value.none") : value.text;
    case "time":
      return timeInWords(value.time, texts, moments);
    case "recurrence":
      return recurrenceWords(value.recurrence, texts);
    case "people":
      return value.people.length === 0
        ? t("value.nobody")
        : new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(value.people);
    case "occurrence":
      if (value.what !== "moved") return t(`value.${value.what}`);
      return value.start === null || value.end === null
        ? t("value.movedOnly")
        : t("value.moved", { time: moments.range(value.start, value.end) });
  }
}

function timeInWords(
  { start, end, isAllDay }: Extract<ShownValue, { kind: "time" }>["time"],
  { t }: Texts,
  moments: Moments,
): string {
  if (!isAllDay) return moments.range(start, end);
  const [first, after] = [allDayDate(start), allDayDate(end)];
  const last = dayAfter(after, -1);
  const date = last > first ? moments.days(first, last) : moments.shortDay(first);
  return t("value.allDay", { date });
}
