/** 6 months back and 18 ahead, in whole days as the engine counts them. */
export const daysBack = 183;
export const daysAhead = 549;

export interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** The window of a feed that begins now; whole days, so that it means the same all day. */
export function windowAround(now: Temporal.Instant): Window {
  const today = now.toZonedDateTimeISO("UTC").startOfDay().toInstant();
  return {
    from: today.subtract({ hours: 24 * daysBack }),
    to: today.add({ hours: 24 * (daysAhead + 1) }),
  };
}

/** A day has passed since the window was frozen, so the feed begins anew. */
export function isOutdated(window: Window, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(windowAround(now).from, window.from) !== 0;
}
