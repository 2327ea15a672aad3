import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Body, type RunningZoom, startZoom } from "../../support/zoom-client.ts";

interface Occurrence {
  occurrence_id: string;
  start_time: string;
  duration: number;
  status: string;
}
type Meeting = Body & { id: number; occurrences: Occurrence[]; settings: Body };

let zoom: RunningZoom;
let token: string;

beforeEach(async () => {
  zoom = await startZoom();
  token = (await zoom.connect("olga@one.example")).access_token;
});
afterEach(() => zoom.close());

const call = (method: string, path: string, body?: unknown) => zoom.call(token, method, path, body);
const create = async (body: Body) => {
  const reply = await call("POST", "/users/me/meetings", body);
  expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
  return reply.body as Meeting;
};
const get = async (id: number, query = "") =>
  (await call("GET", `/meetings/${id}${query}`)).body as Meeting;
const patch = (id: number, body: Body, query = "") =>
  call("PATCH", `/meetings/${id}${query}`, body);
const faultsOf = (body: Body) =>
  (body.errors as Array<{ field: string }>).map(({ field }) => field);

const berlin = { timezone: "Europe/Berlin", start_time: "2026-03-27T10:00:00" };
const series = {
  topic: "Daily",
  type: 8,
  ...berlin,
  duration: 30,
  recurrence: { type: 1, repeat_interval: 1, end_times: 5 },
};

describe("creating", () => {
  it("answers UTC, an eleven-digit id and a join link", async () => {
    const meeting = await create({ topic: "Plan", type: 2, ...berlin, duration: 45 });
    expect(meeting).toMatchObject({
      topic: "Plan",
      start_time: "2026-03-27T09:00:00Z",
      timezone: "Europe/Berlin",
      duration: 45,
      host_email: "olga@one.example",
      creation_source: "open_api",
    });
    expect(String(meeting.id)).toMatch(/^8\d{10}$/);
    expect(meeting.join_url).toMatch(
      new RegExp(`^https://sandbox.example/zoom/j/${meeting.id}\\?pwd=[\\w-]+\\.1$`),
    );
    expect(meeting.start_url).toEqual(expect.stringContaining(`/zoom/s/${meeting.id}`));
    expect(await get(meeting.id)).toEqual(meeting);
  });

  it("moves a start in the past, or none, to now", async () => {
    const past = await create({ type: 2, start_time: "2020-01-01T10:00:00Z" });
    expect(past.start_time).toBe("2026-03-02T09:00:00Z");
    expect((await create({ type: 2 })).start_time).toBe("2026-03-02T09:00:00Z");
  });

  it.each([
    ["start_time", { start_time: "2026-03-27T10:00:00+01:00" }],
    ["start_time", { start_time: "2026-03-27T10:00:00.000Z" }],
    ["topic", { topic: "x".repeat(201) }],
    ["agenda", { agenda: "x".repeat(2001) }],
    ["duration", { duration: 1441 }],
    ["duration", { duration: 0 }],
    ["duration", { duration: 30.5 }],
    ["timezone", { timezone: "Africa/Lagos" }],
    ["password", { password: "12345678901" }],
    ["type", { type: 4 }],
    ["start_time", { start_time: "2026-02-31T10:00:00Z" }],
    ["settings.audio", { settings: { audio: "loud" } }],
    ["settings.meeting_invitees", { settings: { meeting_invitees: ["dan@one.example"] } }],
    ["recurrence", { type: 8 }],
    ["recurrence.end_times", { recurrence: { type: 1, end_times: 61 } }],
    ["recurrence.repeat_interval", { recurrence: { type: 3, repeat_interval: 11 } }],
    ["recurrence.weekly_days", { recurrence: { type: 2, weekly_days: "0,8" } }],
    [
      "recurrence.end_times",
      { recurrence: { type: 1, end_times: 2, end_date_time: "2026-04-01T00:00:00Z" } },
    ],
  ])("refuses a bad %s with code 300", async (field, body) => {
    const reply = await call("POST", "/users/me/meetings", { type: 2, ...body });
    expect([reply.status, reply.body.code, reply.body.message]).toEqual([
      400,
      300,
      "Validation Failed.",
    ]);
    expect(faultsOf(reply.body)).toEqual([field]);
  });

  it("names all faulty fields at once, and ignores unknown ones", async () => {
    const reply = await call("POST", "/users/me/meetings", {
      duration: 0,
      topic: 7,
      nonsense: 1,
      settings: { nonsense: 2 },
    });
    expect(faultsOf(reply.body).sort()).toEqual(["duration", "topic"]);
  });

  it("gives a passcode unless told not to, and then turns the waiting room on", async () => {
    expect((await create({ type: 2, ...berlin })).password).toMatch(/^\w{6}$/);
    const open = await create({ type: 2, ...berlin, default_password: false });
    expect(open).not.toHaveProperty("password");
    expect(open.settings.waiting_room).toBe(true);
  });

  it("lets a waiting room rule out joining before the host", async () => {
    const settings = { waiting_room: true, join_before_host: true };
    expect((await create({ type: 2, settings })).settings.join_before_host).toBe(false);
  });

  it("gives back what a calendar's add-in sets", async () => {
    const settings = {
      calendar_type: 1,
      private_meeting: true,
      meeting_invitees: [{ email: "dan@one.example" }],
    };
    expect((await create({ type: 2, settings })).settings).toMatchObject(settings);
  });

  it("has no start for a meeting without a fixed time", async () => {
    expect(await create({ type: 3, ...berlin })).not.toHaveProperty("start_time");
  });

  it("stops a host after a hundred writes until midnight UTC", async () => {
    zoom.sandbox.switches.value.zoomRateLimits = false;
    const { id } = await create({ type: 2, ...berlin });
    for (let write = 2; write <= 100; write++) {
      expect((await patch(id, { topic: `Write ${write}` })).status).toBe(204);
    }
    const refused = await patch(id, { topic: "One too many" });
    expect(refused.status).toBe(429);
    expect(refused.body.message).toBe(
      "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular user. You may resume these requests at GMT 00:00:00.",
    );
    expect(refused.headers.has("retry-after")).toBe(false);
    expect(refused.headers.has("x-ratelimit-type")).toBe(false);
    expect((await get(id)).topic).toBe("Write 100");
    zoom.sandbox.setNow("2026-03-03T00:00:00Z");
    token = (await zoom.connect("olga@one.example")).access_token;
    expect((await patch(id, { topic: "A new day" })).status).toBe(204);
  });
});

