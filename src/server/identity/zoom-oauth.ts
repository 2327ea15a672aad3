import * as oauth from "openid-client";
import { SignInError } from "../errors.ts";
import { ZoomUnavailable } from "../zoom/errors.ts";

export interface ZoomTokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

interface ZoomOAuthOptions {
  /** `ZOOM_OAUTH_URL`, without a trailing slash. */
  oauthUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/**
 * Zoom's authorization-code flow with PKCE, and its rotating refresh tokens.
 * @see https://developers.zoom.us/docs/integrations/oauth/
 */
export class ZoomOAuth {
  readonly #server: oauth.Configuration;
  readonly #redirectUri: string;

  constructor({ oauthUrl, clientId, clientSecret, redirectUri }: ZoomOAuthOptions) {
    const metadata = {
      issuer: oauthUrl,
      authorization_endpoint: `${oauthUrl}/oauth/authorize`,
      token_endpoint: `${oauthUrl}/oauth/token`,
      revocation_endpoint: `${oauthUrl}/oauth/revoke`,
    };
    this.#server = new oauth.Configuration(metadata, clientId, undefined, plainBasic(clientSecret));
    this.#server.timeout = 10;
    if (oauthUrl.startsWith("http://")) oauth.allowInsecureRequests(this.#server);
    this.#redirectUri = redirectUri;
  }

  static newVerifier(): string {
    return oauth.randomPKCECodeVerifier();
  }

  /** Scopes come from the app's registration: Zoom refuses a `scope` parameter. */
  async authorizeUrl(state: string, codeVerifier: string): Promise<URL> {
    return oauth.buildAuthorizationUrl(this.#server, {
      redirect_uri: this.#redirectUri,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
    });
  }

  /** @throws SignInError when Zoom refuses the code. */
  async redeemCode(query: URLSearchParams, codeVerifier: string): Promise<ZoomTokens> {
    const callback = new URL(this.#redirectUri);
    callback.search = query.toString();
    return this.#tokens(() =>
      oauth.authorizationCodeGrant(this.#server, callback, {
        pkceCodeVerifier: codeVerifier,
        expectedState: query.get("state") ?? "",
      }),
    );
  }

  /**
   * Each refresh token is good once: the caller must store the new pair before using it.
   * @throws SignInError `credentialRevoked` when Zoom no longer knows the grant.
   */
  async refresh(refreshToken: string): Promise<ZoomTokens> {
    return this.#tokens(() => oauth.refreshTokenGrant(this.#server, refreshToken));
  }

  /** Ends the grant at Zoom. A grant Zoom no longer knows counts as ended. */
  async revoke(token: string): Promise<void> {
    try {
      await oauth.tokenRevocation(this.#server, token);
    } catch (cause) {
      if (cause instanceof oauth.ResponseBodyError) return;
      throw unavailable(cause);
    }
  }

  async #tokens(ask: () => Promise<oauth.TokenEndpointResponse>): Promise<ZoomTokens> {
    try {
      const reply = await ask();
      if (!reply.refresh_token) {
        throw new SignInError(
          "credentialRevoked",
          "Zoom gave no lasting permission. Connect Zoom again.",
        );
      }
      return {
        accessToken: reply.access_token,
        refreshToken: reply.refresh_token,
        expiresIn: reply.expires_in ?? 3600,
      };
    } catch (cause) {
      if (cause instanceof SignInError) throw cause;
      if (isRefusal(cause)) {
        throw new SignInError(
          "credentialRevoked",
          "Zoom no longer accepts this connection. Connect Zoom again.",
          cause,
        );
      }
      throw unavailable(cause);
    }
  }
}

/**
 * Zoom takes the id and secret of the Basic header as they are; the library's own method encodes them
 * first (RFC 6749, 2.3.1), which changes ids with `-` or `_`.
 */
function plainBasic(clientSecret: string): oauth.ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = Buffer.from(`${client.client_id}:${clientSecret}`).toString("base64");
    headers.set("authorization", `Basic ${credentials}`);
  };
}

/** What is wrong with this server's own id and secret, and says nothing of anybody's permission. */
const faultsOfApp = new Set(["invalid_client", "unauthorized_client", "unsupported_grant_type"]);

/**
 * Zoom's 4xx at the token endpoint; a throttle or a fault of its own is not a refusal. A challenge is
 * one to us (RFC 6749, 5.2): a permission that is still good must outlive a wrong secret.
 */
function isRefusal(cause: unknown): boolean {
  if (!(cause instanceof oauth.ResponseBodyError)) return false;
  return cause.status < 429 && !faultsOfApp.has(cause.error);
}

function unavailable(cause: unknown): ZoomUnavailable {
  const isFaultOfApp =
    cause instanceof oauth.WWWAuthenticateChallengeError ||
    (cause instanceof oauth.ResponseBodyError && faultsOfApp.has(cause.error));
  if (isFaultOfApp) {
    return new ZoomUnavailable(
      "zoom.unavailable",
      "Zoom does not accept ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET; connections are kept until it does",
      { cause, retry: "later" },
    );
  }
  return new ZoomUnavailable("zoom.unavailable", "Zoom's sign-in service did not answer", {
    cause,
    retry: "later",
  });
}
