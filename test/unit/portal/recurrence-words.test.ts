import { expect, test } from "@jest/globals";
import { recurrenceWords } from "../../../src/portal/activity/recurrence-words.ts";
import { loadTexts } from "../../../src/portal/texts.tsx";
import type { Recurrence } from "../../../src/shared/api/recurrence.ts";

const [english, german] = await Promise.all([loadTexts("en-US"), loadTexts("de-DE")]);
const startDate = "2026-11-02";
const noEnd = { type: "noEnd", startDate } as const;
const weekly = {
  type: "weekly",
  interval: 2,
  daysOfWeek: ["wednesday", "monday"],
  firstDayOfWeek: "monday",
} as const;
const repeat = (
  pattern: Recurrence["pattern"],
  range: Recurrence["range"] = noEnd,
): Recurrence => ({ pattern, range, timeZone: "Europe/Berlin" });

test.each<[Recurrence | null, string, string]>([
  [null, "does not repeat", "wiederholt sich nicht"],
  [repeat({ type: "daily", interval: 1 }), "every day", "jeden Tag"],
  [
    repeat({ ...weekly, daysOfWeek: [...weekly.daysOfWeek] }),
    "every 2 weeks on Monday and Wednesday",
    "alle 2 Wochen am Montag und Mittwoch",
  ],
  [
    repeat({ type: "absoluteMonthly", interval: 1, dayOfMonth: 15 }),
    "every month on day 15",
    "jeden Monat am 15.",
  ],
  [
    repeat({ type: "relativeMonthly", interval: 3, index: "last", daysOfWeek: ["friday"] }),
    "every 3 months on the last Friday",
    "alle 3 Monate am letzten Freitag",
  ],
  [
    repeat({ type: "absoluteYearly", interval: 1, dayOfMonth: 24, month: 12 }),
    "every year on day 24 in December",
    "jedes Jahr am 24. im Dezember",
  ],
  [
    repeat({ type: "daily", interval: 1 }, { type: "numbered", startDate, numberOfOccurrences: 5 }),
    "every day, 5 times",
    "jeden Tag, 5-mal",
  ],
  [
    repeat({ type: "daily", interval: 1 }, { type: "endDate", startDate, endDate: "2027-03-31" }),
    "every day, until Mar 31, 2027",
    "jeden Tag, bis 31.03.2027",
  ],
])("a series is told in words: %#", (recurrence, inEnglish, inGerman) => {
  expect(recurrenceWords(recurrence, english)).toBe(inEnglish);
  expect(recurrenceWords(recurrence, german)).toBe(inGerman);
});
