import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { lapse, restore, withdrawConsent } from "../../../src/sandbox/entra/lapses.ts";
import { entraState, type LapseKind } from "../../../src/sandbox/entra/state.ts";
import { people, tenants } from "../../../src/sandbox/world/people.ts";
import { type LapseReason } from "../../../src/shared/api/connection.ts";
import { type AdminRequest, type PendingConnection } from "../../../src/shared/api/portal.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, Visitor, WebBrowser } from "../../support/connecting.ts";
import { ada, ben, type RunningProduct, startProduct } from "../../support/product.ts";

const alex = people.find(({ role }) => role === "admin")!;
let product: RunningProduct;
let visitor: Visitor;

beforeAll(async () => {
  product = await startProduct();
  visitor = await visit(product, ada);
}, 60_000);
afterAll(async () => product.close());
afterEach(() => {
  restore(product.sandbox, ada.id);
  entraState(product.sandbox).value.adminConsentOnly = [];
});

describe("connecting by OAuth", () => {
  test("asks Microsoft for the sign-in and exactly the boxes ticked, with PKCE, state and nonce", async () => {
    const url = await visitor.startConnecting(["Calendars.Read", "Contacts.Read"], ada.mail);
    const asked = url.searchParams;
    expect(asked.get("scope")?.split(" ").toSorted()).toEqual(
      ["openid", "profile", "offline_access", "Calendars.Read", "Contacts.Read"].toSorted(),
    );
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(asked.get("state")?.length).toBeGreaterThan(40);
    expect(asked.get("nonce")?.length).toBeGreaterThan(20);
    expect(asked.get("redirect_uri")).toBe(`${product.url}/auth/microsoft/callback`);
    expect(asked.get("login_hint")).toBe(ada.mail);
  });

  test("refuses permissions nobody offers, and none for the calendar", async () => {
    for (const scopes of [["Mail.Read", "Calendars.Read"], ["Contacts.Read"]]) {
      const reply = await visitor.call("POST", routes.connectionStart, { scopes });
      expect([reply.status, reply.body.code]).toEqual([400, "connect.scopes"]);
    }
  });

  test("declined at Microsoft connects nothing and says so", async () => {
    const page = await visitor.throughMicrosoft(
      await visitor.startConnecting(),
      ada,
      'value="cancel"',
    );
    expect(page.url.searchParams.get("connect")).toBe("declined");
    expect((await visitor.profile()).connection).toBeNull();
  });

  test("which only an admin may allow hands over a link for the admin, that needs no account here", async () => {
    entraState(product.sandbox).value.adminConsentOnly = [tenants.contoso.id];
    const stopped = await visitor.throughMicrosoft(await visitor.startConnecting(), ada);
    const back = await visitor.browser.press(stopped, "without granting consent");
    expect(back.url.searchParams.get("connect")).toBe("adminApproval");
    const request = (await visitor.call<AdminRequest>("GET", routes.adminRequest)).body;
    const admin = new Visitor(product);
    const thanks = await admin.throughMicrosoft(new URL(request.url), alex);
    expect(thanks.url.pathname + thanks.url.search).toBe("/portal/profile?adminApproval=done");
    const page = await visitor.connect(ada);
    expect(page.url.searchParams.get("connect")).toBe("connected");
  });

  test("with another account than the one shown waits until the person agrees", async () => {
    await visitor.call("DELETE", routes.connection);
    const url = await visitor.startConnecting();
    url.searchParams.delete("login_hint");
    const page = await visitor.throughMicrosoft(url, ben);
    expect(page.url.searchParams.get("connect")).toBe("confirm");
    const pending = page.url.searchParams.get("pending") ?? "";
    expect((await visitor.profile()).connection).toBeNull();
    const stranger = await visit(product, alex);
    for (const method of ["POST", "PUT"]) {
      const theirs = await stranger.call(method, routes.connectionPending, { pending });
      expect(theirs.status).toBe(404);
    }
    const shown = await visitor.call<PendingConnection>("POST", routes.connectionPending, {
      pending,
    });
    expect(shown.body.microsoft.address).toBe(ben.mail);
    expect((await visitor.call("PUT", routes.connectionPending, { pending })).status).toBe(200);
    expect((await visitor.connection()).mailbox).toBe(ben.mail);
    const again = await visitor.call("PUT", routes.connectionPending, { pending });
    expect(again.status).toBe(404);
  });

  test("an answer counts once, in the browser and session that asked", async () => {
    await visitor.call("DELETE", routes.connection);
    const start = await visitor.startConnecting();
    const atMicrosoft = new WebBrowser();
    const codePage = await stopBeforeReturn(atMicrosoft, start);
    const elsewhere = await new WebBrowser().open(codePage);
    expect(elsewhere.url.searchParams.get("connect")).toBe("expired");
    const replayed = await visitor.browser.open(codePage);
    expect(replayed.url.searchParams.get("connect")).toBe("expired");
    expect((await visitor.profile()).connection).toBeNull();
  });
});

