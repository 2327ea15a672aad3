import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type RunningZoom, startZoom } from "../../support/zoom-client.ts";
import { portalVisitor } from "./portal-visitor.ts";

let zoom: RunningZoom;
const { post, page, signIn, signOut } = portalVisitor(() => zoom);

beforeEach(async () => {
  zoom = await startZoom();
  await signIn("olga@one.example");
});
afterEach(() => zoom.close());

const plan = {
  topic: "Plan <b>",
  date: "2026-03-27",
  time: "10:00",
  duration: "30",
  timezone: "Europe/Berlin",
  repeat: "none",
};
const schedule = async (form: Record<string, string>) => {
  const response = await post("/schedule", form);
  expect(response.status).toBe(303);
  return (response.headers.get("location") ?? "").replace("/zoom/portal", "");
};
const viaApi = async (path: string) => {
  const { access_token } = await zoom.connect("olga@one.example");
  const id = path.split("/").at(-1) ?? "";
  return (await zoom.call(access_token, "GET", `/meetings/${id}`)).body;
};

describe("the web portal", () => {
  it("asks who you are before anything else", async () => {
    signOut();
    expect((await page("/")).text).toContain("Sign in to Zoom");
    expect((await page("/schedule")).text).toContain("Sign in to Zoom");
  });

  it("schedules what the API then shows, and escapes it on the page", async () => {
    const path = await schedule(plan);
    expect(await viaApi(path)).toMatchObject({
      topic: "Plan <b>",
      start_time: "2026-03-27T09:00:00Z",
      duration: 30,
      creation_source: "web_portal",
    });
    const list = (await page("/")).text;
    expect(list).toContain("Plan &lt;b&gt;");
    expect(list).not.toContain("Plan <b>");
    expect((await page("/?q=nothing-like-it")).text).toContain("No meetings here.");
  });

  it("shows a refusal on the form, with what was typed", async () => {
    const response = await post("/schedule", { ...plan, duration: "2000" });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain('role="alert"');
    expect(text).toContain('value="2000"');
  });

  it("repeats weekly until the end of a local day", async () => {
    const form = { ...plan, repeat: "weekly", days: "6", end: "date", until: "2026-04-10" };
    const meeting = await viaApi(await schedule(form));
    expect(meeting).toMatchObject({
      recurrence: { type: 2, weekly_days: "6", end_date_time: "2026-04-10T21:59:59Z" },
    });
    expect(meeting.occurrences).toHaveLength(3);
  });

  it("keeps single changes of a series when only the topic is edited", async () => {
    const path = await schedule({ ...plan, repeat: "daily", times: "3" });
    const [, second] = (await viaApi(path)).occurrences as Array<{ occurrence_id: string }>;
    const occurrence = `?occurrence=${second?.occurrence_id ?? ""}`;
    expect((await page(`${path}/edit${occurrence}`)).text).toContain('value="2026-03-28"');
    await post(`${path}/edit${occurrence}`, {
      date: "2026-03-28",
      time: "15:00",
      duration: "45",
    });
    await post(`${path}/edit`, {
      ...plan,
      topic: "Renamed",
      repeat: "daily",
      times: "3",
      waitingRoom: "yes",
    });
    const after = await viaApi(path);
    expect(after.topic).toBe("Renamed");
    expect((after.occurrences as object[])[1]).toMatchObject({
      start_time: "2026-03-28T14:00:00Z",
      duration: 45,
    });
  });

  it("deletes and recovers", async () => {
    const path = await schedule(plan);
    await post(`${path}/delete`, { occurrence: "" });
    expect((await page(path)).status).toBe(404);
    expect((await page("/?show=deleted")).text).toContain("Recover");
    await post(`${path}/recover`, {});
    expect((await page(path)).status).toBe(200);
  });

  it("takes a user's licence to host", async () => {
    await post("/settings", { requirePasscode: "yes" });
    const { access_token } = await zoom.connect("olga@one.example");
    const reply = await zoom.call(access_token, "POST", "/users/me/meetings", { type: 2 });
    expect([reply.status, reply.body.code]).toEqual([400, 3161]);
  });
});
