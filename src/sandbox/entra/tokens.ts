import { createHash, createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { type Resource, graphAppId } from "./scopes.ts";
import { entraState } from "./state.ts";

/** Seconds an access token lives: 60 to 90 minutes, at random, as Entra's do. */
const accessLifetime = (): number => 3600 + Math.floor(Math.random() * 1800);

const issuerOf = (sandbox: Sandbox, tenantId: string): string =>
  `${sandbox.options.publicUrl}/entra/${tenantId}/v2.0`;

/** A user's token for Graph or for the app's own API. */
export async function issueAccessToken(
  sandbox: Sandbox,
  person: Person,
  { resource, scopes }: { resource: Exclude<Resource, "oidc">; scopes: string[] },
): Promise<{ token: string; expiresIn: number }> {
  const expiresIn = accessLifetime();
  const token = await sign(sandbox, person.tenantId, expiresIn, {
    ...personClaims(sandbox, person),
    aud: resource === "graph" ? graphAppId : sandbox.options.entraClientId,
    azp: sandbox.options.entraClientId,
    azpacr: "1",
    scp: scopes.join(" "),
  });
  return { token, expiresIn };
}

/** The app's own token for Graph; without granted permissions it has no `roles` and is issued all the same. */
export async function issueAppToken(
  sandbox: Sandbox,
  tenantId: string,
  roles: string[],
): Promise<{ token: string; expiresIn: number }> {
  const { entraClientId } = sandbox.options;
  const expiresIn = 3599;
  const token = await sign(sandbox, tenantId, expiresIn, {
    aud: graphAppId,
    azp: entraClientId,
    azpacr: "1",
    idtyp: "app",
    oid: servicePrincipalId(tenantId),
    sub: servicePrincipalId(tenantId),
    ...(roles.length > 0 && { roles }),
  });
  return { token, expiresIn };
}

export function issueIdToken(
  sandbox: Sandbox,
  person: Person,
  { nonce, withEmail = false }: { nonce?: string | undefined; withEmail?: boolean },
): Promise<string> {
  return sign(sandbox, person.tenantId, 3600, {
    ...personClaims(sandbox, person),
    aud: sandbox.options.entraClientId,
    ...(nonce !== undefined && { nonce }),
    ...(withEmail && { email: person.mail }),
  });
}

/** Refresh tokens are opaque to everybody else; here they are signed and name their grant. */
export function issueRefreshToken(sandbox: Sandbox, grant: RefreshGrant): Promise<string> {
  const days = grant.platform === "spa" ? 1 : 90;
  const { person, ...rest } = grant;
  return sign(sandbox, person.tenantId, days * 86_400, {
    ...rest,
    oid: person.id,
    aud: refreshAudience,
  });
}

export interface RefreshGrant {
  person: Person;
  /** As written when the person signed in. */
  scope: string;
  platform: "web" | "spa";
}

export const refreshAudience = "refresh";

async function sign(
  sandbox: Sandbox,
  tenantId: string,
  lifetimeSeconds: number,
  claims: JWTPayload,
): Promise<string> {
  const { keys, generation, personGenerations } = entraState(sandbox).value;
  const [key] = keys;
  if (key === undefined) throw new Error("Entra has no signing key. Delete its state and restart.");
  const now = Math.floor(sandbox.now().getTime() / 1000);
  return new SignJWT({
    ver: "2.0",
    tid: tenantId,
    uti: randomBytes(16).toString("base64url"),
    rh: `0.${generation}.${personGenerations[String(claims.oid)] ?? 0}`,
    ...claims,
  })
    .setProtectedHeader({ typ: "JWT", alg: "RS256", kid: key.kid })
    .setIssuer(issuerOf(sandbox, tenantId))
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(createPrivateKey({ key: key.privateJwk, format: "jwk" }));
}

/**
 * The claims of a token issued here for `audience` that is still good.
 * @throws an error of `jose`, or `TokenRevoked`
 */
export async function readToken(
  sandbox: Sandbox,
  token: string,
  audience: string | string[],
): Promise<JWTPayload> {
  const { kid } = decodeProtectedHeader(token);
  const { keys, generation, personGenerations } = entraState(sandbox).value;
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) throw new Error("The token was signed with a key Entra does not have.");
  const { payload } = await jwtVerify(
    token,
    createPublicKey({ key: key.privateJwk, format: "jwk" }),
    { audience, algorithms: ["RS256"], currentDate: sandbox.now() },
  );
  if (payload.iss !== issuerOf(sandbox, String(payload.tid)))
    throw new Error("The token names another issuer than its tenant's.");
  const oid = typeof payload.oid === "string" ? payload.oid : "";
  if (payload.rh !== `0.${generation}.${personGenerations[oid] ?? 0}`) throw new TokenRevoked();
  return payload;
}

/** The token was good until somebody revoked it. */
export class TokenRevoked extends Error {
  override readonly name = "TokenRevoked";

  constructor() {
    super("The token has been revoked.");
  }
}

/** https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
const ordinaryUser = "b79fbf4d-3ef9-4689-8143-76b194e85509";

function personClaims({ options }: Sandbox, person: Person): JWTPayload {
  return {
    oid: person.id,
    sub: createHash("sha256").update(`${person.id} ${options.entraClientId}`).digest("base64url"),
    name: person.displayName,
    preferred_username: person.userPrincipalName,
    // The app's manifest asks for directory roles (`groupMembershipClaims`).
    wids: [person.role === "admin" ? globalAdministrator : ordinaryUser],
  };
}

/** The app as an object of a tenant. */
function servicePrincipalId(tenantId: string): string {
  const hex = createHash("sha256").update(`service principal ${tenantId}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
