import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import {
  ada,
  appointment,
  ben,
  type Caller,
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
afterEach(() => {
  product.sandbox.switches.value.faults.zoom.lostAnswer = false;
});
afterAll(async () => product.close());

const add = (changes: object = {}, itemKey = newItemKey()) =>
  caller.call<MeetingView & { code?: string }>("POST", "/api/meetings", {
    itemKey,
    appointment: { ...appointment(), ...changes },
  });

async function report(itemKey: string, action: string, changes: object = {}) {
  const reply = await caller.call<{ meeting: MeetingView | null }>("POST", "/api/meetings/report", {
    itemKey,
    action,
    appointment: { ...appointment(), ...changes },
  });
  expect(reply.status).toBe(200);
  return reply.body.meeting;
}

/** Lets hours go by; a sign-in does not last that long. */
async function hoursLater(hours: number): Promise<void> {
  product.passTime({ hours });
  caller = await product.signIn(ada);
}

async function topicsAtZoom(): Promise<string[]> {
  const { body } = await product.atZoom("GET", `/users/${ada.mail}/meetings?page_size=300`);
  return (body.meetings as Array<{ topic: string }>).map(({ topic }) => topic);
}

describe("what nobody waits for", () => {
  test("stops at eighty writes a day, and is done when the next day begins", async () => {
    const { body: view } = await add({ subject: "Budget" });
    const { zoom_user_id } = await product.database.db
      .selectFrom("links")
      .select("zoom_user_id")
      .where("item_key", "=", view.itemKey)
      .executeTakeFirstOrThrow();
    await product.database.db
      .updateTable("zoom_writes")
      .set({ writes: 80 })
      .where("zoom_user_id", "=", zoom_user_id)
      .execute();

    await report(view.itemKey, "edited", { subject: "Budget, second try" });
    product.passTime({ seconds: 10 });
    await product.workDue();
    expect(await topicsAtZoom()).toContain("Budget");
    const waiting = await report(view.itemKey, "opened", { subject: "Budget, second try" });
    expect(waiting?.health).toMatchObject({
      state: "waiting",
      reason: "dailyLimit",
      until: "2026-11-24T00:00:00Z",
    });

    await hoursLater(17);
    await product.workDue();
    expect(await topicsAtZoom()).toContain("Budget, second try");
  });

  test("finds and deletes a meeting whose create was lost and never asked for again", async () => {
    // The account's settings are remembered, so the create is the first call to lose its answer.
    await caller.call("GET", "/api/me/options");
    product.sandbox.switches.value.faults.zoom.lostAnswer = true;
    expect(await add({ subject: "Nobody came back" })).toMatchObject({ status: 503 });
    product.sandbox.switches.value.faults.zoom.lostAnswer = false;
    expect(await topicsAtZoom()).toContain("Nobody came back");

    await hoursLater(24);
    await product.server.housekeeping.run();
    expect(await topicsAtZoom()).not.toContain("Nobody came back");
  });
});

describe("another Zoom account", () => {
  test("does not make the meetings of the first one look deleted", async () => {
    const { body: view } = await add({ subject: "Of the first account" });
    await caller.connectZoom(ben);
    const seen = await report(view.itemKey, "opened", { subject: "Of the first account" });
    expect(seen?.health).toMatchObject({ state: "waiting", reason: "reconnectZoom" });

    await caller.connectZoom();
    const again = await report(view.itemKey, "opened", { subject: "Of the first account" });
    expect(again?.health).toEqual({ state: "inStep" });
  });
});

describe("a copy of an appointment", () => {
  const original = { outlookItemId: "original" };
  const copy = { outlookItemId: "copy" };

  test("is flagged by its key and by its link, and the original is not touched", async () => {
    const { body: view } = await add(original);
    const byKey = await report(view.itemKey, "pushed", { ...copy, subject: "Moved elsewhere" });
    expect(byKey?.health).toEqual({ state: "copy" });
    const byLink = await report(newItemKey(), "opened", { ...copy, joinUrls: [view.joinUrl] });
    expect(byLink?.health).toEqual({ state: "copy" });

    const kept = await report(view.itemKey, "opened", original);
    expect(kept).toMatchObject({ topic: "Planning", health: { state: "inStep" } });
  });

  test("gets a meeting of its own only under a key of its own", async () => {
    const { body: view } = await add(original);
    expect(await add(copy, view.itemKey)).toMatchObject({
      status: 409,
      body: { code: "meeting.isCopy" },
    });
    const own = await add(copy);
    expect(own.status).toBe(200);
    expect(own.body.zoomMeetingId).not.toBe(view.zoomMeetingId);
  });
});
