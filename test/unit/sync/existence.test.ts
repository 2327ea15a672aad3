import { describe, expect, test } from "@jest/globals";
import { flipConflict } from "../../../src/sync/flip.ts";
import { mirroredParts, reconcileMirror } from "../../../src/sync/mirror.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { type Agreed, type OutlookPresent, type SyncPolicy } from "../../../src/sync/model.ts";
import { at, never, noZoom, policy, series, single, time, zoomPresent } from "./build.ts";

const create = reconcile(null, single, noZoom, policy);
const agreed = create.agreed!;
const zoom = zoomPresent(agreed.zoom);
const deleted = { state: "absent", reason: "deleted" } as const;
const deletedInZoom = {
  state: "absent",
  reason: "deleted",
  recoverableUntil: at("2026-11-29T10:00:00Z"),
} as const;
const writes = (plan: ReturnType<typeof reconcile>) => [...plan.outlook, ...plan.zoom];

describe("existence", () => {
  test("[E1] creates the Zoom meeting with its exceptions", () => {
    const cancelled = at("2026-12-08T09:00:00Z");
    const plan = reconcile(
      null,
      { ...series, exceptions: { [cancelled]: { kind: "cancelled" } } },
      noZoom,
      policy,
    );
    expect(plan.zoom.map(({ type }) => type)).toEqual([
      "createZoomMeeting",
      "deleteZoomOccurrence",
    ]);
    expect(plan.zoom[1]).toEqual({ type: "deleteZoomOccurrence", originalStart: cancelled });
  });

  test("[E2] creates the event for a meeting scheduled in Zoom, but not for one without a time", () => {
    const plan = reconcile(null, never, zoom, policy);
    expect(plan.outlook).toMatchObject([
      { type: "createOutlookEvent", fields: { subject: "Budget", time, recurrence: null } },
    ]);
    const timeless = zoomPresent({ ...agreed.zoom, schedule: { kind: "noFixedTime" } });
    expect(writes(reconcile(null, never, timeless, policy))).toEqual([]);
  });

  test("[E3] [X3] passes a deletion on in both directions", () => {
    for (const reason of ["deleted", "cancelled"] as const) {
      const plan = reconcile(agreed, { state: "absent", reason }, zoom, policy);
      expect(plan.zoom).toEqual([{ type: "deleteZoomMeeting" }]);
      expect(plan.agreed).toBeNull();
    }
    const back = reconcile(agreed, single, deletedInZoom, policy);
    expect(back.outlook).toEqual([{ type: "deleteOutlookEvent" }]);
  });

  test("[E4] keeps a meeting that one side deleted and the other edited", () => {
    const inZoom = reconcile(agreed, deleted, { ...zoom, topic: "Edited" }, policy);
    expect(inZoom.outlook.map(({ type }) => type)).toEqual(["createOutlookEvent"]);
    expect(inZoom.conflicts).toMatchObject([{ field: "existence", outlook: null }]);
    const lost = { ...deletedInZoom, recoverableUntil: null };
    const inOutlook = reconcile(agreed, { ...single, subject: "Edited" }, lost, policy);
    expect(inOutlook.zoom.map(({ type }) => type)).toEqual(["createZoomMeeting"]);
  });

  test("[E5] deletes nothing because it could not be read or is out of the window", () => {
    for (const reason of ["unknown", "outOfWindow"] as const) {
      const plan = reconcile(agreed, { state: "absent", reason }, zoom, policy);
      expect(writes(plan)).toEqual([]);
      expect(plan.agreed).toEqual(agreed);
    }
    const unread = { state: "absent", reason: "unknown", recoverableUntil: null } as const;
    expect(writes(reconcile(agreed, single, unread, policy))).toEqual([]);
  });

  test("[E6] [X9] gives an event a new meeting when Zoom retired the number", () => {
    const expired = { state: "absent", reason: "expired", recoverableUntil: null } as const;
    const plan = reconcile(agreed, single, expired, policy);
    expect(plan.zoom.map(({ type }) => type)).toEqual(["createZoomMeeting"]);
    const over = { ...policy, now: at("2027-01-01T00:00:00Z") };
    expect(writes(reconcile(agreed, single, expired, over))).toEqual([]);
  });

  test("[E7] recovers a deleted meeting and writes only what changed since", () => {
    const plan = reconcile(agreed, { ...single, subject: "Edited" }, deletedInZoom, policy);
    expect(plan.zoom).toEqual([
      { type: "recoverZoomMeeting" },
      { type: "patchZoomMeeting", fields: { topic: "Edited" } },
    ]);
  });

  test("[E8] only reports a deleted Zoom meeting where a person shall decide", () => {
    const plan = reconcile(agreed, single, deletedInZoom, { ...policy, whenZoomDeleted: "keep" });
    expect(writes(plan)).toEqual([]);
    expect(plan.conflicts).toMatchObject([{ field: "existence", zoom: null }]);
    expect(plan.agreed).toEqual(agreed);
  });

  test("[E9] leaves what is outside the window alone, and writes what leaves it once more", () => {
    const window = { daysBack: 1, daysAhead: 30 };
    const far = { ...time, start: at("2027-06-01T09:00:00Z"), end: at("2027-06-01T10:00:00Z") };
    const windowed = { ...policy, window };
    expect(writes(reconcile(null, { ...single, time: far }, noZoom, windowed))).toEqual([]);
    const leaving = reconcile(agreed, { ...single, time: far }, zoom, windowed);
    expect(leaving.zoom).toHaveLength(1);
    const gone = reconcile(
      leaving.agreed,
      { ...single, time: far, subject: "Far" },
      zoomPresent(leaving.agreed!.zoom),
      windowed,
    );
    expect(writes(gone)).toEqual([]);
  });

  test("[E10] forgets a pair of which nothing is left", () => {
    expect(reconcile(agreed, deleted, deletedInZoom, policy)).toMatchObject({
      outlook: [],
      zoom: [],
      agreed: null,
    });
  });
});

