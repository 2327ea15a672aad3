import { describe, expect, test } from "@jest/globals";
import {
  asCalendarHolds,
  mirroredParts,
  reconcileMirror,
  type MirroredEntry,
} from "../../../src/sync/mirror.ts";
import { type OutlookPresent, type SyncPolicy } from "../../../src/sync/model.ts";
import { SyncError } from "../../../src/sync/errors.ts";
import { at, never, policy, series, single, time } from "./build.ts";
import { deletedEvent, event, inStep, isIdle, noEvent } from "./mirror-world.ts";

const later = { ...time, start: at("2026-12-01T13:00:00Z"), end: at("2026-12-01T14:00:00Z") };
const evening = { ...time, start: at("2026-12-01T18:00:00Z"), end: at("2026-12-01T19:00:00Z") };
const { agreed, event: shown } = inStep(single, policy);
const attendee: OutlookPresent = { ...single, isOrganizer: false };
const hidden: OutlookPresent = { ...single, sensitivity: "private" };

describe("what is shown", () => {
  test("[M1] shows subject, time, recurrence and show-as, and nothing else", () => {
    const entry = mirroredParts(single, policy).get("");
    expect(entry).toEqual({
      subject: "Budget",
      time,
      recurrence: null,
      cancelled: [],
      showAs: "busy",
    });
    const plan = reconcileMirror("", null, single, noEvent, policy);
    expect(JSON.stringify(plan)).not.toMatch(/ann@|numbers/);
    expect(plan.calendar).toEqual({ action: "put", entry: asCalendarHolds(entry!) });
  });

  test("[M5] shows a private entry, or any with times only, as a block", () => {
    expect(mirroredParts(hidden, policy).get("")?.subject).toBeNull();
    const timesOnly = { ...policy, timesOnly: true };
    expect(mirroredParts(single, timesOnly).get("")?.subject).toBeNull();
    const renamed = at("2026-12-08T09:00:00Z");
    const exceptions = { [renamed]: { kind: "edited", subject: "Secret" } } as const;
    const parts = mirroredParts({ ...series, sensitivity: "private", exceptions }, policy);
    expect([...parts.keys()]).toEqual([""]);
    expect(JSON.stringify([...parts])).not.toMatch(/Secret|Budget/);
  });

  test("[M11] keeps what Zoom's calendar cannot say", () => {
    for (const showAs of ["tentative", "oof", "workingElsewhere", "unknown", "busy"] as const) {
      const away = inStep({ ...single, showAs }, policy);
      expect(away.event.showAs).toBe("busy");
      expect(away.agreed.outlook.showAs).toBe(showAs);
      const moved = event({ ...away.event, time: later });
      const plan = reconcileMirror("", away.agreed, { ...single, showAs }, moved, policy);
      expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time: later } }]);
    }
    const free = event({ ...shown, showAs: "free" });
    expect(reconcileMirror("", agreed, single, free, policy).outlook).toEqual([
      { type: "patchOutlookEvent", fields: { showAs: "free" } },
    ]);
    const tentative = inStep({ ...single, showAs: "tentative" }, policy);
    const oof = { ...single, showAs: "oof" } as const;
    const plan = reconcileMirror("", tentative.agreed, oof, event(tentative.event), policy);
    expect(isIdle(plan)).toBe(true);
    expect(plan.agreed?.outlook.showAs).toBe("oof");
  });
});