describe("updating", () => {
  it("answers 204 without a body and changes only what was sent", async () => {
    const before = await create({ topic: "A", agenda: "Notes", type: 2, ...berlin });
    const reply = await patch(before.id, { topic: "B" });
    expect([reply.status, reply.text]).toEqual([204, ""]);
    expect(await get(before.id)).toEqual({ ...before, topic: "B" });
  });

  it("ignores a start in the past", async () => {
    const before = await create({ type: 2, ...berlin });
    expect((await patch(before.id, { start_time: "2020-01-01T10:00:00Z" })).status).toBe(204);
    expect(await get(before.id)).toEqual(before);
  });

  it("reads a local start in the meeting's own zone", async () => {
    const { id } = await create({ type: 2, ...berlin });
    await patch(id, { start_time: "2026-07-01T10:00:00" });
    expect((await get(id)).start_time).toBe("2026-07-01T08:00:00Z");
  });

  it("never leaves a meeting without passcode and waiting room", async () => {
    const { id } = await create({ type: 2, ...berlin, password: "abc123" });
    await patch(id, { password: "", settings: { waiting_room: false } });
    expect((await get(id)).settings.waiting_room).toBe(true);
  });

  it("says which meeting does not exist", async () => {
    const reply = await patch(81234567890, { topic: "B" });
    expect([reply.status, reply.body]).toEqual([
      404,
      { code: 3001, message: "Meeting does not exist: 81234567890." },
    ]);
  });
});

