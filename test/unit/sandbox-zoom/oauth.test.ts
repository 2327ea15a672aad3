import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createFakeSandbox } from "../../support/fake-sandbox.ts";
import { type RunningZoom, clientBasic, consent, startZoom } from "../../support/zoom-client.ts";

const olga = "olga@one.example";
let zoom: RunningZoom;

beforeEach(async () => {
  zoom = await startZoom();
});
afterEach(() => zoom.close());

const redirectUri = "http://127.0.0.1:9/auth/zoom/callback";
const query = { response_type: "code", client_id: "zoom-client", redirect_uri: redirectUri };
const redeem = (code: string | null, more: Record<string, string> = {}) =>
  zoom.token({
    grant_type: "authorization_code",
    code: code ?? "",
    redirect_uri: redirectUri,
    ...more,
  });
const refresh = (token: string) =>
  zoom.token({ grant_type: "refresh_token", refresh_token: token });
const me = async (token: string) => (await zoom.call(token, "GET", "/users/me")).status;

describe("the consent", () => {
  it("returns the state with the code", async () => {
    const back = await consent(zoom.origin, olga, { ...query, state: "a b&c" });
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("state")).toBe("a b&c");
    expect((await redeem(back.searchParams.get("code"))).body).toMatchObject({
      token_type: "bearer",
      expires_in: 3600,
      scope: expect.stringContaining("meeting:write:meeting"),
    });
  });

  it("answers access_denied when declined", async () => {
    const back = await consent(zoom.origin, olga, { ...query, state: "s" }, "decline");
    expect(back.search).toBe("?error=access_denied&state=s");
  });

  it.each([
    ["another redirect address", { redirect_uri: `${redirectUri}/` }],
    ["another client", { client_id: "other" }],
    ["a list of scopes", { scope: "meeting:write:meeting" }],
    ["a plain code challenge", { code_challenge: "a".repeat(43), code_challenge_method: "plain" }],
  ])("refuses %s on a page, without a redirect", async (_what, change) => {
    const address = `${zoom.origin}/zoom/oauth/authorize?${new URLSearchParams({ ...query, ...change })}`;
    const response = await fetch(address, { redirect: "manual" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Application error");
  });
});

describe("the token endpoint", () => {
  it("takes a code once", async () => {
    const code = (await consent(zoom.origin, olga, query)).searchParams.get("code");
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).body).toMatchObject({ error: "invalid_grant" });
  });

  it("refuses a code after five minutes", async () => {
    const code = (await consent(zoom.origin, olga, query)).searchParams.get("code");
    zoom.sandbox.setNow("2026-03-02T09:05:01Z");
    expect((await redeem(code)).status).toBe(400);
  });

  it("wants the verifier of the challenge", async () => {
    const verifier = "v".repeat(43);
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const withChallenge = { ...query, code_challenge: challenge, code_challenge_method: "S256" };
    const code = (await consent(zoom.origin, olga, withChallenge)).searchParams.get("code");
    expect((await redeem(code, { code_verifier: "w".repeat(43) })).status).toBe(400);
    expect((await redeem(code)).status).toBe(400);
    expect((await redeem(code, { code_verifier: verifier })).status).toBe(200);
  });

  it("refuses a refresh token used twice", async () => {
    const first = await zoom.connect(olga);
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect(again.status).toBe(400);
    expect(again.body).toEqual({ reason: "Invalid Token!", error: "invalid_grant" });
  });

  it("refuses a wrong client secret", async () => {
    const basic = `Basic ${Buffer.from("zoom-client:nope").toString("base64")}`;
    const reply = await zoom.token({ grant_type: "client_credentials" }, basic);
    expect([reply.status, reply.body.error]).toEqual([401, "invalid_client"]);
  });

  it("names an unknown grant type", async () => {
    const reply = await zoom.token({ grant_type: "password" });
    expect([reply.status, reply.body.error]).toEqual([400, "unsupported_grant_type"]);
  });
});

describe("tokens", () => {
  it("expire after an hour", async () => {
    const { access_token } = await zoom.connect(olga);
    zoom.sandbox.setNow("2026-03-02T09:59:59Z");
    expect(await me(access_token)).toBe(200);
    zoom.sandbox.setNow("2026-03-02T10:00:00Z");
    const reply = await zoom.call(access_token, "GET", "/users/me");
    expect([reply.status, reply.body.code]).toEqual([401, 124]);
  });

  it("die with a new consent of the same person", async () => {
    const before = await zoom.connect(olga);
    await zoom.connect(olga);
    expect(await me(before.access_token)).toBe(401);
    expect((await refresh(before.refresh_token)).status).toBe(400);
  });

  it("die when revoked, the refresh token too", async () => {
    const tokens = await zoom.connect(olga);
    const reply = await fetch(`${zoom.origin}/zoom/oauth/revoke`, {
      method: "POST",
      headers: { authorization: clientBasic },
      body: new URLSearchParams({ token: tokens.access_token }),
    });
    expect(await reply.json()).toEqual({ status: "success" });
    expect(await me(tokens.access_token)).toBe(401);
    expect((await refresh(tokens.refresh_token)).status).toBe(400);
  });

  it("survive a restart", async () => {
    const kept = new Map<string, object>();
    const first = await startZoom(createFakeSandbox({}, kept));
    const { access_token } = await first.connect(olga);
    await first.close();
    const second = await startZoom(createFakeSandbox({}, kept));
    expect((await second.call(access_token, "GET", "/users/me")).status).toBe(200);
    await second.close();
  });

  it("of the app itself reach no user and lack the scopes", async () => {
    const reply = await zoom.token({ grant_type: "client_credentials" });
    const answer = await zoom.call(String(reply.body.access_token), "GET", "/users/me");
    expect([answer.status, answer.body.code]).toEqual([400, 4711]);
    expect(answer.body.message).toContain("does not contain scopes:[user:read:user");
  });
});
