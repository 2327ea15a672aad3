import { type FastifyRequest } from "fastify";
import { type StoredMeeting } from "../core/meeting.ts";
import { type ZoomUser, findZoomUser } from "../core/users.ts";
import { ZoomError, meetingMissing, notPermitted, userMissing } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type Access, type GrantStore } from "../oauth/grant-store.ts";
import { formsOfScope } from "../oauth/zoom-app.ts";

const invalidToken = () => new ZoomError(401, 124, "Invalid access token.");

/**
 * The rights of a request's bearer token; throws 401/124 for a dead token and 400/4711 for one
 * without the scope.
 */
export function authorize(request: FastifyRequest, grants: GrantStore, scope: string): Access {
  const [scheme, token = ""] = (request.headers.authorization ?? "").split(" ");
  const access = scheme?.toLowerCase() === "bearer" ? grants.find(token) : null;
  if (access === null) throw invalidToken();
  const forms = formsOfScope(scope);
  if (!forms.some((form) => access.scopes.includes(form))) {
    throw new ZoomError(
      400,
      4711,
      `Invalid access token, does not contain scopes:[${forms.join(", ")}].`,
    );
  }
  return access;
}

/**
 * The user a path names. A user-level token says `me`: its own id in the path is refused like a bad
 * token, and somebody else's needs a right that person gave. Account-level tokens have no `me`
 * (https://developers.zoom.us/docs/api/using-zoom-apis/).
 */
export function resolveUser(world: ZoomWorld, access: Access, userId: string): ZoomUser {
  if (access.kind !== "user") {
    if (userId === "me") {
      throw new ZoomError(
        400,
        124,
        "This API does not support client credentials for authorization.",
      );
    }
    const user = findZoomUser(world.users, userId);
    if (user?.accountId !== access.accountId) throw userMissing(userId);
    return user;
  }
  const self = findZoomUser(world.users, access.userId);
  if (self === undefined) throw invalidToken();
  if (userId === "me") return self;
  const user = findZoomUser(world.users, userId);
  if (user?.accountId !== self.accountId) throw userMissing(userId);
  if (user.id === self.id) throw invalidToken();
  if (!mayActFor(access, self, user.id)) throw notPermitted();
  return user;
}

const mayActFor = (access: Access, self: ZoomUser, userId: string) =>
  access.sharedAccess && self.mayScheduleFor.includes(userId);

/** Who a write is told to be by. */
export function operatorOf(world: ZoomWorld, access: Access, host: ZoomUser): ZoomUser {
  if (access.kind === "user") return findZoomUser(world.users, access.userId) ?? host;
  return world.users.find((user) => user.isAdmin && user.accountId === host.accountId) ?? host;
}

/** The host of a meeting the token may touch; other accounts' meetings do not exist for it. */
export function requireMeetingAccess(
  world: ZoomWorld,
  access: Access,
  meeting: Pick<StoredMeeting, "hostId" | "accountId"> & { id: number | string },
): ZoomUser {
  const host = findZoomUser(world.users, meeting.hostId);
  if (host === undefined || access.accountId !== meeting.accountId) {
    throw meetingMissing(meeting.id);
  }
  const self = findZoomUser(world.users, access.userId);
  const isAllowed =
    access.kind === "account" ||
    self?.id === host.id ||
    (self !== undefined && mayActFor(access, self, host.id));
  if (!isAllowed) throw notPermitted();
  return host;
}
