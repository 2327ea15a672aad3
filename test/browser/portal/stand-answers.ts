import { type PortalSession, type Profile } from "../../../src/shared/api/portal.ts";
import {
  type AccountPeople,
  type AccountSettings,
  type MicrosoftAdmin,
} from "../../../src/shared/api/portal-admin.ts";
import { type Problem } from "../../../src/shared/api/problem.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import {
  type AccountGroups,
  type AccountSync,
  type Activity,
  type Agenda,
  type Conflicts,
  type Findings,
  type SyncStatus,
} from "../../../src/shared/api/sync.ts";
import {
  accountGroups,
  accountPeople,
  accountSettings,
  accountSync,
  microsoftAdmin,
} from "./sample-account.ts";
import { activityPages, conflicts, findings } from "./sample-activity.ts";
import { agenda, live, profile, session } from "./sample-person.ts";

/** What the server would answer. */
export interface Answers {
  session: PortalSession | null;
  profile: Profile;
  sync: SyncStatus;
  agenda: Agenda;
  conflicts: Conflicts;
  findings: Findings;
  activity: Activity[];
  settings: AccountSettings;
  microsoft: MicrosoftAdmin;
  people: AccountPeople;
  groups: AccountGroups;
  accountSync: AccountSync;
  /** In place of the usual answer to a call, such as `GET /api/portal/sync`. */
  problems: Record<string, Problem>;
}

/** Somebody with a connected calendar in step, and something of everything. */
export const usual = (different: Partial<Answers> = {}): Answers => ({
  session,
  profile,
  sync: live,
  agenda,
  conflicts,
  findings,
  activity: activityPages,
  settings: accountSettings,
  microsoft: microsoftAdmin,
  people: accountPeople,
  groups: accountGroups,
  accountSync,
  problems: {},
  ...different,
});

export const problem = (status: number, code: string, detail: string): Problem => ({
  type: "about:blank",
  correlationId: "c-1",
  title: code,
  status,
  code,
  detail,
});

/** Null: done, and nothing to say. Undefined: no such call. */
export function answerTo(
  answers: Answers,
  call: string,
  query: URLSearchParams,
): { status: number; body: unknown } | null | undefined {
  const refused = answers.problems[call];
  if (refused) return { status: refused.status, body: refused };
  if (!call.startsWith("GET ")) {
    return call === `POST ${routes.adminSettingsPreview}`
      ? { status: 200, body: { disconnected: [] } }
      : null;
  }
  const body = readIn(answers, call.slice(4), query);
  if (call === `GET ${routes.portalSession}` && body === null) {
    return { status: 401, body: problem(401, "portal.signInRequired", "Sign in") };
  }
  return body === undefined ? undefined : { status: 200, body };
}

function readIn(answers: Answers, path: string, query: URLSearchParams): unknown {
  switch (path) {
    case routes.portalSession:
      return answers.session;
    case routes.profile:
      return answers.profile;
    case routes.sync:
      return answers.sync;
    case routes.agenda:
      return answers.agenda;
    case routes.conflicts:
      return answers.conflicts;
    case routes.findings:
      return answers.findings;
    case routes.activity:
      return activityIn(answers.activity, query);
    case routes.adminSettings:
      return answers.settings;
    case routes.adminMicrosoft:
      return answers.microsoft;
    case routes.adminPeople:
      return answers.people;
    case routes.adminGroups:
      return answers.groups;
    case routes.adminSync:
      return answers.accountSync;
    default:
      return undefined;
  }
}

function activityIn(pages: readonly Activity[], query: URLSearchParams): Activity {
  const page = pages[Number(query.get("before") ?? 0)] ?? { items: [], next: null };
  const entry = query.get("entry");
  if (entry === null) return page;
  const items = pages.flatMap((each) => each.items).filter(({ entryId }) => entryId === entry);
  return { items, next: null };
}
