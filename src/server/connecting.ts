import { type Kysely } from "kysely";
import { type Logger } from "pino";
import { type Clock } from "./clock.ts";
import { type Config } from "./config.ts";
import { type GraphClientOptions } from "./graph/graph-client.ts";
import { type EntraTokens } from "./identity/entra-tokens.ts";
import { type OneTimeCodes } from "./identity/one-time-codes.ts";
import { type SecretBox } from "./identity/secret-box.ts";
import { type Users } from "./identity/users.ts";
import { type ZoomGrants } from "./identity/zoom-grants.ts";
import { type ZoomOAuth } from "./identity/zoom-oauth.ts";
import { type ZoomPeople, type ZoomPersonId } from "./identity/zoom-people.ts";
import { IntegrationTest } from "./integration-test/integration-test.ts";
import { type Links } from "./meetings/links.ts";
import { type Metrics } from "./metrics.ts";
import { AdminConsent } from "./microsoft/admin-consent.ts";
import { AppTokens } from "./microsoft/app-tokens.ts";
import { ConnectFlow } from "./microsoft/connect-flow.ts";
import { ConnectionHealth } from "./microsoft/connection-health.ts";
import { ConnectionTokens } from "./microsoft/connection-tokens.ts";
import { type Connection, Connections } from "./microsoft/connections.ts";
import { Disconnecting } from "./microsoft/disconnecting.ts";
import { EntraClient } from "./microsoft/entra-client.ts";
import { MailboxMatching } from "./microsoft/mailbox-matching.ts";
import { Mailboxes } from "./microsoft/mailboxes.ts";
import { Subscriptions } from "./microsoft/subscriptions.ts";
import { TenantGrants } from "./microsoft/tenant-grants.ts";
import { AccountAdmin } from "./portal/account-admin.ts";
import { Policies } from "./portal/policies.ts";
import { SyncVersions } from "./sync/sync-versions.ts";
import { PortalSessions } from "./portal/portal-sessions.ts";
import { PortalSignIn } from "./portal/portal-sign-in.ts";
import { GraphInbox } from "./store/graph-inbox.ts";
import { type Leases } from "./store/leases.ts";
import { type Schema } from "./store/schema.ts";
import { type ZoomClients } from "./zoom/zoom-clients.ts";

interface ConnectingParts {
  db: Kysely<Schema>;
  box: SecretBox;
  leases: Leases;
  codes: OneTimeCodes;
  people: ZoomPeople;
  users: Users;
  links: Links;
  oauth: ZoomOAuth;
  grants: ZoomGrants;
  clients: ZoomClients;
  entraTokens: EntraTokens;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  network: Pick<GraphClientOptions, "fetch" | "sleep">;
  /** A connection works, for the first time or again: version 2 goes on. */
  onWorking: (connection: Connection) => Promise<void>;
  /** A connection is about to end: what version 2 made for it goes. */
  onEnding: (connection: Connection) => Promise<void>;
}

/** Graph may take this long to tell of the test's entry; mostly it is a few seconds. */
const notificationPatienceMs = 20_000;

/** Puts together what connects people's calendars and knows whether they are connected. */
export function createConnecting(config: Config, parts: ConnectingParts) {
  const { db, box, leases, codes, people, links, clients, entraTokens, clock, logger } = parts;
  const { publicUrl, graphUrl, graphResource } = config;
  const policies = new Policies(db, clock);
  const sessions = new PortalSessions(db, clock);
  const entra = new EntraClient({ ...config.entra, graphResource, publicUrl });
  const connections = new Connections(db, clock);
  const tenants = new TenantGrants(db, clock);
  const apps = new AppTokens(entra, tenants, clock);
  const tokens = new ConnectionTokens({ db, box, leases, entra, apps, connections, clock });
  const mailboxes = new Mailboxes(
    {
      graphUrl,
      clock,
      ...parts.network,
      onCall: (operation, status, durationMs) =>
        parts.metrics.graphCalls.observe({ operation, status }, durationMs / 1000),
    },
    tokens,
    apps,
  );
  const versions = new SyncVersions(people, policies, connections, clock);
  const subscriptions = new Subscriptions(db, publicUrl, clock);
  const graphInbox = new GraphInbox(db, clock);
  const replay = async (of: ZoomPersonId): Promise<void> => {
    for (const user of await parts.users.ofPerson(of)) {
      await links.retryAfterReconnect(user, clock.now(), "reconnectMicrosoft");
    }
    const connection = await connections.of(of);
    if (connection) await parts.onWorking(connection);
  };
  const health = new ConnectionHealth({
    connections,
    tokens,
    mailboxes,
    tenants,
    people,
    policies,
    logger,
    onRecovered: replay,
  });
  const matching = new MailboxMatching({ connections, tenants, mailboxes, policies });
  const disconnecting = new Disconnecting({
    connections,
    mailboxes,
    subscriptions,
    links,
    onEnding: parts.onEnding,
    logger,
  });
  const connect = new ConnectFlow({
    codes,
    entra,
    entraTokens,
    connections,
    tokens,
    mailboxes,
    policies,
    onConnected: replay,
  });
  const admin = new AccountAdmin({
    applicationId: config.entra.clientId,
    people,
    links,
    policies,
    connections,
    tenants,
    apps,
    matching,
    health,
    disconnecting,
  });
  const consent = new AdminConsent({
    codes,
    entra,
    entraTokens,
    tenants,
    apps,
    onGranted: (zoomAccountId) => admin.connectEverybody(zoomAccountId),
  });

  /** Somebody showed who they are in Zoom: an admin's grant may connect them at once. */
  const personSeen = async (id: ZoomPersonId): Promise<void> => {
    const person = await people.byId(id);
    const isConnected = person !== null && (await connections.of(person)) !== null;
    if (person && !isConnected) await admin.connectIfGranted(person);
    // Zoom works again for them: what waited for it goes on.
    const connection = person && (await connections.of(person));
    if (connection) await parts.onWorking(connection);
  };
  const signIn = new PortalSignIn({
    codes,
    oauth: parts.oauth,
    grants: parts.grants,
    clients,
    onSignedIn: personSeen,
  });
  const test = new IntegrationTest({
    health,
    tokens,
    subscriptions,
    inbox: graphInbox,
    clients,
    clock,
    notificationPatienceMs,
  });

  return {
    policies,
    versions,
    sessions,
    entra,
    connections,
    tenants,
    tokens,
    subscriptions,
    graphInbox,
    health,
    matching,
    disconnecting,
    connect,
    admin,
    consent,
    signIn,
    test,
    personSeen,
  };
}
