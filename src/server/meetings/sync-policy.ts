import { type SyncPolicy } from "../../sync/model.ts";
import { zoomCaps } from "../../sync/recurrence/to-zoom.ts";
import { toInstant } from "../../sync/instant.ts";

/**
 * Version 1 as the engine sees it: the person asked for this very meeting, so no window applies; what
 * changed in Zoom waits until the person takes it into the open appointment.
 */
export function versionOnePolicy(now: Temporal.Instant): SyncPolicy {
  return {
    version: "v1",
    direction: "outlookToZoom",
    window: null,
    now: toInstant(now.toString({ smallestUnit: "second" })),
    zoomCaps,
    timesOnly: false,
    whenZoomDeleted: "keep",
  };
}
