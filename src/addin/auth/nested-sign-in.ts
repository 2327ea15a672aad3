import type {
  createNestablePublicClientApplication,
  IPublicClientApplication,
} from "@azure/msal-browser";
import { SignInError } from "./errors.ts";

interface Msal {
  createNestablePublicClientApplication: typeof createNestablePublicClientApplication;
}

export interface NestedOptions {
  clientId: string;
  authority: string;
  scope: string;
  /** A bridge that takes requests and never answers would hang forever. */
  silentTimeoutMs?: number;
  /** Loaded on first use: the library is as large as the rest of the pane. */
  loadMsal?: () => Promise<Msal>;
}

export interface TokenRequest {
  /** True only while a click of the person is being answered. */
  interactive: boolean;
  renew: boolean;
}

export interface NestedSignIn {
  /** @throws SignInError; `unavailable` means that another way has to be taken. */
  token(request: TokenRequest): Promise<string>;
}

const interactiveTimeoutMs = 10 * 60_000;

/** Tokens from Outlook itself, by the account that is signed in there. */
export function createNestedSignIn(options: NestedOptions): NestedSignIn {
  const silentTimeoutMs = options.silentTimeoutMs ?? 8_000;
  const loadMsal = options.loadMsal ?? ((): Promise<Msal> => import("@azure/msal-browser"));
  let application: Promise<IPublicClientApplication> | undefined;

  const start = async (): Promise<IPublicClientApplication> => {
    const msal = await loadMsal();
    return msal.createNestablePublicClientApplication({
      auth: { clientId: options.clientId, authority: options.authority },
    });
  };

  return {
    async token({ interactive, renew }) {
      try {
        application ??= within(silentTimeoutMs, start());
        const client = await application;
        const request = { scopes: [options.scope], forceRefresh: renew };
        try {
          return (await within(silentTimeoutMs, client.acquireTokenSilent(request))).accessToken;
        } catch (error) {
          const mapped = asSignInError(error);
          if (mapped.failure !== "signInRequired" || !interactive) throw mapped;
        }
        const answer = client.acquireTokenPopup({ scopes: [options.scope] });
        return (await within(interactiveTimeoutMs, answer)).accessToken;
      } catch (error) {
        const mapped = asSignInError(error);
        if (mapped.failure === "unavailable") application = undefined;
        throw mapped;
      }
    },
  };
}

/** Minifiers rename MSAL's classes: only names and codes can be compared. */
function asSignInError(error: unknown): SignInError {
  if (error instanceof SignInError) return error;
  const { name, errorCode } = (error ?? {}) as { name?: unknown; errorCode?: unknown };
  switch (errorCode) {
    case "user_canceled":
    case "user_cancelled":
      return new SignInError("cancelled", undefined, error);
    case "no_network_connectivity":
    case "post_request_failed":
    case "get_request_failed":
    case "network_error":
      return new SignInError("network", undefined, error);
    // The library fell back to a browser's sign-in, which cannot work inside Outlook's frame.
    case "no_account_error":
    case "no_account_found":
    case "nested_app_auth_bridge_disabled":
    case "popup_window_error":
    case "empty_window_error":
      return new SignInError("unavailable", undefined, error);
    default:
      return name === "InteractionRequiredAuthError"
        ? new SignInError("signInRequired", undefined, error)
        : new SignInError("unavailable", undefined, error);
  }
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new SignInError("unavailable", "signIn.noAnswer")),
      timeoutMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
