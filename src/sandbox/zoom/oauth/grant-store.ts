import { createHash, randomBytes } from "node:crypto";
import { OAuthError } from "./oauth-error.ts";
import { isCalendarScope, zoomApp } from "./zoom-app.ts";
import { type Kept, type Sandbox } from "../../sandbox.ts";
import { type ZoomUser } from "../core/users.ts";

/** A user's consent; it stands until the app is removed, whatever becomes of its tokens. */
interface Grant {
  userId: string;
  accountId: string;
  /** The user lets the app use rights others gave them, such as scheduling for a manager. */
  sharedAccess: boolean;
  /** What the app had registered at the time; more comes only with a new consent. */
  scopes?: string[];
}

interface Code {
  userId: string;
  redirectUri: string;
  challenge: string | null;
  expiresAt: number;
  isUsed: boolean;
}

interface AccessToken {
  kind: "user" | "account" | "app";
  /** Empty for account and app tokens. */
  userId: string;
  accountId: string;
  scopes: string[];
  expiresAt: number;
}

interface OAuthState {
  grants: Record<string, Grant>;
  codes: Record<string, Code>;
  access: Record<string, AccessToken>;
  /** Live refresh tokens and whose they are; a used one is gone. */
  refresh: Record<string, string>;
  /** Accounts for which an account-level token was ever given. */
  accounts: string[];
}

export interface TokenAnswer {
  access_token: string;
  token_type: "bearer";
  refresh_token?: string;
  expires_in: number;
  scope: string;
  api_url: string;
}

export type Access = AccessToken & { sharedAccess: boolean };

const codeLifeMs = 5 * 60_000;
const tokenLifeSeconds = 3600;
const without = <T>(record: Record<string, T>, gone: (key: string, value: T) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !gone(key, value)));

const withoutCalendar = (scopes: string[]) => scopes.filter((scope) => !isCalendarScope(scope));

