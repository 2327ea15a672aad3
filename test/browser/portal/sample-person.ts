import { type PortalSession, type Profile } from "../../../src/shared/api/portal.ts";
import { type Agenda, type PlannedItem, type SyncStatus } from "../../../src/shared/api/sync.ts";
import { agendaEntry } from "../../unit/portal/agenda-entry.ts";

export const session: PortalSession = {
  csrfToken: "csrf",
  name: "Ada Berg",
  email: "ada@contoso.example",
  isAdmin: true,
  offerConnection: false,
};

const account = { address: "ada@contoso.example", name: "Ada Berg" };

export const profile: Profile = {
  zoom: { state: "connected", email: account.address, name: account.name },
  accounts: { zoom: account, outlook: account, microsoft: account },
  connection: {
    id: "connection-1",
    mode: "delegated",
    mailbox: account.address,
    userPrincipalName: account.address,
    displayName: account.name,
    state: "active",
    lapse: null,
    waitingChanges: 0,
    scopesRequested: ["Calendars.Read", "Calendars.ReadWrite"],
    scopesGranted: ["Calendars.Read", "Calendars.ReadWrite"],
    features: [
      { feature: "seeEntries", works: true, missing: null },
      { feature: "instantChanges", works: true, missing: null },
      { feature: "writeEntries", works: true, missing: null },
    ],
    connectedAt: "2026-11-02T09:12:00Z",
    checkedAt: "2026-11-24T08:00:00Z",
    nextCheckAt: "2026-11-24T09:00:00Z",
  },
  offer: { refusals: [], scopes: ["Calendars.Read", "Calendars.ReadWrite", "Contacts.Read"] },
  syncVersion: "v2",
};

export const live: SyncStatus = {
  version: "v2",
  versionLockedBy: null,
  phase: "live",
  preview: null,
  startsAt: null,
  progress: null,
  pause: null,
  mirror: "on",
  isInstant: true,
  lastRunAt: "2026-11-24T08:24:10Z",
  nextSweepAt: "2026-11-24T08:39:00Z",
  quota: {
    used: 42,
    limit: 100,
    backgroundLimit: 80,
    resetsAt: "2026-11-25T00:00:00Z",
    waiting: 0,
  },
  failed: 0,
  attention: { conflicts: 0, copies: 0, orphans: 0 },
};

const planned = (
  action: PlannedItem["action"],
  place: PlannedItem["place"],
  subject: string | null,
  start: string,
): PlannedItem => ({ action, place, subject, start, isAllDay: start.endsWith("T00:00:00Z") });

const items: PlannedItem[] = [
  planned("create", "calendar", "Planning the spring fair", "2026-11-24T09:00:00Z"),
  planned("link", "zoom", "Weekly with Fabrikam", "2026-11-24T13:00:00Z"),
  planned("create", "calendar", null, "2026-11-25T08:00:00Z"),
  planned("change", "zoom", "Budget 2027", "2026-11-26T10:00:00Z"),
  planned("create", "outlook", "Interview, second round", "2026-11-27T12:30:00Z"),
  planned("create", "calendar", "Conference in Hamburg", "2026-12-01T00:00:00Z"),
  planned(
    "create",
    "calendar",
    "Abstimmung der Donaudampfschifffahrtsgesellschaftskapitänsversammlung mit allen Beteiligten",
    "2026-12-03T08:00:00Z",
  ),
];

export const preview: SyncStatus = {
  ...live,
  phase: "preview",
  lastRunAt: null,
  nextSweepAt: null,
  startsAt: "2026-11-24T08:45:00Z",
  preview: {
    madeAt: "2026-11-24T08:29:00Z",
    outlook: { create: 1, change: 0, delete: 0 },
    zoom: { create: 0, change: 3, delete: 0 },
    calendar: { create: 112, change: 0, delete: 0 },
    unchanged: 37,
    items,
    more: 109,
  },
};

export const paused: SyncStatus = {
  ...live,
  phase: "paused",
  pause: {
    reason: "massDeletion",
    deletions: 34,
    total: 120,
    items: items.map((item) => ({ ...item, action: "delete", place: "zoom" })),
  },
};

export const busy: SyncStatus = {
  ...live,
  isInstant: false,
  mirror: "autoAddsMeetings",
  versionLockedBy: "group",
  quota: { ...live.quota, used: 86, waiting: 7 },
  failed: 1,
  attention: { conflicts: 2, copies: 1, orphans: 3 },
};

const joinUrl = "https://zoom.example/j/8412345678?pwd=aBcDeF";
const own = { kind: "own", meetingId: "8412345678", joinUrl } as const;

export const agenda: Agenda = {
  readAt: "2026-11-24T08:24:10Z",
  entries: [
    agendaEntry("a", "Conference in Hamburg", "2026-11-24T00:00:00Z", "2026-11-27T00:00:00Z", {
      isAllDay: true,
      showAs: "oof",
      isOrganizer: false,
      location: "Congress Centre",
    }),
    agendaEntry("b", "Planning the spring fair", "2026-11-24T09:00:00Z", "2026-11-24T10:30:00Z", {
      zoom: own,
      isRecurring: true,
      location: `Room 4; ${joinUrl}`,
    }),
    agendaEntry("c", null, "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", { isPrivate: true }),
    agendaEntry("d", "Weekly with Fabrikam", "2026-11-25T13:00:00Z", "2026-11-25T14:00:00Z", {
      showAs: "tentative",
      isOrganizer: false,
      isRecurring: true,
      zoom: {
        kind: "other",
        meetingId: "8598765432",
        joinUrl: "https://zoom.example/j/8598765432",
      },
    }),
    agendaEntry("e", "Night train to Vienna", "2026-11-26T20:30:00Z", "2026-11-27T07:10:00Z", {
      showAs: "workingElsewhere",
      location: "Berlin Hbf",
    }),
    agendaEntry("f", "Budget 2027", "2026-11-27T10:00:00Z", "2026-11-27T11:00:00Z", {
      zoom: own,
      state: "waiting",
    }),
    agendaEntry("g", "Budget 2027 (copy)", "2026-11-27T14:00:00Z", "2026-11-27T15:00:00Z", {
      zoom: own,
      state: "copy",
    }),
    agendaEntry("h", "Interview, second round", "2026-11-30T08:00:00Z", "2026-11-30T09:00:00Z", {
      zoom: own,
      state: "failed",
    }),
    agendaEntry("i", "", "2026-11-30T11:00:00Z", "2026-11-30T11:30:00Z", { showAs: "free" }),
  ],
};
