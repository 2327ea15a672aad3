import { describe, expect, it } from "@jest/globals";
import rrule from "rrule";
import { datesOfRule, parseRule } from "../../../src/sandbox/zoom/calendar/recurrence-rule.ts";

const firstDates = (text: string, first: string, count: number): string[] => {
  const rule = parseRule(text);
  if (rule === null) throw new Error(`No rule: ${text}`);
  const dates: string[] = [];
  for (const date of datesOfRule(rule, Temporal.PlainDate.from(first))) {
    dates.push(date.toString());
    if (dates.length === count) break;
  }
  return dates;
};

/** What an implementation of RFC 5545 by others says. */
const expected = (text: string, first: string, count: number): string[] => {
  const options = rrule.RRule.parseString(`${text};COUNT=${count}`);
  return new rrule.RRule({ ...options, dtstart: new Date(`${first}T00:00:00Z`) })
    .all()
    .map((date) => date.toISOString().slice(0, 10));
};

describe("the dates of a rule", () => {
  it.each([
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=YEARLY",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
    "FREQ=YEARLY;BYMONTH=1,7",
    "FREQ=YEARLY;BYDAY=20MO",
  ])("are those of RFC 5545 for %s", (text) => {
    for (const first of ["2026-03-27", "2026-01-31", "2024-02-29"]) {
      expect([first, firstDates(text, first, 12)]).toEqual([first, expected(text, first, 12)]);
    }
  });

  it.each([
    "INTERVAL=2",
    "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=2;UNTIL=20260401",
    "FREQ=DAILY;UNTIL=tomorrow",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=YEARLY;BYWEEKNO=20",
  ])("are none for %s", (text) => expect(parseRule(text)).toBeNull());
});
