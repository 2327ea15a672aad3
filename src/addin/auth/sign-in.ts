import { routes } from "../../shared/api/routes.ts";
import type { RedeemReply } from "../../shared/api/account.ts";
import { ApiProblem, ApiUnreachable } from "../backend/errors.ts";
import { askForCode } from "./dialog-outcome.ts";
import { SignInError } from "./errors.ts";
import type { NestedSignIn, TokenRequest } from "./nested-sign-in.ts";

export interface SignIn {
  /**
   * An access token for our server.
   * @throws SignInError
   */
  token(request: TokenRequest): Promise<string>;
}

export interface SignInPorts {
  publicUrl: string;
  /** Null where Outlook has no nested app authentication. */
  nested: NestedSignIn | null;
  askInDialog: (url: string) => Promise<string>;
  redeem: (path: string, body: { code: string }) => Promise<RedeemReply>;
  now: () => number;
}

/** Renewed this long before the end, so that a slow request still arrives in time. */
const spareMs = 60_000;

/**
 * Signs in through Outlook where it can, by a window of our own where it cannot. Windows open only
 * to answer a click; their token lives in memory and is gone with the page.
 */
export function createSignIn(ports: SignInPorts): SignIn {
  let fromDialog: { token: string; until: number } | null = null;
  let nestedWorks = ports.nested !== null;

  const throughDialog = async ({ interactive, renew }: TokenRequest): Promise<string> => {
    if (fromDialog !== null && !renew && fromDialog.until > ports.now()) return fromDialog.token;
    fromDialog = null;
    if (!interactive) throw new SignInError("signInRequired");
    const url = `${ports.publicUrl}${routes.microsoftStart}?for=addin`;
    const code = await askForCode("microsoft", () => ports.askInDialog(url));
    const { accessToken, expiresIn } = await redeem(ports, code);
    fromDialog = { token: accessToken, until: ports.now() + expiresIn * 1000 - spareMs };
    return accessToken;
  };

  return {
    async token(request) {
      if (ports.nested === null || !nestedWorks) return throughDialog(request);
      try {
        return await ports.nested.token(request);
      } catch (error) {
        if (!(error instanceof SignInError) || error.failure !== "unavailable") throw error;
        // Remembered for this page, so that the next call does not wait for a mute bridge again.
        nestedWorks = false;
        return throughDialog(request);
      }
    },
  };
}

async function redeem(ports: SignInPorts, code: string): Promise<RedeemReply> {
  try {
    return await ports.redeem(routes.microsoftRedeem, { code });
  } catch (error) {
    if (error instanceof ApiUnreachable) throw new SignInError("network", undefined, error);
    if (error instanceof ApiProblem) throw new SignInError("unavailable", undefined, error);
    throw error;
  }
}
