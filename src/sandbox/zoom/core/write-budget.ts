import { type ZoomWorld } from "./zoom-state.ts";
import { ZoomError } from "./zoom-error.ts";

const writesPerDay = 100;

/**
 * Counts one create or update of a host's meetings; throws the 429 without Retry-After once the UTC
 * day's hundred are used up (https://developers.zoom.us/docs/api/rate-limits/).
 */
export function spendWrite(world: ZoomWorld, hostId: string): void {
  const day = world.sandbox.now().toISOString().slice(0, 10);
  const writes = world.state.value.writes;
  const spent = writes[hostId]?.day === day ? writes[hostId].count : 0;
  if (spent >= writesPerDay) {
    throw new ZoomError(
      429,
      429,
      `You have exceeded the daily rate limit (${writesPerDay}) of Meeting Create/Update API requests permitted for this particular user. You may resume these requests at GMT 00:00:00.`,
      {
        headers: {
          "X-RateLimit-Category": "Light",
          "X-RateLimit-Limit": "6000",
          "X-RateLimit-Remaining": "5899",
        },
      },
    );
  }
  writes[hostId] = { day, count: spent + 1 };
  world.state.save();
}
