import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import {
  ada,
  appointment,
  type Caller,
  newItemKey,
  type RunningProduct,
  startProduct,
  zoomWebhookSecret,
} from "../../support/product.ts";

const olderSecret = "the-secret-before";
let product: RunningProduct;
let caller: Caller;
let account: string;

beforeAll(async () => {
  product = await startProduct(undefined, {
    ZOOM_WEBHOOK_SECRET: `${zoomWebhookSecret},${olderSecret}`,
  });
  caller = await product.signIn(ada);
  await caller.connectZoom();
  const grant = await product.database.db
    .selectFrom("zoom_people")
    .select("zoom_account_id")
    .executeTakeFirstOrThrow();
  account = grant.zoom_account_id;
}, 60_000);
afterAll(async () => product.close());
afterEach(() => {
  product.sandbox.switches.value.webhooksOff = false;
});

async function add(subject = "Planning") {
  const itemKey = newItemKey();
  const reply = await caller.call<MeetingView>("POST", "/api/meetings", {
    itemKey,
    appointment: appointment({ subject }),
  });
  expect(reply.status).toBe(200);
  return reply.body;
}

async function open({ itemKey }: MeetingView, changes = {}): Promise<MeetingView> {
  const reply = await caller.call<{ meeting: MeetingView }>("POST", "/api/meetings/look-up", {
    itemKey,
    appointment: appointment(changes),
  });
  return reply.body.meeting;
}

/** The link as it is stored, without asking Zoom. */
async function stored({ itemKey }: MeetingView) {
  return product.database.db
    .selectFrom("links")
    .selectAll()
    .where("item_key", "=", itemKey)
    .executeTakeFirstOrThrow();
}

let eventTs = 1_795_420_800_000;
function updated(view: MeetingView, object: object, accountId = account): string {
  return JSON.stringify({
    event: "meeting.updated",
    event_ts: eventTs++,
    payload: {
      account_id: accountId,
      operator: "ada@contoso.example",
      scope: "single",
      object: { id: Number(view.zoomMeetingId), ...object },
    },
  });
}

function deleted(view: MeetingView, event = "meeting.deleted", operation = "all"): string {
  return JSON.stringify({
    event,
    event_ts: eventTs++,
    payload: { account_id: account, operation, object: { id: Number(view.zoomMeetingId) } },
  });
}

async function webhookRows(): Promise<number> {
  const { rows } = await product.database.db
    .selectFrom("zoom_webhooks")
    .select(({ fn }) => fn.countAll<string>().as("rows"))
    .executeTakeFirstOrThrow();
  return Number(rows);
}

/** Runs `work` without Zoom sending webhooks of its own, and tells which calls Zoom got. */
async function zoomCallsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const before = product.zoomCalls().length;
  await work();
  return product.zoomCalls().slice(before);
}

describe("the signature", () => {
  const body = JSON.stringify({ event: "meeting.updated", payload: { account_id: "a" } });

  test.each<[string, object]>([
    ["forged", { signature: `v0=${"0".repeat(64)}` }],
    ["absent", { signature: null }],
    ["without its version", { signature: "0".repeat(64) }],
    ["of another length", { signature: "v0=abc" }],
    ["made with another secret", { secret: "wrong" }],
    ["older than five minutes", { timestamp: "1795420000" }],
    ["of the future", { timestamp: "1795424000" }],
    ["at no time", { timestamp: "soon" }],
  ])("that is %s is refused with 401, and nothing is stored", async (_what, how) => {
    const before = await webhookRows();
    const reply = await product.zoomSends(body, how);
    expect(reply).toMatchObject({ status: 401, body: { code: "webhook.notSigned" } });
    expect(await webhookRows()).toBe(before);
  });

  test("made with the older of two secrets is accepted", async () => {
    expect(await product.zoomSends(updatedOfNobody(), { secret: olderSecret })).toMatchObject({
      status: 204,
    });
  });

  test.each([
    [
      "escapes",
      `{"event":"meeting.updated","payload":{"object":{"topic":"Caf\\u00e9 \\ud83d\\ude00"}}}`,
    ],
    ["odd spacing", `{ "payload" :\t{ } ,\r\n  "event" : "meeting.updated"   }\n`],
    ["emoji in UTF-8", `{"event":"meeting.updated","payload":{"object":{"topic":"🚀 Größe"}}}`],
  ])("is checked over the bytes as sent: %s", async (_what, bytes) => {
    expect((await product.zoomSends(bytes)).status).toBe(204);
  });

  function updatedOfNobody() {
    return JSON.stringify({ event: "meeting.updated", event_ts: eventTs++, payload: {} });
  }
});

