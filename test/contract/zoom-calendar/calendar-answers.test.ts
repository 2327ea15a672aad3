import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  ZoomCursorExpired,
  ZoomNotFound,
  ZoomNotPermitted,
  ZoomRefused,
  ZoomThrottled,
  ZoomTokenRefused,
  ZoomUnavailable,
} from "../../../src/server/zoom/errors.ts";
import { CalendarStub } from "./calendar-stub.ts";

const calendar = "abc.def@zoom.com";
const error = (status: number, code: number, message = "x") => ({
  status,
  body: { code, message },
});

describe("what Zoom's calendar answers", () => {
  let stub: CalendarStub;

  beforeAll(async () => {
    stub = await CalendarStub.start();
  });
  afterAll(() => stub.close());

  test("every page of a list is read, and the last one's token kept", async () => {
    stub.answer(
      { body: { items: [{ id: "1" }], nextPageToken: "two" } },
      { body: { items: [{ id: "2" }], nextSyncToken: "later" } },
    );
    const list = await stub.client.listEvents(calendar, { showDeleted: true });
    expect(list).toEqual({ events: [{ id: "1" }, { id: "2" }], nextSyncToken: "later" });
    expect(stub.sent.map(({ query }) => query.get("pageToken"))).toEqual([null, "two"]);
    expect(stub.sent.map(({ query }) => query.get("maxResults"))).toEqual(["250", "250"]);
  });

  test("a list that never ends, or has no token, ends", async () => {
    stub.answer(
      { body: { items: [{ id: "1" }], nextPageToken: "one" } },
      { body: { items: [{ id: "1" }], nextPageToken: "one" } },
    );
    const list = await stub.client.listEvents(calendar, { showDeleted: true });
    expect(list.events).toHaveLength(2);
    expect(list.nextSyncToken).toBeNull();
    stub.answer({ body: {} });
    await expect(stub.client.calendarList()).resolves.toEqual([]);
  });

  test("a sync token that is not taken is an expired cursor, and nothing else is", async () => {
    for (const status of [400, 410]) {
      stub.answer(error(status, 300, "Invalid parameter: `syncToken`."));
      const list = stub.client.listEvents(calendar, { syncToken: "old", showDeleted: true });
      await expect(list).rejects.toThrow(ZoomCursorExpired);
    }
    stub.answer(error(400, 300));
    const full = stub.client.listEvents(calendar, { timeMin: "x", showDeleted: true });
    await expect(full).rejects.toThrow(ZoomRefused);
    stub.answer(error(404, 404));
    const gone = stub.client.listEvents(calendar, { syncToken: "old", showDeleted: true });
    await expect(gone).rejects.toThrow(ZoomNotFound);
  });

  test("the window is not sent along with a sync token", async () => {
    stub.answer();
    await stub.client.listEvents(calendar, {
      syncToken: "t",
      timeMin: "2026-01-01T00:00:00Z",
      showDeleted: true,
    });
    expect([...stub.last.query.keys()].sort()).toEqual(["maxResults", "showDeleted", "syncToken"]);
  });

  test("what is gone is as good as deleted, but not to be read or changed", async () => {
    stub.answer(error(404, 404));
    await expect(stub.client.deleteEvent(calendar, "1")).resolves.toBeUndefined();
    stub.answer(error(404, 404));
    await expect(stub.client.deleteCalendar(calendar)).resolves.toBeUndefined();
    stub.answer({ status: 404 });
    await expect(stub.client.getEvent(calendar, "1")).rejects.toMatchObject({
      name: "ZoomNotFound",
      code: "zoom.notFound",
      status: 404,
    });
    stub.answer({ status: 204 });
    await expect(stub.client.deleteEvent(calendar, "1")).resolves.toBeUndefined();
  });

  test.each([
    ["no right", error(403, 403, "Forbidden."), ZoomNotPermitted, "zoom.notPermitted"],
    ["no licence", error(400, 200, "No permission."), ZoomNotPermitted, "zoom.notPermitted"],
    ["no licence, said with status 200", error(200, 200), ZoomNotPermitted, "zoom.notPermitted"],
    ["no scope", error(400, 4711), ZoomNotPermitted, "zoom.scopeMissing"],
    ["no scope, said with status 200", error(200, 4711), ZoomNotPermitted, "zoom.scopeMissing"],
    ["a bad request", error(400, 300), ZoomRefused, "zoom.refused"],
    ["a fault of its own", error(503, 500), ZoomUnavailable, "zoom.unavailable"],
    ["no answer we know", { status: 502 }, ZoomUnavailable, "zoom.unavailable"],
  ] as const)("%s is its own error", async (_what, answer, type, code) => {
    stub.answer(answer);
    const call = stub.client.getEvent(calendar, "1");
    await expect(call).rejects.toThrow(type);
    await expect(call).rejects.toMatchObject({ code });
  });

  test("an event that merely has a code in its text is no error", async () => {
    const event = { id: "1", summary: "code 200", message: "no" };
    stub.answer({ body: event });
    await expect(stub.client.getEvent(calendar, "1")).resolves.toEqual(event);
  });

  test("a refused token is renewed once", async () => {
    stub.answer(error(401, 124), { body: { id: "1" } });
    await expect(stub.client.getEvent(calendar, "1")).resolves.toEqual({ id: "1" });
    expect(stub.sent.map(({ token }) => token)).toEqual(["Bearer token", "Bearer token-renewed"]);
    stub.answer(error(401, 124), error(401, 124));
    await expect(stub.client.getEvent(calendar, "1")).rejects.toThrow(ZoomTokenRefused);
  });

  test("a limit per second is waited for, a longer one is told", async () => {
    stub.answer(
      { ...error(429, 429), headers: { "x-ratelimit-type": "QPS" } },
      { body: { id: "1" } },
    );
    await expect(stub.client.getEvent(calendar, "1")).resolves.toEqual({ id: "1" });
    expect(stub.slept).toHaveLength(1);
    expect(stub.slept[0]).toBeGreaterThanOrEqual(1000);
    stub.answer({ ...error(429, 429), headers: { "retry-after": "2026-11-24T00:00:00Z" } });
    const call = stub.client.getEvent(calendar, "1");
    await expect(call).rejects.toThrow(ZoomThrottled);
    await expect(call).rejects.toMatchObject({
      retry: { after: Temporal.Instant.from("2026-11-24T00:00:00Z") },
    });
    expect(stub.slept).toEqual([]);
  });

  test("ids are escaped, and a setting is its text", async () => {
    stub.answer({ body: { id: "autoAddZoomMeeting", value: "false" } });
    await expect(stub.client.setting("autoAddZoomMeeting")).resolves.toBe("false");
    stub.answer();
    await stub.client.getEvent("a/b?c", "d/e");
    expect(stub.last.path).toBe("/calendars/a%2Fb%3Fc/events/d%2Fe");
  });
});
