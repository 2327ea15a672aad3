import { type ZoomUser } from "../core/users.ts";
import { ZoomError, validationFailed } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { isZone } from "./event-time.ts";

const isFlag = (value: string) => value === "true" || value === "false";
const among =
  (...values: string[]) =>
  (value: string) =>
    values.includes(value);

/**
 * The settings of Zoom Calendar, what each may be, and what it is at first
 * (https://developers.zoom.us/docs/api/calendar/#tag/settings).
 */
const settings: Record<string, { initial: string; allows: (value: string) => boolean }> = {
  autoAddZoomMeeting: { initial: "false", allows: isFlag },
  dateFieldOrder: { initial: "MDY", allows: among("MDY", "DMY", "YMD") },
  dateViewSelected: {
    initial: "W",
    allows: among("D", "W", "M", "Y", "A", "X", "WW", "N"),
  },
  defaultAddOnType: { initial: "1", allows: among("1", "2", "3") },
  defaultEventLength: { initial: "30", allows: (value) => /^[1-9]\d{0,3}$/.test(value) },
  defaultGuestPermissions: { initial: "3", allows: among("0", "1", "2", "3", "7") },
  displaySecondaryTimezone: { initial: "false", allows: isFlag },
  format24HourTime: { initial: "false", allows: isFlag },
  hideInvitations: { initial: "false", allows: isFlag },
  hideWeekends: { initial: "false", allows: isFlag },
  locale: { initial: "en", allows: (value) => /^[A-Za-z]{2}([-_][A-Za-z]{2})?$/.test(value) },
  showDeclinedEvents: { initial: "true", allows: isFlag },
  timezone: { initial: "", allows: isZone },
  weekStart: { initial: "0", allows: among("0", "1", "6") },
};

export interface Setting {
  id: string;
  value: string;
}

/** All settings of a person. */
export function listSettings(world: ZoomWorld, user: ZoomUser): Setting[] {
  const own: Record<string, string> = {
    timezone: user.timezone,
    ...world.calendars.value.settings[user.id],
  };
  return Object.entries(settings).map(([id, { initial }]) => ({ id, value: own[id] ?? initial }));
}

/** Throws 404 for a setting Zoom does not have. */
export function getSetting(world: ZoomWorld, user: ZoomUser, id: string): Setting {
  const setting = listSettings(world, user).find((one) => one.id === id);
  if (setting) return setting;
  throw new ZoomError(404, 404, `Setting does not exist: ${id}.`);
}

/** Throws code 300 for a value the setting cannot have. */
export function changeSetting(
  world: ZoomWorld,
  user: ZoomUser,
  id: string,
  value: unknown,
): Setting {
  getSetting(world, user, id);
  if (typeof value !== "string" || settings[id]?.allows(value) !== true) {
    throw validationFailed({ field: "value", message: "Invalid field." });
  }
  (world.calendars.value.settings[user.id] ??= {})[id] = value;
  world.calendars.save();
  return { id, value };
}
