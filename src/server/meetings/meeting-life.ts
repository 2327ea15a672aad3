import { type Link } from "./link.ts";

/**
 * Zoom retires the number of a meeting that nobody deleted: 30 days after its time, or 365 days
 * without use when it recurs. @see https://support.zoom.us/hc/en-us/articles/201362373
 */
export function isPastItsLife(
  { zoom, endsAt, reservedAt }: Pick<Link, "zoom" | "endsAt" | "reservedAt">,
  now: Temporal.Instant,
): boolean {
  const hasTime = zoom?.state === "present" && zoom.schedule.kind !== "noFixedTime";
  // A series that goes on was used within the year, since no pattern of Zoom's has longer pauses.
  if (hasTime) return endsAt !== null && Temporal.Instant.compare(endsAt, now) < 0;
  return Temporal.Instant.compare(reservedAt.add({ hours: 365 * 24 }), now) < 0;
}
