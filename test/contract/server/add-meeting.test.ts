import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
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
afterAll(async () => product.close());

async function add(itemKey: string, changes = {}, who = caller): Promise<MeetingView> {
  const reply = await who.call<MeetingView>("POST", "/api/meetings", {
    itemKey,
    appointment: appointment(changes),
  });
  expect(reply.status).toBe(200);
  return reply.body;
}

function zoomWrites(): string[] {
  return product.sandbox.traffic
    .recent()
    .filter(({ service, method }) => service === "zoom" && method !== "GET")
    .map(({ method, path, status }) => `${method} ${path.split("?")[0] ?? ""} ${status ?? ""}`);
}

describe("adding a meeting", () => {
  test("creates one Zoom meeting with the appointment's subject and time", async () => {
    const view = await add(newItemKey());
    expect(view).toMatchObject({
      topic: "Planning",
      state: "reserved",
      recurrence: "single",
      health: { state: "inStep" },
    });
    expect(view.joinUrl).toContain(view.zoomMeetingId);
  });

  test("ten parallel calls for one item make one meeting", async () => {
    const before = zoomWrites().length;
    const itemKey = newItemKey();
    const views = await Promise.all(Array.from({ length: 10 }, () => add(itemKey)));
    expect(new Set(views.map(({ zoomMeetingId }) => zoomMeetingId)).size).toBe(1);
    expect(zoomWrites().slice(before)).toEqual(["POST /zoom/v2/users/me/meetings 201"]);
  });

  test("adopts the meeting whose create answer was lost, and does not create another", async () => {
    const before = zoomWrites().length;
    product.sandbox.switches.value.faults.zoom.lostAnswer = true;
    const itemKey = newItemKey();
    const lost = await caller.call("POST", "/api/meetings", {
      itemKey,
      appointment: appointment({ subject: "Lost and found" }),
    });
    product.sandbox.switches.value.faults.zoom.lostAnswer = false;
    expect(lost).toMatchObject({ status: 503, body: { code: "zoom.unavailable" } });
    const view = await add(itemKey, { subject: "Lost and found" });
    expect(view.topic).toBe("Lost and found");
    const creates = zoomWrites()
      .slice(before)
      .filter((call) => call.startsWith("POST /zoom/v2/users/me/meetings"));
    expect(creates).toHaveLength(1);
  });

  test("a 255-character subject becomes a 200-character topic and is in step", async () => {
    const view = await add(newItemKey(), { subject: "x".repeat(255) });
    expect(view.topic).toHaveLength(200);
    expect(view.health).toEqual({ state: "inStep" });
  });

  test("a weekly series becomes a series with fixed times", async () => {
    const view = await add(newItemKey(), { kind: "series", recurrence: weekly(6) });
    expect(view.recurrence).toBe("fixedTime");
  });

  test("an endless series gets one link without fixed time, and says why", async () => {
    const recurrence = { ...weekly(6), range: { type: "noEnd", startDate: "2026-11-24" } };
    const view = await add(newItemKey(), { kind: "series", recurrence });
    expect(view.recurrence).toBe("noFixedTime");
    expect(view.notices).toContain("recurrence.endless");
  });

  test("refuses an appointment that ends before it starts, and calls no one", async () => {
    const before = zoomWrites().length;
    const reply = await caller.call("POST", "/api/meetings", {
      itemKey: newItemKey(),
      appointment: appointment({
        time: { ...appointment().time, end: "2026-11-24T08:00:00Z" },
      }),
    });
    expect(reply).toMatchObject({
      status: 400,
      type: expect.stringContaining("application/problem+json"),
      body: { code: "appointment.endsBeforeStart" },
    });
    expect(zoomWrites()).toHaveLength(before);
  });

  test("somebody else's item key finds nothing", async () => {
    const itemKey = newItemKey();
    await add(itemKey);
    const stranger = await product.signIn(ben);
    const reply = await stranger.call("POST", "/api/meetings/report", {
      itemKey,
      action: "opened",
      appointment: appointment(),
    });
    expect(reply).toMatchObject({ status: 200, body: { meeting: null } });
    const recovery = await stranger.call("POST", `/api/meetings/${itemKey}/recovery`);
    expect(recovery.status).toBe(404);
  });

  test("says that Zoom is not connected, and what to do", async () => {
    const stranger = await product.signIn(ben);
    const reply = await stranger.call("POST", "/api/meetings", {
      itemKey: newItemKey(),
      appointment: appointment(),
    });
    expect(reply).toMatchObject({ status: 409, body: { code: "zoom.notConnected" } });
  });
});

function weekly(numberOfOccurrences: number) {
  return {
    pattern: {
      type: "weekly",
      interval: 1,
      daysOfWeek: ["tuesday"],
      firstDayOfWeek: "monday",
    },
    range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences },
    timeZone: "W. Europe Standard Time",
  };
}
