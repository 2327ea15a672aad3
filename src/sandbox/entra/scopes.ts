import { EntraError } from "./entra-error.ts";
import { type Sandbox } from "../sandbox.ts";
import { entraState } from "./state.ts";

/** Whose door a scope opens. */
export type Resource = "oidc" | "graph" | "api";

export interface Scope {
  resource: Resource;
  name: string;
  /** As the caller wrote it; Entra answers in kind. */
  asWritten: string;
  /** Named by `.default`: what was agreed to counts, the rest is no fault. */
  viaDefault: boolean;
}

export const graphAppId = "00000003-0000-0000-c000-000000000000";

/** What the consent page says about each scope. https://learn.microsoft.com/graph/permissions-reference */
export const scopeTexts: Record<Resource, Record<string, string>> = {
  oidc: {
    openid: "Sign you in",
    profile: "View your basic profile",
    email: "View your email address",
    offline_access: "Maintain access to data you have given it access to",
  },
  graph: {
    "User.Read": "Sign you in and read your profile",
    "Calendars.Read": "Read your calendars",
    "Calendars.ReadWrite": "Have full access to your calendars",
    "Calendars.Read.Shared": "Read calendars you can access",
    "Calendars.ReadWrite.Shared": "Read and write calendars you can access",
    "Contacts.Read": "Read your contacts",
    "MailboxSettings.Read": "Read your mailbox settings",
    "People.Read": "Read your relevant people list",
  },
  api: { access_as_user: "Let the add-in act as you in Zoom Meetings for Outlook" },
};

/** Application permissions an admin can grant. */
export const graphRoles = [
  "Calendars.Read",
  "Calendars.ReadWrite",
  "Contacts.Read",
  "MailboxSettings.Read",
  "User.Read.All",
];

/**
 * Takes a scope parameter apart. Graph's scopes may be short or carry Graph's address.
 * @throws EntraError AADSTS900144 when empty, AADSTS70011 for a scope nobody offers
 */
export function parseScopes(sandbox: Sandbox, parameter: string | undefined): Scope[] {
  const words = (parameter ?? "").split(/\s+/).filter((word) => word !== "");
  if (words.length === 0)
    throw new EntraError(
      "invalid_request",
      900144,
      "The request body must contain the following parameter: 'scope'.",
    );
  return words.flatMap((word) => parseScope(sandbox, word));
}

function parseScope(sandbox: Sandbox, word: string): Scope[] {
  const cut = word.lastIndexOf("/");
  const [address, name] = [word.slice(0, Math.max(cut, 0)), word.slice(cut + 1)];
  const resource = address === "" ? shortResource(name) : resourceAt(sandbox, address);
  if (resource === undefined) throw unknownScope(word);
  if (name === ".default") return defaultScopes(resource, address);
  if (!Object.hasOwn(scopeTexts[resource], name)) throw unknownScope(word);
  return [{ resource, name, asWritten: word, viaDefault: false }];
}

const shortResource = (name: string): Resource =>
  Object.hasOwn(scopeTexts.oidc, name) ? "oidc" : "graph";

/** The resource behind an address, Microsoft's own and the sandbox's alike. */
export function resourceAt({ options }: Sandbox, address: string): Resource | undefined {
  const origin = options.publicUrl.replace(/\/$/, "");
  const graph = ["https://graph.microsoft.com", graphAppId, origin, `${origin}/graph`];
  if (graph.includes(address)) return "graph";
  return [`api://${options.entraClientId}`, options.entraClientId].includes(address)
    ? "api"
    : undefined;
}

/** `.default` asks for everything the app registered. */
function defaultScopes(resource: Resource, address: string): Scope[] {
  const names =
    resource === "graph"
      ? ["User.Read", "Calendars.Read", "Calendars.ReadWrite", "MailboxSettings.Read"]
      : Object.keys(scopeTexts[resource]);
  return names.map((name) => ({
    resource,
    name,
    asWritten: `${address}/${name}`,
    viaDefault: true,
  }));
}

function unknownScope(word: string): EntraError {
  return new EntraError(
    "invalid_scope",
    70011,
    `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${word} is not valid.`,
  );
}

const consentKey = ({ resource, name }: Scope): string => `${resource}/${name}`;

/** What the person agreed to, and what their admin did for everybody. */
function agreedBy(sandbox: Sandbox, personId: string): string[] {
  const { consents, tenantConsents } = entraState(sandbox).value;
  const person = sandbox.people.find(({ id }) => id === personId);
  return [...(consents[personId] ?? []), ...(tenantConsents[person?.tenantId ?? ""] ?? [])];
}

/** An admin agrees for everybody in their tenant. */
export function recordTenantConsent(sandbox: Sandbox, tenantId: string, scopes: Scope[]): void {
  const kept = entraState(sandbox);
  const agreed = kept.value.tenantConsents[tenantId] ?? [];
  kept.value.tenantConsents[tenantId] = [...new Set([...agreed, ...scopes.map(consentKey)])];
  kept.save();
}

/** The scopes a person has not agreed to yet; signing in itself needs no agreement. */
export function missingConsent(sandbox: Sandbox, personId: string, scopes: Scope[]): Scope[] {
  const agreed = agreedBy(sandbox, personId);
  const isSettled = (scope: Scope) =>
    agreed.includes(consentKey(scope)) ||
    (scope.viaDefault && agreed.some((key) => key.startsWith(`${scope.resource}/`)));
  return scopes.filter((scope) => scope.resource !== "oidc" && !isSettled(scope));
}

export function recordConsent(sandbox: Sandbox, personId: string, scopes: Scope[]): void {
  const kept = entraState(sandbox);
  const agreed = kept.value.consents[personId] ?? [];
  kept.value.consents[personId] = [...new Set([...agreed, ...scopes.map(consentKey)])];
  kept.save();
}

/** Every scope of `resource` the person has agreed to: what Entra puts into a token, asked for or not. */
export function consentedNames(sandbox: Sandbox, personId: string, resource: Resource): string[] {
  return agreedBy(sandbox, personId)
    .filter((key) => key.startsWith(`${resource}/`))
    .map((key) => key.slice(resource.length + 1));
}