describe("conflicts", () => {
  const outlook: OutlookPresent = { ...single, subject: "Ours" };
  const theirs = { ...zoom, topic: "Theirs" };

  test("[C1] lets Outlook's subject win and keeps Zoom's", () => {
    const plan = reconcile(agreed, outlook, theirs, policy);
    expect(plan.zoom).toEqual([{ type: "patchZoomMeeting", fields: { topic: "Ours" } }]);
    expect(plan.outlook).toEqual([]);
    expect(plan.conflicts).toEqual([
      { field: "subject", winner: "outlook", outlook: "Ours", zoom: "Theirs" },
    ]);
  });

  test("[C2] sees no conflict in the same value", () => {
    const plan = reconcile(agreed, outlook, { ...zoom, topic: "Ours" }, policy);
    expect(plan.conflicts).toEqual([]);
    expect(writes(plan)).toEqual([]);
  });

  test("[C3] flips a conflict to the other value on both sides", () => {
    const plan = reconcile(agreed, outlook, theirs, policy);
    const [conflict] = plan.conflicts;
    const flip = flipConflict(conflict!, plan.agreed!, outlook, { ...zoom, topic: "Ours" }, policy);
    expect(flip.outlook).toEqual([{ type: "patchOutlookEvent", fields: { subject: "Theirs" } }]);
    expect(flip.zoom).toEqual([{ type: "patchZoomMeeting", fields: { topic: "Theirs" } }]);
    const after = reconcile(
      flip.agreed,
      { ...single, subject: "Theirs" },
      { ...zoom, topic: "Theirs" },
      policy,
    );
    expect(writes(after)).toEqual([]);
  });

  test("[C4] lets Zoom's option win and keeps Outlook's wish", () => {
    const withOptions: Agreed = {
      ...agreed,
      zoom: { ...agreed.zoom, options: { hostVideo: true } },
    };
    const plan = reconcile(
      withOptions,
      { ...single, options: { waitingRoom: true } },
      { ...zoom, options: { hostVideo: true, waitingRoom: false } },
      policy,
    );
    expect(writes(plan)).toEqual([]);
    expect(plan.conflicts).toMatchObject([
      { field: "options", winner: "zoom", outlook: { waitingRoom: true } },
    ]);
  });

  test("[C5] makes a pair that was never compared equal to Outlook without conflict", () => {
    const plan = reconcile(null, outlook, theirs, policy);
    expect(plan.zoom).toEqual([{ type: "patchZoomMeeting", fields: { topic: "Ours" } }]);
    expect(plan.outlook).toEqual([]);
    expect(plan.conflicts).toEqual([]);
    expect(writes(reconcile(null, single, zoom, policy))).toEqual([]);
  });
});

