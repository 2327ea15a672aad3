/**
 * What each Microsoft permission carries, as data: the wizard, the profile page, *Validate
 * permissions* and the server's own decisions all read this one table.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */

/** How we got our permission: from the person (OAuth), or from the Microsoft 365 admin. */
export type PermissionMode = "delegated" | "application";

/** A box in the wizard; its value is the scope that is asked for. */
export const offeredScopes = ["Calendars.Read", "Calendars.ReadWrite", "Contacts.Read"] as const;
export type OfferedScope = (typeof offeredScopes)[number];

export type Feature =
  /** The calendar can be read at all. */
  | "seeEntries"
  /** Graph tells us of changes at once, instead of at the next sweep. */
  | "instantChanges"
  /** What changes in Zoom is written to Outlook. */
  | "writeEntries"
  /** People are suggested from the Outlook contacts. */
  | "contacts"
  /** A mailbox is found by alias or sign-in name, not only by its address. */
  | "directoryMatch";

interface FeatureNeeds {
  readonly feature: Feature;
  /** Any one of these carries it; empty: it does not exist in this mode. */
  readonly delegated: readonly string[];
  readonly application: readonly string[];
}

const reading = ["Calendars.Read", "Calendars.ReadWrite"];
const writing = ["Calendars.ReadWrite"];

const featureNeeds: readonly FeatureNeeds[] = [
  { feature: "seeEntries", delegated: reading, application: reading },
  { feature: "instantChanges", delegated: reading, application: reading },
  { feature: "writeEntries", delegated: writing, application: writing },
  {
    feature: "contacts",
    delegated: ["Contacts.Read", "Contacts.ReadWrite"],
    application: ["Contacts.Read", "Contacts.ReadWrite"],
  },
  {
    feature: "directoryMatch",
    delegated: [],
    application: ["User.Read.All", "User.ReadBasic.All", "Directory.Read.All"],
  },
];

export interface FeatureState {
  readonly feature: Feature;
  readonly works: boolean;
  /** The permission to grant for it, the least one; null when it works. */
  readonly missing: string | null;
}

/** Which features these permissions carry; those that do not exist in this mode are left out. */
export function featureStates(mode: PermissionMode, granted: readonly string[]): FeatureState[] {
  return featureNeeds.flatMap((need) => {
    const needed = need[mode];
    const [least] = needed;
    if (least === undefined) return [];
    const works = needed.some((scope) => granted.includes(scope));
    return [{ feature: need.feature, works, missing: works ? null : least }];
  });
}

export function carries(
  mode: PermissionMode,
  granted: readonly string[],
  feature: Feature,
): boolean {
  return featureStates(mode, granted).some((state) => state.feature === feature && state.works);
}

/** The one role without which nothing works; the admin may revoke every other in Entra ID. */
export const requiredRole = "Calendars.ReadWrite";

/** The roles the app is registered with, as *Validate permissions* lists them. */
export const registeredRoles: readonly string[] = [requiredRole, "Contacts.Read", "User.Read.All"];

export function featuresCarriedBy(role: string): Feature[] {
  return featureNeeds
    .filter(({ application }) => application.includes(role))
    .map(({ feature }) => feature);
}
