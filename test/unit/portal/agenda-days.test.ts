import { describe, expect, test } from "@jest/globals";
import { agendaDays } from "../../../src/portal/agenda/agenda-days.ts";
import { allDayDate, dayAfter } from "../../../src/portal/moments.ts";
import type { AgendaEntry } from "../../../src/shared/api/sync.ts";
import { agendaEntry } from "./agenda-entry.ts";

const first = new Date(2026, 10, 24);
const at = (day: number, hours: number, minutes = 0): string =>
  new Date(2026, 10, day, hours, minutes).toISOString();

const entry = (id: string, start: string, end: string, isAllDay = false): AgendaEntry =>
  agendaEntry(id, id, start, end, { isAllDay });

/** Day of the month → what is shown on it. */
const shown = (...entries: AgendaEntry[]): Record<number, string[]> =>
  Object.fromEntries(
    agendaDays(entries, first, 7)
      .filter(({ parts }) => parts.length > 0)
      .map(({ date, parts }) => [
        date.getDate(),
        parts.map(({ entry: { id }, shows, day, days }) => `${id} ${shows} ${day}/${days}`),
      ]),
  );

describe("the agenda's days", () => {
  test("whole days come first, then what the clock says", () => {
    expect(
      shown(
        entry("late", at(24, 15), at(24, 16)),
        entry("early", at(24, 9), at(24, 10)),
        entry("fair", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z", true),
      ),
    ).toEqual({ 24: ["fair allDay 1/1", "early times 1/1", "late times 1/1"] });
  });

  test("what lasts over midnight is shown on each of its days, and says which", () => {
    expect(shown(entry("trip", at(25, 20), at(27, 8)))).toEqual({
      25: ["trip from 1/3"],
      26: ["trip allDay 2/3"],
      27: ["trip until 3/3"],
    });
  });

  test("what ends at midnight does not reach into the next day, and what takes no time is shown", () => {
    expect(
      shown(entry("party", at(24, 20), at(25, 0)), entry("alarm", at(26, 0), at(26, 0))),
    ).toEqual({ 24: ["party times 1/1"], 26: ["alarm times 1/1"] });
  });

  test("what began before the first day or ends after the last is shown in between", () => {
    expect(shown(entry("leave", at(20, 9), at(25, 12)))).toEqual({
      24: ["leave allDay 5/6"],
      25: ["leave until 6/6"],
    });
    expect(
      shown(entry("before", at(23, 9), at(23, 10)), entry("after", at(31, 9), at(31, 10))),
    ).toEqual({});
  });

  test("a whole day stays the same day for somebody who reads it in another zone", () => {
    const midnight = dayAfter(first, 0).getTime();
    for (const hours of [-11, -6, 0, 6, 11]) {
      const elsewhere = new Date(midnight + hours * 3_600_000).toISOString();
      // An instant at midnight in UTC means the date it names.
      if (elsewhere.endsWith("T00:00:00.000Z")) continue;
      expect([hours, allDayDate(elsewhere)]).toEqual([hours, first]);
    }
    expect(allDayDate("2026-11-24T00:00:00Z")).toEqual(first);
  });
});
