import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import {
  ada,
  appointment,
  type Caller,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

let product: RunningProduct;
let caller: Caller;

beforeAll(async () => {
  product = await startProduct();
}, 60_000);
beforeEach(async () => {
  caller = await product.signIn(ada);
  await caller.connectZoom();
});
afterEach(() => {
  product.sandbox.switches.value.faults.zoom.lostAnswer = false;
});
afterAll(async () => product.close());

const refreshes = () =>
  product.sandbox.traffic
    .recent()
    .filter(({ method, path }) => method === "POST" && path.startsWith("/zoom/oauth/token")).length;

async function add(subject = "Planning"): Promise<MeetingView> {
  const reply = await caller.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment({ subject }),
  });
  expect(reply.status).toBe(200);
  return reply.body;
}

const report = ({ itemKey }: MeetingView, action: string, subject = "Planning") =>
  caller.call<{ meeting: MeetingView }>("POST", "/api/meetings/report", {
    itemKey,
    action,
    appointment: appointment({ subject }),
  });

const inSandbox = (action: string) =>
  fetch(`${product.sandboxUrl}/traffic/api/actions/${action}`, { method: "POST" });

async function signInAgain(): Promise<void> {
  caller = await product.signIn(ada);
}

describe("a permission at Zoom", () => {
  test("is renewed once for any number of calls at the same time", async () => {
    const views = [await add(), await add(), await add()];
    product.passTime({ minutes: 59 });
    const before = refreshes();
    const replies = await Promise.all(views.map((view) => report(view, "opened")));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(refreshes() - before).toBe(1);
  });

  test("is renewed once for two servers on one database", async () => {
    const [first, second] = [await add(), await add()];
    const other = await product.startSecondServer();
    try {
      product.passTime({ minutes: 59 });
      await signInAgain();
      const before = refreshes();
      const viaOther = fetch(`${other.url}/api/meetings/look-up`, {
        method: "POST",
        headers: { authorization: `Bearer ${caller.token}`, "content-type": "application/json" },
        body: JSON.stringify({ itemKey: second.itemKey, appointment: appointment() }),
      });
      const [here, there] = await Promise.all([report(first, "opened"), viaOther]);
      expect([here.status, there.status]).toEqual([200, 200]);
      expect(refreshes() - before).toBe(1);
    } finally {
      await other.close();
    }
  });

  test("whose renewal was lost is known to be gone at the next use, and says reconnect", async () => {
    const view = await add();
    product.passTime({ hours: 2 });
    await signInAgain();
    product.sandbox.switches.value.faults.zoom.lostAnswer = true;
    await report(view, "opened");
    product.sandbox.switches.value.faults.zoom.lostAnswer = false;
    expect((await report(view, "opened")).body.meeting.health).toMatchObject({
      state: "waiting",
      reason: "reconnectZoom",
    });
    expect((await caller.call("GET", "/api/me")).body).toMatchObject({
      zoom: { state: "reconnect", email: ada.mail },
    });
  });

  test("that was revoked is noticed in one failed call; reconnecting writes what waited, once", async () => {
    const view = await add();
    await inSandbox("zoom-revoke-tokens");
    expect((await report(view, "sent", "Renamed")).body.meeting.health).toEqual({
      state: "waiting",
      reason: "reconnectZoom",
      until: null,
    });
    const added = await caller.call("POST", "/api/meetings", {
      itemKey: newItemKey(),
      appointment: appointment(),
    });
    expect(added).toMatchObject({ status: 409, body: { code: "zoom.reconnect" } });
    await caller.connectZoom();
    const before = product.zoomCalls().length;
    await product.workDue();
    await product.workDue();
    const patches = product
      .zoomCalls()
      .slice(before)
      .filter((call) => call.startsWith("PATCH"));
    expect(patches).toHaveLength(1);
    expect((await report(view, "opened", "Renamed")).body.meeting).toMatchObject({
      topic: "Renamed",
      health: { state: "inStep" },
    });
  });

  test("outlives a wrong secret of this server's own, and serves again once that is right", async () => {
    const view = await add();
    const { zoomClientSecret } = product.sandbox.options;
    Object.assign(product.sandbox.options, { zoomClientSecret: "rotated-at-zoom" });
    await product.database.db
      .updateTable("zoom_people")
      .set({ access_expires_at: new Date(0) })
      .execute();
    expect((await report(view, "sent", "Renamed")).body.meeting.health.state).toBe("waiting");
    Object.assign(product.sandbox.options, { zoomClientSecret });
    expect((await report(view, "sent", "Renamed")).body.meeting).toMatchObject({
      topic: "Renamed",
      health: { state: "inStep" },
    });
  });

  test("ended in Zoom is marked by Zoom's message, and a late copy of it does not undo a new one", async () => {
    product.sandbox.switches.value.webhooksOff = true;
    const grant = await product.database.db
      .selectFrom("zoom_people")
      .selectAll()
      .executeTakeFirstOrThrow();
    const message = JSON.stringify({
      event: "app_deauthorized",
      payload: {
        account_id: grant.zoom_account_id,
        user_id: grant.zoom_user_id,
        deauthorization_time: product.now().toString(),
      },
    });
    await inSandbox("zoom-deauthorize-app");
    await product.zoomSends(message);
    await product.workDue();
    expect((await caller.call("GET", "/api/me")).body).toMatchObject({
      zoom: { state: "reconnect" },
    });
    product.passTime({ minutes: 5 });
    await signInAgain();
    await caller.connectZoom();
    await product.zoomSends(`${message} `);
    await product.workDue();
    expect((await caller.call("GET", "/api/me")).body).toMatchObject({
      zoom: { state: "connected" },
    });
    product.sandbox.switches.value.webhooksOff = false;
  });

  test("disconnected after its access token ran out is ended at Zoom as well", async () => {
    product.passTime({ hours: 3 });
    await signInAgain();
    expect((await caller.call("DELETE", "/api/zoom/connection")).status).toBe(204);
    const revoked = product.sandbox.traffic
      .recent()
      .filter(({ path }) => path.startsWith("/zoom/oauth/revoke"));
    expect(revoked.at(-1)?.status).toBe(200);
  });

  test("and all that is known of a meeting is nowhere readable, in the database or the log", async () => {
    const view = await add("Merger talks");
    await report(view, "sent", "Merger talks, moved");
    const { db } = product.database;
    const tables = ["links", "zoom_webhooks", "one_time_codes", "tickets"] as const;
    const dump = JSON.stringify(
      await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())),
    );
    const secrets = ["Merger", view.joinUrl, view.passcode ?? "none", ada.mail, caller.token];
    for (const secret of secrets) {
      expect(dump).not.toContain(secret);
      expect(product.logs()).not.toContain(secret);
    }
    const grants = JSON.stringify(await db.selectFrom("zoom_people").selectAll().execute());
    const own = JSON.stringify(product.sandbox.traffic.recent());
    expect(own).not.toContain("Merger");
    expect(grants).not.toMatch(/access_token|refresh_token|accessToken/);
  });
});
