import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { addCalendar } from "../../../src/sandbox/graph/calendars.ts";
import { applySwitches, calmSwitches } from "../../../src/sandbox/traffic/switches.ts";
import { type StoredEvent } from "../../../src/sandbox/world/model.ts";
import { toIana } from "../../../src/sync/time-zones.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { ada, appointment, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;

beforeAll(async () => {
  product = await startProduct();
  her = await syncFor(product, ada);
}, 60_000);
afterAll(async () => product.close());
beforeEach(() => {
  applySwitches(product.sandbox.switches.value, calmSwitches());
});

const bend = (patch: object) => applySwitches(product.sandbox.switches.value, patch);
const calm = () => bend(calmSwitches());

async function sweep(): Promise<void> {
  product.passTime({ minutes: 6 });
  await her.settle();
}

/** The pane or a handler of the add-in looks at the appointment. */
async function openInOutlook(subject: string): Promise<void> {
  const [event] = her.inCalendar(subject);
  const link = /href="([^"]+\/j\/[^"]+)"/.exec(event!.body.content)?.[1] ?? "";
  const caller = await product.signIn(ada);
  const reply = await caller.call("POST", routes.lookUp, {
    appointment: appointment({
      subject,
      time: {
        start: instantOf(event!.start),
        end: instantOf(event!.end),
        timeZone: event!.start.timeZone,
        isAllDay: false,
      },
      outlookItemId: event!.id,
      joinUrls: [link],
    }),
  });
  expect(reply.status).toBe(200);
}

function instantOf({ dateTime, timeZone }: StoredEvent["start"]): string {
  const local = Temporal.PlainDateTime.from(dateTime).toZonedDateTime(toIana(timeZone));
  return local.toInstant().toString({ smallestUnit: "second" });
}

describe("what changed in Zoom reaches Outlook", () => {
  test.each([[false], [true]])(
    "also when the add-in looked at it before the run did (webhooks off: %s)",
    async (webhooksOff) => {
      const name = `Looked at, ${String(webhooksOff)}`;
      const meeting = her.inZoom(name);
      await her.settle();
      bend({ webhooksOff });
      her.zoom.change(meeting.id, { topic: `${name}, renamed` });
      await openInOutlook(name);
      await her.settle();
      await sweep();
      expect(her.inCalendar(`${name}, renamed`)).toHaveLength(1);
    },
  );

  test("also when the add-in was the first to see that it is deleted", async () => {
    const meeting = her.inZoom("Seen to be gone");
    await her.settle();
    bend({ webhooksOff: true });
    her.zoom.remove(meeting.id);
    await openInOutlook("Seen to be gone");
    await sweep();
    expect(her.inCalendar("Seen to be gone")).toEqual([]);
  });

  test("when only its description changed, and Zoom tells nothing", async () => {
    const meeting = her.inZoom("Described", { agenda: "First words" });
    await her.settle();
    bend({ webhooksOff: true });
    her.zoom.change(meeting.id, { agenda: "Other words" });
    await sweep();
    expect(her.inCalendar("Described")[0]?.body.content).toContain("Other words");
  });

  test("when the webhook says which meeting it is, and not what changed", async () => {
    const meeting = her.inZoom("Told sparsely", { start_time: "2026-12-20T09:00:00Z" });
    await her.settle();
    bend({ webhooksOff: true });
    her.zoom.change(meeting.id, { settings: { private_meeting: true } });
    const { zoom_account_id, zoom_user_id } = await product.database.db
      .selectFrom("zoom_people")
      .select(["zoom_account_id", "zoom_user_id"])
      .executeTakeFirstOrThrow();
    const object = { id: meeting.id, uuid: "abc==", host_id: zoom_user_id };
    const payload = { account_id: zoom_account_id, object, old_object: { id: meeting.id } };
    const body = { event: "meeting.updated", event_ts: 1, payload };
    expect((await product.zoomSends(JSON.stringify(body))).status).toBe(204);
    await her.settle();
    expect(her.inCalendar("Told sparsely")[0]?.sensitivity).toBe("private");
  });

  test("when a meeting that is over is moved to another day, and Zoom tells nothing", async () => {
    const start = product.now().add({ hours: 1 });
    const meeting = her.inZoom("Comes again", { start_time: start.toString() });
    await her.settle();
    product.passTime({ hours: 3 });
    await her.settle();
    bend({ webhooksOff: true });
    const later = product.now().add({ hours: 48 }).toString({ smallestUnit: "second" });
    her.zoom.change(meeting.id, { start_time: later });
    await sweep();
    const [event] = her.inCalendar("Comes again");
    expect(`${event!.start.dateTime.slice(0, 19)}Z`.slice(0, 10)).toBe(later.slice(0, 10));
  });

  test("but not that a meeting of the past has lost its number, also when the add-in looks at it", async () => {
    const start = product.now().add({ hours: 1 }).toString({ smallestUnit: "second" });
    const meeting = her.inZoom("Long over", { start_time: start });
    await her.settle();
    product.passTime({ hours: 3 });
    await her.settle();
    bend({ webhooksOff: true });
    her.zoom.remove(meeting.id);
    await openInOutlook("Long over");
    await sweep();
    expect(her.inCalendar("Long over")).toHaveLength(1);
  });

  test("as a deletion, when a series of more than a year is deleted and Zoom tells nothing", async () => {
    const meeting = her.inZoom("Every week", {
      type: 8,
      start_time: "2026-12-07T09:00:00Z",
      recurrence: { type: 2, weekly_days: "2", end_times: 10 },
    });
    await her.settle();
    await product.database.db
      .updateTable("links")
      .set({ reserved_at: new Date("2025-06-01T00:00:00Z") })
      .where("zoom_meeting_id", "=", String(meeting.id))
      .execute();
    bend({ webhooksOff: true });
    her.zoom.remove(meeting.id);
    await sweep();
    expect(her.inCalendar("Every week")).toEqual([]);
    expect((await her.meetings()).map(({ topic }) => topic)).not.toContain("Every week");
  });
});

