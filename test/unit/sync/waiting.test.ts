import { describe, expect, test } from "@jest/globals";
import { type Agreed, type ZoomPresent } from "../../../src/sync/model.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { at, noZoom, policy, series, single, time, tuesdays, zoomPresent } from "./build.ts";

const first = at("2026-12-01T09:00:00Z");
const fifth = at("2026-12-29T09:00:00Z");
const cancelled = { kind: "cancelled" } as const;
const zoomToOutlook = { ...policy, direction: "zoomToOutlook" } as const;
const outlookToZoom = { ...policy, direction: "outlookToZoom" } as const;

function agreeOn(outlook: typeof series): { agreed: Agreed; zoom: ZoomPresent } {
  const agreed = reconcile(null, outlook, noZoom, policy).agreed!;
  return { agreed, zoom: zoomPresent(agreed.zoom) };
}

/** Zoom forgets the exceptions of a series whose time is changed. */
function startingAt(zoom: ZoomPresent, start: string): ZoomPresent {
  if (zoom.schedule.kind === "noFixedTime") throw new Error("no start to change");
  return { ...zoom, schedule: { ...zoom.schedule, start: at(start) }, exceptions: {} };
}

const fourTuesdays = {
  ...tuesdays,
  range: { type: "numbered", startDate: "2026-12-01", numberOfOccurrences: 4 },
} as const;

describe("while a change waits", () => {
  test("[V5] a day cancelled in Zoom beyond the end Outlook gave its series waits as well", () => {
    const { agreed, zoom } = agreeOn(series);
    const shorter = { ...series, recurrence: fourTuesdays };
    const zoomNow = { ...zoom, exceptions: { [first]: cancelled, [fifth]: cancelled } };
    const plan = reconcile(agreed, shorter, zoomNow, zoomToOutlook);
    expect(plan.outlook).toEqual([{ type: "cancelOutlookOccurrence", originalStart: first }]);
    expect(plan.zoom).toEqual([]);
    expect(plan.agreed?.outlook.exceptions).toEqual({ [first]: cancelled });
    expect(plan.agreed?.zoom.exceptions).toEqual({ [first]: cancelled });

    const restored = { ...series, exceptions: { [first]: cancelled } };
    expect(reconcile(plan.agreed, restored, zoomNow, policy).outlook).toEqual([
      { type: "cancelOutlookOccurrence", originalStart: fifth },
    ]);
  });

  test("[V5] a cancelled day is not written to a series that Zoom has at another time", () => {
    const { agreed, zoom } = agreeOn({ ...series, exceptions: { [first]: cancelled } });
    expect(zoom.exceptions).toEqual({ [first]: cancelled });
    const outlook = { ...series, exceptions: { [first]: cancelled } };
    const plan = reconcile(
      agreed,
      outlook,
      startingAt(zoom, "2026-12-01T05:00:00Z"),
      outlookToZoom,
    );
    expect([...plan.outlook, ...plan.zoom]).toEqual([]);
    expect(plan.agreed).toEqual(agreed);
  });

  test("[V3] [EX5] a cancelled day that moves with Zoom's series is not written to Zoom", () => {
    const { agreed, zoom } = agreeOn({ ...series, exceptions: { [first]: cancelled } });
    const outlook = { ...series, exceptions: { [first]: cancelled } };
    const later = startingAt(zoom, "2026-12-01T10:00:00Z");
    const plan = reconcile(agreed, outlook, later, zoomToOutlook);
    const moved = at("2026-12-01T10:00:00Z");
    expect(plan.outlook).toMatchObject([
      { type: "patchOutlookEvent", fields: { time: { start: moved } } },
      { type: "cancelOutlookOccurrence", originalStart: moved },
    ]);
    expect(plan.zoom).toEqual([]);

    const after = {
      ...outlook,
      time: { ...time, start: moved, end: at("2026-12-01T11:00:00Z") },
      exceptions: { [moved]: cancelled },
    };
    expect(reconcile(plan.agreed, after, later, policy).zoom).toEqual([
      { type: "deleteZoomOccurrence", originalStart: moved },
    ]);
  });

  test("[V5] time and recurrence are agreed on one by one", () => {
    const { agreed, zoom } = agreeOn(series);
    const shorter = { ...series, recurrence: fourTuesdays };
    const later = startingAt(zoom, "2026-12-01T10:00:00Z");
    const plan = reconcile(agreed, shorter, later, zoomToOutlook);
    expect(plan.outlook).toMatchObject([{ fields: { time: { start: "2026-12-01T10:00:00Z" } } }]);
    expect(plan.agreed?.outlook.time.start).toBe("2026-12-01T10:00:00Z");
    expect(plan.agreed?.outlook.recurrence).toEqual(tuesdays);
    expect(plan.agreed?.zoom.schedule).toEqual(later.schedule);
  });
});

describe("a meeting that loses its fixed time in Zoom", () => {
  test("[R18] keeps its time in Outlook, and gets one in Zoom again when that is changed", () => {
    const { agreed, zoom } = agreeOn(single);
    const timeless: ZoomPresent = { ...zoom, schedule: { kind: "noFixedTime" } };
    const plan = reconcile(agreed, single, timeless, policy);
    expect([...plan.outlook, ...plan.zoom]).toEqual([]);
    expect(plan.agreed?.outlook.time).toEqual(single.time);
    const start = at("2026-12-01T12:00:00Z");
    const later = { ...single, time: { ...time, start, end: at("2026-12-01T13:00:00Z") } };
    expect(reconcile(plan.agreed, later, timeless, policy).zoom).toMatchObject([
      { type: "patchZoomMeeting", fields: { schedule: { kind: "single", start } } },
    ]);
  });
});