describe("a series", () => {
  it("has occurrences named by the milliseconds of their start, and no time of its own", async () => {
    const meeting = await create(series);
    expect(meeting).not.toHaveProperty("start_time");
    expect(meeting.occurrences.map(({ start_time }) => start_time)).toEqual([
      "2026-03-27T09:00:00Z",
      "2026-03-28T09:00:00Z",
      "2026-03-29T08:00:00Z",
      "2026-03-30T08:00:00Z",
      "2026-03-31T08:00:00Z",
    ]);
    for (const { occurrence_id, start_time } of meeting.occurrences) {
      expect(occurrence_id).toBe(String(Date.parse(start_time)));
    }
  });

  it("shows past occurrences only when asked", async () => {
    const { id } = await create(series);
    zoom.sandbox.setNow("2026-03-29T12:00:00Z");
    token = (await zoom.connect("olga@one.example")).access_token;
    expect((await get(id)).occurrences).toHaveLength(2);
    expect((await get(id, "?show_previous_occurrences=true")).occurrences).toHaveLength(5);
  });

  it("moves one occurrence, which keeps its id; topic and passcode stay the series'", async () => {
    const { id, occurrences, password } = await create(series);
    const second = occurrences[1]!;
    const reply = await patch(
      id,
      { start_time: "2026-03-28T15:00:00", duration: 50, topic: "Other", password: "zzz" },
      `?occurrence_id=${second.occurrence_id}`,
    );
    expect(reply.status).toBe(204);
    const after = await get(id);
    expect(after.topic).toBe("Daily");
    expect(after.password).toBe(password);
    expect(after.occurrences).toEqual(
      occurrences.with(1, { ...second, start_time: "2026-03-28T14:00:00Z", duration: 50 }),
    );
  });

  it("keeps a deleted occurrence with status deleted and refuses it from then on", async () => {
    const { id, occurrences } = await create(series);
    const query = `?occurrence_id=${occurrences[2]!.occurrence_id}`;
    expect((await call("DELETE", `/meetings/${id}${query}`)).status).toBe(204);
    expect((await get(id)).occurrences.map(({ status }) => status)).toEqual([
      "available",
      "available",
      "deleted",
      "available",
      "available",
    ]);
    const again = await call("DELETE", `/meetings/${id}${query}`);
    expect(again.body).toEqual({ code: 300, message: "Invalid parameter: `occurrence_id`." });
  });

  it("drops single changes when the series is rescheduled, but not deletions", async () => {
    const { id, occurrences } = await create(series);
    await patch(id, { duration: 50 }, `?occurrence_id=${occurrences[1]!.occurrence_id}`);
    await call("DELETE", `/meetings/${id}?occurrence_id=${occurrences[2]!.occurrence_id}`);
    await patch(id, { topic: "Renamed" });
    expect((await get(id)).occurrences[1]!.duration).toBe(50);
    await patch(id, { recurrence: { type: 1, repeat_interval: 1, end_times: 4 } });
    const after = (await get(id)).occurrences;
    expect(after.map(({ duration }) => duration)).toEqual([30, 30, 30, 30]);
    expect(after[2]!.status).toBe("deleted");
  });

  it("wants its recurrence whole", async () => {
    const { id } = await create(series);
    const reply = await patch(id, { recurrence: { end_date_time: "2026-03-29T08:00:00Z" } });
    expect(faultsOf(reply.body)).toEqual(["recurrence.type"]);
    expect((await get(id)).occurrences).toHaveLength(5);
  });
});

describe("deleting", () => {
  it("hides the meeting, and recovers it with the same link for seven days", async () => {
    const before = await create({ type: 2, ...berlin });
    expect((await call("DELETE", `/meetings/${before.id}`)).status).toBe(204);
    expect((await call("GET", `/meetings/${before.id}`)).status).toBe(404);
    const recover = () => call("PUT", `/meetings/${before.id}/status`, { action: "recover" });
    expect((await recover()).status).toBe(204);
    expect(await get(before.id)).toEqual(before);
    await call("DELETE", `/meetings/${before.id}`);
    zoom.sandbox.setNow("2026-03-09T09:00:01Z");
    token = (await zoom.connect("olga@one.example")).access_token;
    expect((await recover()).body.code).toBe(3001);
  });

  it("expires a single meeting thirty days after its date", async () => {
    const { id } = await create({ type: 2, ...berlin });
    const lasting = await create({ type: 3 });
    zoom.sandbox.setNow("2026-04-26T09:00:01Z");
    token = (await zoom.connect("olga@one.example")).access_token;
    expect((await call("GET", `/meetings/${id}`)).status).toBe(404);
    expect((await call("GET", `/meetings/${lasting.id}`)).status).toBe(200);
  });
});

