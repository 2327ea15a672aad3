import { type Sandbox } from "../sandbox.ts";
import { EntraError } from "./entra-error.ts";
import { type Platform, registrationOf, requireClient, requireRedirect } from "./registration.ts";
import { parseScopes, type Scope } from "./scopes.ts";

/** An authorization request that may be answered at its redirect address. */
export interface AuthorizeRequest {
  redirectUri: string;
  platform: Platform;
  scope: string;
  scopes: Scope[];
  state: string | undefined;
  nonce: string | undefined;
  codeChallenge: string | undefined;
  responseMode: "query" | "fragment" | "form_post";
  prompt: "none" | "login" | "consent" | "select_account" | undefined;
  loginHint: string | undefined;
  /** The query as it came, so that the pages can carry it on. */
  query: string;
}

type Return = Pick<AuthorizeRequest, "redirectUri" | "platform" | "state" | "responseMode">;

/** A fault that goes back to the app, at its redirect address. */
export class AuthorizeRefused extends Error {
  override readonly name = "AuthorizeRefused";
  readonly refusal: EntraError;
  readonly back: Return;

  constructor(refusal: EntraError, back: Return) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
    this.back = back;
  }
}

/**
 * Checks an authorization request.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * @throws EntraError when the app or the redirect address is unknown: shown on a page, never sent on
 * @throws AuthorizeRefused for every other fault
 */
export function readAuthorizeRequest(sandbox: Sandbox, query: string): AuthorizeRequest {
  const parameters = new URLSearchParams(query);
  const get = (name: string) => parameters.get(name) ?? undefined;
  const registration = registrationOf(sandbox.options);
  requireClient(registration, get("client_id"));
  const redirectUri = get("redirect_uri") ?? "";
  const platform = requireRedirect(registration, redirectUri);
  const responseMode = oneOf(["query", "fragment", "form_post"], get("response_mode")) ?? "query";
  const back: Return = { redirectUri, platform, state: get("state"), responseMode };
  try {
    return { ...back, ...readRest(sandbox, get, platform), query };
  } catch (error) {
    if (error instanceof EntraError) throw new AuthorizeRefused(error, back);
    throw error;
  }
}

function readRest(sandbox: Sandbox, get: (name: string) => string | undefined, platform: Platform) {
  const responseType = get("response_type");
  if (responseType !== "code")
    throw new EntraError(
      "unsupported_response_type",
      700054,
      `response_type '${responseType ?? ""}' is not enabled for the application.`,
    );
  const codeChallenge = get("code_challenge");
  if (codeChallenge !== undefined && get("code_challenge_method") !== "S256")
    throw new EntraError(
      "invalid_request",
      501491,
      "Invalid code_challenge_method. The sandbox takes S256 only.",
    );
  if (platform === "spa" && codeChallenge === undefined)
    throw new EntraError(
      "invalid_request",
      9002325,
      "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
    );
  const scope = get("scope") ?? "";
  return {
    scope,
    scopes: parseScopes(sandbox, scope),
    nonce: get("nonce"),
    codeChallenge,
    prompt: oneOf(["none", "login", "consent", "select_account"], get("prompt")),
    loginHint: get("login_hint"),
  };
}

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** The redirect address with an answer on it, where `query` or `fragment` says. */
export function answerAddress(back: Return, answer: Record<string, string>): string {
  const values = answerValues(back, answer);
  const address = new URL(back.redirectUri);
  if (back.responseMode === "fragment") address.hash = new URLSearchParams(values).toString();
  else for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  return address.href;
}

export function answerValues(
  { state }: Pick<Return, "state">,
  answer: Record<string, string>,
): Record<string, string> {
  return state === undefined ? answer : { ...answer, state };
}
