import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { failNextGraphCall } from "../../../src/sandbox/graph/flaky.ts";
import { failNextZoomCall } from "../../../src/sandbox/zoom/limits/flaky.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { type ShownValue } from "../../../src/shared/api/sync.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;

beforeAll(async () => {
  product = await startProduct();
  her = await syncFor(product, ada);
}, 60_000);
afterAll(async () => product.close());

const schedule = (topic: string, start = "2026-11-25T09:00:00Z") =>
  her.zoom.schedule(ada.mail, { topic, type: 2, start_time: start, duration: 30 });

/** The next so many calls of this kind are answered with this status. */
function refuse(times: number, status: number, method: string, part: string): void {
  for (let time = 0; time < times; time += 1) {
    failNextGraphCall(product.sandbox, {
      status,
      matches: (call) => call.method === method && call.url.includes(part),
    });
  }
}

/** Which occurrence the history says was put back in Zoom's calendar, from where, and to where. */
async function putBack(subject: string) {
  const { items } = await her.activity();
  return items
    .filter((item) => item.subject === subject && item.did[0]?.action === "putBack")
    .flatMap(({ changes }) => changes)
    .map(({ originalStart, before, after }) => [originalStart, startOf(after), startOf(before)]);
}

function startOf(shown: ShownValue): string | null {
  if (shown.kind === "occurrence") return shown.start;
  return shown.kind === "time" ? shown.time.start : null;
}

async function untilGivenUp(): Promise<void> {
  for (let waitSeconds = 31; waitSeconds < 31 * 2 ** 8; waitSeconds *= 2) {
    await her.settle();
    product.passTime({ seconds: waitSeconds });
  }
  await product.workDue();
}

async function retry(subject: string): Promise<void> {
  const { findings } = await her.findings();
  const failed = findings.find((finding) => finding.subject === subject);
  expect(failed).toMatchObject({ kind: "failed", code: "graph.refused", actions: ["retry"] });
  expect((await her.status()).failed).toBe(1);
  const decided = await her.visitor.call("POST", routes.finding(failed!.id), { action: "retry" });
  expect(decided.status).toBe(204);
  await her.settle();
  expect((await her.status()).failed).toBe(0);
}

describe("one thing that cannot be done does not hold up the others", () => {
  test("a Zoom meeting whose event Outlook refuses, which is shown and made when a person says so", async () => {
    refuse(8, 400, "POST", "/events");
    schedule("Refused by Outlook");
    await her.settle();
    expect(her.inCalendar("Refused by Outlook")).toEqual([]);
    her.inOutlook("Entry beside it");
    await her.settle();
    expect(await her.mirroredSubjects()).toContain("Entry beside it");
    await untilGivenUp();
    expect(her.inCalendar("Refused by Outlook")).toEqual([]);
    await retry("Refused by Outlook");
    expect(her.inCalendar("Refused by Outlook")).toHaveLength(1);
  });

  test("an event of Zoom's calendar that Outlook refuses", async () => {
    refuse(8, 400, "POST", "/events");
    const [calendar] = await product.database.db
      .selectFrom("sync_states")
      .select("zoom_calendar_id")
      .execute();
    const time = (hour: number) => ({ dateTime: `2026-11-26T${hour}:00:00Z`, timeZone: "UTC" });
    her.zoom.addEvent(
      ada.mail,
      { summary: "Refused by Outlook", start: time(10), end: time(11) },
      calendar!.zoom_calendar_id!,
    );
    await untilGivenUp();
    const before = her.inCalendar("Refused by Outlook").length;
    await retry("Refused by Outlook");
    expect(her.inCalendar("Refused by Outlook")).toHaveLength(before + 1);
  });

  test("an entry that Microsoft cannot write for now, though everything else works", async () => {
    const meeting = schedule("Down by itself");
    await her.settle();
    const [event] = her.inCalendar("Down by itself");
    refuse(6, 500, "PATCH", encodeURIComponent(event!.id));
    her.zoom.change(meeting.id, { topic: "Renamed meanwhile" });
    await her.settle();
    her.inOutlook("Written all the same");
    for (let round = 0; round < 3; round += 1) await her.settle();
    expect(her.inCalendar("Renamed meanwhile")).toEqual([]);
    expect(await her.mirroredSubjects()).toContain("Written all the same");
    await untilGivenUp();
    expect(her.inCalendar("Renamed meanwhile")).toHaveLength(1);
    expect((await her.status()).failed).toBe(0);
  });

  test("an event that Microsoft does not give, among others that were told of with it", async () => {
    const stuck = her.inOutlook("Not to be read");
    refuse(3, 500, "GET", encodeURIComponent(stuck.id));
    her.inOutlook("Read with it");
    her.inOutlook("And this one");
    await her.settle();
    expect(await her.mirroredSubjects()).toEqual(
      expect.arrayContaining(["Read with it", "And this one"]),
    );
    await untilGivenUp();
    expect(await her.mirroredSubjects()).toContain("Not to be read");
  });

  test("a Zoom meeting that Zoom does not give", async () => {
    const stuck = schedule("Not given by Zoom");
    await her.settle();
    for (let time = 0; time < 6; time += 1) {
      failNextZoomCall(product.sandbox, {
        failure: "500",
        matches: ({ method, url }) => method === "GET" && url.includes(`/meetings/${stuck.id}`),
      });
    }
    her.zoom.change(stuck.id, { topic: "Renamed in Zoom" });
    const other = schedule("Another meeting");
    await her.settle();
    expect(her.inCalendar("Another meeting")).toHaveLength(1);
    expect(other.id).not.toBe(stuck.id);
    await untilGivenUp();
    expect(her.inCalendar("Renamed in Zoom")).toHaveLength(1);
  });
});