describe("what changed in Outlook reaches Zoom", () => {
  test("from a calendar made today, also when the run that hears of it is a sweep", async () => {
    const calendar = addCalendar(product.sandbox, ada, "Made today");
    product.passTime({ minutes: 6 });
    product.sandbox.calendar.create(
      ada.id,
      {
        subject: "In a new calendar",
        start: { dateTime: "2026-12-10T10:00:00", timeZone: "UTC" },
        end: { dateTime: "2026-12-10T11:00:00", timeZone: "UTC" },
      },
      calendar.id,
    );
    await her.settle();
    expect(await her.mirroredSubjects()).toContain("In a new calendar");
  });

  test("as a cancelled occurrence, when the feed is late to say so", async () => {
    const meeting = her.inZoom("Loses one", {
      type: 8,
      start_time: "2026-12-08T09:00:00Z",
      recurrence: { type: 1, repeat_interval: 1, end_times: 5 },
    });
    await her.settle();
    const [series] = her.inCalendar("Loses one");
    await sweep();
    bend({ graph: { deltaLate: true } });
    const { calendar } = product.sandbox;
    const occurrences = calendar
      .view(ada.id, "2026-12-08T00:00:00Z", "2026-12-14T00:00:00Z")
      .filter(({ seriesMasterId }) => seriesMasterId === series!.id);
    expect(occurrences).toHaveLength(5);
    calendar.remove(ada.id, occurrences[2]!.id);
    await her.settle();
    calm();
    const { body } = await product.atZoom("GET", `/meetings/${meeting.id}`);
    const kept = (body.occurrences as Array<{ status: string }>).filter(
      ({ status }) => status !== "deleted",
    );
    expect(kept).toHaveLength(4);
  });
});

// Last, because so long a day ends the session at the portal.
test("what Zoom's list does not show is found within a day, when Zoom tells nothing", async () => {
  const meeting = her.inZoom("Made private", { start_time: "2026-12-20T09:00:00Z" });
  await her.settle();
  bend({ webhooksOff: true });
  her.zoom.change(meeting.id, { settings: { private_meeting: true } });
  product.passTime({ hours: 25 });
  await her.settle();
  expect(her.inCalendar("Made private")[0]?.sensitivity).toBe("private");
});
