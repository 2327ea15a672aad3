import { AppError } from "../errors.ts";
import { type OneTimeCodes } from "../identity/one-time-codes.ts";
import { type ZoomGrants } from "../identity/zoom-grants.ts";
import { ZoomOAuth } from "../identity/zoom-oauth.ts";
import { profileOf, type ZoomPersonId } from "../identity/zoom-people.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";

interface StatePayload {
  codeVerifier: string;
  browser: string;
  returnTo: string;
}

export type SignInOutcome = "declined" | "expired" | "failed";

interface SignInParts {
  codes: OneTimeCodes;
  oauth: ZoomOAuth;
  grants: ZoomGrants;
  clients: ZoomClients;
  onSignedIn: (person: ZoomPersonId) => Promise<void>;
}

/** States of this flow begin so, because Zoom sends every sign-in back to one address. */
export const portalStatePrefix = "portal.";

const pages = ["/portal/profile", "/portal/settings", "/portal/activity"];

/** Signing in to the portal with Zoom: code flow with PKCE; the state is good once and in one browser. */
export class PortalSignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** @param returnTo anything but a page of the portal is taken for the profile page */
  async authorizeUrl(returnTo: string | undefined, browser: string): Promise<URL> {
    const codeVerifier = ZoomOAuth.newVerifier();
    const payload: StatePayload = {
      codeVerifier,
      browser,
      returnTo: pages.find((page) => page === returnTo) ?? "/portal/profile",
    };
    const state = portalStatePrefix + (await this.#parts.codes.issue("portalState", payload, 15));
    return this.#parts.oauth.authorizeUrl(state, codeVerifier);
  }

  async receive(
    query: URLSearchParams,
    browser: string | undefined,
  ): Promise<{ person: ZoomPersonId; returnTo: string } | SignInOutcome> {
    const { codes, oauth, grants, clients, onSignedIn } = this.#parts;
    const code = (query.get("state") ?? "").slice(portalStatePrefix.length);
    const state = (await codes.redeem("portalState", code)) as StatePayload | null;
    if (!state || state.browser !== browser) return "expired";
    if (query.has("error")) return query.get("error") === "access_denied" ? "declined" : "failed";
    try {
      const tokens = await oauth.redeemCode(query, state.codeVerifier);
      const person = profileOf(await clients.withToken(tokens.accessToken).me());
      await grants.save(person, tokens);
      await onSignedIn(person);
      return { person, returnTo: state.returnTo };
    } catch (cause) {
      if (cause instanceof AppError) return "failed";
      throw cause;
    }
  }
}
