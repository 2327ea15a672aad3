import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import {
  type CalendarConnection,
  type SyncVersion,
  ConnectFinish,
  ConnectStart,
  Me,
  MyChanges,
  OptionDefaults,
  Ticket,
} from "../../shared/api/account.ts";
import { Type } from "typebox";
import { routes } from "../../shared/api/routes.ts";
import { type Tickets } from "../identity/tickets.ts";
import { type User, type Users } from "../identity/users.ts";
import { type ZoomConnect } from "../identity/zoom-connect.ts";
import { type ZoomGrants } from "../identity/zoom-grants.ts";
import { type ZoomPeople } from "../identity/zoom-people.ts";
import { type Links } from "../meetings/links.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { RequestError } from "../errors.ts";
import { type Policies } from "../portal/policies.ts";
import { type SyncVersions } from "../sync/sync-versions.ts";
import { type MeetingDefaults } from "../meetings/meeting-defaults.ts";
import { type Callers } from "./caller.ts";
import { limitByCaller } from "./request-limits.ts";

interface MeRoutes {
  callers: Callers;
  users: Users;
  tickets: Tickets;
  grants: ZoomGrants;
  people: ZoomPeople;
  connections: Connections;
  versions: SyncVersions;
  policies: Policies;
  /** Another version holds for this connection. */
  changed: (connection: Connection) => Promise<void>;
  links: Links;
  connect: ZoomConnect;
  defaults: MeetingDefaults;
}

/** What a person sees and changes of their own account here. */
export const meRoutes: FastifyPluginAsyncTypebox<MeRoutes> = async (app, parts) => {
  const { callers, users, tickets, grants, people, connections, links, connect, defaults } = parts;
  limitByCaller(app);

  const calendarOf = async (user: User): Promise<CalendarConnection> => {
    const connection = await connections.ofUser(user);
    if (!connection) return { state: "notConnected" };
    const { mailbox, lapse } = connection;
    if (!lapse) return { state: "active", mailbox };
    const waitingChanges = await links.countWaitingForOutlook(connection);
    return { state: "lapsed", mailbox, reason: lapse.reason, waitingChanges };
  };

  const me = async (user: User): Promise<Me> => {
    const person = await people.of(user);
    return {
      syncVersion: (await parts.versions.ofUser(user)).version,
      calendar: await calendarOf(user),
      zoom: person
        ? {
            state: person.state === "active" ? "connected" : "reconnect",
            email: person.email,
            name: person.displayName,
          }
        : { state: "notConnected" },
    };
  };

  /** With a connection the choice stands among the settings, where an admin may have locked it. */
  const choose = async (user: User, syncVersion: SyncVersion): Promise<void> => {
    const connection = await connections.ofUser(user);
    const person = connection && (await people.byId(connection));
    if (!person) return;
    const decided = await parts.policies.decidedFor(person);
    if (decided.syncVersion.lockedBy) {
      throw new RequestError(
        409,
        "sync.versionLocked",
        "An admin of your Zoom account has set this for you. Nothing was changed.",
      );
    }
    await parts.policies.setUserChoice(person, { syncVersion });
    await parts.changed(connection);
  };

  app.get(routes.me, { schema: { response: { 200: Me } } }, async (request) =>
    me(await callers.person(request)),
  );

  app.patch(routes.me, { schema: { body: MyChanges, response: { 200: Me } } }, async (request) => {
    const user = await callers.person(request);
    const { syncVersion } = request.body;
    if (syncVersion === undefined) return me(user);
    await users.setSyncVersion(user, syncVersion);
    await choose(user, syncVersion);
    return me({ ...user, syncVersion });
  });

  app.get(routes.myOptions, { schema: { response: { 200: OptionDefaults } } }, async (request) =>
    defaults.of(await callers.person(request)),
  );

  app.post(routes.tickets, { schema: { response: { 201: Ticket } } }, async (request, reply) => {
    const ticket = await tickets.issue(await callers.person(request));
    return reply.status(201).send({ ticket });
  });

  app.delete(
    routes.tickets,
    { schema: { response: { 204: Type.Null() } } },
    async (request, reply) => {
      await tickets.revokeAll(await callers.person(request));
      return reply.status(204).send(null);
    },
  );

  app.post(
    routes.zoomConnectionStart,
    { schema: { response: { 200: ConnectStart } } },
    async (request) => ({ url: await connect.startUrl(await callers.person(request)) }),
  );

  app.post(
    routes.zoomConnection,
    { schema: { body: ConnectFinish, response: { 200: Me } } },
    async (request) => {
      const user = await callers.person(request);
      await connect.finish(user, request.body.code);
      return me(user);
    },
  );

  app.delete(
    routes.zoomConnection,
    { schema: { response: { 204: Type.Null() } } },
    async (request, reply) => {
      const user = await callers.person(request);
      await grants.leave(user);
      await tickets.revokeAll(user);
      return reply.status(204).send(null);
    },
  );

  return Promise.resolve();
};
