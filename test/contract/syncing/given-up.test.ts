import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { failNextGraphCall } from "../../../src/sandbox/graph/flaky.ts";
import { people } from "../../../src/sandbox/world/people.ts";
import { type AccountSync } from "../../../src/shared/api/sync.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, type Visitor } from "../../support/connecting.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor } from "../../support/syncing.ts";

const alex = people.find(({ role }) => role === "admin")!;
let product: RunningProduct;
let her: SyncedPerson;
let admin: Visitor;

beforeAll(async () => {
  product = await startProduct();
  her = await syncFor(product, ada);
  admin = await visit(product, alex);
}, 60_000);
afterAll(async () => product.close());

const overview = async () => (await admin.call<AccountSync>("GET", routes.adminSync)).body;

test("an entry that is refused again and again does not stop the others, and one click tries it again", async () => {
  const meeting = her.zoom.schedule(ada.mail, {
    topic: "Refused",
    type: 2,
    start_time: "2026-11-25T09:00:00Z",
    duration: 30,
  });
  await her.settle();
  const [event] = her.inCalendar("Refused");
  const refuse = () =>
    failNextGraphCall(product.sandbox, {
      status: 400,
      matches: ({ method, url }) =>
        method === "PATCH" && url.includes(encodeURIComponent(event!.id)),
    });
  for (let time = 0; time < 8; time += 1) refuse();
  her.zoom.change(meeting.id, { topic: "Renamed in Zoom" });
  her.inOutlook("Not held up");
  for (let time = 0; time < 9; time += 1) {
    await her.settle();
    product.passTime({ minutes: 40 });
  }
  await product.workDue();
  const { findings } = await her.findings();
  const failed = findings.find(({ kind }) => kind === "failed");
  expect(failed).toMatchObject({ subject: "Refused", actions: ["retry", "ignore"] });
  expect(await her.mirroredSubjects()).toContain("Not held up");
  expect((await overview()).deadLetters).toMatchObject([{ kind: "entry" }]);
  const again = await her.visitor.call("POST", routes.finding(failed!.id), { action: "retry" });
  expect(again.status).toBe(204);
  await her.settle();
  expect(her.inCalendar("Renamed in Zoom")).toHaveLength(1);
});

test("a webhook that was given up is listed for the admin of its account, and worked when they say so", async () => {
  const person = await product.database.db
    .selectFrom("zoom_people")
    .select(["zoom_account_id"])
    .executeTakeFirstOrThrow();
  product.sandbox.switches.value.webhooksOff = true;
  const meeting = her.zoom.schedule(ada.mail, {
    topic: "Told and given up",
    type: 2,
    start_time: "2026-11-26T09:00:00Z",
    duration: 30,
  });
  product.sandbox.switches.value.webhooksOff = false;
  const message = {
    event: "meeting.created",
    event_ts: product.now().epochMilliseconds,
    payload: {
      account_id: person.zoom_account_id,
      object: { id: meeting.id, host_id: meeting.hostId },
    },
  };
  await product.zoomSends(JSON.stringify(message));
  await product.database.db.updateTable("zoom_webhooks").set({ failures: 10 }).execute();
  await product.server.background.workDue();
  expect(her.inCalendar("Told and given up")).toEqual([]);
  expect((await overview()).deadLetters).toMatchObject([
    { kind: "zoomWebhook", tries: 10, code: "meeting.created" },
  ]);
  const replayed = await admin.call("POST", routes.adminSyncReplay);
  expect(replayed.status).toBe(200);
  await her.settle();
  expect(her.inCalendar("Told and given up")).toHaveLength(1);
  expect((await overview()).deadLetters).toEqual([]);
});
