import { Readable } from "node:stream";
import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { type ConnectionView } from "../../shared/api/connection.ts";
import {
  AdminRequest,
  ConnectReply,
  ConnectRequest,
  Contacts,
  Disconnected,
  PendingConnection,
  PendingRequest,
  PortalSession,
  Profile,
} from "../../shared/api/portal.ts";
import { TestEvent } from "../../shared/api/integration-test.ts";
import { routes } from "../../shared/api/routes.ts";
import { carries } from "../../shared/microsoft/scope-features.ts";
import { shouldPromptAtSignIn } from "../../sync/policy/connect.ts";
import { RequestError } from "../errors.ts";
import { type Users } from "../identity/users.ts";
import { type ZoomPeople, type ZoomPerson } from "../identity/zoom-people.ts";
import { type IntegrationTest } from "../integration-test/integration-test.ts";
import { type Links } from "../meetings/links.ts";
import { type ConnectFlow } from "../microsoft/connect-flow.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { type Disconnecting } from "../microsoft/disconnecting.ts";
import { type EntraClient } from "../microsoft/entra-client.ts";
import { type MailboxMatching } from "../microsoft/mailbox-matching.ts";
import { viewOf } from "../portal/connection-view.ts";
import { type Policies } from "../portal/policies.ts";
import { csrfTokenOf } from "../portal/portal-sessions.ts";
import { type BrowserCookie } from "./browser-cookie.ts";
import { type PortalVisitors } from "./portal-visitors.ts";
import { limitByCaller } from "./request-limits.ts";

export interface ProfileRoutes {
  applicationId: string;
  visitors: PortalVisitors;
  browsers: BrowserCookie;
  people: ZoomPeople;
  users: Users;
  links: Links;
  policies: Policies;
  connections: Connections;
  connect: ConnectFlow;
  matching: MailboxMatching;
  health: ConnectionHealth;
  disconnecting: Disconnecting;
  entra: EntraClient;
  test: IntegrationTest;
}