describe("the challenge", () => {
  const challenge = (plainToken: unknown) =>
    JSON.stringify({ event: "endpoint.url_validation", payload: { plainToken } });

  test("is answered with Zoom's own test vector", async () => {
    const other = await startProduct(undefined, { ZOOM_WEBHOOK_SECRET: "whsec" });
    try {
      other.sandbox.switches.value.webhooksOff = true;
      const reply = await other.zoomSends(challenge("qgg8vlvZRS6UYooatFL8Aw"), {
        secret: "whsec",
      });
      expect(reply).toMatchObject({
        status: 200,
        body: {
          plainToken: "qgg8vlvZRS6UYooatFL8Aw",
          encryptedToken: "578b8d6bb754f5457ba891570620d73f823339ffe3bd2580e8c65be71862b095",
        },
      });
    } finally {
      await other.close();
    }
  });

  test("is not answered unsigned", async () => {
    const reply = await product.zoomSends(challenge("abc"), { signature: null });
    expect(reply.status).toBe(401);
    expect(JSON.stringify(reply.body)).not.toContain("encryptedToken");
  });

  test.each([["v0:1795420800:{}"], ["x".repeat(65)], [""], [17], [null]])(
    "%j would be a signature for somebody else and is refused",
    async (plainToken) => {
      const reply = await product.zoomSends(challenge(plainToken));
      expect(reply).toMatchObject({ status: 400, body: { code: "webhook.badChallenge" } });
    },
  );
});

describe("a body", () => {
  test.each([
    ...["{", "null", "[]", '"text"', "{}", '{"event":"x"}', '{"event":"x","payload":null}'],
    String.raw`{"event":"x\u0000","payload":{}}`,
    String.raw`{"event":"x\ud800","payload":{}}`,
    String.raw`{"event":"x","payload":{"account_id":"\u0000"}}`,
    String.raw`{"event":"x","payload":{"account_id":"\udfff"}}`,
  ])("%s is refused with 400 though it is signed", async (body) => {
    const reply = await product.zoomSends(body);
    expect(reply).toMatchObject({ status: 400, body: { code: "webhook.malformed" } });
  });

  test("beyond a megabyte is refused with 413", async () => {
    const reply = await product.zoomSends("x".repeat(1_000_001));
    expect(reply).toMatchObject({ status: 413, body: { code: "request.tooLarge" } });
  });

  test("of an unknown event is accepted and changes nothing", async () => {
    const body = JSON.stringify({ event: "phone.ringing", event_ts: eventTs++, payload: {} });
    expect((await product.zoomSends(body)).status).toBe(204);
    expect(await zoomCallsDuring(() => product.workDue())).toEqual([]);
  });
});

describe("storing", () => {
  test("comes before the acknowledgement", async () => {
    const before = await webhookRows();
    const view = { zoomMeetingId: "123456789" } as MeetingView;
    expect((await product.zoomSends(updated(view, { topic: "x" }))).status).toBe(204);
    expect(await webhookRows()).toBe(before + 1);
  });

  test("that fails answers 503, so that Zoom sends it again", async () => {
    const other = await startProduct();
    await other.server.background.stop();
    await other.database.close();
    const reply = await other.zoomSends(
      updated({ zoomMeetingId: "1" } as MeetingView, { topic: "x" }),
    );
    await other.close();
    expect(reply).toMatchObject({ status: 503, body: { code: "webhook.notStored" } });
  });

  test("the same bytes twice has one effect", async () => {
    const view = await add();
    product.sandbox.switches.value.webhooksOff = true;
    await product.workDue();
    const body = updated(view, { topic: "Somebody's" });
    const calls = await zoomCallsDuring(async () => {
      await Promise.all([product.zoomSends(body), product.zoomSends(body)]);
      await product.workDue();
      await product.zoomSends(body);
      await product.workDue();
    });
    expect(calls).toHaveLength(1);
  });

  test("keeps nothing readable of the message", async () => {
    await product.zoomSends(updated({ zoomMeetingId: "9" } as MeetingView, { topic: "Layoffs" }));
    const rows = await product.database.db.selectFrom("zoom_webhooks").selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/Layoffs|contoso\.example/);
  });

  test("is forgotten once it was worked, and the same message is still known", async () => {
    const body = updated({ zoomMeetingId: "9" } as MeetingView, { topic: "Twice" });
    await product.zoomSends(body);
    await product.workDue();
    await product.zoomSends(body);
    const rows = await product.database.db
      .selectFrom("zoom_webhooks")
      .select("body_sealed")
      .orderBy("sequence", "desc")
      .execute();
    expect(rows.every(({ body_sealed }) => body_sealed === null)).toBe(true);
  });

  test.each([
    { id: "9\u0000", host_id: "somebody" },
    { id: 9, host_id: "some\u0000body" },
    { id: 9, host_id: "some\ud800body" },
    { id: { not: "a number" }, host_id: ["somebody"] },
  ])("that names %j keeps no other from being worked", async (object) => {
    const view = await add();
    product.sandbox.switches.value.webhooksOff = true;
    await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { topic: "From Zoom" });
    await product.zoomSends(
      JSON.stringify({
        event: "meeting.updated",
        event_ts: eventTs++,
        payload: { account_id: account, object },
      }),
    );
    await product.zoomSends(updated(view, { topic: "From Zoom" }));
    const calls = await zoomCallsDuring(() => product.workDue());
    expect(calls).toHaveLength(1);
  });
});

