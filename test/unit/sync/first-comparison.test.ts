import { describe, expect, test } from "@jest/globals";
import { agreedAfterCrash } from "../../../src/sync/agreement.ts";
import { isInNoHurry } from "../../../src/sync/first-comparison.ts";
import { type Agreed, type OutlookPresent, type ZoomPresent } from "../../../src/sync/model.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { noZoom, now, policy, single, zoomPresent } from "./build.ts";

/** As the add-in reports an appointment: neither notes nor people nor privacy. */
const reported: OutlookPresent = { ...single, notes: null, attendees: null, sensitivity: null };
/** Zoom's lists show none of it either. */
const unread = { agenda: null, invitees: null, isPrivate: null, options: null };
const [byAddIn, read] = addedByTheAddIn();

function addedByTheAddIn(): [Agreed, ZoomPresent] {
  const { agreed } = reconcile(null, reported, noZoom, policy);
  const zoom = { ...agreed!.zoom, agenda: "", invitees: [], isPrivate: false, options: {} };
  return [{ ...agreed!, zoom: { ...agreed!.zoom, ...unread } }, zoomPresent(zoom)];
}

const planOf = (
  outlook: OutlookPresent,
  zoom: ZoomPresent,
  { agreed = byAddIn, direction = policy.direction } = {},
) => reconcile(agreed, outlook, zoom, { ...policy, direction });

describe("a meeting of which only a part was ever compared", () => {
  test("[F16] gets notes, people and privacy that Zoom has nothing of, once", () => {
    const plan = planOf(single, read);
    expect(plan.zoom).toEqual([
      {
        type: "patchZoomMeeting",
        fields: { agenda: "Bring numbers", invitees: ["ann@example.com"] },
      },
    ]);
    expect([...plan.outlook, ...plan.conflicts]).toEqual([]);
    const written = { ...read, agenda: "Bring numbers", invitees: ["ann@example.com"] };
    const again = planOf(single, written, { agreed: plan.agreed! });
    expect([...again.outlook, ...again.zoom]).toEqual([]);
  });

  test("[F16] is marked private when its event is, and says no more", () => {
    expect(planOf({ ...single, sensitivity: "private" }, read).zoom).toEqual([
      { type: "patchZoomMeeting", fields: { isPrivate: true } },
    ]);
  });

  test("[F16] gets them too when Outlook was read first, and Zoom a day later", () => {
    const { agreed, zoom } = planOf(single, { ...read, ...unread });
    expect(zoom).toEqual([]);
    expect(planOf(single, read, { agreed: agreed! }).zoom).toHaveLength(1);
  });

  test("[F16] keeps what only Zoom has, and nobody is invited for it", () => {
    const zoom = { ...read, agenda: "Zoom's", invitees: ["zoe@example.com"], isPrivate: true };
    const empty = { ...single, notes: "", attendees: [] };
    const plan = planOf(empty, zoom);
    expect([...plan.outlook, ...plan.zoom]).toEqual([]);
    const full = planOf(single, zoom);
    expect(full.outlook).toEqual([]);
    expect(full.zoom).toEqual([
      {
        type: "patchZoomMeeting",
        fields: { invitees: ["zoe@example.com", "ann@example.com"] },
      },
    ]);
  });

  test("[F16] is compared from then on", () => {
    const { agreed } = planOf(single, read);
    const written = { ...read, agenda: "Bring numbers", invitees: ["ann@example.com"] };
    const edited = { ...single, notes: "", attendees: [] };
    expect(planOf(edited, written, { agreed: agreed! }).zoom).toEqual([
      { type: "patchZoomMeeting", fields: { agenda: "", invitees: [] } },
    ]);
    expect(planOf(single, { ...written, agenda: "Zoom's" }, { agreed: agreed! }).outlook).toEqual([
      { type: "patchOutlookEvent", fields: { notes: "Zoom's" } },
    ]);
  });

  test("[F16] waits while Zoom is not to be written", () => {
    const { zoom, agreed } = planOf(single, read, { direction: "zoomToOutlook" });
    expect(zoom).toEqual([]);
    expect(planOf(single, read, { agreed: agreed! }).zoom).toHaveLength(1);
  });

  test("[F16] [F15] is written once more when the first write did not arrive, and nothing is deleted for it", () => {
    const { agreed: meant } = planOf(single, read);
    const after = (zoom: ZoomPresent) =>
      agreedAfterCrash(byAddIn, { side: "zoom", agreed: meant! }, { outlook: single, zoom }, now);
    const plan = planOf(single, read, { agreed: after(read) });
    expect(plan.outlook).toEqual([]);
    expect(plan.zoom).toHaveLength(1);
    const arrived = { ...read, agenda: "Bring numbers", invitees: ["ann@example.com"] };
    expect(after(arrived)).toBe(meant);
  });

  test("[F16] is in no hurry, but for privacy and for what somebody changed", () => {
    const isUnhurried = (outlook: OutlookPresent) => isInNoHurry(byAddIn, planOf(outlook, read));
    expect(isUnhurried(single)).toBe(true);
    expect(isUnhurried({ ...single, sensitivity: "private" })).toBe(false);
    expect(isUnhurried({ ...single, subject: "Renamed" })).toBe(false);
    expect(isUnhurried({ ...single, notes: "", attendees: [] })).toBe(false);
  });
});