/** What somebody signed in with Zoom sees and changes of their own calendar connection. */
export const profileRoutes: FastifyPluginAsyncTypebox<ProfileRoutes> = async (app, parts) => {
  const { visitors, people, users, links, policies, connections, connect } = parts;
  limitByCaller(app);

  const connectionOf = async (person: ZoomPerson): Promise<Connection> => {
    const connection = await connections.of(person);
    if (connection) return connection;
    throw new RequestError(404, "connect.none", "No calendar is connected.");
  };
  const view = async (connection: Connection): Promise<ConnectionView> =>
    viewOf(connection, await links.countWaitingForOutlook(connection));

  const profile = async (person: ZoomPerson): Promise<Profile> => {
    const connection = await connections.of(person);
    const [outlook] = await users.namesOf(person);
    const [user] = await users.ofPerson(person);
    const settings = await policies.settingsOf(person);
    const { email, displayName: name } = person;
    return {
      zoom: { state: person.state === "active" ? "connected" : "reconnect", email, name },
      accounts: {
        zoom: { address: email, name },
        outlook: outlook === undefined ? null : { address: outlook, name: outlook },
        microsoft: connection && {
          address: connection.mailbox,
          name: connection.displayName,
        },
      },
      connection: connection && (await view(connection)),
      offer: {
        refusals: await policies.refusalsOf(person, connection, "user"),
        scopes: settings.scopesOffered.filter(
          (scope) => settings.contacts || !scope.startsWith("Contacts."),
        ),
      },
      syncVersion: connection ? settings.syncVersion : (user?.syncVersion ?? null),
    };
  };

  app.get(
    routes.portalSession,
    { schema: { response: { 200: PortalSession } } },
    async (request) => {
      const { person, session } = await visitors.reading(request);
      const connection = await connections.of(person);
      const settings = await policies.settingsOf(person);
      return {
        csrfToken: csrfTokenOf(session),
        name: person.displayName,
        email: person.email,
        isAdmin: person.role !== "member" && person.state === "active",
        offerConnection: shouldPromptAtSignIn(settings, {
          isConnected: connection !== null,
          wasPrompted: person.wasOffered,
        }),
      };
    },
  );

  app.delete(
    routes.portalSession,
    { schema: { response: { 204: Type.Null() } } },
    async (request, reply) => {
      await visitors.changing(request);
      await visitors.end(request, reply);
      return reply.status(204).send(null);
    },
  );

  app.post(
    routes.connectionOffered,
    { schema: { response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      await people.markOffered(person);
      return reply.status(204).send(null);
    },
  );

  app.get(routes.profile, { schema: { response: { 200: Profile } } }, async (request) =>
    profile((await visitors.reading(request)).person),
  );

  app.post(
    routes.connectionStart,
    { schema: { body: ConnectRequest, response: { 200: ConnectReply } } },
    async (request, reply) => {
      const { person, session } = await visitors.changing(request);
      const { scopes, loginHint = null } = request.body;
      const browser = parts.browsers.remember(request, reply);
      const shown = await users.namesOf(person);
      const url = await connect.start(person, { scopes, loginHint, shown }, { session, browser });
      return { url: url.href };
    },
  );

  app.post(
    routes.connectionPending,
    { schema: { body: PendingRequest, response: { 200: PendingConnection } } },
    async (request) => {
      const { session } = await visitors.changing(request);
      const pending = await connect.pending(request.body.pending, session);
      if (!pending) throw new RequestError(404, "connect.expired", "Start again, please.");
      return {
        microsoft: { address: pending.mailbox, name: pending.displayName },
        scopesGranted: [...pending.scopesGranted],
      };
    },
  );

  app.put(
    routes.connectionPending,
    { schema: { body: PendingRequest, response: { 200: Profile } } },
    async (request) => {
      const { person, session } = await visitors.changing(request);
      await connect.agree(request.body.pending, person, session);
      return profile(person);
    },
  );

  app.post(
    routes.connectionByAdmin,
    { schema: { response: { 200: Profile } } },
    async (request) => {
      const { person } = await visitors.changing(request);
      await parts.matching.connect(person);
      return profile(person);
    },
  );

  app.post(routes.connectionCheck, { schema: { response: { 200: Profile } } }, async (request) => {
    const { person } = await visitors.changing(request);
    await parts.health.check(await connectionOf(person));
    return profile(person);
  });

  app.delete(
    routes.connection,
    { schema: { response: { 200: Disconnected } } },
    async (request) => {
      const { person } = await visitors.changing(request);
      return parts.disconnecting.end(await connectionOf(person));
    },
  );

  const steps = { content: { "application/x-ndjson": { schema: TestEvent } } };
  app.post(
    routes.connectionTest,
    { schema: { response: { 200: steps } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      const connection = await connectionOf(person);
      const lines = async function* () {
        for await (const event of parts.test.run(person, connection)) {
          yield `${JSON.stringify(event)}\n`;
        }
      };
      return (
        reply
          .type("application/x-ndjson; charset=utf-8")
          .header("cache-control", "no-store")
          // The type knows one line; they go out one by one.
          .send(Readable.from(lines()) as never)
      );
    },
  );

  app.get(routes.adminRequest, { schema: { response: { 200: AdminRequest } } }, async (request) => {
    const { person } = await visitors.reading(request);
    const settings = await policies.settingsOf(person);
    const scopes = [...settings.scopesOffered];
    const asked = ["openid", "profile", "offline_access", ...scopes];
    return {
      url: parts.entra.adminConsentUrl(asked, null).href,
      applicationId: parts.applicationId,
      scopes,
    };
  });

  app.get(
    routes.contacts,
    {
      schema: {
        querystring: Type.Object({ search: Type.Optional(Type.String({ maxLength: 100 })) }),
        response: { 200: Contacts },
      },
    },
    async (request) => {
      const { person } = await visitors.reading(request);
      const connection = await connectionOf(person);
      if (!carries(connection.mode, connection.scopesGranted, "contacts")) {
        throw new RequestError(
          409,
          "connect.noContacts",
          "The permission to read contacts was not given. Reconnect and tick it.",
        );
      }
      const search = request.query.search?.trim() ?? "";
      const found = await parts.health.call(connection, (graph) => graph.contacts(search, 20));
      return {
        contacts: found.flatMap(({ displayName, emailAddresses = [] }) =>
          emailAddresses.flatMap(({ name, address }) =>
            address ? [{ name: displayName ?? name ?? address, address }] : [],
          ),
        ),
      };
    },
  );

  return Promise.resolve();
};
