/** What users of such add-ins complain about, as far as pure code decides it. */
import { describe, expect, test } from "@jest/globals";
import { previewPlans, writeCost } from "../../../src/sync/guards.ts";
import { graphEventId, itemKey, zoomMeetingId } from "../../../src/sync/ids.ts";
import { identify, type EventClues, type Link } from "../../../src/sync/identity.ts";
import { addMinutes } from "../../../src/sync/instant.ts";
import { predictDeadLink } from "../../../src/sync/link-life.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { at, noZoom, now, policy, series, single, time, tuesdays, zoomPresent } from "./build.ts";

const agreed = reconcile(null, single, noZoom, policy).agreed!;
const zoom = zoomPresent(agreed.zoom);
const link: Link = {
  itemKey: itemKey("0f0f0f0f-0000-4000-8000-000000000001"),
  eventId: null,
  zoomMeetingId: zoomMeetingId("81234567890"),
  isEventAlive: true,
};
const knows = (known: Link) => ({
  byEventId: (id: string) => (known.eventId === id ? known : null),
  byItemKey: (key: string) => (known.itemKey === key ? known : null),
  byZoomMeetingId: (id: string) => (known.zoomMeetingId === id ? known : null),
});
const bare: EventClues = {
  eventId: null,
  seriesMasterId: null,
  namedProperty: null,
  customProperties: null,
  joinUrls: [],
};

describe("identity", () => {
  test("[X1] a second click on an unsaved appointment finds the meeting of the first", () => {
    const again = { ...bare, customProperties: { itemKey: link.itemKey, zoomMeetingId: null } };
    expect(identify(again, knows(link))).toMatchObject({ kind: "linked", link });
  });

  test("[X7] an event whose properties were all overwritten is found by our record", () => {
    const saved = { ...link, eventId: graphEventId("event") };
    expect(identify({ ...bare, eventId: saved.eventId }, knows(saved))).toMatchObject({
      kind: "linked",
      by: "record",
      isRestored: true,
    });
  });

  test("[X32] a twin event that Zoom's own calendar sync wrote gets no second meeting", () => {
    const saved = { ...link, eventId: graphEventId("event") };
    const joinUrls = ["https://zoom.us/j/81234567890"];
    const twin = { ...bare, eventId: graphEventId("twin"), joinUrls };
    expect(identify(twin, knows(saved))).toMatchObject({ kind: "copy", of: saved });
  });
});

describe("writes", () => {
  test("[X4] a meeting deleted on both sides needs no further delete", () => {
    const gone = { state: "absent", reason: "deleted" } as const;
    const plan = reconcile(agreed, gone, { ...gone, recoverableUntil: null }, policy);
    expect(plan).toMatchObject({ outlook: [], zoom: [], agreed: null });
  });

  test("[X16] changes of both sides that waited for a reconnect are made once", () => {
    const outlook = { ...single, subject: "New" };
    const there = { ...zoom, agenda: "From Zoom" };
    const plan = reconcile(agreed, outlook, there, policy);
    expect(plan.zoom).toEqual([{ type: "patchZoomMeeting", fields: { topic: "New" } }]);
    expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { notes: "From Zoom" } }]);
    const after = reconcile(
      plan.agreed,
      { ...outlook, notes: "From Zoom" },
      { ...there, topic: "New" },
      policy,
    );
    expect([...after.outlook, ...after.zoom]).toEqual([]);
  });

  test("[X20] a create carries no option that nobody asked for", () => {
    const [create] = reconcile(null, single, noZoom, policy).zoom;
    expect(create).toMatchObject({ type: "createZoomMeeting", fields: { options: null } });
  });

  test("[X21] a meeting whose record was lost after the create is not created again", () => {
    expect(reconcile(null, single, zoom, policy)).toMatchObject({ outlook: [], zoom: [], agreed });
  });

  test("[X23] a meeting moved in Zoom is one update of the event, and the link stays", () => {
    const start = addMinutes(time.start, 60);
    const schedule = {
      kind: "single",
      start,
      durationMinutes: 60,
      timeZone: "Europe/Berlin",
    } as const;
    const plan = reconcile(agreed, single, { ...zoom, schedule }, policy);
    const moved = { ...time, start, end: addMinutes(time.end, 60) };
    expect(plan.outlook).toEqual([{ type: "patchOutlookEvent", fields: { time: moved } }]);
    expect(plan.zoom).toEqual([]);
  });

  test("[X27] a back-fill is counted before it writes anything", () => {
    const plans = [
      reconcile(null, single, noZoom, policy),
      reconcile(agreed, single, zoom, policy),
    ];
    expect(previewPlans(plans)).toMatchObject({ zoom: { create: 1, change: 0 }, unchanged: 1 });
  });

  test("[X31] any number of edits between two runs costs one write", () => {
    const edited = { ...single, subject: "A", notes: "B", attendees: ["zoe@example.com"] };
    expect(writeCost(reconcile(agreed, edited, zoom, policy))).toBe(1);
  });

  test("[F4] an entry that is as it was agreed gives the very same Agreed back", () => {
    const read = structuredClone({ outlook: single, zoom });
    expect(reconcile(agreed, read.outlook, read.zoom, policy).agreed).toBe(agreed);
  });
});

describe("[X9] the life of a link", () => {
  const once = { kind: "single", start: time.start, durationMinutes: 60, timeZone: "UTC" } as const;
  const open = { kind: "noFixedTime" } as const;

  test("a meeting for one time under a series dies 30 days after its start", () => {
    expect(predictDeadLink(series, once, now, now)).toEqual({
      diesAt: "2026-12-31T09:00:00Z",
      warnFrom: "2026-12-24T09:00:00Z",
      firstLost: "2027-01-05T09:00:00Z",
    });
  });

  test("each use gives it 30 more days, and a recurring meeting 365", () => {
    const used = at("2027-01-26T09:00:00Z");
    expect(predictDeadLink(series, once, used, used)).toBeNull();
    expect(predictDeadLink(series, open, now, now)).toBeNull();
    const endless = {
      ...series,
      recurrence: { ...tuesdays, range: { type: "noEnd", startDate: "2026-12-01" } as const },
    };
    expect(predictDeadLink(endless, open, now, now)).toMatchObject({
      diesAt: "2027-11-23T10:00:00Z",
      firstLost: "2027-11-30T09:00:00Z",
    });
  });

  test("a cancelled occurrence is not lost, and a single meeting never is", () => {
    const cancelled = { [at("2027-01-05T09:00:00Z")]: { kind: "cancelled" } } as const;
    const dead = predictDeadLink({ ...series, exceptions: cancelled }, once, now, now);
    expect(dead?.firstLost).toBe("2027-01-12T09:00:00Z");
    expect(predictDeadLink(single, once, now, now)).toBeNull();
  });
});
