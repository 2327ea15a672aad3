import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import * as oidc from "openid-client";
import { listActions } from "../../../src/sandbox/traffic/actions.ts";
import { Browser } from "./browser.ts";
import {
  ada,
  alex,
  clientId,
  clientSecret,
  finn,
  productUrl,
  type RunningSandbox,
  startSandbox,
  stopSandbox,
} from "./running-sandbox.ts";

const redirectUri = `${productUrl}/auth/microsoft/callback`;
const calendars = "openid profile offline_access User.Read Calendars.ReadWrite";

let running: RunningSandbox;
let config: oidc.Configuration;

beforeAll(async () => {
  running = await startSandbox();
  config = await discover(ada.tenantId);
}, 30_000);
afterAll(() => stopSandbox(running));

/** Marked deprecated in the library only so that it stands out; the sandbox of a test has no TLS. */
const allowHttp = Reflect.get(oidc, "allowInsecureRequests");

const discover = (tenant: string) =>
  oidc.discovery(
    new URL(`${running.url}/entra/${tenant}/v2.0`),
    clientId,
    {},
    oidc.ClientSecretPost(clientSecret),
    { execute: [allowHttp] },
  );

/** Everything a person does between the app's redirect and its callback. */
async function signIn(person = ada, more: Record<string, string> = {}, decision = "accept") {
  const verifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const state = oidc.randomState();
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: calendars,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    prompt: "consent",
    ...more,
  });
  const browser = new Browser(running.url);
  const consent = await browser.press(await browser.open(address), person.mail);
  const { left } = await browser.press(consent, "Accept", { decision });
  const checks = { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state };
  return { callback: left!, checks };
}

const act = async (wanted: string) => {
  const action = listActions(running.sandbox).find(({ name }) => name === wanted);
  if (action === undefined) throw new Error(`There is no action ${wanted}.`);
  await action.run();
};

async function connect(): Promise<Tokens> {
  const { callback, checks } = await signIn();
  return oidc.authorizationCodeGrant(config, callback, checks);
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

const codesOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no refusal",
    (error: unknown) =>
      error instanceof oidc.ResponseBodyError
        ? error.cause.error_codes
        : Promise.reject(error as Error),
  );

