import { type JsonObject } from "./json.ts";
import { type MeetingType } from "./meeting.ts";
import { type ZoomUser, findZoomUser } from "./users.ts";
import { ZoomError } from "./zoom-error.ts";
import { type ZoomWorld } from "./zoom-state.ts";

/** Whose meeting it becomes: the caller's, or that of a user who lets the caller schedule. */
export function resolveScheduleFor(
  world: ZoomWorld,
  user: ZoomUser,
  scheduleFor: string | undefined,
  type: MeetingType,
): ZoomUser {
  if (scheduleFor === undefined || scheduleFor === "") return user;
  if (type === 1) {
    throw new ZoomError(
      400,
      3000,
      "Instant meetings do not support the `schedule_for` parameter, and you can't schedule an instant meeting for another user.",
    );
  }
  const host = findZoomUser(world.users, scheduleFor);
  if (host?.accountId !== user.accountId) throw invalidField("schedule_for");
  if (host.id !== user.id && !user.mayScheduleFor.includes(host.id)) {
    throw new ZoomError(400, 3000, `You cannot schedule a meeting for ${scheduleFor}`);
  }
  return host;
}

/** Alternative hosts are licensed users of the host's account, separated by semicolons. */
export function requireKnownHosts(world: ZoomWorld, host: ZoomUser, settings: JsonObject): void {
  const given = settings.alternative_hosts;
  if (typeof given !== "string") return;
  for (const name of given.split(";").filter((part) => part.trim() !== "")) {
    const known = findZoomUser(world.users, name.trim());
    if (known?.accountId !== host.accountId) throw invalidField("alternative_hosts");
  }
}

const invalidField = (field: string) =>
  new ZoomError(
    400,
    300,
    `The value that you entered in the \`${field}\` field is invalid. Enter a valid value and try again.`,
  );
