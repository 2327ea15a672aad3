import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { loseNextGraphAnswer } from "../../../src/sandbox/graph/flaky.ts";
import { failNextZoomCall } from "../../../src/sandbox/zoom/limits/flaky.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;

beforeAll(async () => {
  product = await startProduct();
  her = await syncFor(product, ada);
}, 60_000);
afterAll(async () => product.close());

async function mirrorId(): Promise<string> {
  const { zoom_calendar_id: id } = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .executeTakeFirstOrThrow();
  if (id === null) throw new Error("No calendar mirrors Outlook");
  return id;
}

test("while Zoom's calendar does not answer, Zoom meetings are kept in step, and entries wait", async () => {
  const moved = her.inZoom("Meeting in an outage");
  await her.settle();
  let isDown = true;
  for (let call = 0; call < 100; call += 1) {
    failNextZoomCall(product.sandbox, {
      failure: "503",
      matches: ({ url }) => isDown && url.includes("/calendars/"),
    });
  }
  // A sweep, which lists Zoom's calendar whatever was told.
  product.passTime({ minutes: 6 });
  her.inOutlook("Waits for the calendar");
  her.zoom.change(moved.id, { topic: "Renamed in an outage" });
  await her.settle();
  her.zoom.change(moved.id, { topic: "Renamed once more" });
  await her.settle();
  expect(her.inCalendar("Renamed once more")).toHaveLength(1);
  expect(await her.mirroredSubjects()).not.toContain("Waits for the calendar");
  const { error_code } = await product.database.db
    .selectFrom("sync_states")
    .select("error_code")
    .executeTakeFirstOrThrow();
  expect(error_code).toBe("zoom.unavailable");
  isDown = false;
  product.passTime({ minutes: 5 });
  await her.settle();
  expect(await her.mirroredSubjects()).toContain("Waits for the calendar");
  expect((await her.status()).failed).toBe(0);
});

test("an event in Zoom's calendar whose answer was lost goes with its entry, though nobody saw them in step", async () => {
  failNextZoomCall(product.sandbox, {
    failure: "lostAfter",
    matches: ({ method, url }) => method === "POST" && url.includes("/events"),
  });
  product.sandbox.switches.value.webhooksOff = true;
  const entry = her.inOutlook("Answer lost");
  product.passTime({ minutes: 6 });
  await product.workDue();
  expect(await her.mirroredSubjects()).toContain("Answer lost");
  product.sandbox.calendar.remove(ada.id, entry.id);
  product.sandbox.switches.value.webhooksOff = false;
  product.passTime({ minutes: 6 });
  await her.settle();
  expect(await her.mirroredSubjects()).not.toContain("Answer lost");
});

test.each(["found by a sweep", "made a second time"])(
  "an event whose answer was lost, %s, takes over what was changed in Zoom meanwhile",
  async (how) => {
    loseNextGraphAnswer(product.sandbox, {
      matches: ({ method, url }) => method === "POST" && url.endsWith("/events"),
    });
    product.sandbox.switches.value.webhooksOff = true;
    const meeting = her.inZoom(`Answer lost, ${how}`);
    product.passTime({ minutes: 6 });
    await product.workDue();
    expect(her.inCalendar(`Answer lost, ${how}`)).toHaveLength(1);
    her.zoom.change(meeting.id, { topic: `Renamed, ${how}` });
    product.sandbox.switches.value.webhooksOff = false;
    // The put-off event is due before the next sweep, and not before a run that something else wakes.
    product.passTime(how === "found by a sweep" ? { minutes: 6 } : { seconds: 40 });
    await her.settle();
    product.passTime({ minutes: 6 });
    await her.settle();
    expect(her.inCalendar(`Renamed, ${how}`)).toHaveLength(1);
    expect(her.inCalendar(`Answer lost, ${how}`)).toEqual([]);
    expect((await her.meetings()).find(({ id }) => id === meeting.id)?.topic).toBe(
      `Renamed, ${how}`,
    );
  },
);

test("an event that is made again, because it was deleted while Zoom was edited, is made once though the answer was lost", async () => {
  const meeting = her.inZoom("Deleted and edited");
  await her.settle();
  const [event] = her.inCalendar("Deleted and edited");
  product.sandbox.switches.value.webhooksOff = true;
  product.sandbox.calendar.remove(ada.id, event!.id);
  her.zoom.change(meeting.id, { topic: "Edited and kept" });
  loseNextGraphAnswer(product.sandbox, {
    matches: ({ method, url }) => method === "POST" && url.endsWith("/events"),
  });
  product.passTime({ minutes: 6 });
  await product.workDue();
  expect(her.inCalendar("Edited and kept")).toHaveLength(1);
  product.sandbox.switches.value.webhooksOff = false;
  for (let sweep = 0; sweep < 2; sweep += 1) {
    product.passTime({ minutes: 6 });
    await her.settle();
  }
  expect(her.inCalendar("Edited and kept")).toHaveLength(1);
});

