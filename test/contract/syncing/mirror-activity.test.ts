import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { routes } from "../../../src/shared/api/routes.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;

beforeAll(async () => {
  product = await startProduct();
  her = await syncFor(product, ada);
}, 60_000);
afterAll(async () => product.close());

const berlin = (time: string) => ({ dateTime: time, timeZone: "W. Europe Standard Time" });
const inMirror = async (summary: string) =>
  (await her.mirror()).find((event) => event.summary === summary);
const newest = async () => (await her.activity()).items[0]!;
const undo = async (id: string) => her.visitor.call("POST", routes.activityUndo(id));

async function calendarId(): Promise<string> {
  const { zoom_calendar_id: id } = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .executeTakeFirstOrThrow();
  return id!;
}

const afternoon = {
  start: { dateTime: "2026-11-24T15:00:00Z", timeZone: "Europe/Berlin" },
  end: { dateTime: "2026-11-24T16:00:00Z", timeZone: "Europe/Berlin" },
};

describe("the history of an entry without a Zoom meeting", () => {
  test("tells who changed what and what was done, and is undone on both sides", async () => {
    const event = her.inOutlook("Dentist");
    await her.settle();
    expect(await newest()).toMatchObject({
      subject: "Dentist",
      changedIn: "outlook",
      did: [{ place: "calendar", action: "create" }],
      canUndo: false,
    });
    product.sandbox.calendar.update(ada.id, event.id, {
      subject: "Dentist, later",
      start: berlin("2026-11-24T16:00:00"),
      end: berlin("2026-11-24T17:00:00"),
    });
    await her.settle();
    const step = await newest();
    expect(step).toMatchObject({
      changedIn: "outlook",
      seenBy: "notification",
      did: [{ place: "calendar", action: "change" }],
      canUndo: true,
    });
    expect(step.changes.map(({ field }) => field)).toEqual(["subject", "time"]);
    expect(step.changes[0]).toMatchObject({
      before: { kind: "text", text: "Dentist" },
      after: { kind: "text", text: "Dentist, later" },
    });
    expect((await undo(step.id)).status).toBe(204);
    await her.settle();
    expect(her.event(event.id)).toMatchObject({ subject: "Dentist" });
    expect(her.event(event.id).start.dateTime).toContain("2026-11-24T10:00");
    const back = await inMirror("Dentist");
    expect(Date.parse(back?.start.instant ?? "")).toBe(Date.parse("2026-11-24T09:00:00Z"));
    expect(await newest()).toMatchObject({ changedIn: "portal", seenBy: "portal" });
    const { items } = await her.activity();
    await her.settle();
    expect((await her.activity()).items).toHaveLength(items.length);
  });

  test("names Zoom's calendar where it was changed there, and Outlook where it was made from there", async () => {
    const event = her.inOutlook("Gym");
    await her.settle();
    const mirrored = await inMirror("Gym");
    her.zoom.changeEvent(await calendarId(), mirrored!.id, { summary: "Gym", ...afternoon });
    await her.settle();
    expect(her.event(event.id).start.dateTime).toContain("2026-11-24T16:00");
    expect(await newest()).toMatchObject({
      subject: "Gym",
      changedIn: "zoom",
      changes: [{ field: "time" }],
      did: [{ place: "outlook", action: "change" }],
      canUndo: true,
    });
    her.zoom.addEvent(
      ada.mail,
      { summary: "From Zoom's calendar", ...afternoon },
      await calendarId(),
    );
    await her.settle();
    expect(await newest()).toMatchObject({
      subject: "From Zoom's calendar",
      changedIn: "zoom",
      did: [{ place: "outlook", action: "create" }],
    });
  });

  test("a step whose entry is gone cannot be undone, and says so", async () => {
    const event = her.inOutlook("Short-lived");
    await her.settle();
    product.sandbox.calendar.update(ada.id, event.id, { subject: "Short-lived, renamed" });
    await her.settle();
    const step = await newest();
    product.sandbox.calendar.remove(ada.id, event.id);
    await her.settle();
    expect(await newest()).toMatchObject({ changedIn: "outlook", canUndo: false });
    expect((await undo(step.id)).status).toBe(404);
  });
});

test("an entry changed on both sides keeps both values, and one click takes the other", async () => {
  const event = her.inOutlook("Lunch");
  await her.settle();
  const mirrored = await inMirror("Lunch");
  product.sandbox.switches.value.webhooksOff = true;
  product.sandbox.calendar.update(ada.id, event.id, { subject: "Lunch with Ben" });
  her.zoom.changeEvent(await calendarId(), mirrored!.id, {
    summary: "Lunch with Mia",
    start: { dateTime: "2026-11-24T09:00:00Z", timeZone: "Europe/Berlin" },
    end: { dateTime: "2026-11-24T10:00:00Z", timeZone: "Europe/Berlin" },
  });
  product.sandbox.switches.value.webhooksOff = false;
  await her.visitor.call("POST", routes.syncNow);
  await her.settle();
  expect(her.event(event.id).subject).toBe("Lunch with Ben");
  expect(await inMirror("Lunch with Ben")).toBeDefined();
  const { conflicts } = await her.conflicts();
  expect(conflicts).toMatchObject([
    {
      subject: "Lunch with Ben",
      field: "subject",
      winner: "outlook",
      outlook: { kind: "text", text: "Lunch with Ben" },
      zoom: { kind: "text", text: "Lunch with Mia" },
    },
  ]);
  const flipped = await her.visitor.call("POST", routes.conflictFlip(conflicts[0]!.id));
  expect(flipped.status).toBe(204);
  await her.settle();
  expect(her.event(event.id).subject).toBe("Lunch with Mia");
  expect(await inMirror("Lunch with Mia")).toBeDefined();
  expect((await her.conflicts()).conflicts).toEqual([]);
});
