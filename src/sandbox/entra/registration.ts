import { timingSafeEqual } from "node:crypto";
import { type Sandbox, type SandboxOptions } from "../sandbox.ts";
import { EntraError } from "./entra-error.ts";
import { entraState } from "./state.ts";

/** Platforms of a redirect address; they decide how a code may be redeemed. */
export type Platform = "web" | "spa";

/** The one app registered here. */
export interface Registration {
  clientId: string;
  displayName: string;
  /** `api://{clientId}`: the app's own API, with the scope `access_as_user`. */
  apiUri: string;
  redirects: ReadonlyMap<string, Platform>;
}

export function registrationOf({ entraClientId, productUrl }: SandboxOptions): Registration {
  const product = productUrl.replace(/\/$/, "");
  return {
    clientId: entraClientId,
    displayName: "Zoom Meetings for Outlook",
    apiUri: `api://${entraClientId}`,
    redirects: new Map([
      [`${product}/auth/microsoft/callback`, "web"],
      [`${product}/auth/microsoft/adminconsent`, "web"],
      [`${product}/addin/taskpane.html`, "spa"],
      [`brk-multihub://${new URL(product).host}`, "spa"],
      ["brk-multihub://localhost", "spa"],
    ]),
  };
}

/** @throws EntraError AADSTS700016 for an app nobody registered */
export function requireClient(registration: Registration, clientId: string | undefined): void {
  if (clientId !== registration.clientId)
    throw new EntraError(
      "unauthorized_client",
      700016,
      `Application with identifier '${clientId ?? ""}' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
    );
}

/** @throws EntraError AADSTS50011 for an address that is not registered letter by letter */
export function requireRedirect(registration: Registration, address: string | undefined): Platform {
  const platform = registration.redirects.get(address ?? "");
  if (platform === undefined)
    throw new EntraError(
      "invalid_request",
      50011,
      `The redirect URI '${address ?? ""}' specified in the request does not match the redirect URIs configured for the application '${registration.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    );
  return platform;
}

/** @throws EntraError AADSTS7000218 without a secret, 7000215 with a wrong, 7000222 with an expired one */
export function requireSecret(sandbox: Sandbox, secret: string | undefined): void {
  const { options } = sandbox;
  if (secret === undefined)
    throw new EntraError(
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (entraState(sandbox).value.isSecretExpired)
    throw new EntraError(
      "invalid_client",
      7000222,
      `The provided client secret keys for app '${options.entraClientId}' are expired.`,
    );
  const given = Buffer.from(secret);
  const registered = Buffer.from(options.entraClientSecret);
  if (given.length !== registered.length || !timingSafeEqual(given, registered))
    throw new EntraError(
      "invalid_client",
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${options.entraClientId}'.`,
    );
}
