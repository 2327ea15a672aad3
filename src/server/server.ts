import { type FastifyInstance } from "fastify";
import { type Logger } from "pino";
import { type Clock } from "./clock.ts";
import { type Config } from "./config.ts";
import { AddInPages } from "./http/add-in-pages.ts";
import { addBrowserPlugins, createApp } from "./http/app.ts";
import { authRoutes } from "./http/auth-routes.ts";
import { Callers } from "./http/caller.ts";
import { allowHandlersFromAnywhere } from "./http/handler-cors.ts";
import { meRoutes } from "./http/me-routes.ts";
import { meetingRoutes } from "./http/meeting-routes.ts";
import { operationsRoutes } from "./http/operations-routes.ts";
import { portalPages } from "./http/portal-pages.ts";
import { zoomWebhookRoute } from "./http/zoom-webhook-route.ts";
import { EntraTokens } from "./identity/entra-tokens.ts";
import { MicrosoftSignIn } from "./identity/microsoft-sign-in.ts";
import { OneTimeCodes } from "./identity/one-time-codes.ts";
import { Resealing } from "./identity/resealing.ts";
import { SecretBox } from "./identity/secret-box.ts";
import { Tickets } from "./identity/tickets.ts";
import { Users } from "./identity/users.ts";
import { ZoomConnect } from "./identity/zoom-connect.ts";
import { ZoomGrants } from "./identity/zoom-grants.ts";
import { ZoomOAuth } from "./identity/zoom-oauth.ts";
import { ZoomPeople } from "./identity/zoom-people.ts";
import { Background } from "./jobs/background.ts";
import { Housekeeping } from "./jobs/housekeeping.ts";
import { WebhookWork } from "./jobs/webhook-work.ts";
import { LinkFinder } from "./meetings/link-finder.ts";
import { Links } from "./meetings/links.ts";
import { LinkSync } from "./meetings/link-sync.ts";
import { MeetingCreation } from "./meetings/meeting-creation.ts";
import { MeetingDefaults } from "./meetings/meeting-defaults.ts";
import { MeetingService } from "./meetings/meeting-service.ts";
import { OutlookPush } from "./meetings/outlook-push.ts";
import { Reservations } from "./meetings/reservations.ts";
import { WriteBudget } from "./meetings/write-budget.ts";
import { WebhookAddressees } from "./meetings/webhook-addressees.ts";
import { ZoomWebhooks } from "./meetings/zoom-webhooks.ts";
import { Metrics } from "./metrics.ts";
import { type OpenDatabase } from "./store/database.ts";
import { Leases } from "./store/leases.ts";
import { WebhookInbox } from "./store/webhook-inbox.ts";
import { ZoomClients } from "./zoom/zoom-clients.ts";
import { createConnecting } from "./connecting.ts";
import { createSyncing, type Syncing } from "./syncing.ts";
import { BrowserCookie } from "./http/browser-cookie.ts";
import { graphWebhookRoute } from "./http/graph-webhook-route.ts";
import { portalAdminRoutes } from "./http/portal-admin-routes.ts";
import { PortalReturns } from "./http/portal-returns.ts";
import { PortalVisitors } from "./http/portal-visitors.ts";
import { profileRoutes } from "./http/profile-routes.ts";
import { syncRoutes } from "./http/sync-routes.ts";
import { AccountSyncAdmin } from "./portal/account-sync.ts";

export interface Server {
  app: FastifyInstance;
  background: Background;
  housekeeping: Housekeeping;
  reservations: Reservations;
  /** Stops taking requests, lets running work finish, and leaves the database open. */
  close(): Promise<void>;
}

/** How vendors are called; a simulation hands in a network and a time of its own. */
export interface Network {
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
}

