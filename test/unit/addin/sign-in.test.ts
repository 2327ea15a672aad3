import { describe, expect, jest, test } from "@jest/globals";
import { SignInError } from "../../../src/addin/auth/errors.ts";
import { hasNestedBridge } from "../../../src/addin/auth/nested-bridge.ts";
import { createNestedSignIn } from "../../../src/addin/auth/nested-sign-in.ts";
import { createSignIn, type SignInPorts } from "../../../src/addin/auth/sign-in.ts";
import { ApiProblem, ApiUnreachable } from "../../../src/addin/backend/errors.ts";
import { createSend } from "../../../src/addin/backend/send.ts";
import { explain } from "../../../src/addin/meeting/explain.ts";
import { DialogError, type DialogFailure } from "../../../src/addin/outlook/dialog.ts";

const silent = { interactive: false, renew: false };
const click = { interactive: true, renew: false };

const failureOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof SignInError ? error.failure : String(error)),
  );

interface FakeClient {
  acquireTokenSilent: () => Promise<unknown>;
  acquireTokenPopup: () => Promise<unknown>;
}

const nested = (client: Partial<FakeClient>) =>
  createNestedSignIn({
    clientId: "client",
    authority: "https://login.example/common",
    scope: "api://client/access_as_user",
    silentTimeoutMs: 30,
    loadMsal: () =>
      Promise.resolve({
        createNestablePublicClientApplication: () => Promise.resolve(client as never),
      }),
  });

/** As MSAL throws them; minified bundles keep names and codes only. */
const msalError = (name: string, errorCode: string): Error =>
  Object.assign(new Error(errorCode), { name, errorCode });

describe("nested app authentication", () => {
  test("is there when Outlook announces a bridge or a way to start one", () => {
    expect(hasNestedBridge({})).toBe(false);
    expect(hasNestedBridge({ nestedAppAuthBridge: {} })).toBe(true);
    expect(hasNestedBridge({ __initializeNestedAppAuth: () => undefined })).toBe(true);
  });

  test("opens no window unless a click asked for it", async () => {
    const popup = jest.fn(() => Promise.resolve({ accessToken: "token" }));
    const signIn = nested({
      acquireTokenSilent: () =>
        Promise.reject(msalError("InteractionRequiredAuthError", "interaction_required")),
      acquireTokenPopup: popup,
    });
    expect(await failureOf(signIn.token(silent))).toBe("signInRequired");
    expect(popup).not.toHaveBeenCalled();
    expect(await signIn.token(click)).toBe("token");
    expect(popup).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["ClientAuthError", "user_canceled", "cancelled"],
    ["ClientAuthError", "no_network_connectivity", "network"],
    ["ClientAuthError", "nested_app_auth_bridge_disabled", "unavailable"],
    ["ClientAuthError", "no_account_found", "unavailable"],
    ["BrowserAuthError", "no_account_error", "unavailable"],
    ["ServerError", "persistent", "unavailable"],
  ])("%s %s means %s", async (name, code, failure) => {
    const signIn = nested({ acquireTokenSilent: () => Promise.reject(msalError(name, code)) });
    expect(await failureOf(signIn.token(click))).toBe(failure);
  });

  test("a mute bridge does not hang the pane", async () => {
    const signIn = nested({ acquireTokenSilent: () => new Promise(() => undefined) });
    expect(await failureOf(signIn.token(silent))).toBe("unavailable");
  });
});

const ports = (changes: Partial<SignInPorts> = {}): SignInPorts => ({
  publicUrl: "https://addin.example",
  nested: null,
  askInDialog: () => Promise.resolve(JSON.stringify({ kind: "microsoft", code: "one-time" })),
  redeem: () => Promise.resolve({ accessToken: "from dialog", expiresIn: 3600 }),
  now: () => 0,
  ...changes,
});

