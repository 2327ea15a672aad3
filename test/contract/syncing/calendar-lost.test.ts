import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loseNextGraphAnswer } from "../../../src/sandbox/graph/flaky.ts";
import { applySwitches } from "../../../src/sandbox/traffic/switches.ts";
import { failNextZoomCall } from "../../../src/sandbox/zoom/limits/flaky.ts";
import { visit } from "../../support/connecting.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor, watch } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;
beforeEach(async () => {
  product = await startProduct();
}, 60_000);
afterEach(async () => product.close());

type Failure = Parameters<typeof failNextZoomCall>[1]["failure"];

/** Until it is called off, calls to Zoom's calendar fail; returns how to call it off. */
function failCalendar(failure: Failure, matches: (method: string) => boolean = () => true) {
  let isOn = true;
  for (let call = 0; call < 300; call += 1) {
    failNextZoomCall(product.sandbox, {
      failure,
      matches: ({ method, url }) => isOn && url.includes("/calendars") && matches(method),
    });
  }
  return () => {
    isOn = false;
  };
}

describe("where Zoom has no calendar", () => {
  test.each(["unknownEndpoint", "503"] as const)(
    "and says so with %s, the first run goes on, and Zoom meetings are in step",
    async (failure) => {
      failCalendar(failure);
      const visitor = await visit(product, ada);
      await visitor.connect(ada);
      her = watch(product, ada, visitor);
      await product.workDue();
      product.passTime({ seconds: 31 });
      await her.settle();
      her.inZoom("Still in step");
      await her.settle();
      expect(her.inCalendar("Still in step")).toHaveLength(1);
    },
  );

  test.each([
    ["zoomCalendarLicence", "noCalendarService"],
    ["zoomCalendarScope", "scopeMissing"],
  ] as const)(
    "any more (%s), Zoom meetings go on, and it is made up for when it is back",
    async (name, mirror) => {
      her = await syncFor(product, ada);
      her.inOutlook("From before");
      await her.settle();
      applySwitches(product.sandbox.switches.value, { [name]: false });
      product.passTime({ minutes: 6 });
      her.inZoom("Still in step");
      her.inOutlook("Made meanwhile");
      await her.settle();
      expect(her.inCalendar("Still in step")).toHaveLength(1);
      expect((await her.status()).mirror).toBe(mirror);
      const before = (await her.visitor.connection()).id;
      applySwitches(product.sandbox.switches.value, { [name]: true });
      product.passTime({ hours: 25 });
      await her.settle();
      const events = await mirroredAfterADay(before);
      expect(events.filter((subject) => subject === "Made meanwhile")).toHaveLength(1);
      expect(events.filter((subject) => subject === "From before")).toHaveLength(1);
      expect(her.inCalendar("From before")).toHaveLength(1);
    },
  );
});

describe("while Zoom's calendar takes nothing", () => {
  test("because the day's limit is reached, Zoom meetings go on", async () => {
    her = await syncFor(product, ada);
    failCalendar("dailyLimit", (method) => method === "POST");
    her.inOutlook("Beyond the limit");
    await her.settle();
    expect(await her.mirroredSubjects()).not.toContain("Beyond the limit");
    her.inZoom("Below another one");
    await her.settle();
    expect(her.inCalendar("Below another one")).toHaveLength(1);
  });

  test("what waits for it does not make runs without pause", async () => {
    her = await syncFor(product, ada);
    failCalendar("503");
    her.inOutlook("Waits");
    await her.settle();
    product.passTime({ seconds: 31 });
    const before = product.zoomCalls().length;
    await product.workDue();
    await product.workDue();
    expect(product.zoomCalls().length - before).toBeLessThan(15);
  });
});

test("an event made from Zoom's calendar whose answer was lost comes once to each side, and blocks nothing", async () => {
  her = await syncFor(product, ada);
  const { zoom_calendar_id: calendarId } = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .executeTakeFirstOrThrow();
  loseNextGraphAnswer(product.sandbox, {
    matches: ({ method, url }) => method === "POST" && url.endsWith("/events"),
  });
  her.zoom.addEvent(
    ada.mail,
    {
      summary: "Made in Zoom's calendar",
      start: { dateTime: "2026-12-03T10:00:00Z" },
      end: { dateTime: "2026-12-03T11:00:00Z" },
    },
    calendarId ?? "",
  );
  await her.settle();
  await her.settle();
  product.passTime({ seconds: 40 });
  await her.settle();
  product.passTime({ minutes: 6 });
  await her.settle();
  expect(her.inCalendar("Made in Zoom's calendar")).toHaveLength(1);
  const mirrored = await her.mirroredSubjects();
  expect(mirrored.filter((subject) => subject === "Made in Zoom's calendar")).toHaveLength(1);
  her.inOutlook("After it");
  await her.settle();
  expect(await her.mirroredSubjects()).toContain("After it");
});

/** Without the portal, whose session has ended by then. */
async function mirroredAfterADay(connectionId: string): Promise<Array<string | undefined>> {
  const row = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .where("connection_id", "=", connectionId)
    .executeTakeFirstOrThrow();
  const events = her.zoom.eventsIn(row.zoom_calendar_id ?? "");
  return events.map(({ fields }) => (fields as { summary?: string }).summary);
}
