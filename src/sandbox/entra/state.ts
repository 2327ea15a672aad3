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
}

const states = new WeakMap<Sandbox, Kept<EntraState>>();

export function entraState(sandbox: Sandbox): Kept<EntraState> {
  const known = states.get(sandbox);
  if (known !== undefined) return known;
  const kept = sandbox.keep<EntraState>("entra", () => ({
    keys: [newSigningKey()],
    consents: {},
    appRoles: {},
    generation: 0,
  }));
  kept.save();
  states.set(sandbox, kept);
  return kept;
}

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
