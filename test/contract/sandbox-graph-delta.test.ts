import { beforeEach, describe, expect, test } from "@jest/globals";
import { resetDeltaTokens } from "../../src/sandbox/graph/delta-routes.ts";
import {
  eventPath,
  expectShape,
  hourOn,
  type Item,
  mondaysFrom,
} from "../unit/sandbox/graph-client.ts";
import { graphForEachTest } from "../unit/sandbox/graph-for-each-test.ts";
import { ada, ben } from "../unit/sandbox/running-sandbox.ts";

const { running, restart, appToken, call, round, post, patch, remove, bend } = graphForEachTest(
  () => ({ now: () => new Date("2026-03-10T12:00:00Z") }),
);

beforeEach(() => {
  const { calendar } = running().sandbox;
  for (const { id } of calendar.list(ada.id)) calendar.remove(ada.id, id);
});

const may = "startDateTime=2026-05-01T00:00:00Z&endDateTime=2026-06-01T00:00:00Z";
const delta = `/me/calendarView/delta?${may}`;
const size = (count: number) => ({ headers: { prefer: `odata.maxpagesize=${count}` } });
const removed = (id: unknown) => ({
  "@odata.type": "#microsoft.graph.event",
  id,
  "@removed": { reason: "deleted" },
});
const ids = (items: Item[]) => items.map(({ id }) => id);

async function create(body: object, calendar = "/me"): Promise<string> {
  const answer = await post(`${calendar}/events`, { subject: "Made", ...body });
  expect(answer.status).toBe(201);
  return String(answer.body.id);
}

describe("a round", () => {
  test("gives the window first, and then only what changed, in its last state", async () => {
    const kept = await create(hourOn("2026-05-04"));
    const first = await round(delta);
    expect(ids(first.items)).toEqual([kept]);
    expect((await round(first.link)).items).toEqual([]);
    const made = await create(hourOn("2026-05-05"));
    await patch(eventPath(made), { subject: "Once" });
    await patch(eventPath(made), { subject: "Twice" });
    const second = await round(first.link);
    expect(second.items).toMatchObject([{ id: made, subject: "Twice" }]);
    expect(second.items[0]).toHaveProperty("iCalUId");
    expect((await round(second.link)).items).toEqual([]);
  });

  test("comes in pages of the size preferred, linked on the caller's own host and path", async () => {
    const made: string[] = [];
    // One by one: of five at once Graph may refuse the fifth.
    for (const day of ["04", "05", "06", "07", "08"]) {
      made.push(await create(hourOn(`2026-05-${day}`)));
    }
    const { pages, items, link } = await round(delta, size(2));
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(ids(items).sort()).toEqual(made.sort());
    expect(link).toMatch(
      new RegExp(`^${running().url}/graph/v1\\.0/me/calendarView/delta\\?\\$deltatoken=`),
    );
    const { headers } = await call(delta, size(2));
    expect(headers.get("preference-applied")).toBe("odata.maxpagesize=2");
  });

  test("is answered by the same address as asked: an app's is a user's, and both see the same", async () => {
    const made = await create(hourOn("2026-05-04"));
    const token = await appToken();
    const path = `/users/${ada.id}/calendarView/delta`;
    const { items, link } = await round(`${path}?${may}`, { token });
    expect(ids(items)).toEqual([made]);
    expect(link).toContain(`${running().url}/graph/v1.0${path}?`);
  });

  test("may be asked for as a function, as generated clients do", async () => {
    const made = await create(hourOn("2026-05-04"));
    const { items, link } = await round(`/me/calendarView/delta()?${may}`);
    expect(ids(items)).toEqual([made]);
    expect(link).toContain("/me/calendarView/delta()?$deltatoken=");
    expect((await round(link)).items).toEqual([]);
  });

  test("refuses the query options Graph refuses", async () => {
    for (const option of [
      "$select=id",
      "$expand=x",
      "$filter=x",
      "$orderby=x",
      "$search=x",
      "$top=5",
    ]) {
      const { status, body } = await call(`${delta}&${option}`);
      expect([status, body.error?.code]).toEqual([400, "ErrorInvalidUrlQuery"]);
    }
  });

  test("refuses a window of more than 1825 days in Graph's words", async () => {
    const { status, body } = await call(
      "/me/calendarView/delta?startDateTime=2020-01-01T00:00:00Z&endDateTime=2026-01-01T00:00:00Z",
    );
    expectShape("odataError", body);
    expect([status, body.error?.code, body.error?.message]).toEqual([
      400,
      "ErrorInvalidRequest",
      "Your request can't be completed. The range between the start and end dates is greater than the allowed range. Maximum number of days: 1825",
    ]);
  });

  test("keeps its window, whatever is asked with its link", async () => {
    const { link } = await round(delta);
    const june = await create(hourOn("2026-06-10"));
    const { items } = await round(`${link}&startDateTime=2026-06-01T00:00:00Z`);
    expect(items).toEqual([removed(june)]);
  });

  test("goes on after a restart", async () => {
    const { link } = await round(delta);
    const made = await create(hourOn("2026-05-04"));
    const { url } = running();
    await restart();
    const { items } = await round(link.replace(url, running().url));
    expect(ids(items)).toEqual([made]);
  });

  test("is of one calendar: each has a cursor of its own", async () => {
    const { body } = await post("/me/calendars", { name: "Projects" });
    expectShape("microsoft.graph.calendar", body);
    const calendar = `/me/calendars/${encodeURIComponent(String(body.id))}`;
    const own = await round(delta);
    const other = await round(`${calendar}/calendarView/delta?${may}`);
    const made = await create(hourOn("2026-05-04"), calendar);
    expect((await round(own.link)).items).toEqual([]);
    expect(ids((await round(other.link)).items)).toEqual([made]);
    const swapped = other.link.replace(/\/calendars\/[^/]+/, "");
    expect((await call(swapped)).status).toBe(400);
  });
});

