import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
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
  caller = await product.signIn(ada);
  await caller.connectZoom();
}, 60_000);
afterEach(() => {
  Object.assign(product.sandbox.switches.value.faults.zoom, {
    fail: false,
    drop: false,
    lostAnswer: false,
    throttle: false,
  });
});
afterAll(async () => product.close());

const time = appointment().time;
const later = { ...time, start: "2026-11-24T11:00:00Z", end: "2026-11-24T12:00:00Z" };
const weekly = {
  kind: "series",
  recurrence: {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "sunday" },
    range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
    timeZone: "W. Europe Standard Time",
  },
};

async function add(changes: object = {}, options?: object): Promise<MeetingView> {
  const reply = await caller.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: { ...appointment(), ...changes },
    ...(options && { options }),
  });
  expect(reply.status).toBe(200);
  return reply.body;
}

async function report(view: MeetingView, action: string, changes: object = {}) {
  const reply = await caller.call<{ meeting: MeetingView }>("POST", "/api/meetings/report", {
    itemKey: view.itemKey,
    action,
    appointment: { ...appointment(), ...changes },
  });
  expect(reply.status).toBe(200);
  return reply.body.meeting;
}

/** Calls that wrote, while `work` ran. */
async function writesDuring(work: () => Promise<unknown>): Promise<string[]> {
  const before = product.zoomCalls().length;
  await work();
  return product
    .zoomCalls()
    .slice(before)
    .filter((call) => !call.startsWith("GET"));
}

const atZoom = async (view: MeetingView) =>
  (await product.atZoom("GET", `/meetings/${view.zoomMeetingId}`)).body;

describe("what Outlook reports", () => {
  test("opened compares and writes nothing", async () => {
    const view = await add();
    const writes = await writesDuring(async () => {
      const seen = await report(view, "opened", { subject: "Other" });
      expect(seen.health).toMatchObject({ state: "outOfDate", behind: "zoom" });
      product.passTime({ minutes: 1 });
      await product.workDue();
    });
    expect(writes).toEqual([]);
  });

  test("twenty edits in a burst become one write after a quiet moment", async () => {
    const view = await add();
    const writes = await writesDuring(async () => {
      for (let typed = 1; typed <= 20; typed++) {
        await report(view, "edited", { subject: `Plan ${typed}` });
        await product.workDue();
      }
      product.passTime({ seconds: 5 });
      await product.workDue();
      await product.workDue();
    });
    expect(writes).toEqual([`PATCH /meetings/${view.zoomMeetingId} 204`]);
    expect(await atZoom(view)).toMatchObject({ topic: "Plan 20" });
  });

  test("sent writes now, confirms, and the same again writes nothing", async () => {
    const view = await add();
    const writes = await writesDuring(async () => {
      const sent = await report(view, "sent", { time: later });
      expect(sent).toMatchObject({ state: "confirmed", health: { state: "inStep" } });
      await report(view, "sent", { time: later });
    });
    expect(writes).toHaveLength(1);
    expect(await atZoom(view)).toMatchObject({ start_time: later.start, duration: 60 });
  });

  test("a subject and a time changed on different sides are both kept", async () => {
    const view = await add();
    await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { topic: "Zoom's" });
    const seen = await report(view, "sent", { time: later });
    expect(seen.health).toMatchObject({
      state: "outOfDate",
      behind: "outlook",
      differences: [{ field: "subject", outlook: "Planning", zoom: "Zoom's" }],
    });
    expect(await atZoom(view)).toMatchObject({ topic: "Zoom's", start_time: later.start });
  });

  test("pushed makes Outlook win, also after a wait; applied settles", async () => {
    const view = await add();
    await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { topic: "Zoom's" });
    product.sandbox.switches.value.faults.zoom.fail = true;
    expect((await report(view, "pushed")).health).toMatchObject({
      state: "waiting",
      reason: "zoomUnavailable",
    });
    product.sandbox.switches.value.faults.zoom.fail = false;
    product.passTime({ minutes: 2 });
    await product.workDue();
    expect(await atZoom(view)).toMatchObject({ topic: "Planning" });
    await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { topic: "Again" });
    expect((await report(view, "applied", { subject: "Again" })).health).toEqual({
      state: "inStep",
    });
  });

  test("looking while Zoom is down shows it, and leaves nothing behind", async () => {
    const view = await add();
    product.sandbox.switches.value.faults.zoom.fail = true;
    expect((await report(view, "opened")).health).toMatchObject({ state: "waiting" });
    product.sandbox.switches.value.faults.zoom.fail = false;
    expect((await report(view, "opened")).health).toEqual({ state: "inStep" });
  });

  test("an answer that was lost after the write is not written again", async () => {
    const view = await add();
    const { faults } = product.sandbox.switches.value;
    const writes = await writesDuring(async () => {
      faults.zoom.drop = true;
      await report(view, "sent", { subject: "Dropped" });
      faults.zoom.drop = false;
      product.passTime({ minutes: 2 });
      await product.workDue();
      await product.workDue();
    });
    expect(writes).toEqual([`PATCH /meetings/${view.zoomMeetingId} 204`]);
  });

  test("with syncing off only what the person pushes is written", async () => {
    const view = await add();
    await caller.call("PATCH", "/api/me", { syncVersion: "off" });
    const writes = await writesDuring(async () => {
      await report(view, "edited", { subject: "Off" });
      await report(view, "sent", { subject: "Off" });
      product.passTime({ seconds: 10 });
      await product.workDue();
    });
    expect(writes).toEqual([]);
    expect(await writesDuring(() => report(view, "pushed", { subject: "Off" }))).toHaveLength(1);
    await caller.call("PATCH", "/api/me", { syncVersion: "v1" });
  });
});

