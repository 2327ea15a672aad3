import { choicesOf } from "../core/user-settings.ts";
import { type ZoomUser } from "../core/users.ts";
import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";

/** Whether a person has Zoom Mail & Calendar: `feature.zoom_mail_calendar` of their settings. */
export const hasCalendarLicence = (world: ZoomWorld, user: ZoomUser): boolean =>
  world.sandbox.switches.value.zoomCalendarLicence &&
  choicesOf(world.state.value, user.id).hasCalendar;

/** Throws code 200 for a person without Zoom Mail & Calendar. */
export function requireCalendarLicence(world: ZoomWorld, user: ZoomUser): void {
  if (!hasCalendarLicence(world, user)) throw new ZoomError(400, 200, "No permission.");
}
