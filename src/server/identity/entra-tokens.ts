import { createRemoteJWKSet, errors as joseErrors, jwtVerify, type JWTPayload } from "jose";
import { type Clock, toDate } from "../clock.ts";
import { AppError, SignInError } from "../errors.ts";
import { isNetworkFault } from "../network-fault.ts";

/** The scope our API exposes; the add-in asks for `api://<client id>/access_as_user`. */
export const apiScopeName = "access_as_user";

export interface EntraIdentity {
  tenantId: string;
  objectId: string;
  /** `preferred_username`; to show, never to know somebody by. */
  userPrincipalName: string | null;
}

/** Who signed in, as the ID token of our own sign-in says. */
export interface SignedInIdentity extends EntraIdentity {
  userPrincipalName: string;
  displayName: string;
  /** Template ids of the Entra roles this person holds (`wids`); empty when the token names none. */
  directoryRoles: readonly string[];
}

interface DiscoveryDocument {
  issuer: string;
  jwks_uri: string;
}

interface Authority {
  /** For a shared endpoint it holds the placeholder `{tenantid}`. */
  issuer: string;
  keys: ReturnType<typeof createRemoteJWKSet>;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Verifies Entra v2.0 access tokens issued for our API: signature, algorithm, issuer of the token's
 * own tenant, audience, life time and scope.
 * @see https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 */
export class EntraTokens {
  readonly #authority: string;
  readonly #clientId: string;
  readonly #clock: Clock;
  #discovered: Promise<Authority> | null = null;

  constructor(authority: string, clientId: string, clock: Clock) {
    this.#authority = authority;
    this.#clientId = clientId;
    this.#clock = clock;
  }

  /**
   * @throws SignInError `signInRequired` when the token is not good for this API; the reason is in
   * the cause, never the token.
   */
  async verify(token: string): Promise<EntraIdentity> {
    const { issuer, keys } = await this.#discover();
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        algorithms: ["RS256"],
        audience: [this.#clientId, `api://${this.#clientId}`],
        clockTolerance: "5m",
        currentDate: toDate(this.#clock.now()),
        requiredClaims: ["exp", "iss", "aud"],
      }));
    } catch (cause) {
      if (cause instanceof joseErrors.JWTExpired) {
        throw refused("Your sign-in has expired. Sign in again.", cause);
      }
      if (isKeysUnavailable(cause)) {
        throw new EntraUnavailable(cause);
      }
      throw refused("This sign-in is not valid for Zoom Meetings for Outlook.", cause);
    }

    const identity = this.#identityOf(payload, issuer);
    const { scp, azp } = payload as Record<string, unknown>;
    if (typeof scp !== "string" || !scp.split(" ").includes(apiScopeName)) {
      throw refused("This sign-in does not allow access to Zoom Meetings for Outlook.");
    }
    if (azp !== undefined && azp !== this.#clientId) {
      throw refused("This sign-in was made for another app.");
    }
    return identity;
  }

  /**
   * Verifies the ID token of a sign-in of ours: as above, and for this very sign-in by its nonce.
   * @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
   * @throws SignInError `signInRequired`
   */
  async verifyIdToken(token: string, nonce: string): Promise<SignedInIdentity> {
    const { issuer, keys } = await this.#discover();
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        algorithms: ["RS256"],
        audience: this.#clientId,
        clockTolerance: "5m",
        currentDate: toDate(this.#clock.now()),
        requiredClaims: ["exp", "iss", "aud", "nonce"],
      }));
    } catch (cause) {
      if (isKeysUnavailable(cause)) throw new EntraUnavailable(cause);
      throw refused("Microsoft's answer could not be verified.", cause);
    }
    if (payload.nonce !== nonce) throw refused("Microsoft's answer belongs to another sign-in.");
    const identity = this.#identityOf(payload, issuer);
    const { name, wids } = payload as Record<string, unknown>;
    const userPrincipalName = identity.userPrincipalName ?? identity.objectId;
    return {
      ...identity,
      userPrincipalName,
      displayName: typeof name === "string" && name !== "" ? name : userPrincipalName,
      directoryRoles: Array.isArray(wids) ? wids.filter((role) => typeof role === "string") : [],
    };
  }

  #identityOf(payload: JWTPayload, issuer: string): EntraIdentity {
    const { tid, oid, iss, preferred_username: name } = payload as Record<string, unknown>;
    if (typeof tid !== "string" || !guid.test(tid) || typeof oid !== "string" || !guid.test(oid)) {
      throw refused("This sign-in does not say which Microsoft 365 user it is for.");
    }
    const issuers = [issuer.replace("{tenantid}", tid), `${this.#authority}/${tid}/v2.0`];
    if (typeof iss !== "string" || !issuers.includes(iss)) {
      throw refused("This sign-in was issued by another authority.");
    }
    return {
      tenantId: tid.toLowerCase(),
      objectId: oid.toLowerCase(),
      userPrincipalName: typeof name === "string" && name !== "" ? name : null,
    };
  }

  /** Asked for once; a failure is forgotten, so that the next request asks again. */
  #discover(): Promise<Authority> {
    this.#discovered ??= this.#fetchDiscovery().catch((cause: unknown) => {
      this.#discovered = null;
      throw cause;
    });
    return this.#discovered;
  }

  async #fetchDiscovery(): Promise<Authority> {
    const url = `${this.#authority}/common/v2.0/.well-known/openid-configuration`;
    try {
      const reply = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (!reply.ok) throw new Error(`Entra ID answered ${reply.status}`);
      const discovery = (await reply.json()) as DiscoveryDocument;
      return {
        issuer: discovery.issuer,
        keys: createRemoteJWKSet(new URL(discovery.jwks_uri), { cooldownDuration: 10_000 }),
      };
    } catch (cause) {
      throw new EntraUnavailable(cause);
    }
  }
}

/** Microsoft's sign-in service could not be asked; nobody's fault who called us. */
export class EntraUnavailable extends AppError {
  constructor(cause: unknown) {
    super(
      "microsoft.unavailable",
      "Microsoft's sign-in service does not answer. Nothing was changed; try again soon.",
      { cause, retry: "later" },
    );
  }
}

/** `jose` reports a key endpoint that answers with a fault as an error without a code of its own. */
function isKeysUnavailable(cause: unknown): boolean {
  if (cause instanceof joseErrors.JWKSTimeout || isNetworkFault(cause)) return true;
  return cause instanceof joseErrors.JOSEError && cause.code === joseErrors.JOSEError.code;
}

function refused(message: string, cause?: unknown): SignInError {
  return new SignInError("signInRequired", message, cause);
}
