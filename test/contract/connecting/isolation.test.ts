import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { people, tenants } from "../../../src/sandbox/world/people.ts";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { type AccountGroups } from "../../../src/shared/api/sync.ts";
import { visit, Visitor } from "../../support/connecting.ts";
import {
  ada,
  appointment,
  finn,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

const alex = people.find(({ role }) => role === "admin")!;
const iris = people.find(({ mail }) => mail.startsWith("iris"))!;

interface Operation {
  method: string;
  path: string;
}

let product: RunningProduct;
let operations: Operation[];
let view: MeetingView;

beforeAll(async () => {
  product = await startProduct();
  const document = (await (await fetch(`${product.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const caller = await product.signIn(ada);
  await caller.connectZoom();
  const added = await caller.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment({ subject: "Secret plans" }),
  });
  view = added.body;
  const admin = await visit(product, alex);
  await admin.call("PUT", routes.adminSettings, { values: { connectBy: "admin" }, locked: [] });
  await admin.grantApplication(alex);
  await admin.call("PUT", routes.adminOverride(ada.mail), { mailbox: ada.mail });
}, 60_000);
afterAll(async () => product.close());

describe("every route with somebody else's id", () => {
  test("is there to be asked", () => {
    const named = operations.filter(({ path }) => path.includes("{"));
    expect(named.length).toBeGreaterThanOrEqual(6);
    expect(
      [...new Set(named.flatMap(({ path }) => path.match(/\{\w+\}/g) ?? []))].toSorted(),
    ).toEqual(["{groupId}", "{id}", "{itemKey}", "{tenantId}", "{zoomEmail}"]);
  });

  test("answers 404 to a person of another tenant, and tells nothing", async () => {
    const stranger = await product.signIn(finn);
    await stranger.connectZoom();
    for (const { method, path } of operations.filter((one) => one.path.includes("{itemKey}"))) {
      const body = method === "PATCH" ? { options: { waitingRoom: true } } : undefined;
      const reply = await stranger.call(method, path.replace("{itemKey}", view.itemKey), body);
      // Removing what one does not have is done already.
      expect([method, path, reply.status]).toEqual([method, path, method === "DELETE" ? 204 : 404]);
      expect(JSON.stringify(reply.body)).not.toContain("Secret");
    }
    const owner = await product.signIn(ada);
    const kept = await owner.call("POST", routes.lookUp, {
      itemKey: view.itemKey,
      appointment: appointment({ subject: "Secret plans" }),
    });
    expect(kept.body.meeting).toMatchObject({ state: "reserved", topic: "Secret plans" });
  });

  test("answers 404 to another person for a step, a conflict or a finding", async () => {
    const stranger = await visit(product, iris);
    for (const { method, path } of operations.filter((one) => one.path.includes("{id}"))) {
      const body = path.startsWith(`${routes.findings}/`) ? { action: "ignore" } : undefined;
      const reply = await stranger.call(method, path.replace("{id}", randomUUID()), body);
      expect([method, path, reply.status]).toEqual([method, path, 404]);
    }
  });

  test("sets a group only in one's own account", async () => {
    const stranger = await visit(product, iris);
    const choice = { syncVersion: "off", timesOnly: true, locked: true, priority: 1 };
    await stranger.call("PUT", routes.adminGroup("shared-group"), choice);
    const admin = await visit(product, alex);
    const { body } = await admin.call<AccountGroups>("GET", routes.adminGroups);
    expect(body.groups.filter(({ groupId }) => groupId === "shared-group")).toEqual([]);
  });

  test("answers 404 to an admin of another account, and changes nothing", async () => {
    const stranger = await visit(product, iris);
    for (const { method, path } of operations.filter((one) =>
      /tenantId|zoomEmail/.test(one.path),
    )) {
      const own = path
        .replace("{tenantId}", tenants.contoso.id)
        .replace("{zoomEmail}", encodeURIComponent(ada.mail));
      const body = method === "PUT" ? { mailbox: iris.mail } : undefined;
      const reply = await stranger.call(method, own, body);
      // Naming a mailbox needs a grant of one's own first.
      expect([method, path, reply.status]).toEqual([method, path, method === "PUT" ? 409 : 404]);
    }
    const admin = await visit(product, alex);
    const { body } = await admin.call("GET", routes.adminMicrosoft);
    expect(body).toMatchObject({
      tenants: [{ tenantId: tenants.contoso.id }],
      overrides: [{ zoomEmail: ada.mail, mailbox: ada.mail }],
    });
  });

  test("and without one is nobody's who is not signed in", async () => {
    const nobody = new Visitor(product);
    for (const { method, path } of operations.filter((one) => one.path.startsWith("/api/portal"))) {
      const reply = await nobody.call(
        method,
        path.replaceAll(/\{\w+\}/g, randomUUID()) + queryFor(path),
        method === "GET" ? undefined : bodyFor(path),
      );
      expect([method, path, reply.status]).toEqual([method, path, 401]);
    }
  });
});

function queryFor(path: string): string {
  return path === routes.agenda ? "?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z" : "";
}

/** A body of the right form, so that the answer is about the caller. */
function bodyFor(path: string): unknown {
  if (path === routes.connectionStart) return { scopes: ["Calendars.Read"] };
  if (path === routes.connectionPending) return { pending: "anything" };
  if (path.startsWith(routes.adminSettings)) return { values: {}, locked: [] };
  if (path === routes.syncRelease) return { decision: "keep" };
  if (path === routes.syncVersion) return { version: "v1" };
  if (path === routes.findingsCleanUp) return { kind: "copy", action: "ignore" };
  if (path.startsWith(`${routes.findings}/`)) return { action: "ignore" };
  if (path.startsWith(`${routes.adminGroups}/`)) {
    return { syncVersion: null, timesOnly: null, locked: false, priority: 1 };
  }
  return path.includes("overrides") ? { mailbox: ada.mail } : undefined;
}
