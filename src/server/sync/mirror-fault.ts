import { ZoomThrottled, ZoomUnavailable } from "../zoom/errors.ts";

/** Why nothing of Zoom's calendar can be had for now. */
export type MirrorFault = ZoomUnavailable | ZoomThrottled;

/** A calendar that does not answer is tried again after this, or with the next hint. */
const againAfter = { minutes: 5 };

export function isOutOfReach(cause: unknown): cause is MirrorFault {
  return cause instanceof ZoomUnavailable || cause instanceof ZoomThrottled;
}

export function whenToTryAgain({ retry }: MirrorFault, now: Temporal.Instant): Temporal.Instant {
  return typeof retry === "object" ? retry.after : now.add(againAfter);
}
