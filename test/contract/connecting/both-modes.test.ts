import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { restore } from "../../../src/sandbox/entra/lapses.ts";
import { entraState, grantAppRoles } from "../../../src/sandbox/entra/state.ts";
import { people, tenants } from "../../../src/sandbox/world/people.ts";
import { type TestEvent } from "../../../src/shared/api/integration-test.ts";
import { type Disconnected } from "../../../src/shared/api/portal.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, type Visitor } from "../../support/connecting.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";

const alex = people.find(({ role }) => role === "admin")!;

/** The same rules hold, whoever gave the permission. */
describe.each(["delegated", "application"] as const)("a connection by %s permission", (mode) => {
  let product: RunningProduct;
  let visitor: Visitor;

  beforeAll(async () => {
    product = await startProduct();
    if (mode === "application") {
      const admin = await visit(product, alex);
      const settings = { values: { connectBy: "admin" }, locked: [] };
      expect((await admin.call("PUT", routes.adminSettings, settings)).status).toBe(200);
      const page = await admin.grantApplication(alex);
      expect(page.url.search).toBe("?consent=granted");
    }
    visitor = await visit(product, ada);
  }, 60_000);
  afterAll(async () => product.close());
  beforeEach(async () => {
    restore(product.sandbox, ada.id);
    const state = entraState(product.sandbox).value;
    state.reachable = {};
    state.removedFrom = [];
    state.isSecretExpired = false;
    if (mode === "application") {
      grantAppRoles(product.sandbox, tenants.contoso.id, [
        "Calendars.ReadWrite",
        "Contacts.Read",
        "User.Read.All",
      ]);
    }
    await connectAgain();
  });

  async function connectAgain(): Promise<void> {
    if (mode === "application") {
      await visitor.call("POST", routes.connectionByAdmin);
    } else {
      const page = await visitor.connect(ada, [
        "Calendars.Read",
        "Calendars.ReadWrite",
        "Contacts.Read",
      ]);
      expect(page.url.pathname + page.url.search).toBe("/portal/profile?connect=connected");
    }
  }

  test("names the mailbox, the mode and what works", async () => {
    const connection = await visitor.connection();
    expect(connection).toMatchObject({ state: "active", mode, mailbox: ada.mail, lapse: null });
    expect(connection.features.filter(({ works }) => !works)).toEqual([]);
  });

  test("passes the test of the integration, which leaves nothing in the calendar", async () => {
    const before = product.sandbox.calendar.list(ada.id).length;
    const events = await runTest();
    expect(events.filter(({ state }) => state !== "running")).toEqual(
      ["signIn", "read", "write", "receive", "remove", "zoom"].map((step) => ({
        step,
        state: "passed",
        durationMs: expect.any(Number),
        code: null,
      })),
    );
    expect(product.sandbox.calendar.list(ada.id)).toHaveLength(before);
  }, 30_000);

  test("finds people in the Outlook contacts", async () => {
    const reply = await visitor.call("GET", `${routes.contacts}?search=mar`);
    expect(reply.body).toEqual({
      contacts: [
        { name: "Mara Lindt", address: "mara@partner.example" },
        { name: "Marco Ruiz", address: "marco@supplier.example" },
      ],
    });
  });

  test("is seen ended by the call that meets it, when the app is removed from the tenant", async () => {
    entraState(product.sandbox).value.removedFrom = [tenants.contoso.id];
    await visitor.call("POST", routes.connectionCheck);
    expect((await visitor.connection()).lapse?.reason).toBe("appRemoved");
  });

  test("stays when only our own credentials at Microsoft are wrong, and says so", async () => {
    entraState(product.sandbox).value.isSecretExpired = true;
    const events = await runTest();
    expect(events.find(({ state }) => state === "failed")).toMatchObject({
      step: "signIn",
      code: "microsoft.misconfigured",
    });
    expect((await visitor.connection()).state).toBe("active");
  });

  test("stays when Microsoft does not answer", async () => {
    product.sandbox.switches.value.faults.entra.fail = true;
    const events = await runTest();
    product.sandbox.switches.value.faults.entra.fail = false;
    expect(events.find(({ state }) => state === "failed")?.code).toBe("microsoft.unavailable");
    expect((await visitor.connection()).state).toBe("active");
  });

  test("is shown to the add-in of the same person", async () => {
    const caller = await product.signIn(ada);
    await caller.connectZoom();
    expect((await caller.call("GET", "/api/me")).body.calendar).toEqual({
      state: "active",
      mailbox: ada.mail,
    });
  });

  test("ends with everything we knew of it, and says what stays", async () => {
    const reply = await visitor.call<Disconnected>("DELETE", routes.connection);
    expect(reply.body).toMatchObject({
      deletedTokens: true,
      consentRemains: mode === "delegated",
    });
    expect((await visitor.profile()).connection).toBeNull();
    const rows = await product.database.db.selectFrom("connections").selectAll().execute();
    expect(rows.filter(({ mailbox }) => mailbox === ada.mail)).toEqual([]);
    expect((await visitor.call("DELETE", routes.connection)).status).toBe(404);
  });

  async function runTest(): Promise<TestEvent[]> {
    const reply = await visitor.call<{ text: string }>("POST", routes.connectionTest);
    expect(reply.type).toContain("application/x-ndjson");
    return reply.body.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as TestEvent);
  }
});