/** Signs in at Microsoft, and gives the address Microsoft sends the browser to. */
async function stopBeforeReturn(browser: WebBrowser, start: URL): Promise<URL> {
  const account = await browser.open(start);
  const form = /action="([^"]*sign-in)"/.exec(account.html)?.[1] ?? "";
  const request = /name="request" value="([^"]*)"/.exec(account.html)?.[1] ?? "";
  const reply = await fetch(new URL(form, start), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ request: request.replaceAll("&amp;", "&"), person: ada.id }),
  });
  return new URL(reply.headers.get("location") ?? "", start);
}

describe("a connection by OAuth that ends", () => {
  const kinds: Array<[LapseKind, LapseReason]> = [
    ["tokenRevoked", "tokenRevoked"],
    ["passwordChanged", "passwordChanged"],
    ["conditionalAccess", "conditionalAccess"],
    ["mfaRequired", "mfaRequired"],
    ["userDisabled", "userDisabled"],
    ["userDeleted", "userGone"],
    ["refreshTokenExpired", "refreshTokenExpired"],
  ];

  test.each(kinds)(
    "by %s is known as %s in portal, add-in and admin's list",
    async (kind, reason) => {
      expect((await visitor.connect(ada)).url.searchParams.get("connect")).toBe("connected");
      lapse(product.sandbox, ada.id, kind);
      await visitor.call("POST", routes.connectionCheck);
      expect((await visitor.connection()).lapse?.reason).toBe(reason);
      const caller = await product.signIn(ada);
      await caller.connectZoom();
      await visitor.signIn(ada);
      expect((await caller.call("GET", "/api/me")).body.calendar).toMatchObject({
        state: "lapsed",
        reason,
      });
      const admin = await visit(product, alex);
      const listed = await admin.call<{ people: Array<{ email: string; connection: unknown }> }>(
        "GET",
        routes.adminPeople,
      );
      expect(listed.body.people.find(({ email }) => email === ada.mail)?.connection).toMatchObject({
        lapse: { reason },
      });
      restore(product.sandbox, ada.id);
      expect((await visitor.connect(ada)).url.searchParams.get("connect")).toBe("connected");
      expect((await visitor.connection()).state).toBe("active");
    },
  );

  test("by consent taken back is known as that", async () => {
    await visitor.connect(ada);
    withdrawConsent(product.sandbox, ada.id);
    await visitor.call("POST", routes.connectionCheck);
    expect((await visitor.connection()).lapse?.reason).toBe("consentWithdrawn");
  });

  test("loses only the feature whose scope was taken back, and goes on", async () => {
    await visitor.connect(ada, ["Calendars.Read", "Calendars.ReadWrite", "Contacts.Read"]);
    withdrawConsent(product.sandbox, ada.id, "graph/Contacts.Read");
    product.passTime({ hours: 25 });
    await product.server.housekeeping.run();
    const connection = await visitor.signIn(ada).then(() => visitor.connection());
    expect(connection.state).toBe("active");
    expect(connection.features.filter(({ works }) => !works)).toEqual([
      { feature: "contacts", works: false, missing: "Contacts.Read" },
    ]);
    withdrawConsent(product.sandbox, ada.id, "graph/Calendars.ReadWrite");
    await visitor.call("POST", routes.connectionCheck);
    const lost = (await visitor.connection()).features.filter(({ works }) => !works);
    expect(lost.map(({ feature }) => feature)).toEqual(["writeEntries", "contacts"]);
  });

  test("is found by the daily look, without anybody asking", async () => {
    await visitor.connect(ada);
    lapse(product.sandbox, ada.id, "userDisabled");
    product.passTime({ hours: 25 });
    await product.server.housekeeping.run();
    const row = await product.database.db
      .selectFrom("connections")
      .select(["lapse_reason", "tokens_sealed"])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ lapse_reason: "userDisabled", tokens_sealed: null });
  });
});

describe("the tokens of a connection", () => {
  test("are refreshed once, however many servers and calls need them", async () => {
    restore(product.sandbox, ada.id);
    await visitor.signIn(ada);
    await visitor.connect(ada, ["Calendars.Read", "Contacts.Read"]);
    const second = await product.startSecondServer();
    product.passTime({ hours: 2 });
    const before = refreshes();
    const url = (origin: string) => new URL(`${origin}${routes.contacts}?search=m`);
    const cookie = visitor.browser.cookiesFor(new URL(product.url));
    const replies = await Promise.all(
      [product.url, second.url, product.url, second.url].map((origin) =>
        fetch(url(origin), { headers: { cookie } }),
      ),
    );
    await second.close();
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(refreshes() - before).toBe(1);
  });

  test("are nowhere readable, in the database or the log", async () => {
    const rows = JSON.stringify(
      await product.database.db.selectFrom("connections").selectAll().execute(),
    );
    expect(rows).toContain("tokens_sealed");
    expect(rows).not.toMatch(/eyJ[\w-]{10}/);
    expect(product.logs()).not.toMatch(/eyJ[\w-]{10}/);
    expect(product.logs()).not.toContain(ada.mail);
  });

  function refreshes(): number {
    return product.sandbox.traffic
      .recent()
      .filter(
        ({ service, path, method }) =>
          service === "entra" && method === "POST" && path.includes("/token"),
      ).length;
  }
});
