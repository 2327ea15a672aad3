import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { type Delivery } from "../../../src/sandbox/sandbox.ts";
import { createFakeSandbox } from "../../support/fake-sandbox.ts";
import { type Body, type RunningZoom, startZoom } from "../../support/zoom-client.ts";

let zoom: RunningZoom;
let delivered: Array<{ event: string; payload: Body }>;

beforeEach(async () => {
  delivered = [];
  const deliver = ({ body }: Delivery) => {
    delivered.push(JSON.parse(body) as (typeof delivered)[number]);
    return Promise.resolve({ status: 204, type: "", text: "" });
  };
  zoom = await startZoom(createFakeSandbox({ deliver }));
});
afterEach(() => zoom.close());

const olga = "olga@one.example";
const time = (clock: string) => ({ dateTime: `2026-03-27T${clock}:00Z`, timeZone: "UTC" });
const plan = { summary: "Plan", start: time("10:00"), end: time("11:00") };
const events = () => delivered.map(({ event }) => event);

describe("a person at work in Zoom itself", () => {
  it("schedules, changes, removes and recovers meetings, which the product is told of", async () => {
    await zoom.connect(olga);
    const byHand = zoomByHand(zoom.sandbox);
    const recurrence = { type: 1, repeat_interval: 1, end_times: 3 };
    const body = { type: 8, topic: "Daily", start_time: "2026-03-27T10:00:00Z", recurrence };
    const { id, occurrences } = byHand.schedule(olga, body);
    byHand.change(id, { topic: "Other" });
    byHand.change(id, { duration: 45 }, occurrences[0]!.occurrence_id);
    byHand.remove(id, occurrences[1]!.occurrence_id);
    byHand.remove(id);
    byHand.recover(id);
    expect(events()).toEqual([
      "meeting.created",
      "meeting.updated",
      "meeting.updated",
      "meeting.deleted",
      "meeting.deleted",
      "meeting.recovered",
    ]);
    expect(delivered[0]!.payload.operator).toBe(olga);
  });

  it("adds, changes and removes events, instances among them", async () => {
    await zoom.connect(olga);
    const byHand = zoomByHand(zoom.sandbox);
    const series = { ...plan, recurrence: ["RRULE:FREQ=DAILY;COUNT=3"] };
    const { id } = byHand.addEvent(olga, series);
    byHand.changeEvent(olga, `${id}_20260328T100000Z`, { ...plan, summary: "Moved" });
    byHand.removeEvent(olga, `${id}_20260329T100000Z`);
    expect(byHand.eventsIn(olga).map(({ fields }) => fields.summary)).toEqual(["Plan", "Moved"]);
    expect(events()).toEqual([
      "calendar.event_create",
      "calendar.event_update",
      "calendar.event_delete",
    ]);
  });

  it("is not counted against the hundred writes of a day", async () => {
    const byHand = zoomByHand(zoom.sandbox);
    const { id } = byHand.schedule(olga, { type: 2 });
    for (let write = 0; write < 101; write++) byHand.change(id, { topic: `Write ${write}` });
    const { access_token } = await zoom.connect(olga);
    expect((await zoom.call(access_token, "GET", `/meetings/${id}`)).body.topic).toBe("Write 100");
  });

  it("is refused what the API refuses", () => {
    const byHand = zoomByHand(zoom.sandbox);
    expect(() => byHand.schedule(olga, { duration: 0 })).toThrow("Validation Failed.");
    expect(() => byHand.schedule("nobody@one.example", {})).toThrow("User does not exist");
    expect(() => byHand.removeEvent(olga, "nonsense")).toThrow("Event does not exist");
  });
});

it("empties recycle bins by the clock alone, when the caller delivers", async () => {
  const { access_token } = await zoom.connect(olga);
  const byHand = zoomByHand(zoom.sandbox);
  byHand.remove(byHand.schedule(olga, { type: 2 }).id);
  zoom.sandbox.setNow("2026-03-09T09:00:01Z");
  await zoom.call(access_token, "GET", "/users/me");
  expect(events().at(-1)).toBe("meeting.permanently_deleted");
});