describe("an event of Zoom's calendar whose Outlook event was made by a run that did not see the answer", () => {
  async function madeUnseen(summary: string): Promise<{ calendarId: string; eventId: string }> {
    const calendarId = await mirrorId();
    loseNextGraphAnswer(product.sandbox, {
      matches: ({ method, url }) => method === "POST" && url.endsWith("/events"),
    });
    product.sandbox.switches.value.webhooksOff = true;
    const { id } = her.zoom.addEvent(ada.mail, { summary, ...tomorrow() }, calendarId);
    product.passTime({ minutes: 6 });
    await product.workDue();
    expect(her.inCalendar(summary)).toHaveLength(1);
    return { calendarId, eventId: id };
  }

  const tomorrow = () => {
    const start = product.now().add({ hours: 24 }).round("hour");
    const at = (moment: Temporal.Instant) => ({ dateTime: moment.toString(), timeZone: "UTC" });
    return { start: at(start), end: at(start.add({ minutes: 30 })) };
  };

  async function afterSweeps(): Promise<void> {
    product.sandbox.switches.value.webhooksOff = false;
    for (let sweep = 0; sweep < 2; sweep += 1) {
      product.passTime({ minutes: 6 });
      await her.settle();
    }
  }

  test("takes over what was changed in Zoom meanwhile", async () => {
    const { calendarId, eventId } = await madeUnseen("Unseen");
    her.zoom.changeEvent(calendarId, eventId, { summary: "Renamed unseen", ...tomorrow() });
    await afterSweeps();
    expect(her.inCalendar("Renamed unseen")).toHaveLength(1);
    expect(her.inCalendar("Unseen")).toEqual([]);
    expect(await her.mirroredSubjects()).toContain("Renamed unseen");
  });

  test("goes with it when it was deleted in Zoom meanwhile", async () => {
    const { calendarId, eventId } = await madeUnseen("Unseen and deleted");
    her.zoom.removeEvent(calendarId, eventId);
    await afterSweeps();
    expect(her.inCalendar("Unseen and deleted")).toEqual([]);
    expect(await her.mirroredSubjects()).not.toContain("Unseen and deleted");
  });
});

describe("a write to Zoom that was done without our seeing it, and another one that was not done", () => {
  const fail = (
    failure: "lostAfter" | "503",
    matches: (method: string, url: string) => boolean,
  ) => {
    failNextZoomCall(product.sandbox, {
      failure,
      matches: ({ method, url }) => matches(method, url),
    });
  };
  /** Nothing tells of a change, so that one run meets both of them. */
  const sweep = async (): Promise<void> => {
    product.sandbox.switches.value.webhooksOff = true;
    product.passTime({ minutes: 6 });
    await product.workDue();
    product.sandbox.switches.value.webhooksOff = false;
  };
  const rename = async (id: string, subject: string): Promise<void> => {
    product.sandbox.switches.value.webhooksOff = true;
    product.sandbox.calendar.update(ada.id, id, { subject });
    await sweep();
  };
  const afterTheFaults = async (): Promise<void> => {
    for (let round = 0; round < 2; round += 1) {
      product.passTime({ minutes: 6 });
      await her.settle();
    }
  };

  test("leave what was written in Outlook last, with its event in Zoom's calendar", async () => {
    const toCalendar = (wanted: string) => (method: string, url: string) =>
      method === wanted && url.includes("/events");
    fail("lostAfter", toCalendar("POST"));
    product.sandbox.switches.value.webhooksOff = true;
    const { id } = her.inOutlook("Twice unlucky");
    await sweep();
    expect(await her.mirroredSubjects()).toContain("Twice unlucky");
    fail("503", toCalendar("PATCH"));
    await rename(id, "Twice unlucky, renamed");
    await afterTheFaults();
    expect(her.event(id).subject).toBe("Twice unlucky, renamed");
    expect(await her.mirroredSubjects()).toContain("Twice unlucky, renamed");
  });

  test("leave what was written in Outlook last, with its Zoom meeting, and are no conflict", async () => {
    const meeting = her.inZoom("Meeting, twice unlucky");
    await her.settle();
    const [event] = her.inCalendar("Meeting, twice unlucky");
    const toMeeting = (method: string, url: string) =>
      method === "PATCH" && url.includes(`/meetings/${meeting.id}`);
    fail("lostAfter", toMeeting);
    await rename(event!.id, "Renamed once");
    fail("503", toMeeting);
    await rename(event!.id, "Renamed twice");
    await afterTheFaults();
    expect(her.event(event!.id).subject).toBe("Renamed twice");
    expect((await her.meetings()).find(({ id }) => id === meeting.id)?.topic).toBe("Renamed twice");
    expect((await her.conflicts()).conflicts).toEqual([]);
  });
});

test("a title written to Outlook without our seeing it gives way to the next one from Zoom's calendar, and is no conflict", async () => {
  const calendarId = await mirrorId();
  const event = her.inOutlook("Title from Zoom");
  await her.settle();
  const mirrored = (await her.mirror()).find(({ summary }) => summary === "Title from Zoom");
  const rename = (summary: string) => {
    const time = { dateTime: "2026-11-24T09:00:00Z", timeZone: "UTC" };
    const end = { dateTime: "2026-11-24T10:00:00Z", timeZone: "UTC" };
    her.zoom.changeEvent(calendarId, mirrored?.id ?? "", { summary, start: time, end });
  };
  product.sandbox.switches.value.webhooksOff = true;
  loseNextGraphAnswer(product.sandbox, { matches: ({ method }) => method === "PATCH" });
  rename("Renamed in Zoom");
  product.passTime({ minutes: 6 });
  await product.workDue();
  expect(her.event(event.id).subject).toBe("Renamed in Zoom");
  rename("Renamed in Zoom again");
  product.passTime({ minutes: 6 });
  await product.workDue();
  product.sandbox.switches.value.webhooksOff = false;
  await her.settle();
  expect(her.event(event.id).subject).toBe("Renamed in Zoom again");
  expect((await her.conflicts()).conflicts).toEqual([]);
});
