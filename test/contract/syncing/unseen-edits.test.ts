import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { failNextZoomCall } from "../../../src/sandbox/zoom/limits/flaky.ts";
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
beforeEach(() => {
  product.sandbox.switches.value.graph.deltaLate = false;
});

/** Graph's delta shows only later what people do from here on. */
function deltaIsLate(): void {
  product.sandbox.switches.value.graph.deltaLate = true;
}

async function deltaCatchesUp(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    product.passTime({ minutes: 6 });
    await her.settle();
  }
}

test.each([
  ["a guest", { settings: { meeting_invitees: [{ email: "zoe@elsewhere.example" }] } }],
  ["an agenda", { agenda: "Written in Zoom" }],
])(
  "a title changed in Outlook, not seen yet when %s of Zoom's is written there, still reaches Zoom",
  async (what, change) => {
    const meeting = her.inZoom(`Gets ${what}`);
    await her.settle();
    const [event] = her.inCalendar(`Gets ${what}`);
    deltaIsLate();
    product.sandbox.calendar.update(ada.id, event!.id, { subject: `Got ${what}` });
    her.zoom.change(meeting.id, change);
    await her.settle();
    await deltaCatchesUp();
    const topics = (await her.meetings()).map(({ topic }) => topic);
    expect(topics).toContain(`Got ${what}`);
    expect(her.event(event!.id).subject).toBe(`Got ${what}`);
    const { attendees, body } = her.event(event!.id);
    expect(JSON.stringify([attendees, body])).toMatch(/zoe@elsewhere|Written in Zoom/);
  },
);

test("a title changed in Outlook, not seen yet when the event is given a meeting, is the meeting's", async () => {
  her.inZoom("Original");
  await her.settle();
  const { subject, body, start, location, extendedProperties } = her.inCalendar("Original")[0]!;
  const copy = product.sandbox.calendar.create(ada.id, {
    ...{ subject: `${subject}, copied`, body, location, extendedProperties },
    start: { ...start, dateTime: "2026-11-28T10:00:00.0000000" },
    end: { ...start, dateTime: "2026-11-28T11:00:00.0000000" },
  });
  await her.settle();
  const found = (await her.findings()).findings.find(({ kind }) => kind === "copy");
  deltaIsLate();
  product.sandbox.calendar.update(ada.id, copy.id, { subject: "On its own" });
  await her.visitor.call("POST", routes.finding(found!.id), { action: "giveMeeting" });
  await her.settle();
  await deltaCatchesUp();
  expect((await her.meetings()).map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(["Original", "On its own"]),
  );
  expect(her.event(copy.id).subject).toBe("On its own");
});

test("a title changed in Outlook while a meeting that Zoom no longer keeps is made anew is the new meeting's", async () => {
  const meeting = her.inZoom("Made anew", { start_time: "2026-12-20T09:00:00Z" });
  await her.settle();
  const [event] = her.inCalendar("Made anew");
  product.sandbox.switches.value.webhooksOff = true;
  her.zoom.remove(meeting.id);
  product.sandbox.calendar.update(ada.id, event!.id, { subject: "Made anew, edited" });
  // Zoom keeps what was deleted for seven days.
  product.passTime({ hours: 24 * 8 });
  let isRenamed = false;
  failNextZoomCall(product.sandbox, {
    failure: "503",
    matches: ({ method, url }) => {
      if (method !== "POST" || !url.endsWith("/meetings") || isRenamed) return false;
      isRenamed = true;
      product.sandbox.calendar.update(ada.id, event!.id, { subject: "Renamed meanwhile" });
      return false;
    },
  });
  await deltaCatchesUp();
  product.sandbox.switches.value.webhooksOff = false;
  expect(isRenamed).toBe(true);
  expect(her.event(event!.id).subject).toBe("Renamed meanwhile");
  const topics = (await her.meetings()).map(({ topic }) => topic);
  expect(topics.filter((topic) => /Made anew|meanwhile/.test(topic))).toEqual([
    "Renamed meanwhile",
  ]);
});
