import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { SyncError } from "../../../src/sync/errors.ts";
import { addMinutes, fromEpochMs } from "../../../src/sync/instant.ts";
import { momentAt, wallClock } from "../../../src/sync/recurrence/expand.ts";
import { toDayNumber } from "../../../src/sync/recurrence/dates.ts";
import { isSameZone, toIana, toWindows } from "../../../src/sync/time-zones.ts";
import { cldrVersion, windowsZones } from "../../../src/sync/windows-zones.ts";
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

/** The clock of a zone over a span: every offset and when it begins. */
function clockOf(zone: string, start: string, end: string): string {
  let moment = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  const clock = [String(moment.offsetNanoseconds)];
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > Date.parse(end)) return clock.join();
    if (next.offsetNanoseconds !== moment.offsetNanoseconds) {
      clock.push(`${next.epochMilliseconds}=${next.offsetNanoseconds}`);
    }
    moment = next;
  }
}

const tenYears = Array.from({ length: 10 }, (_, index) => 2025 + index);

test("[Z2] [Z4] gives every Windows and IANA zone an equal clock in each of ten years", () => {
  const names = new Set([...allZones, ...Object.keys(windowsZones).map((name) => toIana(name))]);
  let mapped = 0;
  for (const year of tenYears) {
    const [start, end] = [`${year}-01-01T00:00:00Z`, `${year + 1}-01-01T00:00:00Z`];
    for (const name of names) {
      const given = toZoomZone(name, { start: at(start), end: at(end) }, "series").zone;
      if (given === null) continue;
      mapped += 1;
      if (clockOf(toIana(given), start, end) !== clockOf(name, start, end)) {
        throw new Error(`${name} became ${given}, whose clock differs in ${year}`);
      }
    }
  }
  // Two dozen small zones, such as Chatham's, have no equal in Zoom's list.
  expect(mapped).toBeGreaterThan(names.size * tenYears.length * 0.94);
});

test("[Z3] [Z6] takes every Zoom zone through each clock change of ten years and back", () => {
  const hour = 3_600_000;
  for (const name of Object.keys(zoomZones)) {
    const zone = toIana(name);
    let change = Temporal.Instant.from("2025-01-01T00:00:00Z").toZonedDateTimeISO(zone);
    for (;;) {
      const next = change.getTimeZoneTransition("next");
      if (next === null || next.year > 2034) break;
      change = next;
      for (const shift of [-hour, -1000, 0, hour]) {
        const moment = fromEpochMs(change.epochMilliseconds + shift);
        const { day, timeMs } = wallClock(moment, zone);
        const again = momentAt(day, timeMs, zone);
        // Of a wall time that comes twice the first is taken; no other moment may move.
        expect(clockShown(again, zone)).toBe(clockShown(moment, zone));
        if (again !== moment) expect(Date.parse(again)).toBeLessThan(Date.parse(moment));
      }
    }
  }
});

const clockShown = (moment: string, zone: string) =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDateTime().toString();

test("[Z2] the Windows names say which release of CLDR they are from", () => {
  expect(Number(cldrVersion)).toBeGreaterThanOrEqual(48);
});
