import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { addCalendar } from "../../../src/sandbox/graph/calendars.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { type StoredEvent } from "../../../src/sandbox/world/model.ts";
import { ada, ben, type RunningProduct, startProduct } from "../../support/product.ts";
import { guest, type SyncedPerson, syncFor } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;
/** A calendar of hers beside the one she began with. */
let projects: string;

beforeAll(async () => {
  product = await startProduct();
  projects = addCalendar(product.sandbox, ada, "Projects").id;
  her = await syncFor(product, ada);
}, 60_000);
afterAll(async () => product.close());

const berlin = (time: string) => ({ dateTime: time, timeZone: "W. Europe Standard Time" });
const inMirror = async (summary: string) =>
  (await her.mirror()).filter((event) => event.summary === summary);

test.each([
  ["we know", () => projects],
  ["made just now", () => addCalendar(product.sandbox, ada, "Newest").id],
])(
  "an event that is moved to another calendar %s, where it is another event, keeps its Zoom meeting",
  async (which, calendarId) => {
    const meeting = her.inZoom(`Moves house, ${which}`);
    await her.settle();
    const [event] = her.inCalendar(`Moves house, ${which}`);
    const { subject, body, location, start, end, extendedProperties } = event!;
    const marked = { subject, body, location, start, end, extendedProperties };
    const moved = product.sandbox.calendar.create(ada.id, marked, calendarId());
    product.sandbox.calendar.remove(ada.id, event!.id);
    await her.settle();
    product.passTime({ minutes: 6 });
    await her.settle();
    expect((await her.meetings()).map(({ id }) => id)).toContain(meeting.id);
    product.sandbox.calendar.update(ada.id, moved.id, { subject: `Has moved, ${which}` });
    await her.settle();
    product.passTime({ minutes: 6 });
    await her.settle();
    const kept = (await her.meetings()).find(({ id }) => id === meeting.id);
    expect(kept?.topic).toBe(`Has moved, ${which}`);
  },
);

