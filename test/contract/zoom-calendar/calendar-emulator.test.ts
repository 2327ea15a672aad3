import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ZoomCalendarClient } from "../../../src/server/zoom/calendar-client.ts";
import {
  fromCalendarEvent,
  mirrorStateOf,
  toCalendarEvent,
} from "../../../src/server/zoom/calendar-event.ts";
import { instanceOf } from "../../../src/server/zoom/calendar-instance.ts";
import {
  ZoomCursorExpired,
  ZoomNotFound,
  ZoomNotPermitted,
} from "../../../src/server/zoom/errors.ts";
import { asCalendarHolds } from "../../../src/sync/mirror.ts";
import { type RunningZoom, startZoom } from "../../support/zoom-client.ts";
import { at, tuesdays } from "../../unit/sync/build.ts";
import { runs } from "../../unit/sync/runs.ts";
import { entries, entry } from "../../unit/server/zoom/entries.ts";

const second = at("2026-12-08T09:00:00Z");

describe("the client against the emulated calendar", () => {
  let zoom: RunningZoom;
  let client: ZoomCalendarClient;
  let now: Temporal.Instant;

  /** Both clocks, ours and Zoom's. */
  const pass = (ms: number) => {
    now = now.add({ milliseconds: Math.ceil(ms) });
    zoom.sandbox.setNow(now.toString());
    return Promise.resolve();
  };

  const clientOf = async (email: string) => {
    const { access_token: token } = await zoom.connect(email);
    const options = { apiUrl: `${zoom.origin}/zoom/v2`, clock: { now: () => now }, sleep: pass };
    return new ZoomCalendarClient(options, () => Promise.resolve(token));
  };

  beforeEach(async () => {
    zoom = await startZoom();
    now = Temporal.Instant.from("2026-03-02T09:00:00Z");
    client = await clientOf("olga@one.example");
  });
  afterEach(() => zoom.close());

  test("a calendar of its own is made, described, found and deleted", async () => {
    const { id } = await client.createCalendar("Outlook");
    await client.patchCalendar(id, { description: "From Outlook" });
    const listed = await client.calendarList();
    expect(listed).toContainEqual(
      expect.objectContaining({ id, summary: "Outlook", description: "From Outlook" }),
    );
    await client.deleteCalendar(id);
    await client.deleteCalendar(id);
    const events = client.listEvents(id, { showDeleted: true });
    await expect(events).rejects.toThrow(ZoomNotFound);
    await expect(client.setting("autoAddZoomMeeting")).resolves.toBe("false");
  });

  test("an entry written is the entry read, and nothing else changes it", async () => {
    const { id } = await client.createCalendar("Outlook");
    const made = await client.insertEvent(id, toCalendarEvent(entry));
    expect(fromCalendarEvent(made)).toEqual(entry);
    expect(fromCalendarEvent(await client.getEvent(id, made.id))).toEqual(entry);
    await fc.assert(
      fc.asyncProperty(entries(), async (any) => {
        await pass(1000);
        const changed = await client.patchEvent(id, made.id, toCalendarEvent(any));
        expect(fromCalendarEvent(changed)).toEqual(asCalendarHolds(any));
        const { events } = await client.listEvents(id, { showDeleted: false });
        expect(events.map((each) => fromCalendarEvent(each))).toEqual([asCalendarHolds(any)]);
      }),
      { numRuns: runs(10) },
    );
  }, 300_000);

  test("a sync token gives what changed since, and deletions", async () => {
    const { id } = await client.createCalendar("Outlook");
    const kept = await client.insertEvent(id, toCalendarEvent(entry));
    const gone = await client.insertEvent(id, toCalendarEvent({ ...entry, subject: null }));
    await pass(1000);
    const { events, nextSyncToken } = await client.listEvents(id, { showDeleted: true });
    expect(events).toHaveLength(2);
    await pass(1000);
    await client.deleteEvent(id, gone.id);
    await client.deleteEvent(id, gone.id);
    const query = { syncToken: nextSyncToken ?? "", showDeleted: true };
    const changes = await client.listEvents(id, query);
    expect(changes.events.map((each) => [each.id, mirrorStateOf(each)])).toEqual([
      [gone.id, { state: "absent", reason: "deleted" }],
    ]);
    await expect(client.getEvent(id, gone.id)).rejects.toThrow(ZoomNotFound);
    await expect(client.getEvent(id, kept.id)).resolves.toMatchObject({ summary: "Budget" });
    const strange = client.listEvents(id, { syncToken: "?", showDeleted: true });
    await expect(strange).rejects.toThrow(ZoomCursorExpired);
  });

  test("an occurrence changed or deleted inside its series is known by its id", async () => {
    const { id } = await client.createCalendar("Outlook");
    const series = await client.insertEvent(
      id,
      toCalendarEvent({ ...entry, recurrence: tuesdays }),
    );
    const { nextSyncToken } = await client.listEvents(id, { showDeleted: true });
    await pass(1000);
    await client.deleteEvent(id, `${series.id}_20261208T090000Z`);
    const query = { syncToken: nextSyncToken ?? "", showDeleted: true };
    const { events } = await client.listEvents(id, query);
    const instance = events.find((each) => each.id !== series.id);
    expect(instanceOf(instance?.id ?? "", "Europe/Berlin")).toEqual({
      seriesId: series.id,
      originalStart: second,
    });
    expect(instanceOf(series.id, "Europe/Berlin")).toBeNull();
    expect(mirrorStateOf(instance!)).toEqual({ state: "absent", reason: "deleted" });
  });

  test("somebody without Zoom's calendar is told apart from a calendar that is gone", async () => {
    zoom.sandbox.switches.value.zoomCalendarLicence = false;
    await expect(client.calendarList()).rejects.toThrow(ZoomNotPermitted);
    await expect(client.createCalendar("Outlook")).rejects.toMatchObject({
      code: "zoom.notPermitted",
    });
  });

  test("a colleague's calendar is not permitted", async () => {
    const { id } = await client.createCalendar("Outlook");
    const other = await clientOf("dan@one.example");
    await expect(other.listEvents(id, { showDeleted: true })).rejects.toThrow(ZoomNotPermitted);
  });
});