async function tokenAnswer(form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${running.url}/entra/${ada.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("signing in, with an independent OpenID client over HTTP", () => {
  test("gives tokens whose claims are those of the person who chose to accept", async () => {
    const tokens = await connect();
    expect(tokens.claims()).toMatchObject({
      oid: ada.id,
      tid: ada.tenantId,
      preferred_username: ada.mail,
      ver: "2.0",
      aud: clientId,
    });
    expect(tokens.scope?.split(" ")).toEqual(
      expect.arrayContaining(["openid", "User.Read", "Calendars.ReadWrite"]),
    );
    expect(tokens.scope).not.toContain("offline_access");
  });

  test("gives an access token the emulated Graph accepts", async () => {
    const { access_token } = await connect();
    const me = await fetch(`${running.url}/graph/v1.0/me`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(await me.json()).toMatchObject({ id: ada.id, mail: ada.mail });
  });

  test("tells the app when the person cancels", async () => {
    const { callback } = await signIn(ada, {}, "cancel");
    expect(callback.searchParams.get("error")).toBe("access_denied");
    expect(callback.searchParams.get("error_description")).toContain("AADSTS65004");
    expect(callback.searchParams.get("state")).not.toBeNull();
  });

  test("shows an unregistered redirect address on a page and goes nowhere", async () => {
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${redirectUri}/evil`,
      scope: "openid",
    });
    const { left, html, status } = await new Browser(running.url).open(address);
    expect(left).toBeNull();
    expect(status).toBe(400);
    expect(html).toContain("AADSTS50011");
  });

  test("with prompt=none and nobody signed in answers login_required", async () => {
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: calendars,
      prompt: "none",
      state: "s",
    });
    const { left } = await new Browser(running.url).open(address);
    expect(left?.searchParams.get("error")).toBe("login_required");
  });

  test("asks for no consent a second time", async () => {
    await connect();
    const browser = new Browser(running.url);
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: calendars,
    });
    const { left } = await browser.press(await browser.open(address), ada.mail);
    expect(left?.searchParams.get("code")).toBeTruthy();
  });

  test("offers only the people of the tenant in the address", async () => {
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: "openid",
    });
    const { html } = await new Browser(running.url).open(address);
    expect(html).toContain(alex.mail);
    expect(html).not.toContain(finn.mail);
  });
});

describe("the token endpoint", () => {
  test("refuses a code used twice", async () => {
    const { callback, checks } = await signIn();
    await oidc.authorizationCodeGrant(config, callback, checks);
    expect(await codesOf(oidc.authorizationCodeGrant(config, callback, checks))).toEqual([54005]);
  });

  test("refuses a wrong PKCE verifier", async () => {
    const { callback, checks } = await signIn();
    const wrong = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
    expect(await codesOf(oidc.authorizationCodeGrant(config, callback, wrong))).toEqual([50148]);
  });

  test("refuses a wrong secret with everything support would ask for", async () => {
    const form = {
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: "no",
      scope: "x",
    };
    const { status, body } = await tokenAnswer(form);
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: "invalid_client", error_codes: [7000215] });
    expect(body.error_description).toMatch(/^AADSTS7000215: .*Trace ID: .*Correlation ID: /);
  });

  test("takes the secret in a Basic header too", async () => {
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64");
    const { status } = await tokenAnswer(
      { grant_type: "client_credentials", scope: "https://graph.microsoft.com/.default" },
      { authorization: `Basic ${basic}` },
    );
    expect(status).toBe(200);
  });

  test("renews refresh tokens and keeps the old one good", async () => {
    const { refresh_token = "" } = await connect();
    const first = await oidc.refreshTokenGrant(config, refresh_token);
    expect(first.refresh_token).not.toBe(refresh_token);
    expect((await oidc.refreshTokenGrant(config, refresh_token)).access_token).toBeTruthy();
  });

  test("refuses revoked tokens, and Graph the access token that came with them", async () => {
    const { refresh_token = "", access_token } = await connect();
    await act("revoke-microsoft-tokens");
    expect(await codesOf(oidc.refreshTokenGrant(config, refresh_token))).toEqual([50173]);
    const me = await fetch(`${running.url}/graph/v1.0/me`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(me.status).toBe(401);
    expect((await connect()).access_token).toBeTruthy();
  });

  test("issues an app token without roles until an admin grants some", async () => {
    const { access_token } = await oidc.clientCredentialsGrant(config, {
      scope: "https://graph.microsoft.com/.default",
    });
    expect(decodeJwt(access_token)).not.toHaveProperty("roles");
    const answer = await fetch(`${running.url}/graph/v1.0/users/${ada.id}/events`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(answer.status).toBe(403);

    await act("grant-application-permissions");
    const later = await oidc.clientCredentialsGrant(config, {
      scope: "https://graph.microsoft.com/.default",
    });
    expect(decodeJwt(later.access_token).roles).toContain("Calendars.ReadWrite");
  });

  test("keeps SPA codes for browser pages", async () => {
    const spa = `${productUrl}/addin/taskpane.html`;
    const { callback, checks } = await signIn(ada, { redirect_uri: spa });
    const form = {
      grant_type: "authorization_code",
      client_id: clientId,
      code: callback.searchParams.get("code") ?? "",
      redirect_uri: spa,
      code_verifier: checks.pkceCodeVerifier,
    };
    const { status, body } = await tokenAnswer(form, { origin: productUrl });
    expect([status, body.token_type]).toEqual([200, "Bearer"]);
    expect((await tokenAnswer({ ...form })).body.error_codes).toEqual([54005]);
  });
});

describe("nested app authentication", () => {
  const ask = async (method: string, scope = "") => {
    const response = await fetch(`${running.url}/entra/nested`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        personId: ada.id,
        request: {
          messageType: "NestedAppAuthRequest",
          method,
          requestId: "r-1",
          tokenParams: { clientId, scope },
        },
      }),
    });
    return (await response.json()) as {
      success: boolean;
      requestId: string;
      token?: { access_token: string };
      error?: { status: string };
    };
  };
  const api = `api://${clientId}/access_as_user`;

  test("gives a token for the app's own API that verifies against the published keys", async () => {
    const answer = await ask("GetToken", api);
    const keys = createRemoteJWKSet(new URL(`${running.url}/entra/common/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(answer.token?.access_token ?? "", keys, {
      audience: clientId,
      issuer: `${running.url}/entra/${ada.tenantId}/v2.0`,
    });
    expect(payload).toMatchObject({
      scp: "access_as_user",
      azp: clientId,
      oid: ada.id,
      ver: "2.0",
    });
    expect(answer.requestId).toBe("r-1");
  });

  test("lets the backend act on behalf of the person", async () => {
    await connect();
    const { token } = await ask("GetToken", api);
    const { body } = await tokenAnswer({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      client_id: clientId,
      client_secret: clientSecret,
      assertion: token?.access_token ?? "",
      requested_token_use: "on_behalf_of",
      scope: "https://graph.microsoft.com/Calendars.ReadWrite",
    });
    expect(decodeJwt(String(body.access_token))).toMatchObject({ oid: ada.id });
  });

  test("refuses when the switch says so, but still knows the account", async () => {
    running.sandbox.switches.value.nestedAppAuth = "refuses";
    expect((await ask("GetInitContext")).success).toBe(true);
    expect(await ask("GetTokenPopup", api)).toMatchObject({
      success: false,
      error: { status: "USER_INTERACTION_REQUIRED" },
    });
    running.sandbox.switches.value.nestedAppAuth = "works";
  });
});

test("the shared tenants publish an issuer with a placeholder", async () => {
  const response = await fetch(`${running.url}/entra/common/v2.0/.well-known/openid-configuration`);
  expect(await response.json()).toMatchObject({ issuer: `${running.url}/entra/{tenantid}/v2.0` });
});
