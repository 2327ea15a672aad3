import { createHash } from "node:crypto";
import { type Person } from "../../world/model.ts";
import { tenants } from "../../world/people.ts";
import { zoomTimeZones } from "./zoom-timezones.ts";

/** A seeded person as Zoom knows them. */
export interface ZoomUser {
  id: string;
  accountId: string;
  email: string;
  displayName: string;
  firstName: string;
  lastName: string;
  timezone: string;
  language: string;
  /** Personal meeting id, ten digits. */
  pmi: number;
  isAdmin: boolean;
  /** Zoom's own roles: `0` owner, `1` admin, `2` member. */
  roleId: "0" | "1" | "2";
  /** Ids of the groups of their account they are in. */
  groupIds: string[];
  /** Ids of the users this one may schedule for. */
  mayScheduleFor: string[];
}

/** Exchange's zone names of the people the sandbox may hold, in Zoom's list. */
const zoneOfWindowsName: Record<string, string> = {
  "W. Europe Standard Time": "Europe/Berlin",
  "Romance Standard Time": "Europe/Paris",
  "Central European Standard Time": "Europe/Warsaw",
  "GMT Standard Time": "Europe/London",
  "GTB Standard Time": "Europe/Athens",
  "Pacific Standard Time": "America/Los_Angeles",
  "Mountain Standard Time": "America/Denver",
  "Central Standard Time": "America/Chicago",
  "Eastern Standard Time": "America/New_York",
  "E. South America Standard Time": "America/Sao_Paulo",
  "India Standard Time": "Asia/Calcutta",
  "China Standard Time": "Asia/Shanghai",
  "Tokyo Standard Time": "Asia/Tokyo",
  "AUS Eastern Standard Time": "Australia/Sydney",
};

const digest = (text: string) => createHash("sha256").update(text).digest();

const idOf = (kind: string, id: string) =>
  digest(`${kind}:${id}`).toString("base64url").slice(0, 22);

function zoneOf(person: Pick<Person, "timeZone">): string {
  if (zoomTimeZones.has(person.timeZone)) return person.timeZone;
  return zoneOfWindowsName[person.timeZone] ?? "UTC";
}

/** The Zoom accounts of the seeded people: one account per tenant, everybody licensed. */
export function listZoomUsers(people: readonly Person[]): ZoomUser[] {
  return people.map((person) => {
    const [firstName = "", ...rest] = person.displayName.split(" ");
    return {
      id: idOf("zoom-user", person.id),
      accountId: idOf("zoom-account", person.tenantId),
      email: person.zoomEmail ?? person.mail,
      displayName: person.displayName,
      firstName,
      lastName: rest.join(" "),
      timezone: zoneOf(person),
      language: person.locale.startsWith("de") ? "de-DE" : "en-US",
      pmi: 2_000_000_000 + (digest(`pmi:${person.id}`).readUInt32BE(0) % 7_000_000_000),
      isAdmin: person.role === "admin",
      roleId: roleOf(person),
      groupIds: groupsOf(person),
      mayScheduleFor: person.delegateOf.map((id) => idOf("zoom-user", id)),
    };
  });
}

/** Contoso's admin is one of several; whoever administers another company owns its account. */
function roleOf({ role, tenantId }: Person): ZoomUser["roleId"] {
  if (role !== "admin") return "2";
  return tenantId === tenants.contoso.id ? "1" : "0";
}

/** Everybody is in one group; organizers in a second one, too. */
function groupsOf({ role, tenantId }: Person): string[] {
  const names = role === "organizer" ? ["Everybody", "Organizers"] : ["Everybody"];
  return names.map((name) => groupId(idOf("zoom-account", tenantId), name));
}

export const groupNames = ["Everybody", "Organizers"] as const;

export function groupId(accountId: string, name: string): string {
  return idOf("zoom-group", `${accountId} ${name}`);
}

/** By id or e-mail address, as Zoom's paths take either. */
export function findZoomUser(users: readonly ZoomUser[], idOrEmail: string): ZoomUser | undefined {
  const email = idOrEmail.toLowerCase();
  return users.find((user) => user.id === idOrEmail || user.email.toLowerCase() === email);
}
