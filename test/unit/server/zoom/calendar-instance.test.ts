import { expect, test } from "@jest/globals";
import { instanceOf } from "../../../../src/server/zoom/calendar-instance.ts";

test("an occurrence is known by the form of its id alone", () => {
  expect(instanceOf("abc_1_20261208T090000Z", "Europe/Berlin")).toEqual({
    seriesId: "abc_1",
    originalStart: "2026-12-08T09:00:00Z",
  });
  expect(instanceOf("abc_20261208", "Europe/Berlin")).toEqual({
    seriesId: "abc",
    originalStart: "2026-12-07T23:00:00Z",
  });
  for (const id of [
    "0lyk1qjjd8t8thnf5y1f02a6c0",
    "abc_20261308",
    "abc_20260231",
    "_20261208",
    "abc_2026",
  ]) {
    expect(instanceOf(id, "UTC")).toBeNull();
  }
});
