import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { entraState, grantAppRoles } from "../../../src/sandbox/entra/state.ts";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { people, tenants } from "../../../src/sandbox/world/people.ts";
import { type AccountPeople, type MicrosoftAdmin } from "../../../src/shared/api/portal-admin.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, type Visitor } from "../../support/connecting.ts";
import { ada, finn, type RunningProduct, startProduct } from "../../support/product.ts";

const named = (name: string): Person => people.find(({ mail }) => mail.startsWith(name))!;
const [alex, cleo, eli, gina, hana, iris] = [
  named("alex"),
  named("cleo"),
  named("eli"),
  named("gina"),
  named("hana"),
  named("iris"),
];
const contoso = tenants.contoso.id;

let product: RunningProduct;
let admin: Visitor;

beforeAll(async () => {
  product = await startProduct();
  admin = await visit(product, alex);
  await admin.call("PUT", routes.adminSettings, { values: { connectBy: "admin" }, locked: [] });
}, 60_000);
afterAll(async () => product.close());
beforeEach(() => {
  const state = entraState(product.sandbox).value;
  state.reachable = {};
  state.grantedByExchange = [];
});

const microsoft = async (): Promise<MicrosoftAdmin> =>
  (await admin.call<MicrosoftAdmin>("GET", routes.adminMicrosoft)).body;

