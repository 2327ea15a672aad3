import { describe, expect, test } from "@jest/globals";
import { mirroredParts, reconcileMirror, type MirroredEntry } from "../../../src/sync/mirror.ts";
import { type OutlookPresent, type SyncPolicy } from "../../../src/sync/model.ts";
import { at, policy, series, single, time, tuesdays } from "./build.ts";
import {
  deletedEvent,
  event,
  inStep,
  isIdle,
  newWorld,
  noEvent,
  runMirror,
} from "./mirror-world.ts";

const second = at("2026-12-08T09:00:00Z");
const third = at("2026-12-15T09:00:00Z");
const fourth = at("2026-12-22T09:00:00Z");
const elsewhere = { start: at("2026-12-09T12:00:00Z"), end: at("2026-12-09T12:30:00Z") };
const withExceptions: OutlookPresent = {
  ...series,
  exceptions: {
    [second]: { kind: "moved", ...elsewhere },
    [third]: { kind: "cancelled" },
    [fourth]: { kind: "edited", subject: "Review" },
  },
};
const whole = inStep(withExceptions, policy);
const part = inStep(withExceptions, policy, second);

/** Ten o'clock becomes noon. */
const atNoon = (entry: MirroredEntry): MirroredEntry => ({
  ...entry,
  time: { ...time, start: at("2026-12-01T11:00:00Z"), end: at("2026-12-01T12:00:00Z") },
});