test("an occurrence that Outlook does not let Zoom move goes back to where it was", async () => {
  const series = her.inOutlook("Weekly", {
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
    },
  });
  await her.settle();
  const mirrored = (await her.mirror()).find(({ summary }) => summary === "Weekly");
  const [calendar] = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .execute();
  const instance = `${mirrored!.id}_20261201T090000Z`;
  const move = (day: string) =>
    her.zoom.changeEvent(calendar!.zoom_calendar_id!, instance, {
      start: { dateTime: `2026-12-${day}T15:00:00Z`, timeZone: "UTC" },
      end: { dateTime: `2026-12-${day}T16:00:00Z`, timeZone: "UTC" },
    });
  const startInZoom = async () =>
    (await her.mirror()).find(({ id }) => id === instance)?.start.instant;
  // Beyond its neighbour, which we know beforehand; then refused for a reason of Outlook's own.
  move("22");
  await her.settle();
  expect(await startInZoom()).toBe("2026-12-01T09:00:00Z");
  refuse(1, 400, "PATCH", "/events/");
  move("03");
  await her.settle();
  expect(await startInZoom()).toBe("2026-12-01T09:00:00Z");
  expect(product.sandbox.calendar.exceptions(ada.id, series.id)).toEqual([]);
  expect(await putBack("Weekly")).toEqual([
    ["2026-12-01T09:00:00Z", "2026-12-03T15:00:00Z", "2026-12-01T09:00:00Z"],
    ["2026-12-01T09:00:00Z", "2026-12-22T15:00:00Z", "2026-12-01T09:00:00Z"],
  ]);
});

test("a series that Zoom's calendar moved to a day its rule does not name goes back", async () => {
  const series = her.inOutlook("Weekly report", {
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
    },
  });
  await her.settle();
  const inMirror = async () =>
    (await her.mirror()).find(({ summary }) => summary === "Weekly report");
  const [calendar] = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .execute();
  const before = await inMirror();
  her.zoom.changeEvent(calendar!.zoom_calendar_id!, before!.id, {
    start: { dateTime: "2026-11-26T09:00:00Z", timeZone: "Europe/Berlin" },
    end: { dateTime: "2026-11-26T10:00:00Z", timeZone: "Europe/Berlin" },
  });
  await her.settle();
  expect(await inMirror()).toMatchObject({ start: before!.start, recurrence: before!.recurrence });
  expect(her.event(series.id).start).toEqual(series.start);
  expect(await putBack("Weekly report")).toEqual([
    [null, "2026-11-26T09:00:00Z", "2026-11-24T09:00:00Z"],
  ]);
});

test("an occurrence that stands by itself in Zoom's calendar goes with its series", async () => {
  const series = her.inOutlook("Standup", {
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"] },
      range: { type: "numbered", startDate: "2026-11-24", numberOfOccurrences: 4 },
    },
  });
  const [, second] = product.sandbox.calendar
    .view(ada.id, "2026-11-24T00:00:00Z", "2026-12-03T00:00:00Z")
    .filter(({ subject }) => subject === "Standup");
  product.sandbox.calendar.update(ada.id, second!.id, {
    start: { dateTime: "2026-12-01T14:00:00", timeZone: "W. Europe Standard Time" },
    end: { dateTime: "2026-12-01T15:00:00", timeZone: "W. Europe Standard Time" },
  });
  await her.settle();
  const inMirror = async () => (await her.mirror()).filter(({ summary }) => summary === "Standup");
  const [whole, part] = await inMirror();
  expect(part).toBeDefined();
  const [calendar] = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .execute();
  her.zoom.removeEvent(calendar!.zoom_calendar_id!, whole!.id);
  await her.settle();
  expect(product.sandbox.calendar.list(ada.id).some(({ id }) => id === series.id)).toBe(false);
  expect(await inMirror()).toEqual([]);
});