/** Puts the backend together on an open, migrated database. Listening is left to the caller. */
export async function createServer(
  config: Config,
  { db, boss, reclaim }: OpenDatabase,
  clock: Clock,
  logger: Logger,
  network: Network = {},
): Promise<Server> {
  const metrics = new Metrics();
  const box = new SecretBox(config.secretKeys);
  const leases = new Leases(db);
  const codes = new OneTimeCodes(db, box, clock);
  const users = new Users(db, clock);
  const tickets = new Tickets(db, clock);
  const links = new Links(db, box);
  const inbox = new WebhookInbox(db, box, clock);
  const budget = new WriteBudget(db, clock);

  const oauth = new ZoomOAuth({
    ...config.zoom,
    redirectUri: `${config.publicUrl}/auth/zoom/callback`,
  });
  const people = new ZoomPeople(db, clock);
  const grants = new ZoomGrants(db, box, leases, oauth, people, clock);
  const clients = new ZoomClients(grants, {
    apiUrl: config.zoom.apiUrl,
    clock,
    ...network,
    onCall: (operation, status, durationMs) =>
      metrics.zoomCalls.observe({ operation, status }, durationMs / 1000),
  });
  const entraTokens = new EntraTokens(config.entra.authority, config.entra.clientId, clock);
  const connecting = createConnecting(config, {
    db,
    box,
    leases,
    codes,
    people,
    users,
    links,
    oauth,
    grants,
    clients,
    entraTokens,
    clock,
    logger,
    metrics,
    network,
    onWorking: async (connection) => {
      // Nobody told us of what changed while it did not work.
      await syncing.states.sweepNow(connection, clock.now());
      await background.sync.wakeNow(connection);
    },
    onEnding: (connection) => syncing.windingDown.beforeDisconnecting(connection),
  });
  const defaults = new MeetingDefaults(clients, clock);
  const connect = new ZoomConnect(codes, oauth, grants, people, {
    publicUrl: config.publicUrl,
    clients,
    onConnected: async (user, profile) => {
      defaults.forget(user);
      await links.retryAfterReconnect(user, clock.now(), "reconnectZoom");
      await connecting.personSeen(profile);
    },
  });

  const creation = new MeetingCreation(links, clients, defaults, budget, clock);
  const sync = new LinkSync(links, people, clients, budget, clock);
  const reservations = new Reservations(links, leases, clients, creation, clock);
  const outlook = new OutlookPush({ links, clock, ...connecting });
  const syncing: Syncing = createSyncing(config, {
    db,
    box,
    leases,
    users,
    people,
    links,
    linkSync: sync,
    creation,
    budget,
    clients,
    ...connecting,
    wake: (connections) => background.sync.hint(connections),
    wakeNow: (connection) => background.sync.wakeNow(connection),
    clock,
    logger,
    metrics,
  });
  const addressees = new WebhookAddressees(links, connecting.connections);
  const webhooks = new ZoomWebhooks({
    toSync: syncing.telling,
    links,
    leases,
    grants,
    sync,
    outlook,
    clock,
  });
  const housekeeping = new Housekeeping({
    reservations,
    grants,
    codes,
    links,
    budget,
    inbox,
    graphInbox: connecting.graphInbox,
    history: syncing.history,
    health: connecting.health,
    sessions: connecting.sessions,
    resealing: new Resealing(db, box),
    reclaim,
    clock,
    logger,
  });
  const background: Background = new Background({
    connection: boss,
    states: syncing.states,
    runs: syncing.runs,
    users,
    links,
    meetings: () => meetings,
    webhooks: new WebhookWork({ inbox, addressees, webhooks, metrics, logger }),
    housekeeping,
    clock,
    metrics,
    logger,
  });
  const meetings: MeetingService = new MeetingService({
    links,
    finder: new LinkFinder(links, [new URL(config.zoom.oauthUrl).host]),
    leases,
    people,
    clients,
    creation,
    sync,
    outlook,
    budget,
    versions: connecting.versions,
    syncSoon: (connection) => background.sync.hint([connection]),
    clock,
    wakeAt: (link, at) => background.wakeLink(link, at),
  });

  const microsoft = new MicrosoftSignIn(codes, entraTokens, {
    ...config.entra,
    publicUrl: config.publicUrl,
  });
  const callers = new Callers(entraTokens, tickets, users);
  const pages = new AddInPages(config);

  const app = createApp(config, logger, metrics);
  if (config.role !== "worker") {
    await app.register(zoomWebhookRoute, {
      secrets: config.zoom.webhookSecrets,
      clock,
      inbox,
      onStored: () => background.webhookStored(),
    });
    await app.register(graphWebhookRoute, {
      subscriptions: connecting.subscriptions,
      inbox: connecting.graphInbox,
      onStored: (connections) => background.sync.hint(connections),
    });
  }
  await app.register(async (scope) => {
    await addBrowserPlugins(scope, config.publicUrl);
    await scope.register(operationsRoutes, { db, metrics });
    if (config.role === "worker") return;
    await pages.register(scope);
    await portalPages(scope);
    allowHandlersFromAnywhere(scope);
    await scope.register(meRoutes, {
      callers,
      users,
      tickets,
      grants,
      people,
      links,
      defaults,
      ...connecting,
      connect,
      changed: (connection) => background.sync.wakeNow(connection),
    });
    await scope.register(meetingRoutes, { callers, meetings });
    const { publicUrl } = config;
    const browsers = new BrowserCookie({ name: "sign-in", publicUrl, maxAgeSeconds: 3600 });
    const visitors = new PortalVisitors({ publicUrl, people, clients, clock, ...connecting });
    const portal = new PortalReturns({ visitors, browsers, ...connecting });
    const forPortal = { visitors, browsers, people, users, links, ...connecting };
    await scope.register(profileRoutes, {
      ...forPortal,
      applicationId: config.entra.clientId,
    });
    await scope.register(syncRoutes, { ...forPortal, ...syncing });
    const accountSync = new AccountSyncAdmin({
      ...forPortal,
      ...syncing,
      inbox,
      clients,
      hint: (connections) => background.sync.hint(connections),
      wakeNow: (connection) => background.sync.wakeNow(connection),
    });
    await scope.register(portalAdminRoutes, { ...forPortal, accountSync });
    await scope.register(authRoutes, {
      browsers,
      portal,
      microsoft,
      zoom: connect,
      pages,
    });
    scope.get("/api/openapi.json", { schema: { hide: true } }, () => scope.swagger());
  });

  return {
    app,
    background,
    housekeeping,
    reservations,
    async close() {
      await app.close();
      await background.stop();
    },
  };
}