describe("merging", () => {
  test("[M2] carries a change of either side to the other", () => {
    const renamed = reconcileMirror(
      "",
      agreed,
      { ...single, subject: "New" },
      event(shown),
      policy,
    );
    expect(renamed.calendar).toEqual({ action: "put", entry: { ...shown, subject: "New" } });
    expect(renamed.outlook).toEqual([]);
    const inZoom = event({ ...shown, subject: "Theirs", time: later });
    const back = reconcileMirror("", agreed, single, inZoom, policy);
    expect(back.calendar.action).toBe("none");
    expect(back.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { subject: "Theirs", time: later } },
    ]);
    const both = reconcileMirror(
      "",
      agreed,
      { ...single, subject: "Ours" },
      inZoomAt(later),
      policy,
    );
    expect(both.calendar).toMatchObject({ entry: { subject: "Ours", time: later } });
    expect(both.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time: later } }]);
    expect(both.conflicts).toEqual([]);
  });

  const inZoomAt = (when: MirroredEntry["time"]) => event({ ...shown, time: when });

  test("[M2] carries a recurrence both ways", () => {
    const daily = { ...series.recurrence!, pattern: { type: "daily", interval: 2 } } as const;
    const repeated = reconcileMirror(
      "",
      agreed,
      single,
      event({ ...shown, recurrence: daily }),
      policy,
    );
    expect(repeated.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { recurrence: daily } },
    ]);
    const weekly = inStep(series, policy);
    const once = event({ ...weekly.event, recurrence: null });
    expect(reconcileMirror("", weekly.agreed, series, once, policy).outlook).toEqual([
      { type: "patchOutlookEvent", fields: { recurrence: null } },
    ]);
    const daysLater = { ...series, recurrence: daily };
    expect(
      reconcileMirror("", weekly.agreed, daysLater, event(weekly.event), policy).calendar,
    ).toMatchObject({ action: "put", entry: { recurrence: daily } });
  });

  test("[M3] lets Outlook win and keeps both values", () => {
    const ours = { ...single, subject: "Ours", time: later, showAs: "free" } as const;
    const theirs = event({ ...shown, subject: "Theirs", time: evening });
    const plan = reconcileMirror("", agreed, ours, theirs, policy);
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toMatchObject({ action: "put", entry: { subject: "Ours", time: later } });
    expect(plan.conflicts).toEqual([
      { field: "subject", winner: "outlook", outlook: "Ours", zoom: "Theirs" },
      { field: "time", winner: "outlook", outlook: later, zoom: evening },
    ]);
    const same = event({ ...shown, subject: "Ours", time: later, showAs: "free" });
    const agreedNow = reconcileMirror("", agreed, ours, same, policy);
    expect(isIdle(agreedNow)).toBe(true);
    expect(agreedNow.conflicts).toEqual([]);
    expect(agreedNow.agreed?.calendar.subject).toBe("Ours");
  });

  test("[M4] undoes what Zoom's calendar changes of an attendee's copy", () => {
    const mine = inStep(attendee, policy);
    const changed = { ...mine.event, subject: "x", time: later, showAs: "free" } as const;
    const plan = reconcileMirror("", mine.agreed, attendee, event(changed), policy);
    expect(plan.outlook).toEqual([]);
    expect(plan.calendar).toEqual({ action: "put", entry: mine.event });
    expect(plan.conflicts).toEqual([]);
    const newTime = { ...attendee, time: evening };
    const both = reconcileMirror("", mine.agreed, newTime, event(changed), policy);
    expect(both.calendar).toMatchObject({ entry: { subject: "Budget", time: evening } });
    expect([both.outlook, both.conflicts]).toEqual([[], []]);
  });

  test("[M5] undoes a new title of a block, and lets its time travel", () => {
    const timesOnly = { ...policy, timesOnly: true };
    for (const [outlook, rules] of [
      [hidden, policy],
      [single, timesOnly],
    ] as const) {
      const block = inStep(outlook, rules);
      const changed = { ...block.event, subject: "Dentist", time: later };
      const plan = reconcileMirror("", block.agreed, outlook, event(changed), rules);
      expect(plan.calendar).toEqual({
        action: "put",
        entry: { ...block.event, time: later },
      });
      expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time: later } }]);
      expect(plan.conflicts).toEqual([]);
    }
  });

  test("[M5] hides the title as soon as the entry is private, even where Zoom renamed it", () => {
    const renamed = event({ ...shown, subject: "Theirs" });
    const plan = reconcileMirror("", agreed, hidden, renamed, policy);
    expect(plan.calendar).toMatchObject({ action: "put", entry: { subject: null } });
    expect(plan.outlook).toEqual([]);
    const again = inStep(hidden, policy);
    const open = reconcileMirror("", again.agreed, single, event(again.event), policy);
    expect(open.calendar).toMatchObject({ action: "put", entry: { subject: "Budget" } });
  });

  test("[M19] makes the entry private when Zoom's event is, and never public", () => {
    const secret = { ...shown, isPrivate: true } as const;
    const plan = reconcileMirror("", agreed, single, event(secret), policy);
    expect(plan.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { sensitivity: "private" } },
    ]);
    expect(plan.calendar.action).toBe("none");
    expect(isIdle(reconcileMirror("", plan.agreed, hidden, event(secret), policy))).toBe(true);
    const block = reconcileMirror("", agreed, single, event({ ...shown, subject: null }), policy);
    expect(block.outlook).toEqual(plan.outlook);
    const opened = reconcileMirror("", plan.agreed, hidden, event(shown), policy);
    expect(opened.outlook).toEqual([]);
  });

  test("[M9] takes what was not read for what it was", () => {
    const away = inStep({ ...hidden, showAs: "oof" }, policy);
    const unread = { ...single, sensitivity: null, showAs: null };
    const plan = reconcileMirror("", away.agreed, unread, event(away.event), policy);
    expect(isIdle(plan)).toBe(true);
    expect(plan.agreed).toBe(away.agreed);
  });

  test("[M10] writes nothing when a write comes back", () => {
    const first = reconcileMirror("", agreed, single, event(shown), policy);
    expect(isIdle(first)).toBe(true);
    expect(first.agreed).toBe(agreed);
    const plan = reconcileMirror("", agreed, single, inZoomAt(later), policy);
    const echo = { ...single, time: later };
    expect(isIdle(reconcileMirror("", plan.agreed, echo, inZoomAt(later), policy))).toBe(true);
    const otherZone = { ...later, timeZone: "UTC" };
    const renamedZone = reconcileMirror("", plan.agreed, echo, inZoomAt(otherZone), policy);
    expect(isIdle(renamedZone)).toBe(true);
  });

  test("[M20] makes a pair that was never compared as Outlook has it", () => {
    expect(isIdle(reconcileMirror("", null, single, event(shown), policy))).toBe(true);
    const other = event({ ...shown, subject: "Theirs", time: later });
    const plan = reconcileMirror("", null, single, other, policy);
    expect(plan.calendar).toEqual({ action: "put", entry: shown });
    expect([plan.outlook, plan.conflicts]).toEqual([[], []]);
    const oneWay: SyncPolicy = { ...policy, direction: "zoomToOutlook" };
    const fromZoom = reconcileMirror("", null, single, other, oneWay);
    expect(fromZoom.calendar.action).toBe("none");
    expect(fromZoom.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { subject: "Theirs", time: later } },
    ]);
  });
});