describe("@removed", () => {
  test("is told of what was deleted in the window", async () => {
    const made = await create(hourOn("2026-05-04"));
    const { link } = await round(delta);
    await remove(eventPath(made));
    expect((await round(link)).items).toEqual([removed(made)]);
  });

  test("is told of anything added, changed or deleted outside the window, too", async () => {
    const there = await create(hourOn("2026-07-01"));
    const { link } = await round(delta);
    const made = await create(hourOn("2026-07-02"));
    await patch(eventPath(there), { subject: "Changed" });
    const { items, link: next } = await round(link);
    expect(items).toEqual([removed(made), removed(there)]);
    await remove(eventPath(made));
    expect((await round(next)).items).toEqual([removed(made)]);
  });

  test("is told of what moved out of the window, which is still there", async () => {
    const made = await create(hourOn("2026-05-04"));
    const { link } = await round(delta);
    await patch(eventPath(made), hourOn("2026-06-04"));
    const { items, link: next } = await round(link);
    expect(items).toEqual([removed(made)]);
    expect((await call(eventPath(made))).status).toBe(200);
    await patch(eventPath(made), hourOn("2026-05-11"));
    expect((await round(next)).items).toMatchObject([{ id: made, subject: "Made" }]);
  });
});

describe("a series", () => {
  const bare = ["@odata.etag", "@odata.type", "end", "id", "seriesMasterId", "start", "type"];

  test("comes as its master at the first occurrence's time, and bare occurrences", async () => {
    const master = await create(mondaysFrom("2026-04-27", 3));
    const { items } = await round(delta);
    expect(items).toMatchObject([
      { id: master, type: "seriesMaster", subject: "Made" },
      { type: "occurrence", seriesMasterId: master },
      { type: "occurrence", seriesMasterId: master },
    ]);
    expect(items[0]?.start).toEqual({ dateTime: "2026-04-27T07:00:00.0000000", timeZone: "UTC" });
    expect(Object.keys(items[1] ?? {}).sort()).toEqual(bare);
  });

  test("is whole on one page, and without traps complete", async () => {
    bend({ bareOccurrences: false, mastersInDelta: false });
    await create(mondaysFrom("2026-05-04"));
    const { pages, items } = await round(delta, size(2));
    expect(pages.map(({ length }) => length)).toEqual([4]);
    expect(items).toMatchObject(Array(4).fill({ type: "occurrence", subject: "Made" }));
  });

  test("can lack a master that started before the window", async () => {
    bend({ oldMastersMissing: true });
    await create(mondaysFrom("2026-04-27", 3));
    const inside = await create(mondaysFrom("2026-05-11", 1));
    const { items } = await round(delta);
    expect(items.filter(({ type }) => type === "seriesMaster").map(({ id }) => id)).toEqual([
      inside,
    ]);
  });

  test("comes again without an occurrence that was deleted, and nothing says @removed", async () => {
    const master = await create(mondaysFrom("2026-05-04"));
    const { link } = await round(delta);
    const occurrence = `OID.${master}.2026-05-11`;
    await remove(eventPath(occurrence));
    const { items } = await round(link);
    expect(ids(items)).toEqual([
      master,
      ...["04", "18", "25"].map((day) => `OID.${master}.2026-05-${day}`),
    ]);
  });

  test("says @removed of a deleted occurrence only when that trap is off", async () => {
    bend({ deletedOccurrencesHidden: false });
    const master = await create(mondaysFrom("2026-05-04"));
    const { link } = await round(delta);
    await remove(eventPath(`OID.${master}.2026-05-11`));
    expect((await round(link)).items[0]).toEqual(removed(`OID.${master}.2026-05-11`));
  });

  test("gives an exception in full, and empty with the trap", async () => {
    const master = await create(mondaysFrom("2026-05-04"));
    const { link } = await round(delta);
    await patch(eventPath(`OID.${master}.2026-05-11`), { subject: "Other" });
    const isException = ({ type }: Item) => type === "exception";
    const whole = await round(link);
    expect(whole.items.find(isException)).toMatchObject({ subject: "Other" });
    bend({ emptyExceptions: true });
    const empty = (await round(link)).items.find(isException);
    expect(empty).toMatchObject({ subject: "", bodyPreview: "", body: { content: "" } });
  });

  test("that is deleted is @removed by its master's id", async () => {
    const master = await create(mondaysFrom("2026-05-04"));
    const { link } = await round(delta);
    await remove(eventPath(master));
    expect((await round(link)).items).toEqual([removed(master)]);
  });
});