describe("a change in Zoom", () => {
  test("told sparsely is read from Zoom and shown with both values", async () => {
    const view = await add();
    await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { topic: "From Zoom" });
    product.sandbox.switches.value.webhooksOff = true;
    await product.zoomSends(updated(view, { topic: "From Zoom" }));
    await product.workDue();
    expect((await open(view)).health).toEqual({
      state: "outOfDate",
      behind: "outlook",
      differences: [
        { field: "subject", changedIn: "zoom", outlook: "Planning", zoom: "From Zoom" },
      ],
    });
  });

  test("of another account touches nothing", async () => {
    const view = await add();
    product.sandbox.switches.value.webhooksOff = true;
    await product.workDue();
    const before = await stored(view);
    const calls = await zoomCallsDuring(async () => {
      await product.zoomSends(updated(view, { topic: "Stranger" }, "another-account"));
      await product.workDue();
    });
    expect(calls).toEqual([]);
    expect(await stored(view)).toEqual(before);
  });

  test("made by our own write comes back and costs no call to Zoom", async () => {
    const view = await add();
    await caller.call("POST", "/api/meetings/report", {
      itemKey: view.itemKey,
      action: "sent",
      appointment: appointment({ subject: "Renamed", outlookItemId: "AAA1" }),
    });
    const echo = () =>
      product.sandbox.traffic
        .recent()
        .some(
          ({ service, note, status }) =>
            service === "webhook" && status === 204 && note?.startsWith("meeting.updated"),
        );
    for (let tries = 0; tries < 100 && !echo(); tries++) await sleep(20);
    expect(echo()).toBe(true);
    expect(await zoomCallsDuring(() => product.workDue())).toEqual([]);
  });

  test("told late, twice and in the wrong order ends as Zoom has it", async () => {
    const view = await add();
    const path = `/meetings/${view.zoomMeetingId}`;
    product.sandbox.switches.value.webhooksOff = true;
    const [first, second, gone] = [
      updated(view, { topic: "First" }),
      updated(view, { topic: "Second" }),
      deleted(view),
    ];
    await product.atZoom("PATCH", path, { topic: "First" });
    await product.atZoom("PATCH", path, { topic: "Second" });
    await product.atZoom("DELETE", path);
    await product.atZoom("PUT", `${path}/status`, { action: "recover" });
    for (const body of [gone, second, first, gone]) await product.zoomSends(body);
    await product.workDue();
    const row = await stored(view);
    expect(row.zoom_deleted_at).toBeNull();
    expect((await open(view)).topic).toBe("Second");
  });

  test("deleted there is known without anybody opening the appointment", async () => {
    const view = await add();
    product.sandbox.switches.value.webhooksOff = true;
    await product.atZoom("DELETE", `/meetings/${view.zoomMeetingId}`);
    await product.zoomSends(deleted(view));
    await product.workDue();
    expect((await stored(view)).zoom_deleted_at).not.toBeNull();
    expect((await open(view)).health).toEqual({
      state: "zoomDeleted",
      recoverableUntil: product.now().add({ hours: 168 }).toString(),
    });
  });

  test("deleted for good there is not offered for recovery", async () => {
    const view = await add();
    product.sandbox.switches.value.webhooksOff = true;
    await product.atZoom("DELETE", `/meetings/${view.zoomMeetingId}`);
    await product.zoomSends(deleted(view, "meeting.permanently_deleted"));
    await product.workDue();
    expect((await open(view)).health).toEqual({ state: "zoomDeleted", recoverableUntil: null });
  });

  test("one cancelled occurrence is not a deleted meeting", async () => {
    const view = await add();
    product.sandbox.switches.value.webhooksOff = true;
    await product.zoomSends(deleted(view, "meeting.deleted", "single"));
    await product.workDue();
    expect((await stored(view)).zoom_deleted_at).toBeNull();
  });

  test("that cannot be read while Zoom is down is read when it is back, however long that takes", async () => {
    const view = await add();
    await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { topic: "During outage" });
    product.sandbox.switches.value.webhooksOff = true;
    product.sandbox.switches.value.faults.zoom.fail = true;
    await product.zoomSends(updated(view, { topic: "During outage" }));
    for (let minute = 0; minute < 15; minute++) await product.workDue();
    product.sandbox.switches.value.faults.zoom.fail = false;
    const calls = await zoomCallsDuring(() => product.workDue());
    expect(calls).toEqual([expect.stringContaining(`GET /meetings/${view.zoomMeetingId}`)]);
  });
});