describe("existence", () => {
  const deletion = [{ type: "deleteOutlookEvent" }];

  test("[M6] deletes the entry of an event deleted in Zoom's calendar", () => {
    const plan = reconcileMirror("", agreed, single, deletedEvent, policy);
    expect(plan.outlook).toEqual(deletion);
    expect(plan.agreed).toBeNull();
    const edited = { ...single, subject: "Ours" };
    const kept = reconcileMirror("", agreed, edited, deletedEvent, policy);
    expect(kept.outlook).toEqual([]);
    expect(kept.calendar).toMatchObject({ action: "put", entry: { subject: "Ours" } });
    expect(kept.conflicts).toMatchObject([{ field: "existence", winner: "outlook", zoom: null }]);
    const mine = inStep(attendee, policy);
    const again = reconcileMirror("", mine.agreed, attendee, deletedEvent, policy);
    expect(again.calendar).toEqual({ action: "put", entry: mine.event });
    expect([again.outlook, again.conflicts]).toEqual([[], []]);
  });

  test("[M22] only reports it where a person shall decide", () => {
    const keep: SyncPolicy = { ...policy, whenZoomDeleted: "keep" };
    const plan = reconcileMirror("", agreed, single, deletedEvent, keep);
    expect(isIdle(plan)).toBe(true);
    expect(plan.agreed).toBe(agreed);
    expect(plan.conflicts).toMatchObject([{ field: "existence", zoom: null }]);
  });

  test("[M7] removes what was deleted, left the window or is not mirrored any more", () => {
    const gone = { state: "absent", reason: "deleted" } as const;
    const removal = { calendar: { action: "remove" }, agreed: null };
    expect(reconcileMirror("", agreed, gone, event(shown), policy)).toMatchObject(removal);
    const outside = { state: "absent", reason: "outOfWindow" } as const;
    expect(reconcileMirror("", agreed, outside, event(shown), policy)).toMatchObject(removal);
    const near: SyncPolicy = { ...policy, window: { daysBack: 1, daysAhead: 30 } };
    const far = {
      ...single,
      time: { ...time, start: at("2027-12-01T09:00:00Z"), end: at("2027-12-01T10:00:00Z") },
    };
    expect(reconcileMirror("", agreed, far, event(shown), near)).toMatchObject(removal);
    const first: SyncPolicy = { ...policy, version: "v1" };
    expect(reconcileMirror("", agreed, single, event(shown), first)).toMatchObject(removal);
    const edited = event({ ...shown, subject: "Theirs" });
    expect(reconcileMirror("", agreed, gone, edited, policy).conflicts).toMatchObject([
      { field: "existence", winner: "outlook", outlook: null, zoom: { subject: "Theirs" } },
    ]);
    const both = reconcileMirror("", agreed, gone, deletedEvent, policy);
    expect([isIdle(both), both.agreed]).toEqual([true, null]);
  });

  test("[M8] creates an entry for an event made in Zoom's calendar", () => {
    const plan = reconcileMirror("", null, never, event(shown), policy);
    expect(plan.outlook).toMatchObject([
      {
        type: "createOutlookEvent",
        fields: { subject: "Budget", time, recurrence: null, sensitivity: "normal", notes: null },
      },
    ]);
    const created = { ...single, sensitivity: "normal" } as const;
    expect(isIdle(reconcileMirror("", plan.agreed, created, event(shown), policy))).toBe(true);
    const missing = at("2026-12-08T09:00:00Z");
    const repeated = { ...shown, recurrence: series.recurrence, cancelled: [missing] };
    expect(reconcileMirror("", null, never, event(repeated), policy).outlook).toMatchObject([
      { type: "createOutlookEvent", fields: { recurrence: series.recurrence, exceptions: {} } },
      { type: "cancelOutlookOccurrence", originalStart: missing },
    ]);
    const first: SyncPolicy = { ...policy, version: "v1" };
    expect(isIdle(reconcileMirror("", null, never, event(shown), first))).toBe(true);
    const near: SyncPolicy = { ...policy, window: { daysBack: 1, daysAhead: 1 } };
    expect(isIdle(reconcileMirror("", null, never, event(shown), near))).toBe(true);
  });

  test("[M8] makes a private entry of a private event, whose title stays in Zoom", () => {
    const secret = { ...shown, isPrivate: true } as const;
    const plan = reconcileMirror("", null, never, event(secret), policy);
    expect(plan.outlook).toMatchObject([{ fields: { subject: "Budget", sensitivity: "private" } }]);
    const moved = { ...hidden, time: later };
    const put = reconcileMirror("", plan.agreed, moved, event(secret), policy);
    expect(put.calendar).toEqual({ action: "put", entry: { ...secret, time: later } });
    const renamed = { ...secret, subject: "Doctor" };
    const own = reconcileMirror("", plan.agreed, hidden, event(renamed), policy);
    expect(isIdle(own)).toBe(true);
    expect(own.agreed?.calendar.subject).toBe("Doctor");
    const block = reconcileMirror("", null, never, event({ ...shown, subject: null }), policy);
    expect(block.outlook).toMatchObject([{ fields: { subject: "Busy", sensitivity: "private" } }]);
  });

  test("[M9] removes and deletes nothing that could not be read or never was in step", () => {
    const unknown = { state: "absent", reason: "unknown" } as const;
    for (const plan of [
      reconcileMirror("", agreed, unknown, event(shown), policy),
      reconcileMirror("", agreed, unknown, deletedEvent, policy),
      reconcileMirror("", agreed, { ...single, subject: "x" }, unknown, policy),
      reconcileMirror("", null, { state: "absent", reason: "deleted" }, event(shown), policy),
      reconcileMirror("", null, never, unknown, policy),
      reconcileMirror("", null, never, noEvent, policy),
    ]) {
      expect(isIdle(plan)).toBe(true);
    }
    expect(reconcileMirror("", agreed, single, unknown, policy).agreed).toBe(agreed);
    const lost = reconcileMirror("", agreed, single, noEvent, policy);
    expect(lost.calendar.action).toBe("put");
  });
});

