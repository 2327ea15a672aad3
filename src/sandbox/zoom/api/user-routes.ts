import { type FastifyInstance } from "fastify";
import { hasCalendarLicence } from "../calendar/licence.ts";
import { choicesOf, describeUserSettings, pickSettings } from "../core/user-settings.ts";
import { type ZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type GrantStore } from "../oauth/grant-store.ts";
import { authorize, resolveUser } from "./access.ts";
import { readQuery, refuse } from "./query.ts";

interface OfUser {
  Params: { userId: string };
}

const settingsOptions = ["meeting_authentication", "recording_authentication", "meeting_security"];

/** Users of the REST API (https://developers.zoom.us/docs/api/users/). */
export function registerUserRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  app.get<OfUser>("/users/:userId", (request) => {
    const access = authorize(request, grants, "user:read:user");
    return describeUser(world, resolveUser(world, access, request.params.userId));
  });

  app.get<OfUser>("/users/:userId/settings", (request) => {
    const access = authorize(request, grants, "user:read:settings");
    const user = resolveUser(world, access, request.params.userId);
    const query = readQuery(request);
    const option = query.option;
    if (option !== undefined && !settingsOptions.includes(option)) return refuse("option");
    const choices = choicesOf(world.state.value, user.id);
    const hasCalendar = hasCalendarLicence(world, user);
    const settings = describeUserSettings({ ...choices, hasCalendar }, option);
    const wanted = query.custom_query_fields;
    return wanted === undefined ? settings : pickSettings(settings, wanted.split(","));
  });

  app.get<OfUser>("/users/:userId/schedulers", (request) => {
    const access = authorize(request, grants, "user:read:list_schedulers");
    const user = resolveUser(world, access, request.params.userId);
    const hosts = world.users.filter(({ id }) => user.mayScheduleFor.includes(id));
    return { schedulers: hosts.map(({ id, email, pmi }) => ({ id, email, pmi })) };
  });

  app.get<OfUser>("/users/:userId/assistants", (request) => {
    const access = authorize(request, grants, "user:read:list_assistants");
    const user = resolveUser(world, access, request.params.userId);
    const assistants = world.users.filter(({ mayScheduleFor }) => mayScheduleFor.includes(user.id));
    return {
      assistants: assistants.map(({ id, email }) => ({
        id,
        email,
        can_manage_host_private_event: false,
      })),
    };
  });
}

const roleNames = { 0: "Owner", 1: "Admin", 2: "Member" } as const;

const describeUser = (world: ZoomWorld, user: ZoomUser) => ({
  id: user.id,
  account_id: user.accountId,
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
  display_name: user.displayName,
  type: 2,
  role_id: user.roleId,
  role_name: roleNames[user.roleId],
  pmi: user.pmi,
  use_pmi: false,
  personal_meeting_url: `${world.sandbox.options.publicUrl}/zoom/j/${user.pmi}`,
  timezone: user.timezone,
  verified: 1,
  dept: "",
  created_at: "2024-01-15T08:00:00Z",
  user_created_at: "2024-01-15T08:00:00Z",
  group_ids: user.groupIds,
  im_group_ids: [],
  jid: `${user.id.toLowerCase()}@xmpp.zoom.us`,
  language: user.language,
  phone_country: "",
  phone_number: "",
  status: "active",
  job_title: "",
  cost_center: "",
  location: "",
  login_types: [100],
});
