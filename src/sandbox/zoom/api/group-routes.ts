import { type FastifyInstance } from "fastify";
import { groupId, groupNames, type ZoomUser } from "../core/users.ts";
import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type GrantStore } from "../oauth/grant-store.ts";
import { authorize } from "./access.ts";

interface OfGroup {
  Params: { groupId: string };
}

interface Group {
  id: string;
  name: string;
  members: ZoomUser[];
}

/** Groups of an account, for account-level tokens (https://developers.zoom.us/docs/api/users/). */
export function registerGroupRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  const groupsOf = (accountId: string): Group[] =>
    groupNames.map((name) => {
      const id = groupId(accountId, name);
      return { id, name, members: world.users.filter(({ groupIds }) => groupIds.includes(id)) };
    });
  const find = (accountId: string, id: string): Group => {
    const group = groupsOf(accountId).find((one) => one.id === id);
    if (group !== undefined) return group;
    throw new ZoomError(404, 4130, `A group with this ${id} does not exist.`);
  };

  app.get("/groups", (request) => {
    const { accountId } = authorize(request, grants, "group:read:list_groups");
    const groups = groupsOf(accountId).map(describe);
    return { groups, total_records: groups.length };
  });

  app.get<OfGroup>("/groups/:groupId", (request) => {
    const { accountId } = authorize(request, grants, "group:read:group");
    return describe(find(accountId, request.params.groupId));
  });

  app.get<OfGroup>("/groups/:groupId/members", (request) => {
    const { accountId } = authorize(request, grants, "group:read:list_members");
    const { members } = find(accountId, request.params.groupId);
    return {
      members: members.map(({ id, email, firstName, lastName }) => ({
        id,
        email,
        first_name: firstName,
        last_name: lastName,
        type: 2,
      })),
      next_page_token: "",
      page_count: 1,
      page_number: 1,
      page_size: 30,
      total_records: members.length,
    };
  });
}

const describe = ({ id, name, members }: Group) => ({ id, name, total_members: members.length });
