import { createHash, randomBytes } from "node:crypto";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { type AuthorizeRequest } from "./authorize-request.ts";
import { EntraError } from "./entra-error.ts";

interface IssuedCode {
  request: AuthorizeRequest;
  person: Person;
  /** Epoch milliseconds. */
  expiresAt: number;
  isUsed: boolean;
}

const lifetimeMs = 10 * 60_000;
const codesOf = new WeakMap<Sandbox, Map<string, IssuedCode>>();

function codes(sandbox: Sandbox): Map<string, IssuedCode> {
  const known = codesOf.get(sandbox) ?? new Map<string, IssuedCode>();
  codesOf.set(sandbox, known);
  return known;
}

/** A code the app may redeem once, within ten minutes. */
export function issueCode(sandbox: Sandbox, request: AuthorizeRequest, person: Person): string {
  const issued = codes(sandbox);
  const now = sandbox.now().getTime();
  for (const [code, { expiresAt }] of issued) if (expiresAt < now - lifetimeMs) issued.delete(code);
  const code = `1.${randomBytes(48).toString("base64url")}`;
  issued.set(code, { request, person, expiresAt: now + lifetimeMs, isUsed: false });
  return code;
}

/** @throws EntraError `invalid_grant`: AADSTS54005 used, 70008 expired, 50148 wrong verifier, 500112 wrong address */
export function redeemCode(
  sandbox: Sandbox,
  given: {
    code: string | undefined;
    redirectUri: string | undefined;
    verifier: string | undefined;
  },
): IssuedCode {
  const issued = codes(sandbox).get(given.code ?? "");
  if (issued === undefined)
    throw invalidGrant(9002313, "Invalid request. Request is malformed or invalid.");
  if (issued.isUsed)
    throw invalidGrant(
      54005,
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    );
  if (issued.expiresAt < sandbox.now().getTime())
    throw invalidGrant(70008, "The provided authorization code or refresh token has expired.");
  const { redirectUri, codeChallenge } = issued.request;
  if (redirectUri !== given.redirectUri)
    throw invalidGrant(
      500112,
      `The reply address '${given.redirectUri ?? ""}' does not match the reply address '${redirectUri}' provided when requesting Authorization code.`,
    );
  if (codeChallenge !== undefined && challengeOf(given.verifier ?? "") !== codeChallenge)
    throw invalidGrant(
      50148,
      "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.",
    );
  issued.isUsed = true;
  return issued;
}

const challengeOf = (verifier: string): string =>
  createHash("sha256").update(verifier).digest("base64url");

const invalidGrant = (aadsts: number, message: string): EntraError =>
  new EntraError("invalid_grant", aadsts, message);
