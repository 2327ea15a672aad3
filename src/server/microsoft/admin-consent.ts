import { type AdminConsentOutcome } from "../../shared/api/portal-admin.ts";
import { AppError } from "../errors.ts";
import { type EntraTokens, type SignedInIdentity } from "../identity/entra-tokens.ts";
import { type OneTimeCodes } from "../identity/one-time-codes.ts";
import { type ZoomPerson, type ZoomPersonId } from "../identity/zoom-people.ts";
import { type AppTokens } from "./app-tokens.ts";
import { EntraClient } from "./entra-client.ts";
import { type TenantGrants } from "./tenant-grants.ts";

interface StatePayload extends ZoomPersonId {
  session: string;
  browser: string;
}
interface SignInPayload extends StatePayload {
  codeVerifier: string;
  nonce: string;
}

interface ConsentParts {
  codes: OneTimeCodes;
  entra: EntraClient;
  entraTokens: EntraTokens;
  tenants: TenantGrants;
  apps: AppTokens;
  onGranted: (zoomAccountId: string) => Promise<void>;
}

/** Who is at the browser that came back. */
export interface AtBrowser {
  session: string | null;
  browser: string | undefined;
  person: ZoomPerson | null;
}

export const adminSignInPrefix = "admin.";

/**
 * Entra roles that may grant application permissions, by template id: Global, Privileged Role,
 * Application and Cloud Application Administrator.
 * @see https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
const grantingRoles = new Set([
  "62e90394-69f5-4237-9190-012177145e10",
  "e8611ab8-c189-46e8-94e1-60213ab1f814",
  "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
  "158c047a-c907-4556-b7ef-446551a6b5f7",
]);

/**
 * The Microsoft 365 admin grants the app its own permissions. Microsoft's page tells by a query
 * parameter which tenant that was, which anybody could write; so the admin then signs in, and the
 * verified ID token says which tenant it is.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export class AdminConsent {
  readonly #parts: ConsentParts;

  constructor(parts: ConsentParts) {
    this.#parts = parts;
  }

  async start(person: ZoomPerson, at: { session: string; browser: string }): Promise<URL> {
    const payload: StatePayload = { ...idOf(person), ...at };
    const state = await this.#parts.codes.issue("adminConsentState", payload, 30);
    return this.#parts.entra.adminConsentUrl("application", state);
  }

  /** Back from the consent page: where to go next, or how it ended. */
  async afterConsent(query: URLSearchParams, at: AtBrowser): Promise<URL | AdminConsentOutcome> {
    const { codes, entra } = this.#parts;
    const state = (await codes.redeem(
      "adminConsentState",
      query.get("state") ?? "",
    )) as StatePayload | null;
    if (!isSame(state, at)) return "expired";
    // Microsoft's answer says `admin_consent=True` when it was refused, too.
    if (query.has("error")) return query.get("error") === "access_denied" ? "declined" : "failed";
    const payload: SignInPayload = {
      ...state,
      codeVerifier: EntraClient.newVerifier(),
      nonce: EntraClient.newNonce(),
    };
    return entra.authorizeUrl({
      scopes: [],
      state: adminSignInPrefix + (await codes.issue("adminSignInState", payload, 15)),
      nonce: payload.nonce,
      codeVerifier: payload.codeVerifier,
      loginHint: null,
    });
  }

  /** Back from the sign-in that shows the tenant. */
  async afterSignIn(query: URLSearchParams, at: AtBrowser): Promise<AdminConsentOutcome> {
    const { codes, entra, entraTokens } = this.#parts;
    const code = (query.get("state") ?? "").slice(adminSignInPrefix.length);
    const state = (await codes.redeem("adminSignInState", code)) as SignInPayload | null;
    if (!isSame(state, at)) return "expired";
    if (query.has("error")) return "notVerified";
    try {
      const { idToken } = await entra.redeemCode(query, state.codeVerifier);
      const identity = await entraTokens.verifyIdToken(idToken, state.nonce);
      return await this.#grant(state.zoomAccountId, identity);
    } catch (cause) {
      if (cause instanceof AppError) return "notVerified";
      throw cause;
    }
  }

  async #grant(zoomAccountId: string, identity: SignedInIdentity): Promise<AdminConsentOutcome> {
    const { tenants, apps, onGranted } = this.#parts;
    const { tenantId, userPrincipalName, directoryRoles } = identity;
    const known = await tenants.find({ zoomAccountId, tenantId });
    const isByAdmin = directoryRoles.some((role) => grantingRoles.has(role.toLowerCase()));
    // A token that names roles, none of which may grant, is an ordinary person's.
    if (directoryRoles.length > 0 && !isByAdmin && !known) return "notVerified";
    await tenants.put({
      zoomAccountId,
      tenantId,
      domain: userPrincipalName.split("@")[1] ?? tenantId,
      grantedBy: userPrincipalName,
      isByAdmin: isByAdmin || (known?.isByAdmin ?? false),
    });
    try {
      await apps.renew({ zoomAccountId, tenantId });
    } catch (cause) {
      if (!known) await tenants.remove({ zoomAccountId, tenantId });
      throw cause;
    }
    await onGranted(zoomAccountId);
    return "granted";
  }
}

function idOf({ zoomAccountId, zoomUserId }: ZoomPerson): ZoomPersonId {
  return { zoomAccountId, zoomUserId };
}

/** Whether the answer came to the session, browser and admin that asked. */
function isSame<State extends StatePayload>(state: State | null, at: AtBrowser): state is State {
  const { person } = at;
  if (!state || !person || person.role === "member") return false;
  return (
    state.session === at.session &&
    state.browser === at.browser &&
    state.zoomAccountId === person.zoomAccountId &&
    state.zoomUserId === person.zoomUserId
  );
}
