import * as oauth from "openid-client";
import { type LapseReason } from "../../shared/api/connection.ts";
import { type AppError } from "../errors.ts";
import { EntraUnavailable } from "../identity/entra-tokens.ts";
import { ConnectionLapsed, EntraMisconfigured } from "./errors.ts";

/** What Entra's token endpoint says when it gives no token. */
export interface EntraRefusal {
  /** OAuth's `error`. */
  readonly error: string;
  readonly suberror: string | null;
  /** From `error_codes`, or from the description. */
  readonly aadsts: number | null;
}

/**
 * Numbers that say more than `error` does. Microsoft warns that they may change, so an unknown one
 * only makes the text less exact, never the decision.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const reasonsByNumber: ReadonlyMap<number, LapseReason> = new Map([
  [50173, "tokenRevoked"],
  [50132, "tokenRevoked"],
  [50133, "passwordChanged"],
  [50144, "passwordChanged"],
  [50055, "passwordChanged"],
  [65001, "consentWithdrawn"],
  [65004, "consentWithdrawn"],
  [53000, "conditionalAccess"],
  [53001, "conditionalAccess"],
  [53002, "conditionalAccess"],
  [53003, "conditionalAccess"],
  [53004, "conditionalAccess"],
  [50005, "conditionalAccess"],
  [50072, "mfaRequired"],
  [50074, "mfaRequired"],
  [50076, "mfaRequired"],
  [50078, "mfaRequired"],
  [50079, "mfaRequired"],
  [50057, "userDisabled"],
  [50053, "userDisabled"],
  [50020, "userGone"],
  [50034, "userGone"],
  [51004, "userGone"],
  [70008, "refreshTokenExpired"],
  [70043, "refreshTokenExpired"],
  [700082, "refreshTokenExpired"],
  [700084, "refreshTokenExpired"],
  [50001, "appRemoved"],
  [700016, "appRemoved"],
  [7000112, "appRemoved"],
  [650052, "appRemoved"],
]);

/** Codes of a wrong or expired client secret: ours to mend, whatever `error` says. */
const ourFault = new Set([7000215, 7000218, 7000222]);

/** The error a refusal becomes: a lapse, our own fault, or something to try again. */
export function errorOfRefusal(refusal: EntraRefusal, cause: unknown): AppError {
  const { error, suberror, aadsts } = refusal;
  const numbered = aadsts === null ? undefined : reasonsByNumber.get(aadsts);
  if (aadsts !== null && ourFault.has(aadsts)) return new EntraMisconfigured(aadsts, cause);
  switch (error) {
    case "temporarily_unavailable":
    case "server_error":
      return new EntraUnavailable(cause);
    case "invalid_client":
    case "invalid_resource":
    case "invalid_scope":
    case "unsupported_grant_type":
      return new EntraMisconfigured(aadsts, cause);
    case "unauthorized_client":
      return new ConnectionLapsed(numbered ?? "appRemoved", aadsts, cause);
    case "consent_required":
      return new ConnectionLapsed(numbered ?? "consentWithdrawn", aadsts, cause);
    case "interaction_required":
    case "login_required":
      return new ConnectionLapsed(numbered ?? "conditionalAccess", aadsts, cause);
    default:
      return new ConnectionLapsed(numbered ?? reasonBySuberror(suberror), aadsts, cause);
  }
}

function reasonBySuberror(suberror: string | null): LapseReason {
  switch (suberror) {
    case "bad_token":
    case "token_expired":
      return "tokenRevoked";
    case "consent_required":
      return "consentWithdrawn";
    case "basic_action":
    case "additional_action":
      return "conditionalAccess";
    case "user_password_expired":
      return "passwordChanged";
    default:
      return "refused";
  }
}

/** The number in `AADSTS65004: …`; null when there is none. */
export function aadstsIn(text: string | null | undefined): number | null {
  const found = /AADSTS(\d{4,8})/.exec(text ?? "")?.[1];
  return found === undefined ? null : Number(found);
}

/** What a failed call to the token endpoint means; faults of the network are worth another try. */
export function errorOfTokenCall(cause: unknown): AppError {
  if (cause instanceof oauth.ResponseBodyError && cause.status < 500 && cause.status !== 429) {
    const body = cause.cause as { suberror?: unknown; error_codes?: unknown };
    const [code] = Array.isArray(body.error_codes) ? (body.error_codes as unknown[]) : [];
    return errorOfRefusal(
      {
        error: cause.error,
        suberror: typeof body.suberror === "string" ? body.suberror : null,
        aadsts: typeof code === "number" ? code : aadstsIn(cause.error_description),
      },
      cause,
    );
  }
  return new EntraUnavailable(cause);
}