describe("habits of the feed, each on a switch", () => {
  test("an empty page with a next link comes before every page", async () => {
    bend({ deltaEmptyPages: true });
    await create(hourOn("2026-05-04"));
    await create(hourOn("2026-05-05"));
    const { pages } = await round(delta, size(1));
    expect(pages.map(({ length }) => length)).toEqual([0, 1, 0, 1]);
  });

  test("the changes of a round come again in the next", async () => {
    bend({ deltaReplays: true });
    const { link } = await round(delta);
    const made = await create(hourOn("2026-05-04"));
    const first = await round(link);
    const second = await round(first.link);
    expect([ids(first.items), ids(second.items)]).toEqual([[made], [made]]);
    expect((await round(second.link)).items).toEqual([]);
  });

  test("a change comes one round late", async () => {
    bend({ deltaLate: true });
    const { link } = await round(delta);
    const made = await create(hourOn("2026-05-04"));
    const first = await round(link);
    expect(first.items).toEqual([]);
    expect(ids((await round(first.link)).items)).toEqual([made]);
  });
});

describe("a token that is no longer known", () => {
  test("is answered 410 with the address to start anew", async () => {
    const made = await create(hourOn("2026-05-04"));
    const { link } = await round(delta);
    resetDeltaTokens(running().sandbox);
    const { status, headers, body } = await call(link);
    expectShape("odataError", body);
    expect(status).toBe(410);
    const location = headers.get("location") ?? "";
    expect(location).toBe(
      `${running().url}/graph/v1.0/me/calendarView/delta?startDateTime=2026-05-01T00:00:00Z&endDateTime=2026-06-01T00:00:00Z&$deltatoken=`,
    );
    expect(ids((await round(location)).items)).toEqual([made]);
  });

  test("is answered 400 SyncStateNotFound when Graph is in that mood", async () => {
    const { link } = await round(delta);
    bend({ deltaReset: "syncStateNotFound" });
    resetDeltaTokens(running().sandbox);
    const { status, body } = await call(link);
    expect([status, body.error?.code]).toEqual([400, "SyncStateNotFound"]);
  });

  test("is one whose changes no longer fit into Graph's memory; other mailboxes' stay", async () => {
    const own = await round(delta);
    const other = await round(delta, { person: ben });
    bend({ deltaMemory: 2 });
    for (const day of ["04", "05", "06"]) await create(hourOn(`2026-05-${day}`));
    expect((await call(own.link)).status).toBe(410);
    expect((await call(other.link, { person: ben })).status).toBe(200);
  });

  test("or was never given is refused", async () => {
    const { status, body } = await call("/me/calendarView/delta?$deltatoken=nonsense");
    expect([status, body.error?.code]).toEqual([400, "SyncStateInvalid"]);
  });
});
