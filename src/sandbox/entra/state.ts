import { type webcrypto, generateKeyPairSync, randomBytes } from "node:crypto";
import { type Kept, type Sandbox } from "../sandbox.ts";

/** A signing key; the newest signs, all verify. */
export interface SigningKey {
  kid: string;
  privateJwk: webcrypto.JsonWebKey;
}

/** What Entra ID remembers over a restart. */
export interface EntraState {
  keys: SigningKey[];
  /** Scopes people agreed to, by person id; resource-qualified as in `graph/Calendars.Read`. */
  consents: Record<string, string[]>;
  /** Application permissions an admin granted, by tenant id. */
  appRoles: Record<string, string[]>;
  /** Raised by revocation; tokens of an earlier generation are dead. */
  generation: number;
  /** The same for one person. */
  personGenerations: Record<string, number>;
  /** What an admin agreed to for everybody in a tenant, written as in `consents`. */
  tenantConsents: Record<string, string[]>;
  /** Why a person's refresh token is refused. */
  lapses: Record<string, LapseKind>;
  /** Tenants from which the app was removed. */
  removedFrom: string[];
  /** Tenants in which only an admin may consent. */
  adminConsentOnly: string[];
  /** Tenants whose Exchange lets the app only into the mailboxes listed, by person id. */
  reachable: Record<string, string[]>;
  /** Tenants in which Exchange grants the calendar although Entra lists no role. */
  grantedByExchange: string[];
  isSecretExpired: boolean;
}

/** What ends a person's connection; see `lapses.ts`. */
export type LapseKind =
  | "tokenRevoked"
  | "passwordChanged"
  | "conditionalAccess"
  | "mfaRequired"
  | "userDisabled"
  | "userDeleted"
  | "refreshTokenExpired";

const states = new WeakMap<Sandbox, Kept<EntraState>>();

export function entraState(sandbox: Sandbox): Kept<EntraState> {
  const known = states.get(sandbox);
  if (known !== undefined) return known;
  const kept = sandbox.keep<EntraState>("entra", () => ({
    keys: [newSigningKey()],
    consents: {},
    appRoles: {},
    generation: 0,
    ...nothingWrong(),
  }));
  // A state kept from before these existed.
  Object.assign(kept.value, { ...nothingWrong(), ...kept.value });
  kept.save();
  states.set(sandbox, kept);
  return kept;
}

const nothingWrong = () => ({
  personGenerations: {},
  tenantConsents: {},
  lapses: {},
  removedFrom: [],
  adminConsentOnly: [],
  reachable: {},
  grantedByExchange: [],
  isSecretExpired: false,
});

function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    kid: randomBytes(20).toString("base64url"),
    privateJwk: privateKey.export({ format: "jwk" }),
  };
}

/** Signs with a new key from now on; the previous one still verifies. */
export function rotateSigningKey(sandbox: Sandbox): void {
  const kept = entraState(sandbox);
  kept.value.keys = [newSigningKey(), ...kept.value.keys].slice(0, 3);
  kept.save();
}

/** Kills every refresh token; access tokens to Graph count as expired. */
export function revokeTokens(sandbox: Sandbox): void {
  const kept = entraState(sandbox);
  kept.value.generation += 1;
  kept.save();
}

/** What an admin does on the consent page for application permissions. */
export function grantAppRoles(sandbox: Sandbox, tenantId: string, roles: readonly string[]): void {
  const kept = entraState(sandbox);
  kept.value.appRoles[tenantId] = [...roles];
  kept.save();
}
