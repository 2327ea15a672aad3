import { type Kysely } from "kysely";
import { type Logger } from "pino";
import { type Clock } from "./clock.ts";
import { type Config } from "./config.ts";
import { type EntryContext } from "./graph/event-entry.ts";
import { type SecretBox } from "./identity/secret-box.ts";
import { type Users } from "./identity/users.ts";
import { type ZoomPeople } from "./identity/zoom-people.ts";
import { type Links } from "./meetings/links.ts";
import { type LinkSync } from "./meetings/link-sync.ts";
import { type MeetingCreation } from "./meetings/meeting-creation.ts";
import { type WriteBudget } from "./meetings/write-budget.ts";
import { type Metrics } from "./metrics.ts";
import { type ConnectionHealth } from "./microsoft/connection-health.ts";
import { type Connection, type Connections } from "./microsoft/connections.ts";
import { SubscriptionCare } from "./microsoft/subscription-care.ts";
import { type Subscriptions } from "./microsoft/subscriptions.ts";
import { type GraphInbox } from "./store/graph-inbox.ts";
import { type Leases } from "./store/leases.ts";
import { type Schema } from "./store/schema.ts";
import { ConnectionUsers } from "./sync/connection-users.ts";
import { EntryIntake } from "./sync/entry-intake.ts";
import { EntryWork } from "./sync/entry-work.ts";
import { EventReading } from "./sync/event-reading.ts";
import { FirstSync } from "./sync/first-sync.ts";
import { MassDeletion } from "./sync/mass-deletion.ts";
import { MissingEvents } from "./sync/missing-events.ts";
import { MirrorFeed } from "./sync/mirror-feed.ts";
import { MirrorHistory } from "./sync/mirror-history.ts";
import { MirrorInstances } from "./sync/mirror-instances.ts";
import { MirrorCalendar } from "./sync/mirror-calendar.ts";
import { MirrorWork } from "./sync/mirror-work.ts";
import { Orphans } from "./sync/orphans.ts";
import { OutlookFeed } from "./sync/outlook-feed.ts";
import { OutlookWriter } from "./sync/outlook-writer.ts";
import { PairEnding } from "./sync/pair-ending.ts";
import { PairJoining } from "./sync/pair-joining.ts";
import { PairMaking } from "./sync/pair-making.ts";
import { PairWork } from "./sync/pair-work.ts";
import { AccountStanding } from "./sync/state/account-standing.ts";
import { Conflicts } from "./sync/state/conflicts.ts";
import { Cursors } from "./sync/state/cursors.ts";
import { Entries } from "./sync/state/entries.ts";
import { EntryQueries } from "./sync/state/entry-queries.ts";
import { History } from "./sync/state/history.ts";
import { LinksWithoutEvent } from "./sync/state/links-without-event.ts";
import { Mirrors } from "./sync/state/mirrors.ts";
import { SyncStates } from "./sync/state/sync-states.ts";
import { ZoomHints } from "./sync/state/zoom-hints.ts";
import { ZoomStrays } from "./sync/state/zoom-strays.ts";
import { SyncRun } from "./sync/sync-run.ts";
import { SyncRuns } from "./sync/sync-runs.ts";
import { type SyncVersions } from "./sync/sync-versions.ts";
import { WindingDown } from "./sync/winding-down.ts";
import { ZoomFeed } from "./sync/zoom-feed.ts";
import { ZoomTelling } from "./sync/zoom-telling.ts";
import { EntryLinking } from "./sync/entry-linking.ts";
import { GivenUp } from "./sync/given-up.ts";
import { ActivityView } from "./sync/portal/activity.ts";
import { AgendaView } from "./sync/portal/agenda.ts";
import { Findings } from "./sync/portal/findings.ts";
import { SyncActions } from "./sync/portal/sync-actions.ts";
import { SyncStatusView } from "./sync/portal/sync-status.ts";
import { PutBack } from "./sync/put-back.ts";
import { type Policies } from "./portal/policies.ts";
import { type ZoomClients } from "./zoom/zoom-clients.ts";

interface SyncingParts {
  db: Kysely<Schema>;
  box: SecretBox;
  leases: Leases;
  users: Users;
  people: ZoomPeople;
  links: Links;
  linkSync: LinkSync;
  creation: MeetingCreation;
  budget: WriteBudget;
  clients: ZoomClients;
  connections: Connections;
  health: ConnectionHealth;
  versions: SyncVersions;
  subscriptions: Subscriptions;
  graphInbox: GraphInbox;
  /** Wakes the runs of connections that were told something. */
  wake: (connections: readonly Connection[]) => void;
  wakeNow: (connection: Pick<Connection, "id" | "tenantId">) => Promise<void>;
  policies: Policies;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}

