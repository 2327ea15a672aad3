import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { people } from "../../../src/sandbox/world/people.ts";
import { type PortalSession } from "../../../src/shared/api/portal.ts";
import { type SettingsImpact } from "../../../src/shared/api/portal-admin.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, Visitor, WebBrowser } from "../../support/connecting.ts";
import { ada, ben, finn, type RunningProduct, startProduct } from "../../support/product.ts";

const alex = people.find(({ role }) => role === "admin")!;
let product: RunningProduct;
let visitor: Visitor;
let admin: Visitor;

beforeAll(async () => {
  product = await startProduct();
  visitor = await visit(product, ada);
  admin = await visit(product, alex);
}, 60_000);
afterAll(async () => product.close());

describe("a portal session", () => {
  test("begins with Zoom's sign-in, and is a cookie scripts cannot read", async () => {
    const start = await fetch(product.url + routes.portalSignIn("/portal/profile"), {
      redirect: "manual",
    });
    const [cookie = ""] = start.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const asked = new URL(start.headers.get("location") ?? "").searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.has("scope")).toBe(false);
  });

  test("is nobody's without a sign-in", async () => {
    const stranger = new Visitor(product);
    for (const path of [routes.portalSession, routes.profile, routes.adminPeople]) {
      const reply = await stranger.call("GET", path);
      expect([reply.status, reply.body.code]).toEqual([401, "portal.signInRequired"]);
    }
  });

  test("leads back to pages of the portal only", async () => {
    for (const evil of ["https://evil.example/", "//evil.example", "/auth/zoom/start", "/\\evil"]) {
      const page = await new Visitor(product).signIn(ada, evil);
      expect(page.url.origin + page.url.pathname).toBe(`${product.url}/portal/profile`);
    }
    await visitor.signIn(ada);
    const settings = await new Visitor(product).signIn(alex, "/portal/settings");
    expect(settings.url.pathname).toBe("/portal/settings");
    await admin.signIn(alex);
  });

  test("is not begun by an answer from another browser, or twice", async () => {
    const start = await fetch(product.url + routes.portalSignIn("/portal/profile"), {
      redirect: "manual",
    });
    const state = new URL(start.headers.get("location") ?? "").searchParams.get("state") ?? "";
    const back = `${product.url}/auth/zoom/callback?code=stolen&state=${state}`;
    expect((await new WebBrowser().open(back)).url.search).toBe("?signIn=expired");
    expect((await new WebBrowser().open(back)).url.search).toBe("?signIn=expired");
  });

  test("changes nothing for a page that does not know it, or stands elsewhere", async () => {
    const forged: Array<Record<string, string>> = [
      { "x-csrf-token": "" },
      { "x-csrf-token": "a".repeat(43) },
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of forged) {
      const reply = await visitor.call("DELETE", routes.connection, undefined, headers);
      expect([reply.status, reply.body.code]).toEqual([403, "portal.forged"]);
    }
  });

  test("ends when the person signs out, and after twelve hours", async () => {
    const other = await visit(product, ben);
    expect((await other.call("DELETE", routes.portalSession)).status).toBe(204);
    expect((await other.call("GET", routes.profile)).status).toBe(401);
    const late = await visit(product, ben);
    product.passTime({ hours: 13 });
    expect((await late.call("GET", routes.profile)).status).toBe(401);
    await Promise.all([visitor.signIn(ada), admin.signIn(alex)]);
  });

  test("is an admin's only while Zoom says so", async () => {
    expect((await visitor.call("GET", routes.adminPeople)).body.code).toBe("portal.adminOnly");
    expect((await admin.call("GET", routes.adminPeople)).status).toBe(200);
  });

  test("never shows one account what belongs to another", async () => {
    await visitor.connect(ada);
    const stranger = await visit(product, finn);
    expect((await stranger.profile()).connection).toBeNull();
    expect((await stranger.call("DELETE", routes.connection)).status).toBe(404);
    expect((await stranger.call("POST", routes.connectionTest)).status).toBe(404);
  });
});