describe("the sign-in window", () => {
  test("opens only for a click, and its token serves until it ends", async () => {
    let now = 0;
    const askInDialog = jest.fn(ports().askInDialog);
    const signIn = createSignIn(ports({ askInDialog, now: () => now }));
    expect(await failureOf(signIn.token(silent))).toBe("signInRequired");
    expect(await signIn.token(click)).toBe("from dialog");
    expect(await signIn.token(silent)).toBe("from dialog");
    expect(askInDialog.mock.calls).toEqual([
      ["https://addin.example/auth/microsoft/start?for=addin"],
    ]);
    now = 3_600_000;
    expect(await failureOf(signIn.token(silent))).toBe("signInRequired");
  });

  test("takes over where the bridge is of no use, and the bridge is not asked again", async () => {
    const token = jest.fn(() => Promise.reject(new SignInError("unavailable")));
    const signIn = createSignIn(ports({ nested: { token } }));
    expect(await signIn.token(click)).toBe("from dialog");
    expect(await signIn.token(silent)).toBe("from dialog");
    expect(token).toHaveBeenCalledTimes(1);
  });

  test("does not open after the person cancelled in Outlook", async () => {
    const askInDialog = jest.fn(ports().askInDialog);
    const nestedSignIn = { token: () => Promise.reject(new SignInError("cancelled")) };
    const signIn = createSignIn(ports({ nested: nestedSignIn, askInDialog }));
    expect(await failureOf(signIn.token(click))).toBe("cancelled");
    expect(askInDialog).not.toHaveBeenCalled();
  });

  const dialogFailures: DialogFailure[] = [
    "closed",
    "blocked",
    "ignored",
    "alreadyOpen",
    "notHttps",
    "foreignOrigin",
    "pageMissing",
    "timedOut",
    "failed",
  ];
  test.each(dialogFailures)("%s has a sentence of its own", async (failure) => {
    const askInDialog = () => Promise.reject(new DialogError(failure));
    const error: unknown = await createSignIn(ports({ askInDialog }))
      .token(click)
      .catch((thrown: unknown) => thrown);
    expect(explain(error).key).toBe(`dialog.${failure}`);
  });

  test.each([
    ["text that is no JSON", "{"],
    ["an outcome of another window", '{"kind":"zoom","code":"one-time"}'],
    ["an error", '{"kind":"microsoft","error":{"code":"server_error","detail":""}}'],
  ])("refuses %s", async (_, text) => {
    const signIn = createSignIn(ports({ askInDialog: () => Promise.resolve(text) }));
    expect(await failureOf(signIn.token(click))).toBe("unavailable");
  });

  test("declined permissions are a decision, not a fault", async () => {
    const text = '{"kind":"microsoft","error":{"code":"access_denied","detail":""}}';
    const signIn = createSignIn(ports({ askInDialog: () => Promise.resolve(text) }));
    expect(await failureOf(signIn.token(click))).toBe("cancelled");
  });
});

describe("requests", () => {
  const send = (replies: Array<() => Response | Promise<Response>>, renewals: boolean[] = []) => {
    const fetch = jest.fn(() => Promise.resolve((replies.shift() ?? Response.error)()));
    return {
      fetch,
      send: createSend({
        publicUrl: "https://addin.example",
        language: "de-DE",
        fetch: fetch,
        token: ({ renew }) => {
          renewals.push(renew);
          return Promise.resolve("token");
        },
        timeoutMs: 50,
      }),
    };
  };

  test("a refused token is renewed once, never more", async () => {
    const renewals: boolean[] = [];
    const problem = () =>
      Response.json({ code: "signIn.expired", detail: "Expired.", status: 401 }, { status: 401 });
    const { fetch, send: get } = send([problem, problem, problem], renewals);
    await expect(get("GET", "/api/me")).rejects.toThrow(ApiProblem);
    expect(renewals).toEqual([false, true]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("a problem keeps its code, its sentence and its reference", async () => {
    const detail = "Zoom takes no more changes today.";
    const { send: get } = send([
      () =>
        Response.json(
          { code: "zoom.dailyLimit", detail, status: 429, correlationId: "c-1" },
          { status: 429 },
        ),
    ]);
    const error: unknown = await get("GET", "/api/me").catch((thrown: unknown) => thrown);
    expect(explain(error)).toEqual({ detail, correlationId: "c-1" });
  });

  test.each([
    ["a page instead of JSON", () => new Response("<html></html>", { status: 200 })],
    ["a gateway's error", () => new Response("Bad gateway", { status: 502 })],
    ["JSON that is no problem", () => Response.json({}, { status: 500 })],
    ["a lost connection", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("%s reads as a server that does not answer", async (_, reply) => {
    const { send: get } = send([reply]);
    const error: unknown = await get("GET", "/api/me").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiUnreachable);
    expect(explain(error).key).toBe("server.unreachable");
  });
});