describe("an entry without a Zoom meeting", () => {
  test("appears in the Zoom calendar, follows, and goes with its event", async () => {
    const event = her.inOutlook("Dentist");
    await her.settle();
    expect(await inMirror("Dentist")).toHaveLength(1);
    product.sandbox.calendar.update(ada.id, event.id, {
      subject: "Dentist, again",
      start: berlin("2026-11-24T12:00:00"),
      end: berlin("2026-11-24T13:00:00"),
    });
    await her.settle();
    const [moved] = await inMirror("Dentist, again");
    expect(Date.parse(moved?.start.instant ?? "")).toBe(Date.parse("2026-11-24T11:00:00Z"));
    expect(await inMirror("Dentist")).toEqual([]);
    product.sandbox.calendar.remove(ada.id, event.id);
    await her.settle();
    expect(await inMirror("Dentist, again")).toEqual([]);
  });

  test("goes back to Outlook when it is changed in the Zoom calendar, or deleted there", async () => {
    const event = her.inOutlook("Gym");
    await her.settle();
    const [mirrored] = await inMirror("Gym");
    const calendarId = await mirrorId();
    her.zoom.changeEvent(calendarId, mirrored!.id, {
      summary: "Gym with Mia",
      start: { dateTime: "2026-11-24T17:00:00Z", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-11-24T18:00:00Z", timeZone: "Europe/Berlin" },
    });
    await her.settle();
    expect(her.event(event.id)).toMatchObject({ subject: "Gym with Mia" });
    expect(her.event(event.id).start.dateTime).toContain("2026-11-24T18:00");
    her.zoom.removeEvent(calendarId, mirrored!.id);
    await her.settle();
    expect(her.inCalendar("Gym with Mia")).toEqual([]);
  });

  test("made in the Zoom calendar becomes one in Outlook, once", async () => {
    her.zoom.addEvent(
      ada.mail,
      {
        summary: "Made in Zoom's calendar",
        start: { dateTime: "2026-11-26T09:00:00Z", timeZone: "Europe/Berlin" },
        end: { dateTime: "2026-11-26T10:00:00Z", timeZone: "Europe/Berlin" },
      },
      await mirrorId(),
    );
    await her.settle();
    await her.settle();
    expect(her.inCalendar("Made in Zoom's calendar")).toHaveLength(1);
    expect(await inMirror("Made in Zoom's calendar")).toHaveLength(1);
  });

  test("that is private shows as a block, without its subject", async () => {
    her.inOutlook("Doctor, urgent", { sensitivity: "private" });
    await her.settle();
    expect(await inMirror("Doctor, urgent")).toEqual([]);
    expect((await inMirror("Busy")).map(({ visibility }) => visibility)).toContain("private");
  });

  test("of a whole day, of several days, free, and with a pattern is shown as such", async () => {
    her.inOutlook("Whole day", {
      isAllDay: true,
      start: berlin("2026-11-25T00:00:00"),
      end: berlin("2026-11-26T00:00:00"),
      showAs: "free",
    });
    her.inOutlook("Trip", {
      start: berlin("2026-11-25T18:00:00"),
      end: berlin("2026-11-28T08:00:00"),
      showAs: "oof",
    });
    her.inOutlook("Every day", { recurrence: daily("2026-11-24", 5) });
    await her.settle();
    const [day] = await inMirror("Whole day");
    expect([day?.start.date, day?.transparency]).toEqual(["2026-11-25", "transparent"]);
    const [trip] = await inMirror("Trip");
    expect([trip?.start.kind, trip?.transparency]).toEqual(["instant", "opaque"]);
    const [series] = await inMirror("Every day");
    expect(series?.recurrence?.[0]).toContain("FREQ=DAILY");
  });

  test("to which others invited is mirrored and never written", async () => {
    const meeting = product.sandbox.calendar.create(ben.id, {
      subject: "Ben invites",
      start: berlin("2026-11-24T15:00:00"),
      end: berlin("2026-11-24T16:00:00"),
      attendees: [guest(ada)],
    });
    await her.settle();
    const [mirrored] = await inMirror("Ben invites");
    her.zoom.changeEvent(await mirrorId(), mirrored!.id, {
      summary: "Renamed by Ada",
      start: { dateTime: "2026-11-24T14:00:00Z", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-11-24T15:00:00Z", timeZone: "Europe/Berlin" },
    });
    await her.settle();
    expect(her.inCalendar("Ben invites")).toHaveLength(1);
    expect(product.sandbox.calendar.get(ben.id, meeting.id).subject).toBe("Ben invites");
    expect(await inMirror("Ben invites")).toHaveLength(1);
  });
});

describe("a meeting scheduled in Zoom", () => {
  test("becomes an Outlook event with its link and attendees, follows, and goes with it", async () => {
    const meeting = her.inZoom("Planned in Zoom", {
      start_time: "2026-11-25T09:00:00Z",
      duration: 45,
      timezone: "Europe/Berlin",
      agenda: "Bring the numbers",
      settings: { meeting_invitees: [{ email: ben.mail }] },
    });
    await her.settle();
    const [event, ...others] = her.inCalendar("Planned in Zoom");
    expect(others).toEqual([]);
    expect(event?.body.content).toContain(String(meeting.id));
    expect(event?.body.content).toContain("Bring the numbers");
    expect(event?.location.displayName).toContain(String(meeting.id));
    expect(event?.attendees.map(({ emailAddress }) => emailAddress.address)).toEqual([ben.mail]);
    expect(Object.values(event?.extendedProperties ?? {})).toContain(String(meeting.id));

    her.zoom.change(meeting.id, { topic: "Planned anew", start_time: "2026-11-25T13:00:00Z" });
    await her.settle();
    const [step] = (await her.activity()).items;
    expect(step).toMatchObject({ changedIn: "zoom", changedBy: ada.mail, seenBy: "webhook" });
    const [moved] = her.inCalendar("Planned anew");
    expect(moved?.id).toBe(event?.id);
    expect(moved?.start.dateTime).toContain("2026-11-25T14:00");

    product.sandbox.calendar.update(ada.id, moved!.id, { subject: "Named in Outlook" });
    await her.settle();
    expect((await her.meetings()).map(({ topic }) => topic)).toContain("Named in Outlook");

    her.zoom.remove(meeting.id);
    await her.settle();
    expect(her.inCalendar("Named in Outlook")).toEqual([]);
  });

  test("invites in the language of its host's Zoom profile", async () => {
    her.zoom.schedule(ada.mail, {
      topic: "Auf Deutsch",
      type: 2,
      start_time: "2026-11-27T09:00:00Z",
      duration: 30,
    });
    await her.settle();
    const [event] = her.inCalendar("Auf Deutsch");
    expect(event?.body.content).toContain("Zoom-Meeting beitreten");
    expect(event?.body.content).not.toContain("Join Zoom Meeting");
  });

  test("goes when its event is deleted in Outlook", async () => {
    her.inZoom("To be cancelled", { start_time: "2026-11-25T10:00:00Z" });
    await her.settle();
    const [event] = her.inCalendar("To be cancelled");
    product.sandbox.calendar.remove(ada.id, event!.id);
    await her.settle();
    expect((await her.meetings()).map(({ topic }) => topic)).not.toContain("To be cancelled");
  });

  test("as a series becomes a series, and one occurrence moves alone on either side", async () => {
    const meeting = her.zoom.schedule(ada.mail, {
      topic: "Weekly from Zoom",
      type: 8,
      start_time: "2026-11-25T08:00:00Z",
      duration: 30,
      timezone: "Europe/Berlin",
      recurrence: { type: 2, repeat_interval: 1, weekly_days: "4", end_times: 4 },
    });
    await her.settle();
    const [series] = her.inCalendar("Weekly from Zoom");
    expect(series?.type).toBe("seriesMaster");
    const second = meeting.occurrences[1];
    her.zoom.change(meeting.id, { start_time: "2026-12-02T12:00:00Z" }, second?.occurrence_id);
    await her.settle();
    const moved = product.sandbox.calendar.exceptions(ada.id, series!.id);
    expect(moved.map(({ start }) => start.dateTime.slice(0, 16))).toEqual(["2026-12-02T13:00"]);
    const events = product.sandbox.calendar.view(
      ada.id,
      "2026-12-09T00:00:00Z",
      "2026-12-10T00:00:00Z",
    );
    const third = events.find(({ subject }) => subject === "Weekly from Zoom");
    product.sandbox.calendar.remove(ada.id, third!.id);
    await her.settle();
    const read = await product.atZoom(
      "GET",
      `/meetings/${meeting.id}?show_previous_occurrences=true`,
    );
    const states = (read.body.occurrences as Array<{ status: string }>).map(({ status }) => status);
    expect(states.filter((state) => state === "deleted")).toHaveLength(1);
  });
});

describe("both sides", () => {
  test("changed at once in the same field keep both values, and one click takes the other", async () => {
    const { event, meeting } = await planned("Conflict");
    product.sandbox.switches.value.webhooksOff = true;
    product.sandbox.calendar.update(ada.id, event.id, { subject: "As Outlook says" });
    her.zoom.change(meeting.id, { topic: "As Zoom says" });
    product.sandbox.switches.value.webhooksOff = false;
    product.passTime({ minutes: 6 });
    await her.settle();
    expect(her.event(event.id).subject).toBe("As Outlook says");
    const { conflicts } = await her.conflicts();
    expect(conflicts).toMatchObject([{ field: "subject", winner: "outlook" }]);
    const flipped = await her.visitor.call("POST", routes.conflictFlip(conflicts[0]!.id));
    expect(flipped.status).toBe(204);
    await her.settle();
    expect(her.event(event.id).subject).toBe("As Zoom says");
    expect((await her.conflicts()).conflicts).toEqual([]);
  });

  test("are told step by step, and go back to an earlier step", async () => {
    const { event } = await planned("History");
    product.sandbox.calendar.update(ada.id, event.id, { subject: "History, edited" });
    await her.settle();
    const { items } = await her.activity();
    const [step] = items;
    expect(step).toMatchObject({
      changedIn: "outlook",
      seenBy: "notification",
      did: [{ place: "zoom", action: "change" }],
      canUndo: true,
    });
    expect(step?.changes).toMatchObject([
      {
        field: "subject",
        before: { kind: "text", text: "History" },
        after: { kind: "text", text: "History, edited" },
      },
    ]);
    const undone = await her.visitor.call("POST", routes.activityUndo(step!.id));
    expect(undone.status).toBe(204);
    await her.settle();
    expect(her.event(event.id).subject).toBe("History");
    expect((await her.meetings()).map(({ topic }) => topic)).toContain("History");
  });

  test("find all changes within one sweep when every webhook is switched off", async () => {
    const { event, meeting } = await planned("Silent");
    product.sandbox.switches.value.webhooksOff = true;
    product.sandbox.calendar.update(ada.id, event.id, { subject: "Silent, in Outlook" });
    const plain = her.inOutlook("Silent entry");
    const other = her.inZoom("Silent in Zoom");
    product.passTime({ minutes: 5 });
    await product.workDue();
    expect(her.inCalendar("Silent in Zoom")).toHaveLength(1);
    expect((await her.meetings()).map(({ topic }) => topic)).toContain("Silent, in Outlook");
    expect(await inMirror("Silent entry")).toHaveLength(1);
    her.zoom.remove(other.id);
    her.zoom.change(meeting.id, { start_time: "2026-11-27T09:00:00Z" });
    product.sandbox.calendar.remove(ada.id, plain.id);
    product.passTime({ minutes: 5 });
    await product.workDue();
    expect(her.inCalendar("Silent in Zoom")).toEqual([]);
    expect(her.event(event.id).start.dateTime).toContain("2026-11-27T10:00");
    expect(await inMirror("Silent entry")).toEqual([]);
    product.sandbox.switches.value.webhooksOff = false;
  });

  test("a copy of an event leaves the original alone, and gets a meeting of its own by one click", async () => {
    const { event, meeting } = await planned("Original");
    const { subject, body, start, location, extendedProperties } = her.event(event.id);
    const copy = product.sandbox.calendar.create(ada.id, {
      subject: `${subject}, copied`,
      body,
      location,
      extendedProperties,
      start: { ...start, dateTime: "2026-11-28T10:00:00.0000000" },
      end: { ...start, dateTime: "2026-11-28T11:00:00.0000000" },
    });
    await her.settle();
    const { findings } = await her.findings();
    const found = findings.find(({ kind }) => kind === "copy");
    expect(found).toMatchObject({ subject: "Original, copied" });
    expect(her.event(event.id).start.dateTime).toContain("2026-11-25");
    const given = await her.visitor.call("POST", routes.finding(found!.id), {
      action: "giveMeeting",
    });
    expect(given.status).toBe(204);
    await her.settle();
    const own = (await her.meetings()).filter(({ topic }) => topic.startsWith("Original"));
    expect(own).toHaveLength(2);
    const other = own.find(({ id }) => id !== meeting.id);
    expect(her.event(copy.id).body.content).toContain(String(other?.id));
    expect(her.event(copy.id).body.content).not.toContain(String(meeting.id));
    expect(her.event(event.id).body.content).toContain(String(meeting.id));
  });
});

async function mirrorId(): Promise<string> {
  const row = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .executeTakeFirstOrThrow();
  return row.zoom_calendar_id ?? "";
}

/** A meeting that was scheduled in Zoom, and its event. */
async function planned(topic: string) {
  const meeting = her.inZoom(topic, {
    start_time: "2026-11-25T12:00:00Z",
    timezone: "Europe/Berlin",
  });
  await her.settle();
  const [event] = her.inCalendar(topic);
  if (!event) throw new Error(`${topic} did not reach Outlook`);
  return { meeting, event };
}

function daily(startDate: string, numberOfOccurrences: number): StoredEvent["recurrence"] {
  return {
    pattern: { type: "daily", interval: 1 },
    range: { type: "numbered", startDate, numberOfOccurrences },
  } as unknown as StoredEvent["recurrence"];
}
