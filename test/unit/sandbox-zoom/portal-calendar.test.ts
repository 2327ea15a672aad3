import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { type RunningZoom, startZoom } from "../../support/zoom-client.ts";
import { portalVisitor } from "./portal-visitor.ts";

let zoom: RunningZoom;
const { post, page, signIn } = portalVisitor(() => zoom);

beforeEach(async () => {
  zoom = await startZoom();
  await signIn(olga);
});
afterEach(() => zoom.close());

const olga = "olga@one.example";
const own = `/calendar/${encodeURIComponent(olga)}`;
const plan = {
  summary: "Plan <b>",
  startDate: "2026-03-27",
  startTime: "10:00",
  endDate: "2026-03-27",
  endTime: "11:00",
  timezone: "Europe/Berlin",
  repeat: "none",
};
const stored = () => zoomByHand(zoom.sandbox).eventsIn(olga);

describe("the portal's calendar", () => {
  it("shows what is in it, escaped, and adds events by hand", async () => {
    expect((await page("/calendar")).text).toContain("No events here.");
    expect((await post(`${own}/new`, plan)).status).toBe(303);
    expect(stored()).toMatchObject([
      { start: { instant: "2026-03-27T09:00:00Z" }, fields: { summary: "Plan <b>" } },
    ]);
    const { text } = await page(own);
    expect(text).toContain("Plan &lt;b&gt;");
    expect(text).toContain("27 Mar 2026, 10:00");
  });

  it("edits and deletes an event", async () => {
    await post(`${own}/new`, plan);
    const path = `${own}/events/${stored()[0]!.id}`;
    expect((await page(path)).text).toContain('value="2026-03-27"');
    await post(path, { ...plan, summary: "Other", endTime: "12:00" });
    expect(stored()).toMatchObject([
      { end: { instant: "2026-03-27T11:00:00Z" }, fields: { summary: "Other" } },
    ]);
    await post(`${path}/delete`, {});
    expect(stored()).toEqual([]);
  });

  it("keeps the pattern of a series, and edits one instance alone", async () => {
    await post(`${own}/new`, { ...plan, repeat: "DAILY", times: "3" });
    const { id } = stored()[0]!;
    await post(`${own}/events/${id}_20260328T090000Z`, {
      ...plan,
      summary: "Once",
      startDate: "2026-03-28",
      endDate: "2026-03-28",
    });
    await post(`${own}/events/${id}`, { ...plan, summary: "All" });
    const { text } = await page(own);
    expect([text.split("<strong>All").length, text.split("<strong>Once").length]).toEqual([3, 2]);
    expect(text).toContain("Edit the series");
  });

  it("takes whole days to their last", async () => {
    await post(`${own}/new`, { ...plan, allDay: "yes", endDate: "2026-03-28" });
    expect(stored()).toMatchObject([
      { start: { date: "2026-03-27" }, end: { date: "2026-03-29" } },
    ]);
    expect((await page(own)).text).toContain("2026-03-27 to 2026-03-28, all day");
  });

  it("shows a refusal on the form, with what was typed", async () => {
    const response = await post(`${own}/new`, { ...plan, endTime: "09:00" });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain('role="alert"');
    expect(text).toContain("Plan &lt;b&gt;");
  });

  it("says so to people without the licence", async () => {
    zoom.sandbox.switches.value.zoomCalendarLicence = false;
    const { status, text } = await page("/calendar");
    expect([status, text]).toEqual([400, expect.stringContaining("No permission.")]);
  });

  it("turns adding a Zoom meeting to new events on", async () => {
    await post("/calendar/auto-add", { calendar: olga, on: "yes" });
    await post(`${own}/new`, plan);
    expect(stored()[0]!.fields.location).toContain("/zoom/j/");
  });
});