describe("directions", () => {
  const direct = (direction: SyncPolicy["direction"]): SyncPolicy => ({ ...policy, direction });
  const theirs = event({ ...shown, subject: "Theirs" });
  const ours = { ...single, subject: "Ours" };

  test("[M17] lets a change wait until its direction is allowed", () => {
    const waiting = reconcileMirror("", agreed, single, theirs, direct("outlookToZoom"));
    expect(isIdle(waiting)).toBe(true);
    const done = reconcileMirror("", waiting.agreed, single, theirs, policy);
    expect(done.outlook).toEqual([{ type: "patchOutlookEvent", fields: { subject: "Theirs" } }]);
    const held = reconcileMirror("", agreed, ours, event(shown), direct("zoomToOutlook"));
    expect(isIdle(held)).toBe(true);
    expect(reconcileMirror("", held.agreed, ours, event(shown), policy).calendar).toMatchObject({
      action: "put",
      entry: { subject: "Ours" },
    });
    const zoomWins = reconcileMirror("", agreed, ours, theirs, direct("zoomToOutlook"));
    expect(zoomWins.outlook).toEqual([
      { type: "patchOutlookEvent", fields: { subject: "Theirs" } },
    ]);
    expect(zoomWins.conflicts).toMatchObject([{ field: "subject", winner: "zoom" }]);
  });

  test("[M17] never writes a side it must not, and nothing when read-only", () => {
    const gone = { state: "absent", reason: "deleted" } as const;
    const cases = [
      [agreed, ours, theirs],
      [agreed, single, deletedEvent],
      [agreed, gone, event(shown)],
      [null, never, event(shown)],
      [null, single, noEvent],
      [null, single, theirs],
    ] as const;
    for (const [before, outlook, calendar] of cases) {
      expect(isIdle(reconcileMirror("", before, outlook, calendar, direct("readOnly")))).toBe(true);
      const toZoom = reconcileMirror("", before, outlook, calendar, direct("outlookToZoom"));
      expect(toZoom.outlook).toEqual([]);
      const toOutlook = reconcileMirror("", before, outlook, calendar, direct("zoomToOutlook"));
      expect(toOutlook.calendar).toEqual({ action: "none" });
    }
  });
});