describe("listing", () => {
  const list = async (query: string) => (await call("GET", `/users/me/meetings${query}`)).body;
  const ids = (body: Body) => (body.meetings as Array<{ id: number }>).map(({ id }) => id);

  it("has a series once when scheduled, and once per occurrence when upcoming", async () => {
    const { id } = await create(series);
    await create({ type: 1 });
    await create({ type: 2, ...berlin, pre_schedule: true });
    expect(ids(await list(""))).toEqual([id]);
    expect(ids(await list("?type=upcoming"))).toEqual([id, id, id, id, id]);
    expect(ids(await list("?type=previous_meetings"))).toEqual([]);
    expect(ids(await list("?type=upcoming&from=2026-03-29&to=2026-03-30"))).toEqual([id, id]);
  });

  it("goes on by a token that fits one query for fifteen minutes", async () => {
    await create(series);
    const first = await list("?type=upcoming&page_size=2");
    const next = `&next_page_token=${String(first.next_page_token)}`;
    expect(first.total_records).toBe(5);
    expect(ids(await list(`?type=upcoming&page_size=2${next}`))).toHaveLength(2);
    expect((await list(`?type=upcoming&page_size=3${next}`)).code).toBe(300);
    zoom.sandbox.setNow("2026-03-02T09:15:01Z");
    expect((await list(`?type=upcoming&page_size=2${next}`)).code).toBe(300);
    expect((await list("?type=upcoming&page_size=5")).next_page_token).toBe("");
  });

  it("reads the days of its window in the zone asked for", async () => {
    const { id } = await create({ type: 2, start_time: "2026-03-27T23:30:00Z" });
    expect(ids(await list("?from=2026-03-28&to=2026-03-28"))).toEqual([]);
    expect(ids(await list("?from=2026-03-28&to=2026-03-28&timezone=Europe/Berlin"))).toEqual([id]);
    expect((await list("?timezone=Berlin")).code).toBe(300);
  });

  it("reaches six months ahead when upcoming, and all the way when scheduled", async () => {
    const { id } = await create({ type: 2, start_time: "2026-09-03T10:00:00Z" });
    expect(ids(await list("?type=upcoming"))).toEqual([]);
    expect(ids(await list(""))).toEqual([id]);
  });

  it("cuts an agenda to 250 characters", async () => {
    await create({ type: 2, ...berlin, agenda: "a".repeat(300) });
    const [item] = (await list("")).meetings as Array<{ agenda: string }>;
    expect(item?.agenda).toHaveLength(250);
  });
});

describe("whose meeting it is", () => {
  const idOf = async (email: string) => {
    const access = (await zoom.connect(email)).access_token;
    return { access, id: String((await zoom.call(access, "GET", "/users/me")).body.id) };
  };

  it("refuses a user token its own id in place of me", async () => {
    const { access, id } = await idOf("olga@one.example");
    for (const self of [id, "olga@one.example"]) {
      const reply = await zoom.call(access, "GET", `/users/${self}`);
      expect([reply.status, reply.body.code]).toEqual([401, 124]);
    }
  });

  it("lets a delegate schedule for the host, and nobody else", async () => {
    const dan = await idOf("dan@one.example");
    const body = { type: 2, schedule_for: "olga@one.example" };
    const meeting = (await zoom.call(dan.access, "POST", "/users/me/meetings", body)).body;
    expect(meeting).toMatchObject({ host_email: "olga@one.example", assistant_id: dan.id });
    const reverse = await call("POST", "/users/me/meetings", {
      type: 2,
      schedule_for: "dan@one.example",
    });
    expect([reverse.status, reverse.body.code]).toEqual([400, 3000]);
    const stranger = await call("POST", "/users/me/meetings", {
      type: 2,
      schedule_for: "sam@two.example",
    });
    expect(stranger.body.code).toBe(300);
  });

  it("keeps a colleague out with 403 and another company out with 404", async () => {
    const { id } = await create({ type: 2, ...berlin });
    const ada = await idOf("ada@one.example");
    const sam = await idOf("sam@two.example");
    expect((await zoom.call(ada.access, "GET", `/meetings/${id}`)).status).toBe(403);
    expect((await zoom.call(sam.access, "GET", `/meetings/${id}`)).status).toBe(404);
  });

  it("serves an account token by id or address, but has no me for it", async () => {
    const accountId = String((await call("GET", "/users/me")).body.account_id);
    const reply = await zoom.token({ grant_type: "account_credentials", account_id: accountId });
    const access = String(reply.body.access_token);
    const made = await zoom.call(access, "POST", "/users/olga@one.example/meetings", { type: 2 });
    expect(made.status).toBe(201);
    expect((await zoom.call(access, "GET", "/users/me")).body.code).toBe(124);
    expect((await zoom.call(access, "GET", "/users/sam@two.example")).body.code).toBe(1001);
  });
});
