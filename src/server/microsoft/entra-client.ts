import * as oauth from "openid-client";
import { errorOfTokenCall } from "./entra-refusal.ts";

/** What Entra gives for a person's permission. */
export interface DelegatedTokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
  /** Graph scopes of this token; it may hold more than was asked for. */
  scopes: string[];
}

export interface CodeAnswer {
  tokens: Omit<DelegatedTokens, "refreshToken"> & { refreshToken: string | null };
  /** Still to be verified. */
  idToken: string;
}

export interface AppToken {
  accessToken: string;
  expiresIn: number;
}

/**
 * What may be used of a grant. Entra's tokens carry everything that was ever agreed to; a person who
 * ticked less means less. No list at all means: as asked (RFC 6749, 5.1).
 */
export function usableScopes(asked: readonly string[], granted: readonly string[]): string[] {
  return granted.length === 0 ? [...asked] : asked.filter((scope) => granted.includes(scope));
}

interface EntraClientOptions {
  /** `ENTRA_AUTHORITY`, without a trailing slash. */
  authority: string;
  clientId: string;
  clientSecret: string;
  /** What an app asks all its own permissions of. */
  graphResource: string;
  publicUrl: string;
}

export interface AuthorizeRequest {
  /** Graph scopes, in short form. Empty for a sign-in only. */
  scopes: readonly string[];
  state: string;
  nonce: string;
  codeVerifier: string;
  loginHint: string | null;
  prompt?: "select_account" | "consent";
}

const signInScopes = ["openid", "profile"];

/**
 * Entra ID's endpoints for work and school accounts: authorization code with PKCE, refresh, client
 * credentials, admin consent. The app's permissions of its own are asked for as a whole (`.default`).
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export class EntraClient {
  readonly #options: EntraClientOptions;
  readonly #redirectUri: string;
  readonly #consentRedirectUri: string;

  constructor(options: EntraClientOptions) {
    this.#options = options;
    this.#redirectUri = `${options.publicUrl}/auth/microsoft/callback`;
    this.#consentRedirectUri = `${options.publicUrl}/auth/microsoft/adminconsent`;
  }

  static newVerifier(): string {
    return oauth.randomPKCECodeVerifier();
  }

  static newNonce(): string {
    return oauth.randomNonce();
  }

  async authorizeUrl(request: AuthorizeRequest): Promise<URL> {
    const lasting = request.scopes.length > 0 ? ["offline_access"] : [];
    return oauth.buildAuthorizationUrl(this.#server("organizations"), {
      redirect_uri: this.#redirectUri,
      response_mode: "query",
      scope: [...signInScopes, ...lasting, ...request.scopes].join(" "),
      state: request.state,
      nonce: request.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(request.codeVerifier),
      code_challenge_method: "S256",
      ...(request.prompt ? { prompt: request.prompt } : {}),
      ...(request.loginHint === null ? {} : { login_hint: request.loginHint }),
    });
  }

  /** Microsoft's page on which an admin grants `scopes` for everybody in their tenant. */
  adminConsentUrl(scopes: readonly string[] | "application", state: string | null): URL {
    const { authority, clientId } = this.#options;
    const url = new URL(`${authority}/organizations/v2.0/adminconsent`);
    url.searchParams.set("client_id", clientId);
    url.searchParams.set("scope", scopes === "application" ? this.#appScope() : scopes.join(" "));
    url.searchParams.set("redirect_uri", this.#consentRedirectUri);
    if (state !== null) url.searchParams.set("state", state);
    return url;
  }

  /** @throws ConnectionLapsed, EntraMisconfigured or EntraUnavailable */
  async redeemCode(query: URLSearchParams, codeVerifier: string): Promise<CodeAnswer> {
    const callback = new URL(this.#redirectUri);
    callback.search = query.toString();
    const server = this.#server("organizations");
    const idToken = setIdTokenAside(server);
    const reply = await this.#ask(() =>
      oauth.authorizationCodeGrant(server, callback, {
        pkceCodeVerifier: codeVerifier,
        expectedState: query.get("state") ?? "",
      }),
    );
    return {
      tokens: { ...tokensOf(reply), refreshToken: reply.refresh_token ?? null },
      idToken: idToken(),
    };
  }

  /** The old refresh token stays good at Microsoft; the newest is the one to keep. */
  async refresh(
    tenantId: string,
    refreshToken: string,
    scopes: readonly string[],
  ): Promise<DelegatedTokens> {
    const server = this.#server(tenantId);
    setIdTokenAside(server);
    const reply = await this.#ask(() =>
      oauth.refreshTokenGrant(server, refreshToken, {
        scope: ["offline_access", ...scopes].join(" "),
      }),
    );
    return { ...tokensOf(reply), refreshToken: reply.refresh_token ?? refreshToken };
  }

  /** A token of the app itself in one tenant. It is issued even when the app has no role there. */
  async appToken(tenantId: string): Promise<AppToken> {
    const reply = await this.#ask(() =>
      oauth.clientCredentialsGrant(this.#server(tenantId), { scope: this.#appScope() }),
    );
    return { accessToken: reply.access_token, expiresIn: reply.expires_in ?? 3600 };
  }

  #appScope(): string {
    return `${this.#options.graphResource}/.default`;
  }

  #server(tenant: string): oauth.Configuration {
    const { authority, clientId, clientSecret } = this.#options;
    const endpoint = `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0`;
    const server = new oauth.Configuration(
      {
        issuer: `${authority}/${tenant}/v2.0`,
        authorization_endpoint: `${endpoint}/authorize`,
        token_endpoint: `${endpoint}/token`,
      },
      clientId,
      undefined,
      oauth.ClientSecretPost(clientSecret),
    );
    server.timeout = 10;
    if (authority.startsWith("http://")) oauth.allowInsecureRequests(server);
    return server;
  }

  async #ask(
    call: () => Promise<oauth.TokenEndpointResponse>,
  ): Promise<oauth.TokenEndpointResponse> {
    try {
      return await call();
    } catch (cause) {
      throw errorOfTokenCall(cause);
    }
  }
}

/**
 * The library expects the issuer to be the endpoint's own, but `organizations` issues tokens in the
 * name of each person's tenant. The ID token is therefore taken out of the answer, for `EntraTokens`.
 */
function setIdTokenAside(server: oauth.Configuration): () => string {
  let idToken = "";
  server[oauth.customFetch] = async (url, options) => {
    const reply = await fetch(url, options as RequestInit);
    if (!reply.ok) return reply;
    const body = (await reply.json()) as Record<string, unknown>;
    if (typeof body.id_token === "string") idToken = body.id_token;
    delete body.id_token;
    return Response.json(body, { status: reply.status });
  };
  return () => idToken;
}

function tokensOf(reply: oauth.TokenEndpointResponse): Omit<DelegatedTokens, "refreshToken"> {
  return {
    accessToken: reply.access_token,
    expiresIn: reply.expires_in ?? 3600,
    scopes: graphScopesIn(reply.scope),
  };
}

/** In short form, without those of the sign-in itself: Graph's scopes may come with its address. */
function graphScopesIn(scope: string | undefined): string[] {
  const names = (scope ?? "").split(/\s+/).map((name) => name.slice(name.lastIndexOf("/") + 1));
  return [...new Set(names)].filter((name) => name.includes("."));
}
