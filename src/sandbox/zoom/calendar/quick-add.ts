import { type ZoomUser } from "../core/users.ts";
import { validationFailed } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { getSetting } from "./calendar-settings.ts";
import { type EventRequest } from "./event-request.ts";

const hourMs = 3_600_000;

/** The whole text becomes the summary, at the next full hour; dates in it are not understood. */
export function quickEvent(world: ZoomWorld, user: ZoomUser, text: string): EventRequest {
  if (text.length > 1024) throw validationFailed({ field: "text", message: "Invalid field." });
  const start = Math.ceil(world.sandbox.now().getTime() / hourMs) * hourMs;
  const minutes = Number(getSetting(world, user, "defaultEventLength").value);
  const at = (epochMs: number) => ({
    kind: "instant" as const,
    instant: Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ smallestUnit: "second" }),
    timeZone: user.timezone,
  });
  return { start: at(start), end: at(start + minutes * 60_000), fields: { summary: text } };
}
