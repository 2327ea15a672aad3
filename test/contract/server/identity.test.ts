import { createPrivateKey, createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type JWTPayload, SignJWT } from "jose";
import { entraState } from "../../../src/sandbox/entra/state.ts";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import {
  ada,
  appointment,
  ben,
  type Caller,
  finn,
  handlerWith,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

let product: RunningProduct;
let caller: Caller;

beforeAll(async () => {
  product = await startProduct();
  caller = await product.signIn(ada);
  await caller.connectZoom();
}, 60_000);
afterAll(async () => product.close());

const getMe = (authorization?: string) =>
  fetch(`${product.url}/api/me`, authorization === undefined ? {} : { headers: { authorization } });

/** Of a token; `undefined` takes a claim away. */
type Claims = Record<string, unknown>;

/** A token like Entra's, with some claims bent; signed with Entra's own key. */
function bent(claims: Claims): Promise<string> {
  const [key] = entraState(product.sandbox).value.keys;
  const now = Math.floor(product.now().epochMilliseconds / 1000);
  const issuer = `${product.sandboxUrl}/entra/${ada.tenantId}/v2.0`;
  const clientId = product.config.entra.clientId;
  return new SignJWT({
    ver: "2.0",
    iss: issuer,
    aud: clientId,
    azp: clientId,
    tid: ada.tenantId,
    oid: ada.id,
    scp: "access_as_user",
    nbf: now,
    exp: now + 3600,
    ...claims,
  })
    .setProtectedHeader({ alg: "RS256", kid: key!.kid })
    .sign(createPrivateKey({ key: key!.privateJwk, format: "jwk" }));
}

describe("a Microsoft token", () => {
  test("as Entra issues it is accepted", async () => {
    expect((await getMe(`Bearer ${await bent({})}`)).status).toBe(200);
  });

  const at = (iso: string) => Date.parse(iso) / 1000;
  test.each<[string, Claims]>([
    ["that has expired", { exp: at("2026-11-23T07:00:00Z") }],
    ["that is not valid yet", { nbf: at("2026-11-23T09:00:00Z") }],
    ["without an end", { exp: undefined }],
    ["for another API", { aud: "00000003-0000-0000-c000-000000000000" }],
    ["of another authority", { iss: "https://login.example/x/v2.0" }],
    ["whose tenant was swapped", { tid: finn.tenantId }],
    ["whose tenant is no GUID", { tid: "common", iss: "common" }],
    ["without the scope", { scp: "User.Read" }],
    ["with the scope as a part of another", { scp: "not_access_as_user" }],
    ["of an app instead of a person", { scp: undefined, roles: ["access_as_user"] }],
    ["made for another app", { azp: "11111111-1111-4111-8111-111111111111" }],
    ["without a person", { oid: undefined }],
  ])("%s is refused with 401", async (_what, claims) => {
    const reply = await getMe(`Bearer ${await bent(claims)}`);
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toContain("Bearer");
    expect(await reply.json()).toMatchObject({ code: "signIn.signInRequired" });
  });

  test("without a signature, or signed with the public key as a secret, is refused", async () => {
    const [head, body] = (await bent({})).split(".");
    const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
    expect((await getMe(`Bearer ${unsigned}.${body!}.`)).status).toBe(401);
    const [key] = entraState(product.sandbox).value.keys;
    const pem = createPublicKey({ key: key!.privateJwk, format: "jwk" }).export({
      type: "spki",
      format: "pem",
    });
    const payload = JSON.parse(Buffer.from(body!, "base64url").toString()) as JWTPayload;
    const hmac = await new SignJWT(payload)
      .setProtectedHeader({ alg: "HS256", kid: key!.kid })
      .sign(Buffer.from(pem));
    expect((await getMe(`Bearer ${hmac}`)).status).toBe(401);
    expect((await getMe(`Bearer ${head!}.${body!}.AAAA`)).status).toBe(401);
  });

  test.each([undefined, "", "Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Ticket nothing"])(
    "that reads %j is refused with 401",
    async (authorization) => {
      expect((await getMe(authorization)).status).toBe(401);
    },
  );

  test("cannot be judged while Entra is down: 503, and it works when Entra is back", async () => {
    const other = await startProduct();
    try {
      const person = await other.signIn(ben);
      other.sandbox.switches.value.faults.entra.fail = true;
      expect(await person.call("GET", "/api/me")).toMatchObject({
        status: 503,
        body: { code: "microsoft.unavailable" },
      });
      other.sandbox.switches.value.faults.entra.fail = false;
      expect((await person.call("GET", "/api/me")).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});

describe("somebody else's meeting", () => {
  test.each([
    ["of the same tenant", ben],
    ["of another tenant", finn],
  ])("is out of reach on every route for a person %s", async (_who, person) => {
    const itemKey = newItemKey();
    const mine = await caller.call<MeetingView>("POST", "/api/meetings", {
      itemKey,
      appointment: appointment({ subject: "Secret plan", outlookItemId: "AAMkItem" }),
    });
    const stranger = await product.signIn(person);
    const seen = appointment({ joinUrls: [mine.body.joinUrl], outlookItemId: "AAMkItem" });
    const replies = [
      await stranger.call("POST", "/api/meetings/look-up", { itemKey, appointment: seen }),
      await stranger.call("POST", "/api/meetings/look-up", { appointment: seen }),
      await stranger.call("POST", "/api/meetings/report", {
        itemKey,
        action: "pushed",
        appointment: seen,
      }),
      await stranger.call("PATCH", `/api/meetings/${itemKey}`, { options: { waitingRoom: true } }),
      await stranger.call("POST", `/api/meetings/${itemKey}/recovery`),
      await stranger.call("DELETE", `/api/meetings/${itemKey}`),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404, 204]);
    for (const { body } of replies.slice(0, 3)) expect(body).toEqual({ meeting: null });
    expect(JSON.stringify(replies)).not.toMatch(/Secret plan|pwd=/);
    const still = await caller.call("POST", "/api/meetings/look-up", {
      itemKey,
      appointment: appointment({ subject: "Secret plan", outlookItemId: "AAMkItem" }),
    });
    expect(still.body).toMatchObject({ meeting: { health: { state: "inStep" } } });
  });
});

describe("a handler's ticket", () => {
  const issue = async (who = caller) =>
    (await who.call<{ ticket: string }>("POST", "/api/me/tickets")).body.ticket;

  test("reports, and is good for nothing else", async () => {
    const handler = handlerWith(product, await issue());
    const report = { action: "opened", appointment: appointment() };
    expect((await handler.call("POST", "/api/meetings/report", report)).status).toBe(200);
    const others = [
      await handler.call("GET", "/api/me"),
      await handler.call("GET", "/api/me/options"),
      await handler.call("POST", "/api/me/tickets"),
      await handler.call("DELETE", "/api/me/tickets"),
      await handler.call("POST", "/api/zoom/connection/start"),
      await handler.call("DELETE", "/api/zoom/connection"),
      await handler.call("POST", "/api/meetings", {
        itemKey: newItemKey(),
        appointment: appointment(),
      }),
      await handler.call("POST", "/api/meetings/look-up", { appointment: appointment() }),
      await handler.call("DELETE", `/api/meetings/${newItemKey()}`),
    ];
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 401));
  });

  test("of one person does not reach another's item", async () => {
    const itemKey = newItemKey();
    await caller.call("POST", "/api/meetings", { itemKey, appointment: appointment() });
    const handler = handlerWith(product, await issue(await product.signIn(ben)));
    const reply = await handler.call("POST", "/api/meetings/report", {
      itemKey,
      action: "sent",
      appointment: appointment(),
    });
    expect(reply).toMatchObject({ status: 200, body: { meeting: null } });
  });

  test("is stored hashed, ten for a person, the oldest fall away, and all can be revoked", async () => {
    const tickets: string[] = [];
    for (let made = 0; made < 12; made++) {
      product.passTime({ seconds: 1 });
      tickets.push(await issue());
    }
    const rows = await product.database.db.selectFrom("tickets").selectAll().execute();
    for (const ticket of tickets) expect(JSON.stringify(rows)).not.toContain(ticket);
    const status = async (ticket: string) =>
      (
        await handlerWith(product, ticket).call("POST", "/api/meetings/report", {
          action: "opened",
          appointment: appointment(),
        })
      ).status;
    const answers = await Promise.all(tickets.map(status));
    expect(answers).toEqual([401, 401, ...Array<number>(10).fill(200)]);
    expect((await caller.call("DELETE", "/api/me/tickets")).status).toBe(204);
    expect(await status(tickets[11]!)).toBe(401);
  });
});