describe("days", () => {
  const day = (start: string, end: string, timeZone: string) => ({
    start: at(start),
    end: at(end),
    timeZone,
    isAllDay: true,
  });
  const trip: OutlookPresent = {
    ...single,
    time: day("2026-12-01T23:00:00Z", "2026-12-03T23:00:00Z", "Europe/Berlin"),
    showAs: "oof",
  };

  test("[M18] takes the same dates in another zone for the same time", () => {
    const known = inStep(trip, policy);
    const inUtc = day("2026-12-02T00:00:00Z", "2026-12-04T00:00:00Z", "UTC");
    const calendar = event({ ...known.event, time: inUtc });
    expect(isIdle(reconcileMirror("", known.agreed, trip, calendar, policy))).toBe(true);
    expect(isIdle(reconcileMirror("", null, trip, calendar, policy))).toBe(true);
  });

  test("[M18] brings new dates to Outlook in Outlook's own zone", () => {
    const known = inStep(trip, policy);
    const inUtc = day("2026-12-02T00:00:00Z", "2026-12-06T00:00:00Z", "UTC");
    const plan = reconcileMirror(
      "",
      known.agreed,
      trip,
      event({ ...known.event, time: inUtc }),
      policy,
    );
    const wanted = day("2026-12-01T23:00:00Z", "2026-12-05T23:00:00Z", "Europe/Berlin");
    expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time: wanted } }]);
    const timed = reconcileMirror("", known.agreed, trip, event({ ...known.event, time }), policy);
    expect(timed.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time } }]);
  });
});

describe("input", () => {
  test("[G5] refuses what cannot be, by name", () => {
    const bad = [
      () => reconcileMirror("now" as never, agreed, single, event(shown), policy),
      () => reconcileMirror("", agreed, single, { state: "absent", reason: "x" as never }, policy),
      () => reconcileMirror("", agreed, single, event({ ...shown, showAs: "x" as never }), policy),
      () => reconcileMirror("", {} as never, single, event(shown), policy),
      () => reconcileMirror("", agreed, { ...single, time: null as never }, event(shown), policy),
      () =>
        reconcileMirror(
          "",
          agreed,
          single,
          event({ ...shown, time: { ...time, timeZone: "Mars" } }),
          policy,
        ),
    ];
    for (const attempt of bad) expect(attempt).toThrow(SyncError);
  });
});