describe("occurrences in the mirror", () => {
  test("[M12] shows a moved or renamed occurrence as an event of its own", () => {
    const parts = mirroredParts(withExceptions, policy);
    expect([...parts.keys()]).toEqual(["", second, fourth]);
    expect(parts.get("")?.cancelled).toEqual([second, third, fourth]);
    expect(parts.get(second)).toMatchObject({
      subject: "Budget",
      time: { ...time, ...elsewhere },
      recurrence: null,
    });
    expect(parts.get(fourth)).toMatchObject({
      subject: "Review",
      time: { start: fourth, end: at("2026-12-22T10:00:00Z") },
    });
    const plain: OutlookPresent = { ...series, exceptions: { [second]: { kind: "edited" } } };
    expect([...mirroredParts(plain, policy).keys()]).toEqual([""]);
    expect(mirroredParts(plain, policy).get("")?.cancelled).toEqual([]);
  });

  test("[M12] takes the event away when the occurrence is like the others again", () => {
    const plan = reconcileMirror(second, part.agreed, series, event(part.event), policy);
    expect(plan).toMatchObject({ calendar: { action: "remove" }, agreed: null });
    const back = reconcileMirror("", whole.agreed, series, event(whole.event), policy);
    expect(back.calendar).toMatchObject({ action: "put", entry: { cancelled: [] } });
    expect(back.outlook).toEqual([]);
  });

  test("[M13] moves an occurrence in Outlook when its event is moved", () => {
    const moved = { start: at("2026-12-10T12:00:00Z"), end: at("2026-12-10T13:00:00Z") };
    const there = event({ ...part.event, time: { ...part.event.time, ...moved } });
    const plan = reconcileMirror(second, part.agreed, withExceptions, there, policy);
    expect(plan.outlook).toEqual([
      { type: "patchOutlookOccurrence", originalStart: second, ...moved },
    ]);
    expect(plan.calendar.action).toBe("none");
  });

  test("[M24] moves back an occurrence that Outlook would refuse beyond its neighbour", () => {
    const beyond = { start: at("2026-12-22T12:00:00Z"), end: at("2026-12-22T13:00:00Z") };
    const there = event({ ...part.event, time: { ...part.event.time, ...beyond } });
    const plan = reconcileMirror(second, part.agreed, withExceptions, there, policy);
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toEqual({ action: "put", entry: part.event });
    expect(plan.conflicts).toEqual([]);
  });

  test("[M13] cancels an occurrence whose event is deleted", () => {
    const plan = reconcileMirror(second, part.agreed, withExceptions, deletedEvent, policy);
    expect(plan.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: second }]);
    expect(plan.agreed).toBeNull();
    const done: OutlookPresent = {
      ...withExceptions,
      exceptions: { ...withExceptions.exceptions, [second]: { kind: "cancelled" } },
    };
    expect(isIdle(reconcileMirror(second, null, done, deletedEvent, policy))).toBe(true);
    expect(isIdle(reconcileMirror("", whole.agreed, done, event(whole.event), policy))).toBe(true);
  });

  test("[M13] keeps title, show-as and recurrence of an occurrence as Outlook has them", () => {
    const changed = {
      ...part.event,
      subject: "x",
      showAs: "free",
      recurrence: whole.event.recurrence,
    } as const;
    const plan = reconcileMirror(second, part.agreed, withExceptions, event(changed), policy);
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toEqual({ action: "put", entry: part.event });
    expect(plan.conflicts).toEqual([]);
  });

  test("[M4] undoes all that is done to an occurrence of an attendee's copy", () => {
    const mine = { ...withExceptions, isOrganizer: false };
    const moved = event({ ...part.event, time });
    const plan = reconcileMirror(second, part.agreed, mine, moved, policy);
    expect([plan.calendar, plan.outlook]).toEqual([{ action: "put", entry: part.event }, []]);
    const gone = reconcileMirror(second, part.agreed, mine, deletedEvent, policy);
    expect([gone.calendar, gone.outlook]).toEqual([{ action: "put", entry: part.event }, []]);
    const last = at("2026-12-29T09:00:00Z");
    const cancelled = { ...whole.event, cancelled: [...whole.event.cancelled, last] };
    const back = reconcileMirror("", whole.agreed, mine, event(cancelled), policy);
    expect([back.calendar, back.outlook]).toEqual([{ action: "put", entry: whole.event }, []]);
  });

  test("[M14] cancels on both sides what either cancelled, and brings nothing back", () => {
    const last = at("2026-12-29T09:00:00Z");
    const theirs = { ...whole.event, cancelled: [...whole.event.cancelled, last] };
    const first = at("2026-12-01T09:00:00Z");
    const ours: OutlookPresent = {
      ...withExceptions,
      exceptions: { ...withExceptions.exceptions, [first]: { kind: "cancelled" } },
    };
    const plan = reconcileMirror("", whole.agreed, ours, event(theirs), policy);
    expect(plan.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: last }]);
    expect(plan.calendar).toMatchObject({
      action: "put",
      entry: { cancelled: [first, second, third, fourth, last] },
    });
    expect(plan.conflicts).toEqual([]);
    const restored = event({ ...whole.event, cancelled: [] });
    const undone = reconcileMirror("", whole.agreed, withExceptions, restored, policy);
    expect(undone.calendar).toEqual({ action: "put", entry: whole.event });
    expect(undone.outlook).toEqual([]);
  });

  test("[M14] [M20] cancels nothing in Outlook for a pair that was never compared", () => {
    const plan = reconcileMirror("", null, series, event(whole.event), policy);
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toMatchObject({ action: "put", entry: { cancelled: [] } });
  });

  test("[M14] [M17] lets a cancelled occurrence wait where Outlook is not written", () => {
    const oneWay: SyncPolicy = { ...policy, direction: "outlookToZoom" };
    const plain = inStep(series, policy);
    const theirs = event({ ...plain.event, cancelled: [third] });
    const waiting = reconcileMirror("", plain.agreed, series, theirs, oneWay);
    expect(isIdle(waiting)).toBe(true);
    const done = reconcileMirror("", waiting.agreed, series, theirs, policy);
    expect(done.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: third }]);
  });

  test("[M15] keeps cancelled and moved occurrences when Zoom's calendar moves the series", () => {
    const moved = event(atNoon({ ...whole.event, cancelled: [] }));
    const plan = reconcileMirror("", whole.agreed, withExceptions, moved, policy);
    const noon = atNoon(whole.event).time;
    expect(plan.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { time: noon } },
      {
        type: "patchOutlookOccurrence",
        originalStart: at("2026-12-08T11:00:00Z"),
        ...elsewhere,
      },
      { type: "cancelOutlookOccurrence", originalStart: at("2026-12-15T11:00:00Z") },
      // Its own title cannot be written again: it is an occurrence like the others.
      {
        type: "patchOutlookOccurrence",
        originalStart: at("2026-12-22T11:00:00Z"),
        start: at("2026-12-22T11:00:00Z"),
        end: at("2026-12-22T12:00:00Z"),
      },
    ]);
    expect(plan.calendar).toMatchObject({
      action: "put",
      entry: { time: noon, cancelled: [at("2026-12-08T11:00:00Z"), at("2026-12-15T11:00:00Z")] },
    });
  });

  test("[M15] takes dates that Zoom's calendar moved with the series for the old ones", () => {
    const shifted = ["2026-12-08T11:00:00Z", "2026-12-15T11:00:00Z", "2026-12-22T11:00:00Z"];
    const moved = event(atNoon({ ...whole.event, cancelled: shifted.map(at) }));
    const plan = reconcileMirror("", whole.agreed, withExceptions, moved, policy);
    expect(plan.outlook.filter(({ type }) => type === "cancelOutlookOccurrence")).toEqual([
      { type: "cancelOutlookOccurrence", originalStart: at("2026-12-15T11:00:00Z") },
    ]);
  });

  test("[M15] drops occurrences the new series does not have", () => {
    const wednesdays = {
      ...whole.event,
      time: { ...time, start: at("2026-12-02T09:00:00Z"), end: at("2026-12-02T10:00:00Z") },
      recurrence: {
        ...series.recurrence!,
        pattern: { ...series.recurrence!.pattern, daysOfWeek: ["wednesday"] },
        range: { ...series.recurrence!.range, startDate: "2026-12-02" },
      } as MirroredEntry["recurrence"],
      cancelled: [],
    };
    const world = newWorld(withExceptions);
    runMirror(world, policy);
    world.events.set("", wednesdays);
    runMirror(world, policy);
    runMirror(world, policy);
    expect(runMirror(world, policy)).toBe(0);
    expect(world.outlook).toMatchObject({ exceptions: {}, time: wednesdays.time });
    expect([...world.events.keys()]).toEqual([""]);
  });

  test("[M16] leaves cancelled occurrences outside the window as they are", () => {
    const near: SyncPolicy = { ...policy, window: { daysBack: 1, daysAhead: 365 } };
    const nearWhole = inStep(withExceptions, near);
    const nextMonth: SyncPolicy = {
      ...policy,
      window: { daysBack: 1, daysAhead: 365 },
      now: at("2027-01-10T10:00:00Z"),
    };
    const parts = mirroredParts(withExceptions, nextMonth);
    expect([...parts.keys()]).toEqual([""]);
    expect(parts.get("")?.cancelled).toEqual([]);
    const { agreed, event: entry } = nearWhole;
    expect(isIdle(reconcileMirror("", agreed, withExceptions, event(entry), nextMonth))).toBe(true);
    const renamed = { ...withExceptions, subject: "New" };
    const plan = reconcileMirror("", agreed, renamed, event(entry), nextMonth);
    expect(plan.calendar).toEqual({ action: "put", entry: { ...entry, subject: "New" } });
    expect(plan.outlook).toEqual([]);
    const gone = reconcileMirror(second, part.agreed, withExceptions, event(part.event), nextMonth);
    expect(gone.calendar.action).toBe("remove");
    const deleted = reconcileMirror("", agreed, withExceptions, deletedEvent, nextMonth);
    expect(deleted.outlook).toEqual([{ type: "deleteOutlookEvent" }]);
  });

  test("[M18] counts the days of an all-day series as dates, across daylight saving", () => {
    const allDay: OutlookPresent = {
      ...series,
      time: {
        start: at("2027-03-20T23:00:00Z"),
        end: at("2027-03-22T23:00:00Z"),
        timeZone: "Europe/Berlin",
        isAllDay: true,
      },
      recurrence: {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["sunday"], firstDayOfWeek: "sunday" },
        range: { type: "numbered", startDate: "2027-03-21", numberOfOccurrences: 3 },
        timeZone: "Europe/Berlin",
      },
      exceptions: { [at("2027-03-27T23:00:00Z")]: { kind: "edited", subject: "Longer" } },
    };
    expect(mirroredParts(allDay, policy).get(at("2027-03-27T23:00:00Z"))?.time).toMatchObject({
      start: "2027-03-27T23:00:00Z",
      end: "2027-03-29T22:00:00Z",
    });
    const known = inStep(allDay, policy);
    const inUtc: MirroredEntry = {
      ...known.event,
      time: {
        start: at("2027-03-21T00:00:00Z"),
        end: at("2027-03-23T00:00:00Z"),
        timeZone: "UTC",
        isAllDay: true,
      },
      recurrence: { ...known.event.recurrence!, timeZone: "UTC" },
      cancelled: [at("2027-03-28T00:00:00Z")],
    };
    expect(isIdle(reconcileMirror("", known.agreed, allDay, event(inUtc), policy))).toBe(true);
  });

  test("[M6] deletes the series with the event, and its parts follow", () => {
    const world = newWorld(withExceptions);
    runMirror(world, policy);
    expect(world.events.size).toBe(3);
    world.events.delete("");
    world.deleted.add("");
    runMirror(world, policy);
    expect(world.outlook).toMatchObject({ state: "absent", reason: "deleted" });
    runMirror(world, policy);
    expect(world.events.size).toBe(0);
    expect(world.agreed.size).toBe(0);
  });

  test("[M28] merges the day a series begins with its time, and not with how it repeats", () => {
    const known = inStep(series, policy);
    const aWeekOn: MirroredEntry = {
      ...known.event,
      time: { ...known.event.time, start: second, end: at("2026-12-08T10:00:00Z") },
      recurrence: {
        ...known.event.recurrence!,
        range: { ...known.event.recurrence!.range, startDate: "2026-12-08" },
      },
    };
    const moved = reconcileMirror("", known.agreed, series, event(aWeekOn), policy);
    expect(moved.outlook).toMatchObject([
      { fields: { time: { start: second }, recurrence: { range: { startDate: "2026-12-08" } } } },
    ]);
    const noon = { ...series, time: atNoon(known.event).time };
    const both = reconcileMirror("", known.agreed, noon, event(aWeekOn), policy);
    expect(both.outlook).toEqual([]);
    expect(both.calendar).toMatchObject({
      entry: { time: { start: noon.time.start }, recurrence: known.event.recurrence },
    });
    expect(both.conflicts.map(({ field }) => field)).toEqual(["time"]);
  });

  test("[M28] lets time and pattern go together where one names no day of the other", () => {
    const known = inStep(series, policy);
    const onFridays: MirroredEntry = {
      ...known.event,
      time: {
        ...known.event.time,
        start: at("2026-12-04T09:00:00Z"),
        end: at("2026-12-04T10:00:00Z"),
      },
      recurrence: {
        ...known.event.recurrence!,
        pattern: { ...known.event.recurrence!.pattern, daysOfWeek: ["friday"] } as never,
        range: { ...known.event.recurrence!.range, startDate: "2026-12-04" },
      },
    };
    const noon = { ...series, time: atNoon(known.event).time };
    const plan = reconcileMirror("", known.agreed, noon, event(onFridays), policy);
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toMatchObject({
      entry: { time: { start: noon.time.start }, recurrence: known.event.recurrence },
    });
    expect(plan.conflicts.map(({ field }) => field)).toEqual(["time", "recurrence"]);
  });

  test("[M28] keeps the time that both sides show when it undoes a pattern", () => {
    const attended: OutlookPresent = { ...single, isOrganizer: false };
    const known = inStep(attended, policy);
    const longer = { ...time, end: at("2026-12-01T11:00:00Z") };
    const repeating = { ...known.event, time: longer, recurrence: tuesdays };
    const plan = reconcileMirror(
      "",
      known.agreed,
      { ...attended, time: longer },
      event(repeating),
      policy,
    );
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toMatchObject({ entry: { time: longer, recurrence: null } });
  });

  test("[M9] does not take a part for an event somebody made", () => {
    const never = { state: "absent", reason: "never" } as const;
    expect(isIdle(reconcileMirror(second, null, never, event(part.event), policy))).toBe(true);
    expect(isIdle(reconcileMirror(second, null, series, noEvent, policy))).toBe(true);
  });
});