describe("a series", () => {
  test("made of a single meeting, and single again, keeps number and link", async () => {
    const view = await add();
    const series = await report(view, "sent", weekly);
    expect(series).toMatchObject({ recurrence: "fixedTime", zoomMeetingId: view.zoomMeetingId });
    const single = await report(view, "sent");
    expect(single).toMatchObject({
      recurrence: "single",
      zoomMeetingId: view.zoomMeetingId,
      joinUrl: view.joinUrl,
    });
  });

  test("with one occurrence moved, moved again and moved back changes only that one", async () => {
    const view = await add(weekly);
    const starts = async () =>
      ((await atZoom(view)).occurrences as Array<{ start_time: string }>).map(
        ({ start_time }) => start_time,
      );
    const original = await starts();
    const move = (from: string, to: string) =>
      report(view, "sent", {
        kind: "occurrence",
        openedStart: from,
        time: { ...time, start: to, end: to.replace(/T(\d\d)/, (_t, h) => `T${Number(h) + 1}`) },
      });
    await move("2026-12-01T09:00:00Z", "2026-12-01T13:00:00Z");
    expect((await starts()).toSorted()).toEqual(
      original.with(1, "2026-12-01T13:00:00Z").toSorted(),
    );
    await move("2026-12-01T13:00:00Z", "2026-12-01T15:00:00Z");
    expect((await starts()).toSorted()).toEqual(
      original.with(1, "2026-12-01T15:00:00Z").toSorted(),
    );
    await move("2026-12-01T15:00:00Z", "2026-12-01T09:00:00Z");
    expect((await starts()).toSorted()).toEqual(original.toSorted());
  });
});

describe("the end of a meeting", () => {
  test("deleted in Zoom is shown, and recovered with its number", async () => {
    const view = await add();
    await product.atZoom("DELETE", `/meetings/${view.zoomMeetingId}`);
    expect((await report(view, "opened")).health).toMatchObject({ state: "zoomDeleted" });
    const back = await caller.call("POST", `/api/meetings/${view.itemKey}/recovery`);
    expect(back.body).toMatchObject({
      zoomMeetingId: view.zoomMeetingId,
      health: { state: "inStep" },
    });
  });

  test("removed twice is fine; added again is a new meeting that is not swept away", async () => {
    const view = await add({ attendees: ["ben@contoso.example"], sendIsReported: true });
    const remove = () => caller.call("DELETE", `/api/meetings/${view.itemKey}`);
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
    product.passTime({ hours: 30 });
    caller = await product.signIn(ada);
    const again = await caller.call<MeetingView>("POST", "/api/meetings", {
      itemKey: view.itemKey,
      appointment: {
        ...appointment(),
        time: { ...time, start: "2026-12-24T09:00:00Z", end: "2026-12-24T10:00:00Z" },
      },
    });
    expect(again.body.zoomMeetingId).not.toBe(view.zoomMeetingId);
    const writes = await writesDuring(() => product.server.housekeeping.run());
    expect(writes.join()).not.toContain(again.body.zoomMeetingId);
  });

  test("an abandoned reservation is deleted within a day only where a send would have been told", async () => {
    const future = {
      time: { ...time, start: "2027-01-24T09:00:00Z", end: "2027-01-24T10:00:00Z" },
      attendees: ["ben@contoso.example"],
    };
    const onDesktop = await add({ ...future, sendIsReported: true });
    const sent = await add({ ...future, sendIsReported: true });
    await report(sent, "sent", { ...future, sendIsReported: true });
    const onTheWeb = await add(future);
    product.passTime({ hours: 24 });
    caller = await product.signIn(ada);
    const writes = await writesDuring(() => product.server.housekeeping.run());
    expect(writes).toEqual([`DELETE /meetings/${onDesktop.zoomMeetingId} 204`]);
    expect((await product.atZoom("GET", `/meetings/${onTheWeb.zoomMeetingId}`)).status).toBe(200);
  });
});

describe("Zoom's limits", () => {
  test("a used-up day makes the change wait for midnight, and then it is done", async () => {
    const view = await add({
      time: { ...time, start: "2027-02-24T09:00:00Z", end: "2027-02-24T10:00:00Z" },
    });
    const far = { time: { ...time, start: "2027-02-24T12:00:00Z", end: "2027-02-24T13:00:00Z" } };
    for (let spent = 0; spent < 100; spent++) {
      await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, { agenda: `n ${spent}` });
    }
    const midnight = product.now().toZonedDateTimeISO("UTC").add({ days: 1 }).startOfDay();
    expect((await report(view, "sent", far)).health).toEqual({
      state: "waiting",
      reason: "dailyLimit",
      until: midnight.toInstant().toString(),
    });
    expect(await writesDuring(() => product.workDue())).toEqual([]);
    product.passTime({ hours: 24 });
    caller = await product.signIn(ada);
    expect(await writesDuring(() => product.workDue())).toHaveLength(1);
    expect((await report(view, "opened", far)).health).toEqual({ state: "inStep" });
  });
});