/** Puts together version 2: what keeps whole calendars in step by itself. */
export function createSyncing(config: Config, parts: SyncingParts) {
  const { db, box, leases, links, clients, clock, logger, metrics, versions } = parts;
  const { connections, health, budget, creation, graphInbox: inbox } = parts;
  const context: EntryContext = {
    joinHosts: [new URL(config.zoom.oauthUrl).host],
    markerPrefix: `${config.publicUrl}/portal/activity#z=`,
    fallbackTimeZone: "UTC",
  };
  const states = new SyncStates(db, box, clock);
  const entries = new Entries(db, box);
  const queries = new EntryQueries(db, box);
  const mirrors = new Mirrors(db, box);
  const cursors = new Cursors(db, box);
  const hints = new ZoomHints(db, box, clock);
  const strays = new ZoomStrays(db, box);
  const withoutEvent = new LinksWithoutEvent(db, box);
  const history = new History(db, box, clock);
  const conflicts = new Conflicts(db, box, clock);

  const care = new SubscriptionCare({ ...parts, publicUrl: config.publicUrl });
  const intake = new EntryIntake(links, entries, context);
  const writer = new OutlookWriter(context);
  const reading = new EventReading(entries, intake, clock);
  const zoomFeed = new ZoomFeed({
    links,
    withoutEvent,
    leases,
    sync: parts.linkSync,
    clients,
    entries,
    hints,
    strays,
    clock,
    logger,
  });
  const joining = new PairJoining({ links, entries, intake, history, clock });
  const ending = new PairEnding(links, conflicts, clock);
  const forPairs = {
    links,
    leases,
    sync: parts.linkSync,
    creation,
    entries,
    intake,
    writer,
    joining,
    ending,
    clock,
  };
  const pairs = new PairWork({ ...forPairs, budget, clients, conflicts });
  const making = new PairMaking(forPairs);
  const mirrorCalendar = new MirrorCalendar({ states, mirrors, clients, clock });
  const mirrorHistory = new MirrorHistory(history, conflicts);
  const mirrorWork = new MirrorWork({
    mirrors,
    entries,
    states,
    intake,
    writer,
    clients,
    history: mirrorHistory,
    clock,
  });
  const missing = new MissingEvents({ links: withoutEvent, mirrors, making, mirrorWork, clock });
  const orphans = new Orphans({ links, withoutEvent, leases, strays, clock });
  const run = new SyncRun({
    states,
    entries,
    mirrors,
    withoutEvent,
    inbox,
    care,
    outlookFeed: new OutlookFeed({ db, entries, cursors, intake, clock }),
    reading,
    zoomFeed,
    mirrorCalendar,
    mirrorFeed: new MirrorFeed({
      mirrors,
      entries,
      states,
      clients,
      logger,
      clock,
      instances: new MirrorInstances({ mirrors, entries, writer, history: mirrorHistory }),
      history: mirrorHistory,
    }),
    firstSync: new FirstSync({ entries, strays, links, mirrorCalendar, clock }),
    guard: new MassDeletion(entries, mirrors),
    work: new EntryWork({ entries, pairs, making, mirrors: mirrorWork, writer, intake, clock }),
    mirrorWork,
    missing,
    orphans,
    clock,
  });
  const windingDown = new WindingDown({
    states,
    entries,
    mirrors,
    cursors,
    strays,
    care,
    health,
    clients,
    logger,
  });
  const runs = new SyncRuns({
    states,
    entries,
    connections,
    versions,
    users: new ConnectionUsers(parts.users, parts.people),
    health,
    leases,
    run,
    windingDown,
    metrics,
    clock,
    logger,
  });
  const telling = new ZoomTelling({ connections, versions, hints, states, wake: parts.wake });

  const linking = new EntryLinking({ links, leases, clients, entries, strays, clock });
  const givenUp = new GivenUp(entries, queries, withoutEvent, mirrors);
  const findings = new Findings({
    entries,
    queries,
    strays,
    clients,
    zoomFeed,
    linking,
    givenUp,
    orphans,
  });
  const shown = { ...parts, states, entries, queries, conflicts, findings, givenUp };
  return {
    states,
    entries,
    givenUp,
    standing: new AccountStanding(db),
    history,
    runs,
    telling,
    windingDown,
    findings,
    status: new SyncStatusView(shown),
    agenda: new AgendaView(queries, states),
    activity: new ActivityView({ history, conflicts, links, mirrors, entries }),
    actions: new SyncActions({
      ...shown,
      strays,
      history,
      linking,
      zoomFeed,
      pairs,
      mirrorWork,
      putBack: new PutBack({ entries, mirrors, links, clients }),
      runs,
    }),
  };
}

export type Syncing = ReturnType<typeof createSyncing>;
