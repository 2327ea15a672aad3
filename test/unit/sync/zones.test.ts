import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { SyncError } from "../../../src/sync/errors.ts";
import { addMinutes, fromEpochMs } from "../../../src/sync/instant.ts";
import { momentAt } from "../../../src/sync/recurrence/expand.ts";
import { toDayNumber } from "../../../src/sync/recurrence/dates.ts";
import { isSameZone, toIana, toWindows } from "../../../src/sync/time-zones.ts";
import { windowsZones } from "../../../src/sync/windows-zones.ts";
import { toZoomZone } from "../../../src/sync/zoom-zone.ts";
import { zoomZones } from "../../../src/sync/zoom-zones.ts";
import { at } from "./build.ts";
import { runs } from "./runs.ts";

const year = { start: at("2026-12-01T00:00:00Z"), end: at("2027-12-01T00:00:00Z") };

test.each([
  ["W. Europe Standard Time", "Europe/Berlin"],
  ["w. europe standard time", "Europe/Berlin"],
  ["Pacific Standard Time", "America/Los_Angeles"],
  ["Europe/Vilnius", "Europe/Vilnius"],
  ["europe/berlin", "Europe/Berlin"],
  ["UTC", "UTC"],
  ["SST", "Pacific/Guadalcanal"],
  ["tzone://Microsoft/Utc", "UTC"],
])("[Z1] understands %s", (name, iana) => {
  expect(toIana(name)).toBe(iana);
});

test.each([
  "tzone://Microsoft/Custom",
  "Customized Time Zone",
  "+02:00",
  "",
  "Mars/Olympus",
  "Europe/Berlin\u0000",
])("[Z1] refuses %j by name", (name) => {
  expect(() => toIana(name, "outlook.time.timeZone")).toThrow(
    expect.objectContaining({ name: "SyncError", field: "outlook.time.timeZone", value: name }),
  );
});

test("[Z2] maps every Windows zone to an IANA zone and back", () => {
  const names = Object.keys(windowsZones);
  expect(names.length).toBeGreaterThan(130);
  for (const name of names) expect(toWindows(toIana(name))).toBe(name);
});

test("[Z2] names aliases in Windows' words", () => {
  expect(toWindows("Asia/Kolkata")).toBe("India Standard Time");
  expect(toWindows("Europe/Kyiv")).toBe(toWindows("Europe/Kiev"));
});

test("[Z3] keeps all of Zoom's own zones, and finds them by another name", () => {
  const names = Object.keys(zoomZones);
  expect(names).toHaveLength(135);
  for (const zone of names)
    expect(toZoomZone(zone, year, "series")).toMatchObject({ kind: "same", zone });
  for (const alias of ["Asia/Kolkata", "Europe/Kyiv", "Asia/Ho_Chi_Minh"]) {
    const { kind, zone } = toZoomZone(alias, year, "series");
    expect(kind).toBe("same");
    expect(isSameZone(zone ?? "", alias)).toBe(true);
  }
});

test("[Z5] gives a single meeting universal time, and a series nothing, when no clock is equal", () => {
  const single = toZoomZone("Antarctica/Troll", year, "single");
  expect(single).toEqual({ kind: "utc", zone: "UTC", exact: false });
  expect(toZoomZone("Antarctica/Troll", year, "series")).toMatchObject({
    kind: "unmapped",
    zone: null,
  });
});

test("[Z6] takes a skipped time after the gap and a doubled time at its first passing", () => {
  const gap = momentAt(toDayNumber("2027-03-28"), 2.5 * 3_600_000, "Europe/Berlin");
  expect(gap).toBe("2027-03-28T01:30:00Z");
  const overlap = momentAt(toDayNumber("2027-10-31"), 2.5 * 3_600_000, "Europe/Berlin");
  expect(overlap).toBe("2027-10-31T00:30:00Z");
});

const allZones = Intl.supportedValuesOf("timeZone");
const offsetAt = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds;

test("[Z4] gives every zone of the world an equal clock or none, over ten years of clock changes", () => {
  const start = Date.parse("2025-01-01T00:00:00Z");
  const hours = 10 * 365 * 24;
  fc.assert(
    fc.property(
      fc.constantFrom(...allZones),
      fc.integer({ min: 0, max: hours }),
      fc.integer({ min: 1, max: 400 * 24 }),
      (zone, from, length) => {
        const span = {
          start: fromEpochMs(start + from * 3_600_000),
          end: addMinutes(fromEpochMs(start + from * 3_600_000), length * 60),
        };
        const given = toZoomZone(zone, span, "series").zone;
        if (given === null) return;
        const found = toIana(given);
        const edges = [Date.parse(span.start), Date.parse(span.end)];
        for (const name of [zone, found]) {
          let next = Temporal.Instant.from(span.start).toZonedDateTimeISO(name);
          for (;;) {
            const change = next.getTimeZoneTransition("next");
            if (change === null || change.epochMilliseconds > Date.parse(span.end)) break;
            edges.push(change.epochMilliseconds, change.epochMilliseconds - 1000);
            next = change;
          }
        }
        for (const edge of edges.filter((ms) => ms >= Date.parse(span.start))) {
          expect(offsetAt(found, edge)).toBe(offsetAt(zone, edge));
        }
      },
    ),
    { numRuns: runs(300) },
  );
});

test("[Z1] answers any text with a zone or a typed error", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      try {
        expect(typeof toIana(name)).toBe("string");
      } catch (error) {
        expect(error).toBeInstanceOf(SyncError);
      }
    }),
    { numRuns: runs(500) },
  );
});
