import { type Sandbox } from "../sandbox.ts";
import { EntraError } from "./entra-error.ts";
import { entraState, type LapseKind } from "./state.ts";

/** How Entra refuses a refresh token: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const refusals: Record<LapseKind, () => EntraError> = {
  tokenRevoked: () =>
    new EntraError(
      "invalid_grant",
      50173,
      "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
      { suberror: "bad_token" },
    ),
  passwordChanged: () =>
    new EntraError(
      "invalid_grant",
      50133,
      "Session is invalid due to expiration or recent password change.",
      { suberror: "bad_token" },
    ),
  conditionalAccess: () =>
    new EntraError(
      "interaction_required",
      53003,
      "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
      { suberror: "message_only" },
    ),
  mfaRequired: () =>
    new EntraError(
      "interaction_required",
      50076,
      "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.",
      { suberror: "basic_action" },
    ),
  userDisabled: () => new EntraError("invalid_grant", 50057, "The user account is disabled."),
  userDeleted: () =>
    new EntraError("invalid_grant", 50034, "The user account does not exist in the directory."),
  refreshTokenExpired: () =>
    new EntraError(
      "invalid_grant",
      700082,
      "The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.",
    ),
};

/** Signing in anew mends these; the others are somebody else's to mend. */
const mendedBySignIn: readonly LapseKind[] = [
  "tokenRevoked",
  "passwordChanged",
  "mfaRequired",
  "refreshTokenExpired",
];

/** From now on this person's permission fails in this way. Access tokens end with all but two. */
export function lapse(sandbox: Sandbox, personId: string, kind: LapseKind): void {
  const kept = entraState(sandbox);
  kept.value.lapses[personId] = kind;
  if (kind !== "refreshTokenExpired" && kind !== "mfaRequired") endTokens(sandbox, personId);
  kept.save();
}

/** The person, or an admin, takes back everything agreed to, or one scope (`graph/Contacts.Read`). */
export function withdrawConsent(sandbox: Sandbox, personId: string, scope?: string): void {
  const kept = entraState(sandbox);
  const agreed = kept.value.consents[personId] ?? [];
  kept.value.consents[personId] =
    scope === undefined ? [] : agreed.filter((name) => name !== scope);
  const person = sandbox.people.find(({ id }) => id === personId);
  if (person !== undefined) {
    const ofTenant = kept.value.tenantConsents[person.tenantId] ?? [];
    kept.value.tenantConsents[person.tenantId] =
      scope === undefined ? [] : ofTenant.filter((name) => name !== scope);
  }
  kept.save();
}

export function restore(sandbox: Sandbox, personId: string): void {
  const kept = entraState(sandbox);
  kept.value.lapses = without(kept.value.lapses, personId);
  kept.save();
}

/** An interactive sign-in: what it mends is mended. @throws EntraError for what it does not. */
export function signInAnew(sandbox: Sandbox, personId: string): void {
  const kind = entraState(sandbox).value.lapses[personId];
  if (kind === undefined) return;
  if (!mendedBySignIn.includes(kind)) throw refusals[kind]();
  restore(sandbox, personId);
}

/** @throws EntraError when this person's permission no longer works */
export function refuseLapsed(sandbox: Sandbox, personId: string): void {
  const kind = entraState(sandbox).value.lapses[personId];
  if (kind !== undefined) throw refusals[kind]();
}

/** @throws EntraError AADSTS700016 when the tenant removed the app */
export function refuseRemovedApp(sandbox: Sandbox, tenantId: string): void {
  if (!entraState(sandbox).value.removedFrom.includes(tenantId)) return;
  throw new EntraError(
    "unauthorized_client",
    700016,
    `Application with identifier '${sandbox.options.entraClientId}' was not found in the directory '${tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  );
}

function endTokens(sandbox: Sandbox, personId: string): void {
  const { personGenerations } = entraState(sandbox).value;
  personGenerations[personId] = (personGenerations[personId] ?? 0) + 1;
}

const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
