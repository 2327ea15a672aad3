import { type Link } from "./link.ts";
import { type ZoomWebhookBody } from "./zoom-webhook-body.ts";

/** Members that say which meeting it is, not what changed. */
const identifying = new Set(["id", "uuid", "host_id", "host_email"]);

/**
 * True when a webhook names only values we know already: the echo of our own write, which
 * Zoom sends like anybody's. It then costs no call. Anything not compared here is read again.
 */
export function saysNothingNew({ event, payload }: ZoomWebhookBody, link: Link): boolean {
  if (link.zoom?.state !== "present" || link.zoomDeletedAt) return false;
  // A meeting that is linked was read after it was made.
  if (["meeting.created", "meeting.started", "meeting.ended"].includes(event)) return true;
  if (event !== "meeting.updated" || !payload?.object) return false;
  const { topic, schedule } = link.zoom;
  const changed = Object.entries(payload.object).filter(([name]) => !identifying.has(name));
  // Of some changes Zoom tells only that there was one.
  if (changed.length === 0) return false;
  return changed.every(([name, value]) => {
    if (name === "topic") return value === topic;
    if (schedule.kind !== "single") return false;
    if (name === "start_time") return isSameInstant(value, schedule.start);
    if (name === "duration") return value === schedule.durationMinutes;
    if (name === "timezone") return value === schedule.timeZone;
    return name === "type" && value === 2;
  });
}

function isSameInstant(value: unknown, start: string): boolean {
  return typeof value === "string" && Date.parse(value) === Date.parse(start);
}