/** Grants, codes and tokens, kept over a restart. */
export class GrantStore {
  readonly #sandbox: Sandbox;
  readonly #kept: Kept<OAuthState>;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#kept = sandbox.keep<OAuthState>("zoom-oauth", () => ({
      grants: {},
      codes: {},
      access: {},
      refresh: {},
      accounts: [],
    }));
  }

  /** The consent page's *Allow*. A new consent kills the tokens of the one before. */
  allow(
    user: ZoomUser,
    redirectUri: string,
    challenge: string | null,
    sharedAccess: boolean,
  ): string {
    const state = this.#kept.value;
    this.revokeUser(user.id);
    state.grants[user.id] = {
      userId: user.id,
      accountId: user.accountId,
      sharedAccess,
      scopes: this.scopesOfNewGrant(),
    };
    const code = randomBytes(24).toString("base64url");
    state.codes[code] = {
      userId: user.id,
      redirectUri,
      challenge,
      expiresAt: this.#now() + codeLifeMs,
      isUsed: false,
    };
    this.#kept.save();
    return code;
  }

  /** What a user consents to now. */
  scopesOfNewGrant(): string[] {
    return this.#registered(zoomApp.userScopes);
  }

  redeemCode(code: string, redirectUri: string, verifier: string): TokenAnswer {
    const found = this.#kept.value.codes[code];
    if (found === undefined || found.isUsed || this.#now() > found.expiresAt) {
      throw new OAuthError(400, "invalid_grant", "Invalid authorization code");
    }
    if (found.redirectUri !== redirectUri) {
      throw new OAuthError(400, "invalid_request", "Redirect URI mismatch.");
    }
    const hash = createHash("sha256").update(verifier).digest("base64url");
    if (found.challenge !== null && hash !== found.challenge) {
      throw new OAuthError(400, "invalid_grant", "Invalid code verifier");
    }
    found.isUsed = true;
    return this.#issueUserTokens(found.userId);
  }

  /** Each refresh token works once: the answer carries the next one. */
  refresh(token: string): TokenAnswer {
    const userId = this.#kept.value.refresh[token];
    if (userId === undefined) throw new OAuthError(400, "invalid_grant", "Invalid Token!");
    this.#kept.value.refresh = without(this.#kept.value.refresh, (key) => key === token);
    return this.#issueUserTokens(userId);
  }

  issueAccountToken(accountId: string): TokenAnswer {
    const { accounts } = this.#kept.value;
    if (!accounts.includes(accountId)) accounts.push(accountId);
    const scopes = this.#registered(zoomApp.accountScopes);
    return this.#issue({ kind: "account", userId: "", accountId, scopes });
  }

  issueAppToken(): TokenAnswer {
    return this.#issue({ kind: "app", userId: "", accountId: "", scopes: zoomApp.ownScopes });
  }

  /** What a bearer token may do; null for the unknown and the expired. */
  find(token: string): Access | null {
    const found = this.#kept.value.access[token];
    if (found === undefined || this.#now() >= found.expiresAt) return null;
    const sharedAccess = this.#kept.value.grants[found.userId]?.sharedAccess ?? true;
    return { ...found, scopes: this.#registered(found.scopes), sharedAccess };
  }

  /** Revokes by access token, and the refresh token with it; false when there is no such token. */
  revoke(token: string): boolean {
    const found = this.#kept.value.access[token];
    if (found === undefined) return false;
    if (found.kind === "user") this.revokeUser(found.userId);
    else {
      this.#kept.value.access = without(this.#kept.value.access, (key) => key === token);
      this.#kept.save();
    }
    return true;
  }

  /** Kills every token of one user, or of everybody. */
  revokeUser(userId?: string): void {
    const state = this.#kept.value;
    const isTheirs = (owner: string) => userId === undefined || owner === userId;
    state.access = without(state.access, (_key, token) => isTheirs(token.userId));
    state.refresh = without(state.refresh, (_key, owner) => isTheirs(owner));
    state.codes = without(state.codes, (_key, code) => isTheirs(code.userId));
    this.#kept.save();
  }

  /** The user removes the app. False when it was not installed. */
  removeApp(userId: string): boolean {
    const state = this.#kept.value;
    if (state.grants[userId] === undefined) return false;
    this.revokeUser(userId);
    state.grants = without(state.grants, (key) => key === userId);
    this.#kept.save();
    return true;
  }

  /** Whether the app gets the events of this user's meetings. */
  isInstalledFor(userId: string, accountId: string): boolean {
    const { grants, accounts } = this.#kept.value;
    return grants[userId] !== undefined || accounts.includes(accountId);
  }

  /** The calendar's scopes are taken from the app while the switch says so. */
  #registered(scopes: string[]): string[] {
    return this.#sandbox.switches.value.zoomCalendarScope ? scopes : withoutCalendar(scopes);
  }

  #now(): number {
    return this.#sandbox.now().getTime();
  }

  #issueUserTokens(userId: string): TokenAnswer {
    const grant = this.#kept.value.grants[userId];
    if (grant === undefined) throw new OAuthError(400, "invalid_grant", "Invalid Token!");
    const refreshToken = randomBytes(48).toString("base64url");
    this.#kept.value.refresh[refreshToken] = userId;
    const answer = this.#issue({
      kind: "user",
      userId,
      accountId: grant.accountId,
      scopes: this.#registered(grant.scopes ?? withoutCalendar(zoomApp.userScopes)),
    });
    return { ...answer, refresh_token: refreshToken };
  }

  #issue(token: Omit<AccessToken, "expiresAt">): TokenAnswer {
    const state = this.#kept.value;
    const now = this.#now();
    state.access = without(state.access, (_key, { expiresAt }) => expiresAt < now);
    state.codes = without(state.codes, (_key, code) => code.expiresAt < now);
    const accessToken = randomBytes(48).toString("base64url");
    state.access[accessToken] = { ...token, expiresAt: now + tokenLifeSeconds * 1000 };
    this.#kept.save();
    return {
      access_token: accessToken,
      token_type: "bearer",
      expires_in: tokenLifeSeconds,
      scope: token.scopes.join(" "),
      api_url: `${this.#sandbox.options.publicUrl}/zoom`,
    };
  }
}
