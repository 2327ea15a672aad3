import { describe, expect, test } from "@jest/globals";
import { agreedAfterCrash } from "../../../src/sync/agreement.ts";
import { differences } from "../../../src/sync/differences.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { type Agreed, type OutlookPresent, type ZoomPresent } from "../../../src/sync/model.ts";
import { at, noZoom, now, policy, series, single, time, zoomPresent } from "./build.ts";

function pair(outlook: OutlookPresent): { agreed: Agreed; zoom: ZoomPresent } {
  const { agreed } = reconcile(null, outlook, noZoom, policy);
  if (agreed === null) throw new Error("a create always agrees");
  return { agreed, zoom: zoomPresent({ ...agreed.zoom, options: { waitingRoom: true } }) };
}

const { agreed: created, zoom } = pair(single);
const agreed: Agreed = { ...created, zoom: { ...created.zoom, options: zoom.options } };
const later = { ...time, start: at("2026-12-02T09:00:00Z"), end: at("2026-12-02T10:00:00Z") };

describe("fields", () => {
  test("[F1] writes only the changed field", () => {
    const plan = reconcile(agreed, { ...single, subject: "Budget 2027" }, zoom, policy);
    expect(plan.zoom).toEqual([{ type: "patchZoomMeeting", fields: { topic: "Budget 2027" } }]);
    expect(plan.outlook).toEqual([]);
  });

  test("[F2] lets a new subject from Zoom and a new time from Outlook both through", () => {
    const plan = reconcile(agreed, { ...single, time: later }, { ...zoom, topic: "Money" }, policy);
    expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { subject: "Money" } }]);
    expect(plan.zoom).toEqual([
      {
        type: "patchZoomMeeting",
        fields: {
          schedule: {
            kind: "single",
            start: later.start,
            durationMinutes: 60,
            timeZone: "Europe/Berlin",
          },
        },
      },
    ]);
    expect(plan.conflicts).toEqual([]);
  });

  test("[F3] takes a shortened topic and shortened notes for equal", () => {
    const long: OutlookPresent = { ...single, subject: "s".repeat(255), notes: "n".repeat(3000) };
    const shortened = pair(long);
    expect(shortened.zoom.topic).toHaveLength(200);
    expect(shortened.zoom.agenda).toHaveLength(2000);
    const plan = reconcile(shortened.agreed, long, shortened.zoom, policy);
    expect([...plan.outlook, ...plan.zoom]).toEqual([]);
    const again = reconcile(null, long, shortened.zoom, policy);
    expect([...again.outlook, ...again.zoom]).toEqual([]);
  });

  test("[F4] [X17] plans nothing when its own write comes back, as often as it comes", () => {
    const edited = { ...single, subject: "Budget 2027" };
    const plan = reconcile(agreed, edited, zoom, policy);
    const echo = { ...edited, revision: "2" };
    const written = { ...zoom, topic: "Budget 2027" };
    for (const revision of ["2", "3", "3"]) {
      const next = reconcile(plan.agreed, { ...echo, revision }, written, policy);
      expect([...next.outlook, ...next.zoom, ...next.conflicts]).toEqual([]);
    }
  });

  test("[F5] finishes without a second write when the crash came after the write", () => {
    const edited = { ...single, subject: "Budget 2027" };
    const plan = reconcile(agreed, edited, { ...zoom, topic: "Budget 2027" }, policy);
    expect([...plan.outlook, ...plan.zoom, ...plan.conflicts]).toEqual([]);
    expect(plan.agreed?.zoom.topic).toBe("Budget 2027");
  });

  test("[F15] takes its own write for agreed when the crash came before it was known", () => {
    const { agreed: intended } = reconcile(agreed, single, { ...zoom, topic: "Second" }, policy);
    const done = { ...single, subject: "Second" };
    const third = { ...zoom, topic: "Third" };
    const after = (outlook: OutlookPresent) =>
      agreedAfterCrash(
        agreed,
        { side: "outlook", agreed: intended! },
        { outlook, zoom: third },
        now,
      );
    expect(reconcile(after(done), done, third, policy)).toMatchObject({
      outlook: [{ type: "patchOutlookEvent", fields: { subject: "Third" } }],
      zoom: [],
      conflicts: [],
    });
    // The write was not carried out, or a person has had another word since.
    expect(after(single)).toBe(agreed);
    expect(after({ ...single, subject: "Fourth" })).toBe(agreed);
    // Another field is a person's edit all the same.
    const moved = { ...done, time: later };
    expect(reconcile(after(moved), moved, third, policy)).toMatchObject({
      outlook: [{ fields: { subject: "Third" } }],
      zoom: [{ type: "patchZoomMeeting" }],
      conflicts: [],
    });
  });

  test("[F15] takes a moved occurrence for agreed only where it stands where it was put", () => {
    const whole = pair(series);
    const second = at("2026-12-08T09:00:00Z");
    const place = { start: at("2026-12-09T12:00:00Z"), end: at("2026-12-09T13:00:00Z") };
    const inZoom = {
      ...whole.zoom,
      exceptions: { [second]: { kind: "moved", start: place.start, durationMinutes: 60 } },
    } as const;
    const { agreed: intended } = reconcile(whole.agreed, series, inZoom, policy);
    const done = { ...series, exceptions: { [second]: { kind: "moved", ...place } } } as const;
    const after = (outlook: OutlookPresent) =>
      agreedAfterCrash(
        whole.agreed,
        { side: "outlook", agreed: intended! },
        { outlook, zoom: inZoom },
        now,
      );
    expect(after(done)).toBe(intended);
    expect(after(series)).toBe(whole.agreed);
  });

  test("[F15] knows its own write to Zoom when the old value is set in Outlook again", () => {
    const moved = { ...single, time: later };
    const { agreed: intended } = reconcile(agreed, moved, zoom, policy);
    const written = zoomPresent(intended!.zoom);
    const after = (inZoom: ZoomPresent) =>
      agreedAfterCrash(
        agreed,
        { side: "zoom", agreed: intended! },
        { outlook: single, zoom: inZoom },
        now,
      );
    expect(reconcile(after(written), single, written, policy)).toMatchObject({
      outlook: [],
      zoom: [{ type: "patchZoomMeeting" }],
    });
    const undone = reconcile(after(zoom), single, zoom, policy);
    expect([...undone.outlook, ...undone.zoom]).toEqual([]);
  });

  test("[F6] moves an end with its start, and an all-day event as one", () => {
    const allDay = {
      start: at("2026-12-01T23:00:00Z"),
      end: at("2026-12-02T23:00:00Z"),
      timeZone: "Europe/Berlin",
      isAllDay: true,
    };
    const plan = reconcile(agreed, { ...single, time: allDay }, zoom, policy);
    expect(plan.zoom).toEqual([
      {
        type: "patchZoomMeeting",
        fields: {
          schedule: {
            kind: "single",
            start: allDay.start,
            durationMinutes: 1440,
            timeZone: "Europe/Berlin",
          },
        },
      },
    ]);
  });

  test("[F7] adds the people both sides added, and lets a removal stand", () => {
    const plan = reconcile(
      agreed,
      { ...single, attendees: ["ann@example.com", "Bob@example.com"] },
      { ...zoom, invitees: ["carl@example.com"] },
      policy,
    );
    expect(plan.outlook).toEqual([
      {
        type: "patchOutlookEvent",
        fields: { attendees: { add: ["carl@example.com"], remove: ["ann@example.com"] } },
      },
    ]);
    expect(plan.zoom).toEqual([
      {
        type: "patchZoomMeeting",
        fields: { invitees: ["carl@example.com", "bob@example.com"] },
      },
    ]);
  });

  test("[F8] plans nothing for an attendee's copy", () => {
    const copy = { ...single, isOrganizer: false, subject: "Mine" };
    const plan = reconcile(agreed, copy, { ...zoom, topic: "Theirs" }, policy);
    expect(plan).toEqual({ outlook: [], zoom: [], agreed, conflicts: [], lost: [] });
    expect(reconcile(null, copy, noZoom, policy).zoom).toEqual([]);
  });

  test("[F9] neither believes nor writes what was not read", () => {
    const plan = reconcile(
      agreed,
      { ...single, notes: null, attendees: null },
      { ...zoom, agenda: null, invitees: null, isPrivate: null, options: null },
      policy,
    );
    expect([...plan.outlook, ...plan.zoom]).toEqual([]);
    expect(plan.agreed?.outlook.notes).toBe("Bring numbers");
    expect(plan.agreed?.zoom.invitees).toEqual(["ann@example.com"]);
  });

  test("[F10] does not send a past start to Zoom, and does not try again", () => {
    const past = { ...time, start: at("2026-11-20T09:00:00Z"), end: at("2026-11-20T10:00:00Z") };
    const moved = { ...single, time: past };
    const plan = reconcile(agreed, moved, zoom, policy);
    expect(plan.zoom).toEqual([]);
    expect(plan.lost).toEqual(["time.past"]);
    const next = reconcile(plan.agreed, moved, zoom, policy);
    expect([...next.outlook, ...next.zoom]).toEqual([]);
    const create = reconcile(null, moved, noZoom, policy).agreed;
    expect(create?.zoom.schedule).toEqual({ kind: "noFixedTime" });
  });

  test("[F11] writes many changed fields at once", () => {
    const edited = { ...single, subject: "A", notes: "B", time: later, attendees: [] };
    const plan = reconcile(agreed, edited, zoom, policy);
    expect(plan.zoom).toHaveLength(1);
    const back = { ...zoom, topic: "A", agenda: "B", invitees: [], isPrivate: true };
    expect(reconcile(agreed, single, back, policy).outlook).toHaveLength(1);
  });

  test("[F12] keeps a three-day length that Zoom had to shorten when Zoom moves the start", () => {
    const long = { ...single, time: { ...time, end: at("2026-12-04T09:00:00Z") } };
    const long2 = pair(long);
    const moved: ZoomPresent = {
      ...long2.zoom,
      schedule: {
        kind: "single",
        start: at("2026-12-01T12:00:00Z"),
        durationMinutes: 1440,
        timeZone: "Europe/Berlin",
      },
    };
    expect(reconcile(long2.agreed, long, moved, policy).outlook).toEqual([
      {
        type: "patchOutlookEvent",
        fields: {
          time: { ...long.time, start: "2026-12-01T12:00:00Z", end: "2026-12-04T12:00:00Z" },
        },
      },
    ]);
  });

  test("[F13] changes an option in Zoom on Outlook's wish and writes none to the event", () => {
    const wish = { ...single, options: { muteUponEntry: true } };
    const plan = reconcile(agreed, wish, zoom, policy);
    expect(plan.zoom).toEqual([
      { type: "patchZoomMeeting", fields: { options: { muteUponEntry: true } } },
    ]);
    const inZoom = reconcile(agreed, single, { ...zoom, options: { waitingRoom: false } }, policy);
    expect([...inZoom.outlook, ...inZoom.zoom]).toEqual([]);
  });

  test("[F14] [X2] tells who moved, with both values", () => {
    expect(differences(agreed, { ...single, time: later }, zoom, policy)).toEqual([
      { field: "time", changedIn: "outlook", outlook: later, zoom: time },
    ]);
    expect(differences(agreed, single, { ...zoom, topic: "Money" }, policy)).toEqual([
      { field: "subject", changedIn: "zoom", outlook: "Budget", zoom: "Money" },
    ]);
    const both = differences(agreed, { ...single, subject: "A" }, { ...zoom, topic: "B" }, policy);
    expect(both).toEqual([{ field: "subject", changedIn: "both", outlook: "A", zoom: "B" }]);
    expect(
      differences(agreed, { ...single, subject: "A" }, { ...zoom, topic: "A" }, policy),
    ).toEqual([]);
    expect(differences(agreed, single, zoom, policy)).toEqual([]);
  });

  test("[F14] shows a series that became single in Zoom", () => {
    const repeating = pair(series);
    const found = differences(
      repeating.agreed,
      series,
      {
        ...repeating.zoom,
        schedule: { kind: "single", start: time.start, durationMinutes: 60, timeZone: "UTC" },
      },
      { ...policy, now },
    );
    expect(found.map(({ field, changedIn }) => [field, changedIn])).toContainEqual([
      "recurrence",
      "zoom",
    ]);
  });
});