describe("privacy and versions", () => {
  const hidden: OutlookPresent = { ...single, sensitivity: "private" };

  test("[P1] mirrors a private entry as a block of time", () => {
    const parts = mirroredParts(hidden, policy);
    expect(parts.get("")?.subject).toBeNull();
    expect(JSON.stringify([...parts])).not.toMatch(/Budget|ann@|numbers/);
  });

  test("[P2] marks a private meeting in Zoom and sends neither notes nor attendees", () => {
    const fields = reconcile(null, hidden, noZoom, policy).agreed?.zoom;
    expect(fields).toMatchObject({
      topic: "Budget",
      isPrivate: true,
      agenda: null,
      invitees: null,
    });
    const later = reconcile(
      agreed,
      { ...hidden, notes: "Secret", attendees: ["eve@example.com"] },
      zoom,
      policy,
    );
    expect(later.zoom).toEqual([{ type: "patchZoomMeeting", fields: { isPrivate: true } }]);
  });

  test("[P3] sends no subject, notes or attendees with times only", () => {
    const timesOnly = { ...policy, timesOnly: true };
    const sent = JSON.stringify(reconcile(null, single, noZoom, timesOnly).zoom);
    expect(sent).not.toMatch(/Budget|ann@|numbers/);
    expect(sent).toContain(time.start);
    const renamed = { ...single, subject: "Secret", notes: "Secret" };
    expect(writes(reconcile(agreed, renamed, zoom, timesOnly))).toEqual([]);
  });

  test("[V1] mirrors every entry in version two and none in version one", () => {
    const plain = { ...single, attendees: null };
    const none = { state: "absent", reason: "never" } as const;
    const mirrored = reconcileMirror("", null, plain, none, policy);
    expect(mirrored.calendar.action).toBe("put");
    const known = mirrored.agreed!;
    const there = { state: "present", entry: known.calendar } as const;
    expect(reconcileMirror("", known, plain, there, policy).calendar.action).toBe("none");
    const first: SyncPolicy = { ...policy, version: "v1" };
    expect(reconcileMirror("", null, plain, none, first).calendar.action).toBe("none");
    expect(reconcileMirror("", known, plain, there, first).calendar.action).toBe("remove");
    const unknown = { state: "absent", reason: "unknown" } as const;
    expect(reconcileMirror("", known, unknown, there, first).calendar.action).toBe("none");
  });

  test("[V2] writes nothing when a user changes the version", () => {
    for (const version of ["v1", "v2", "v1"] as const) {
      const plan = reconcile(agreed, single, zoom, { ...policy, version });
      expect(writes(plan)).toEqual([]);
      expect(plan.agreed).toEqual(agreed);
    }
  });

  test("[V3] lets a change wait until its direction is allowed", () => {
    const edited = { ...zoom, topic: "Theirs" };
    const oneWay: SyncPolicy = { ...policy, direction: "outlookToZoom" };
    const waiting = reconcile(agreed, single, edited, oneWay);
    expect(writes(waiting)).toEqual([]);
    const done = reconcile(waiting.agreed, single, edited, policy);
    expect(done.outlook).toEqual([{ type: "patchOutlookEvent", fields: { subject: "Theirs" } }]);
    const otherWay: SyncPolicy = { ...policy, direction: "zoomToOutlook" };
    const held = reconcile(agreed, { ...single, subject: "Ours" }, zoom, otherWay);
    expect(writes(held)).toEqual([]);
    expect(reconcile(held.agreed, { ...single, subject: "Ours" }, zoom, policy).zoom).toHaveLength(
      1,
    );
  });

  test("[V4] plans nothing when read-only", () => {
    const readOnly: SyncPolicy = { ...policy, direction: "readOnly" };
    const edited = { ...single, subject: "Ours" };
    expect(writes(reconcile(agreed, edited, { ...zoom, topic: "Theirs" }, readOnly))).toEqual([]);
    expect(writes(reconcile(agreed, deleted, zoom, readOnly))).toEqual([]);
    expect(writes(reconcile(null, single, noZoom, readOnly))).toEqual([]);
    expect(writes(reconcile(null, single, zoom, readOnly))).toEqual([]);
  });
});
