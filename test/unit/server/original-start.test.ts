import { describe, expect, test } from "@jest/globals";
import { outlookStateOf } from "../../../src/server/meetings/appointment-state.ts";
import { originalStartOf } from "../../../src/server/meetings/original-start.ts";
import { toInstant } from "../../../src/sync/instant.ts";
import { type OutlookPresent } from "../../../src/sync/model.ts";
import { type AppointmentSnapshot } from "../../../src/shared/api/appointment.ts";

/** Mondays at ten in Berlin, over the end of summer time on 25 October 2026. */
const snapshot: AppointmentSnapshot = {
  kind: "series",
  subject: "Weekly",
  time: {
    start: "2026-10-12T08:00:00Z",
    end: "2026-10-12T09:00:00Z",
    timeZone: "W. Europe Standard Time",
    isAllDay: false,
  },
  recurrence: {
    pattern: {
      type: "weekly",
      interval: 1,
      daysOfWeek: ["monday"],
      firstDayOfWeek: "monday",
    },
    range: { type: "numbered", startDate: "2026-10-12", numberOfOccurrences: 6 },
    timeZone: "W. Europe Standard Time",
  },
  attendees: [],
  location: "",
  hasJoinBlock: true,
  joinUrls: [],
};
const series = outlookStateOf(snapshot, null);
const at = (text: string) => toInstant(text);

describe("the start an occurrence had in its pattern", () => {
  test("is the one its form was opened with", () => {
    expect(originalStartOf(series, at("2026-10-26T09:00:00Z"))).toBe("2026-10-26T09:00:00Z");
  });

  test("is that of the day when the form was edited before the handlers ran", () => {
    expect(originalStartOf(series, at("2026-10-26T15:30:00Z"))).toBe("2026-10-26T09:00:00Z");
    expect(originalStartOf(series, at("2026-10-18T22:30:00Z"))).toBe("2026-10-19T08:00:00Z");
  });

  test("is remembered of one that was moved to another day", () => {
    const moved: OutlookPresent = {
      ...series,
      exceptions: {
        [at("2026-10-26T09:00:00Z")]: {
          kind: "moved",
          start: at("2026-10-27T12:00:00Z"),
          end: at("2026-10-27T13:00:00Z"),
        },
      },
    };
    expect(originalStartOf(moved, at("2026-10-27T12:00:00Z"))).toBe("2026-10-26T09:00:00Z");
  });

  test("stays what was told where the series has nothing on that day", () => {
    expect(originalStartOf(series, at("2026-10-28T09:00:00Z"))).toBe("2026-10-28T09:00:00Z");
  });
});