describe("an admin's grant", () => {
  test("declined at Microsoft grants nothing, though Microsoft says admin_consent=True", async () => {
    const { body } = await admin.call<{ url: string }>("POST", routes.adminConsent);
    const page = await admin.throughMicrosoft(new URL(body.url), alex, 'value="cancel"');
    expect(page.url.pathname + page.url.search).toBe("/portal/settings?consent=declined");
    expect((await microsoft()).tenants).toEqual([]);
  });

  test("never takes the tenant from the address, only from the admin's own sign-in", async () => {
    const zoomAdmin = await visit(product, iris);
    const { body } = await zoomAdmin.call<{ url: string }>("POST", routes.adminConsent);
    const state = new URL(body.url).searchParams.get("state") ?? "";
    const forged = new URL(`${product.url}/auth/microsoft/adminconsent`);
    forged.search = new URLSearchParams({
      admin_consent: "True",
      tenant: contoso,
      state,
    }).toString();
    const account = await zoomAdmin.browser.open(forged);
    // An ordinary person of fabrikam, who may grant nothing.
    const page = await zoomAdmin.browser.press(account, finn.id);
    expect(page.url.search).toBe("?consent=notVerified");
    const known = await zoomAdmin.call<MicrosoftAdmin>("GET", routes.adminMicrosoft);
    expect(known.body.tenants).toEqual([]);
  });

  test("is bound to one use, the session and the browser", async () => {
    const { body } = await admin.call<{ url: string }>("POST", routes.adminConsent);
    const state = new URL(body.url).searchParams.get("state") ?? "";
    const back = `${product.url}/auth/microsoft/adminconsent?admin_consent=True&state=${state}`;
    const stranger = await visit(product, finn);
    expect((await stranger.browser.open(back)).url.search).toBe("?consent=expired");
    expect((await admin.browser.open(back)).url.search).toBe("?consent=expired");
  });

  test("connects everybody known by their verified Zoom address, sign-in name or alias", async () => {
    for (const person of [ada, cleo, eli, gina, hana]) await visit(product, person);
    const page = await admin.grantApplication(alex);
    expect(page.url.search).toBe("?consent=granted");
    const { tenants: granted } = await microsoft();
    expect(granted).toMatchObject([{ tenantId: contoso, isByAdmin: true, state: "active" }]);
    expect(await mailboxes()).toEqual({
      "ada@contoso.example": "ada@contoso.example",
      "alex@contoso.example": "alex@contoso.example",
      "cleo.stein@contoso.example": "cleo.stein@contoso.example",
      "e.novak@contoso.example": "eli@contoso.example",
      "gina@contoso.example": null,
      "hana@partner.example": null,
    });
  });

  test("connects whoever comes later without their doing anything", async () => {
    const ben = await visit(product, named("ben"));
    expect((await ben.connection()).mode).toBe("application");
  });

  test("lets the admin name a mailbox where no rule finds it, and take that back", async () => {
    const override = { mailbox: hana.mail };
    const set = await admin.call("PUT", routes.adminOverride("hana@partner.example"), override);
    expect(set.status).toBe(200);
    expect((await mailboxes())["hana@partner.example"]).toBe(hana.mail);
    const gone = await admin.call("DELETE", routes.adminOverride("hana@partner.example"));
    expect(gone.status).toBe(200);
    const again = await admin.call("DELETE", routes.adminOverride("hana@partner.example"));
    expect(again.status).toBe(404);
  });

  test("works with Calendars.ReadWrite alone, and names what is lost", async () => {
    grantAppRoles(product.sandbox, contoso, ["Calendars.ReadWrite"]);
    const validated = await admin.call<MicrosoftAdmin>("POST", routes.adminValidate);
    expect(validated.body.tenants[0]?.roles.filter(({ granted }) => granted)).toMatchObject([
      { role: "Calendars.ReadWrite", required: true },
    ]);
    const visitor = await visit(product, ada);
    const connection = await visitor.connection();
    expect(connection.state).toBe("active");
    expect(connection.features.filter(({ works }) => !works).map(({ feature }) => feature)).toEqual(
      ["contacts", "directoryMatch"],
    );
    await visitor.call("DELETE", routes.connection);
    const before = directoryCalls();
    expect((await visitor.call("POST", routes.connectionByAdmin)).status).toBe(200);
    expect(directoryCalls()).toBe(before);
  });

  test("outside Exchange's policy is said, left alone, and looked at again by the hour", async () => {
    entraState(product.sandbox).value.reachable = { [contoso]: [alex.id] };
    const visitor = await visit(product, ada);
    await visitor.call("POST", routes.connectionCheck);
    expect((await visitor.connection()).lapse?.reason).toBe("outOfPolicy");
    const before = graphCalls();
    await product.server.housekeeping.run();
    expect(graphCalls()).toBe(before);
    product.passTime({ minutes: 61 });
    entraState(product.sandbox).value.reachable = {};
    await product.server.housekeeping.run();
    expect((await visitor.connection()).state).toBe("active");
  });

  test("that only Exchange knows of works, although the token names no role", async () => {
    grantAppRoles(product.sandbox, contoso, []);
    entraState(product.sandbox).value.grantedByExchange = [contoso];
    product.passTime({ hours: 2 });
    const visitor = await visit(product, ada);
    await visitor.call("POST", routes.connectionCheck);
    expect((await visitor.connection()).state).toBe("active");
    entraState(product.sandbox).value.grantedByExchange = [];
    await visitor.call("POST", routes.connectionCheck);
    expect((await visitor.connection()).lapse?.reason).toBe("permissionsLost");
    grantAppRoles(product.sandbox, contoso, ["Calendars.ReadWrite"]);
    await visitor.call("POST", routes.connectionCheck);
    expect((await visitor.connection()).state).toBe("active");
  });

  test("takes over the connections people made themselves, without a moment in between", async () => {
    const visitor = await visit(product, ada);
    await admin.call("PUT", routes.adminSettings, { values: { connectBy: "users" }, locked: [] });
    await visitor.connect(ada);
    const own = await visitor.connection();
    expect(own.mode).toBe("delegated");
    await admin.call("PUT", routes.adminSettings, { values: { connectBy: "admin" }, locked: [] });
    expect(await visitor.connection()).toMatchObject({ mode: "delegated", state: "active" });
    expect((await admin.grantApplication(alex)).url.search).toBe("?consent=granted");
    expect(await visitor.connection()).toMatchObject({
      id: own.id,
      mode: "application",
      state: "active",
    });
    grantAppRoles(product.sandbox, contoso, ["Calendars.ReadWrite"]);
  });

  test("of one Zoom account opens nothing for another", async () => {
    const stranger = await visit(product, iris);
    expect((await stranger.call("POST", routes.connectionByAdmin)).body.code).toBe(
      "connect.noTenant",
    );
    const theirs = await stranger.call<AccountPeople>("GET", routes.adminPeople);
    expect(theirs.body.people.every(({ email }) => email.endsWith("fabrikam.example"))).toBe(true);
    const removal = await stranger.call("DELETE", routes.adminTenant(contoso));
    expect(removal.status).toBe(404);
  });

  test("moves a person between both permissions and keeps the connection's id", async () => {
    const visitor = await visit(product, ada);
    const { id } = await visitor.connection();
    await admin.call("PUT", routes.adminSettings, { values: { connectBy: "users" }, locked: [] });
    await visitor.connect(ada);
    expect(await visitor.connection()).toMatchObject({ id, mode: "delegated", state: "active" });
    await admin.call("PUT", routes.adminSettings, { values: { connectBy: "admin" }, locked: [] });
    await visitor.call("POST", routes.connectionByAdmin);
    expect(await visitor.connection()).toMatchObject({ id, mode: "application", state: "active" });
  });

  test("taken back here ends every connection that lived on it", async () => {
    const reply = await admin.call<MicrosoftAdmin>("DELETE", routes.adminTenant(contoso));
    expect(reply.body.tenants).toEqual([]);
    expect(Object.values(await mailboxes()).filter((mailbox) => mailbox !== null)).toEqual([]);
  });
});

async function mailboxes(): Promise<Record<string, string | null>> {
  const { body } = await admin.call<AccountPeople>("GET", routes.adminPeople);
  const found = body.people.map(({ email, connection }): [string, string | null] => [
    email,
    connection?.mailbox ?? null,
  ]);
  return Object.fromEntries(found.toSorted(([a], [b]) => a.localeCompare(b)));
}

const graphCalls = (): number =>
  product.sandbox.traffic.recent().filter(({ service }) => service === "graph").length;
const directoryCalls = (): number =>
  product.sandbox.traffic.recent().filter(({ path }) => path.includes("/graph/v1.0/users?")).length;
