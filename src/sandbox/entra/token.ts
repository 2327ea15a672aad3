import { decodeJwt } from "jose";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { redeemCode } from "./codes.ts";
import { EntraError } from "./entra-error.ts";
import { requireSecret } from "./registration.ts";
import { refuseLapsed, refuseRemovedApp } from "./lapses.ts";
import { consentedNames, missingConsent, parseScopes, resourceAt, type Scope } from "./scopes.ts";
import { entraState } from "./state.ts";
import { belongsTo, isSharedTenant, resolveTenant } from "./tenants.ts";
import {
  issueAccessToken,
  issueAppToken,
  issueIdToken,
  issueRefreshToken,
  readToken,
  refreshAudience,
  TokenRevoked,
} from "./tokens.ts";

/** A token request: the form, the secret from header or form, and whether a browser page sent it. */
export interface TokenRequest {
  tenant: string;
  form: Record<string, string | undefined>;
  secret: string | undefined;
  isCrossOrigin: boolean;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-access-token-with-a-client_secret */
export function grantTokens(sandbox: Sandbox, request: TokenRequest): Promise<object> {
  switch (request.form.grant_type) {
    case "authorization_code":
      return byCode(sandbox, request);
    case "refresh_token":
      return byRefreshToken(sandbox, request);
    case "client_credentials":
      return byClientCredentials(sandbox, request);
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      return onBehalfOf(sandbox, request);
    default:
      throw new EntraError(
        "unsupported_grant_type",
        70003,
        `The app requested an unsupported grant type '${request.form.grant_type ?? ""}'.`,
      );
  }
}

async function byCode(sandbox: Sandbox, { form, secret, isCrossOrigin }: TokenRequest) {
  const code = { code: form.code, redirectUri: form.redirect_uri, verifier: form.code_verifier };
  if (secret !== undefined) requireSecret(sandbox, secret);
  const { request, person } = redeemCode(sandbox, code);
  requirePlatform(request.platform, isCrossOrigin);
  if (request.platform === "web") requireSecret(sandbox, secret);
  const scope = form.scope ?? request.scope;
  return userTokens(sandbox, {
    person,
    platform: request.platform,
    scope: request.scope,
    scopes: parseScopes(sandbox, scope),
    nonce: request.nonce,
    wantsClientInfo: form.client_info === "1",
  });
}

/** A browser page redeems only what an SPA address was given, and the other way round. */
function requirePlatform(platform: "web" | "spa", isCrossOrigin: boolean): void {
  if (platform === "web" && isCrossOrigin)
    throw new EntraError(
      "invalid_request",
      9002326,
      "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
    );
  if (platform === "spa" && !isCrossOrigin)
    throw new EntraError(
      "invalid_request",
      9002327,
      "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    );
}

/** The new refresh token replaces the old one, which Entra keeps good until it expires. */
async function byRefreshToken(
  sandbox: Sandbox,
  { tenant, form, secret, isCrossOrigin }: TokenRequest,
) {
  const claims = await readRefreshToken(sandbox, form.refresh_token ?? "");
  refuseRemovedApp(sandbox, String(claims.tid));
  const platform = claims.platform === "spa" ? "spa" : "web";
  requirePlatform(platform, isCrossOrigin);
  if (platform === "web") requireSecret(sandbox, secret);
  const person = sandbox.people.find(({ id }) => id === claims.oid);
  if (person === undefined || !belongsTo(person, resolveTenant(tenant)))
    throw new EntraError("invalid_grant", 70000, "The provided grant is not for this tenant.");
  const scope = String(claims.scope);
  return userTokens(sandbox, {
    person,
    platform,
    scope,
    scopes: parseScopes(sandbox, form.scope ?? scope),
    nonce: undefined,
    wantsClientInfo: form.client_info === "1",
  });
}

async function readRefreshToken(sandbox: Sandbox, token: string) {
  refuseLapsed(sandbox, personNamedIn(token));
  try {
    return await readToken(sandbox, token, refreshAudience);
  } catch (error) {
    if (error instanceof TokenRevoked)
      throw new EntraError(
        "invalid_grant",
        50173,
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
        { suberror: "bad_token", cause: error },
      );
    if (error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED")
      throw new EntraError(
        "invalid_grant",
        700082,
        "The refresh token has expired due to inactivity.",
        { cause: error },
      );
    throw new EntraError(
      "invalid_grant",
      9002313,
      "Invalid request. Request is malformed or invalid.",
      { cause: error },
    );
  }
}

/** Unverified, and so good for nothing but the reason of a refusal. */
function personNamedIn(token: string): string {
  try {
    return String(decodeJwt(token).oid);
  } catch {
    return "";
  }
}

async function byClientCredentials(sandbox: Sandbox, { tenant, form, secret }: TokenRequest) {
  requireSecret(sandbox, secret);
  if (isSharedTenant(tenant))
    throw new EntraError(
      "invalid_request",
      50059,
      "No tenant-identifying information found in either the request or implied by any provided credentials.",
    );
  const address = /^(.+)\/\.default$/.exec(form.scope ?? "")?.[1];
  if (address === undefined || resourceAt(sandbox, address) !== "graph")
    throw new EntraError(
      "invalid_scope",
      1002012,
      `The provided value for scope ${form.scope ?? ""} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  const tenantId = resolveTenant(tenant);
  refuseRemovedApp(sandbox, tenantId);
  const roles = entraState(sandbox).value.appRoles[tenantId] ?? [];
  const { token, expiresIn } = await issueAppToken(sandbox, tenantId, roles);
  return {
    token_type: "Bearer",
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
  };
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow */
async function onBehalfOf(sandbox: Sandbox, { form, secret }: TokenRequest) {
  requireSecret(sandbox, secret);
  if (form.requested_token_use !== "on_behalf_of")
    throw new EntraError(
      "invalid_request",
      900144,
      "The request body must contain the following parameter: 'requested_token_use'.",
    );
  const person = await asserted(sandbox, form.assertion ?? "");
  const scopes = parseScopes(sandbox, form.scope);
  requireConsent(sandbox, person, scopes);
  return userTokens(sandbox, {
    person,
    platform: "web",
    scope: form.scope ?? "",
    scopes,
    nonce: undefined,
    wantsClientInfo: false,
  });
}

async function asserted(sandbox: Sandbox, assertion: string): Promise<Person> {
  try {
    const { oid } = await readToken(sandbox, assertion, sandbox.options.entraClientId);
    const person = sandbox.people.find(({ id }) => id === oid);
    if (person !== undefined) return person;
  } catch (cause) {
    throw new EntraError(
      "invalid_grant",
      500131,
      "Assertion audience does not match the Client app presenting the assertion, or the assertion is no longer good.",
      { cause },
    );
  }
  throw new EntraError("invalid_grant", 50013, "Assertion failed signature validation.");
}

function requireConsent(sandbox: Sandbox, person: Person, scopes: Scope[]): void {
  if (missingConsent(sandbox, person.id, scopes).length > 0)
    throw new EntraError(
      "invalid_grant",
      65001,
      `The user or administrator has not consented to use the application with ID '${sandbox.options.entraClientId}'. Send an interactive authorization request for this user and resource.`,
      { suberror: "consent_required" },
    );
}

interface UserGrant {
  person: Person;
  platform: "web" | "spa";
  /** Everything asked for at sign-in, for the refresh token. */
  scope: string;
  scopes: Scope[];
  nonce: string | undefined;
  wantsClientInfo: boolean;
}

/** The answer a user's grant earns; an access token is for one resource only. */
export async function userTokens(sandbox: Sandbox, grant: UserGrant) {
  const { person, scopes } = grant;
  requireConsent(sandbox, person, scopes);
  const has = (name: string) =>
    scopes.some((scope) => scope.resource === "oidc" && scope.name === name);
  const wanted = scopes.find(({ resource }) => resource !== "oidc");
  const resource = wanted?.resource === "api" ? "api" : "graph";
  const names = new Set([
    ...scopes
      .filter((scope) => scope.resource === resource && !scope.viaDefault)
      .map(({ name }) => name),
    ...consentedNames(sandbox, person.id, resource),
  ]);
  if (names.size === 0) names.add("User.Read");
  const { token, expiresIn } = await issueAccessToken(sandbox, person, {
    resource,
    scopes: [...names],
  });
  const prefix = wanted?.asWritten.slice(0, -wanted.name.length) ?? "";
  const granted = [...names].map((name) => `${prefix}${name}`);
  const shown = scopes.filter(
    (scope) => scope.resource === "oidc" && scope.name !== "offline_access",
  );
  return {
    token_type: "Bearer",
    scope: [...shown.map(({ name }) => name), ...granted].join(" "),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(has("offline_access") && {
      refresh_token: await issueRefreshToken(sandbox, refreshGrant(grant)),
    }),
    ...(has("openid") && {
      id_token: await issueIdToken(sandbox, person, {
        nonce: grant.nonce,
        withEmail: has("email"),
      }),
    }),
    ...(grant.wantsClientInfo && { client_info: clientInfo(person) }),
  };
}

const refreshGrant = ({ person, platform, scope }: UserGrant) => ({ person, platform, scope });

/** Undocumented, but MSAL builds its account ids from it. */
const clientInfo = ({ id, tenantId }: Person): string =>
  Buffer.from(JSON.stringify({ uid: id, utid: tenantId })).toString("base64url");