describe("an admin's settings", () => {
  const put = (values: object) => admin.call("PUT", routes.adminSettings, { values, locked: [] });

  test("show who would be disconnected before they do it, and then disconnect them", async () => {
    await visitor.connect(ada);
    const values = { allowedDomains: ["fabrikam.example"] };
    const preview = await admin.call<SettingsImpact>("POST", routes.adminSettingsPreview, {
      values,
      locked: [],
    });
    expect(preview.body.disconnected).toMatchObject([{ email: ada.mail }]);
    expect((await visitor.connection()).state).toBe("active");
    expect((await put(values)).status).toBe(200);
    expect((await visitor.connection()).lapse?.reason).toBe("notAllowed");
    const refused = await visitor.call("POST", routes.connectionStart, {
      scopes: ["Calendars.Read"],
    });
    expect([refused.status, refused.body.code]).toEqual([403, "connect.notAllowed"]);
    await put({ allowedDomains: ["contoso.example"] });
    const elsewhere = await visitor.connect(finn);
    expect(elsewhere.url.searchParams.get("connect")).toBe("notAllowed");
    await put({});
    await visitor.connect(ada);
    expect((await visitor.connection()).state).toBe("active");
  });

  test("refuse what cannot be, and keep what was", async () => {
    for (const values of [
      { allowedDomains: ["not a domain"] },
      { scopesOffered: ["Mail.ReadWrite"] },
    ]) {
      const reply = await put(values);
      expect([reply.status, reply.body.code]).toEqual([400, "admin.badSetting"]);
    }
    expect((await put({ connectBy: "everybody" })).status).toBe(400);
  });

  test("turn the integration off for everybody", async () => {
    await put({ integration: false });
    expect((await visitor.profile()).offer.refusals).toContain("integration.off");
    const reply = await visitor.call("POST", routes.connectionStart, {
      scopes: ["Calendars.Read"],
    });
    expect(reply.body.code).toBe("connect.notAllowed");
    await put({});
  });

  test("hold for the Zoom groups a person is in, as Zoom says", async () => {
    const { db } = product.database;
    const { zoom_account_id, group_ids } = await db
      .selectFrom("zoom_people")
      .selectAll()
      .where("email", "=", ada.mail)
      .executeTakeFirstOrThrow();
    const others = await visit(product, ben);
    const ofBen = await db
      .selectFrom("zoom_people")
      .select("group_ids")
      .where("email", "=", ben.mail)
      .executeTakeFirstOrThrow();
    const onlyAdas = (group_ids as string[]).find(
      (id) => !(ofBen.group_ids as string[]).includes(id),
    );
    await db
      .insertInto("settings_layers")
      .values({
        zoom_account_id,
        level: "group",
        subject_id: onlyAdas ?? "none",
        values: JSON.stringify({ integration: false }),
        locked: "[]",
        priority: 1,
        changed_at: new Date(product.now().epochMilliseconds),
        changed_by: "test",
      })
      .execute();
    expect((await visitor.profile()).offer.refusals).toEqual(["integration.off"]);
    expect((await others.profile()).offer.refusals).toEqual([]);
    await db.deleteFrom("settings_layers").where("level", "=", "group").execute();
  });

  test("offer the connection at sign-in never, once, or until it is made", async () => {
    const offered = async (): Promise<boolean> => {
      const other = await visit(product, ben);
      const session = await other.call<PortalSession>("GET", routes.portalSession);
      if (session.body.offerConnection) await other.call("POST", routes.connectionOffered);
      return session.body.offerConnection;
    };
    expect(await offered()).toBe(false);
    await put({ ssoPrompt: "firstTime" });
    expect([await offered(), await offered()]).toEqual([true, false]);
    await put({ ssoPrompt: "everyTime" });
    expect([await offered(), await offered()]).toEqual([true, true]);
    const other = await visit(product, ben);
    await other.connect(ben);
    expect(await offered()).toBe(false);
    await put({});
  });
});

describe("Zoom's own message that the app was removed", () => {
  test("is seen in portal and add-in at once, and a new sign-in mends it", async () => {
    const caller = await product.signIn(ada);
    await caller.connectZoom();
    await visitor.signIn(ada);
    const { body } = await caller.call("GET", "/api/me");
    expect(body.zoom).toMatchObject({ state: "connected" });
    const person = await product.database.db
      .selectFrom("zoom_people")
      .selectAll()
      .where("email", "=", ada.mail)
      .executeTakeFirstOrThrow();
    const message = {
      event: "app_deauthorized",
      payload: {
        account_id: person.zoom_account_id,
        user_id: person.zoom_user_id,
        client_id: product.config.zoom.clientId,
        deauthorization_time: product.now().toString(),
        event_ts: product.now().epochMilliseconds,
      },
    };
    expect((await product.zoomSends(JSON.stringify(message))).status).toBe(204);
    await product.workDue();
    expect((await visitor.profile()).zoom.state).toBe("reconnect");
    expect((await caller.call("GET", "/api/me")).body.zoom).toMatchObject({ state: "reconnect" });
    await visitor.signIn(ada);
    expect((await visitor.profile()).zoom.state).toBe("connected");
  });
});

describe("notifications of Graph", () => {
  const post = (path: string, body: string) =>
    fetch(product.url + path, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });

  test("are greeted with the token as plain text, decoded once", async () => {
    for (const path of ["/webhooks/graph", "/webhooks/graph/lifecycle"]) {
      const token = "a+b%2F <script>";
      const reply = await post(`${path}?validationToken=${encodeURIComponent(token)}`, "");
      expect([reply.status, await reply.text()]).toEqual([200, token]);
      expect(reply.headers.get("content-type")).toContain("text/plain");
    }
  });

  test("that are not ours are acknowledged and dropped, and malformed ones refused", async () => {
    const strange = { subscriptionId: "unknown", clientState: "guess", changeType: "updated" };
    expect((await post("/webhooks/graph", JSON.stringify({ value: [strange] }))).status).toBe(202);
    const stored = await product.database.db
      .selectFrom("graph_notifications")
      .selectAll()
      .where("subscription_id", "=", "unknown")
      .execute();
    expect(stored).toEqual([]);
    expect((await post("/webhooks/graph", "{")).status).toBe(400);
  });
});
