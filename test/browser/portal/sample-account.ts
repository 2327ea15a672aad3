import {
  type AccountPeople,
  type AccountSettings,
  type MicrosoftAdmin,
} from "../../../src/shared/api/portal-admin.ts";
import { type AccountGroups, type AccountSync } from "../../../src/shared/api/sync.ts";

export const accountSettings: AccountSettings = {
  values: { syncVersion: "v2" },
  locked: [],
  effective: {
    integration: true,
    authorizeWith: "graph",
    connectBy: "users",
    syncVersion: "v2",
    direction: "both",
    allowedDomains: [],
    ssoPrompt: "off",
    scopesOffered: ["Calendars.Read", "Calendars.ReadWrite", "Contacts.Read"],
    contacts: true,
    timesOnly: false,
  },
};

export const microsoftAdmin: MicrosoftAdmin = {
  applicationId: "6e1f0c1c-0000-4000-8000-000000000001",
  tenants: [],
  overrides: [],
};

export const accountPeople: AccountPeople = { people: [] };

export const accountGroups: AccountGroups = {
  groups: [
    {
      groupId: "g/1",
      name: "Sales",
      people: 12,
      syncVersion: "v2",
      timesOnly: null,
      locked: true,
      priority: 1,
    },
    {
      groupId: "g2",
      name: "Forschungsabteilung Grundlagentechnologien und Querschnittsaufgaben",
      people: 1,
      syncVersion: null,
      timesOnly: true,
      locked: false,
      priority: 20,
    },
  ],
};

const connection = (
  name: string,
  different: Partial<AccountSync["connections"][number]> = {},
): AccountSync["connections"][number] => ({
  zoomUserId: name,
  name,
  email: `${name.toLowerCase().replace(" ", ".")}@contoso.example`,
  version: "v2",
  phase: "live",
  lastRunAt: "2026-11-24T08:24:10Z",
  failed: 0,
  waiting: 0,
  errorCode: null,
  ...different,
});

export const accountSync: AccountSync = {
  connections: [
    connection("Ada Berg"),
    connection("Ben Okafor", { failed: 2, waiting: 7, errorCode: "zoom.dailyLimit" }),
    connection("Cleo Stein", { phase: "lapsed", errorCode: "graph.tokenRefused" }),
    connection("Dana Ito", { phase: "paused" }),
    connection("Hana Novak", { version: "v1", phase: "off", lastRunAt: null }),
  ],
  deadLetters: [
    {
      id: "d1",
      kind: "zoomWebhook",
      at: "2026-11-24T03:10:00Z",
      tries: 12,
      code: "zoom.unavailable",
    },
    { id: "d2", kind: "entry", at: "2026-11-23T21:02:00Z", tries: 8, code: "graph.somethingNew" },
  ],
};
