import * as oauth from "openid-client";
import { RequestError } from "../errors.ts";
import { apiScopeName, type EntraTokens, EntraUnavailable } from "./entra-tokens.ts";
import { type OneTimeCodes } from "./one-time-codes.ts";

interface StatePayload {
  codeVerifier: string;
  browser: string;
}

export interface ApiToken {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
}

interface MicrosoftSignInOptions {
  authority: string;
  clientId: string;
  clientSecret: string;
  publicUrl: string;
}

/**
 * Sign-in through a dialog, for Outlooks without nested app authentication: code flow with PKCE for a
 * token to our own API. The dialog gets only a one-time code; the pane redeems it for the token.
 */
export class MicrosoftSignIn {
  readonly #server: oauth.Configuration;
  readonly #codes: OneTimeCodes;
  readonly #tokens: EntraTokens;
  readonly #scope: string;
  readonly #redirectUri: string;

  constructor(codes: OneTimeCodes, tokens: EntraTokens, options: MicrosoftSignInOptions) {
    const endpoint = `${options.authority}/organizations/oauth2/v2.0`;
    this.#server = new oauth.Configuration(
      {
        issuer: `${options.authority}/organizations/v2.0`,
        authorization_endpoint: `${endpoint}/authorize`,
        token_endpoint: `${endpoint}/token`,
      },
      options.clientId,
      undefined,
      oauth.ClientSecretPost(options.clientSecret),
    );
    this.#server.timeout = 10;
    if (options.authority.startsWith("http://")) oauth.allowInsecureRequests(this.#server);
    this.#codes = codes;
    this.#tokens = tokens;
    this.#scope = `api://${options.clientId}/${apiScopeName}`;
    this.#redirectUri = `${options.publicUrl}/auth/microsoft/callback`;
  }

  async authorizeUrl(browser: string, loginHint: string | undefined): Promise<URL> {
    const codeVerifier = oauth.randomPKCECodeVerifier();
    const payload: StatePayload = { codeVerifier, browser };
    return oauth.buildAuthorizationUrl(this.#server, {
      redirect_uri: this.#redirectUri,
      scope: this.#scope,
      state: await this.#codes.issue("microsoftState", payload, 15),
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
      ...(loginHint ? { login_hint: loginHint } : {}),
    });
  }

  /**
   * Microsoft sent the browser back. Returns the code the dialog hands to the pane.
   * @throws RequestError when the person declined, or the answer is not for this browser.
   */
  async receive(query: URLSearchParams, browser: string | undefined): Promise<string> {
    const state = (await this.#codes.redeem(
      "microsoftState",
      query.get("state") ?? "",
    )) as StatePayload | null;
    if (!state || state.browser !== browser) throw startedTooLongAgo();
    if (query.has("error")) throw declined(query.get("error"));
    const reply = await this.#redeem(query, state.codeVerifier);
    await this.#tokens.verify(reply.accessToken);
    return this.#codes.issue("microsoftFinish", reply);
  }

  async finish(code: string): Promise<ApiToken> {
    const token = (await this.#codes.redeem("microsoftFinish", code)) as ApiToken | null;
    if (!token) throw startedTooLongAgo();
    return token;
  }

  async #redeem(query: URLSearchParams, codeVerifier: string): Promise<ApiToken> {
    const callback = new URL(this.#redirectUri);
    callback.search = query.toString();
    try {
      const reply = await oauth.authorizationCodeGrant(this.#server, callback, {
        pkceCodeVerifier: codeVerifier,
        expectedState: query.get("state") ?? "",
      });
      return { accessToken: reply.access_token, expiresIn: reply.expires_in ?? 3600 };
    } catch (cause) {
      if (cause instanceof oauth.ResponseBodyError && cause.status < 500) {
        throw new RequestError(
          403,
          "signIn.refused",
          "Microsoft did not accept this sign-in. Start again from Outlook.",
          { cause },
        );
      }
      throw new EntraUnavailable(cause);
    }
  }
}

function startedTooLongAgo(): RequestError {
  return new RequestError(
    400,
    "signIn.expired",
    "This sign-in was started too long ago, in another window, or was already used. Start again from Outlook.",
  );
}

/** @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function declined(error: string | null): RequestError {
  if (error === "access_denied" || error === "consent_required") {
    return new RequestError(
      403,
      "signIn.declined",
      "You are not signed in, because the permission was declined. You can try again at any time.",
    );
  }
  return new RequestError(
    403,
    "signIn.refused",
    "Microsoft did not let you sign in to this app. Your administrator may have to allow it first.",
  );
}
