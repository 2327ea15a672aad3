import { expect, test } from "@jest/globals";
import {
  instantOf,
  nextMidnight,
  startOfDay,
  timeZoneOffsets,
  wallClockOf,
} from "../../../src/sandbox/outlook/host/zone-clock.ts";

const berlin = "Europe/Berlin";

test("days start and end at local midnight, on the day the clocks change too", () => {
  const noon = Date.UTC(2026, 2, 29, 10);
  expect(startOfDay(noon, berlin)).toBe(Date.UTC(2026, 2, 28, 23));
  expect(nextMidnight(noon, berlin)).toBe(Date.UTC(2026, 2, 29, 22));
  expect(nextMidnight(Date.UTC(2026, 2, 29, 22), berlin)).toBe(Date.UTC(2026, 2, 29, 22));
});

test("wall clocks and instants are each other's inverse", () => {
  const wallClock = { year: 2026, month: 7, day: 1, minute: 870 };
  const instant = instantOf(wallClock, berlin);
  expect(instant).toBe(Date.UTC(2026, 6, 1, 12, 30));
  expect(wallClockOf(instant, berlin)).toEqual(wallClock);
});

test("offsets cover fifteen years without a gap", () => {
  const now = Date.UTC(2026, 0, 1);
  const spans = timeZoneOffsets(berlin, now);
  expect(spans[0]?.start).toBe(Date.UTC(2021, 0, 1));
  expect(spans.at(-1)?.end).toBe(Date.UTC(2036, 0, 1));
  spans.slice(1).forEach((span, index) => expect(span.start).toBe(spans[index]?.end));
  const offsetAt = (instant: number) =>
    spans.find(({ start, end }) => start <= instant && instant < end)?.offset;
  expect(offsetAt(Date.UTC(2026, 6, 1))).toBe(120);
  expect(offsetAt(Date.UTC(2026, 11, 1))).toBe(60);
});

test("a zone without changes is one span", () => {
  expect(timeZoneOffsets("Asia/Kolkata", Date.UTC(2026, 0, 1))).toMatchObject([{ offset: 330 }]);
});
