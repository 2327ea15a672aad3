import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { lapse, restore } from "../../../src/sandbox/entra/lapses.ts";
import { addCalendar } from "../../../src/sandbox/graph/calendars.ts";
import { resetDeltaTokens } from "../../../src/sandbox/graph/delta-routes.ts";
import { failNextGraphCall } from "../../../src/sandbox/graph/flaky.ts";
import { removeSubscription } from "../../../src/sandbox/graph/lifecycle.ts";
import { subscriptionsOf } from "../../../src/sandbox/graph/subscriptions.ts";
import { failNextZoomCall } from "../../../src/sandbox/zoom/limits/flaky.ts";
import { applySwitches } from "../../../src/sandbox/traffic/switches.ts";
import { people } from "../../../src/sandbox/world/people.ts";
import { type TestEvent } from "../../../src/shared/api/integration-test.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { type AccountGroups } from "../../../src/shared/api/sync.ts";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import { visit } from "../../support/connecting.ts";
import {
  ada,
  appointment,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";
import { type SyncedPerson, syncFor, watch } from "../../support/syncing.ts";

const alex = people.find(({ role }) => role === "admin")!;
let product: RunningProduct;
let her: SyncedPerson;
beforeEach(async () => {
  product = await startProduct();
}, 60_000);
afterEach(async () => product.close());

const graphCalls = () =>
  product.sandbox.traffic
    .recent()
    .filter(({ service, direction }) => service === "graph" && direction === "in")
    .map(({ method, path }) => `${method} ${path.split("?")[0] ?? ""}`);
const alive = () => subscriptionsOf(product.sandbox).alive();
const isFor = (wanted: string) => (call: { method: string; url: string }) =>
  call.method === wanted && call.url.includes("/subscriptions");

describe("the subscription", () => {
  test("is renewed before half of its life, and there is one", async () => {
    her = await syncFor(product, ada);
    const [first] = alive();
    const ends = first!.expirationDateTime;
    product.passTime({ hours: 24 * 4 });
    await product.workDue();
    expect(alive().map(({ id }) => id)).toEqual([first!.id]);
    expect(alive()[0]!.expirationDateTime > ends).toBe(true);
  });

  test("is made anew when Microsoft removed it, and what came in between is found", async () => {
    her = await syncFor(product, ada);
    const [first] = alive();
    product.sandbox.switches.value.webhooksOff = true;
    her.inOutlook("Unheard");
    product.sandbox.switches.value.webhooksOff = false;
    await removeSubscription(product.sandbox, first!.id);
    await her.settle();
    expect(alive()).toHaveLength(1);
    expect(alive()[0]!.id).not.toBe(first!.id);
    expect(await her.mirroredSubjects()).toContain("Unheard");
  });

  test("lives for less long where Graph refuses a week, when it is made and when it is renewed", async () => {
    failNextGraphCall(product.sandbox, { status: 400, matches: isFor("POST") });
    her = await syncFor(product, ada);
    const hoursLeft = () => {
      const ends = Temporal.Instant.from(alive()[0]!.expirationDateTime);
      return product.now().until(ends).total("hours");
    };
    expect(hoursLeft()).toBeGreaterThan(69);
    expect(hoursLeft()).toBeLessThan(71);
    const { id } = alive()[0]!;
    failNextGraphCall(product.sandbox, { status: 400, matches: isFor("PATCH") });
    product.passTime({ hours: 36 });
    await product.workDue();
    expect(alive().map((subscription) => subscription.id)).toEqual([id]);
    expect(hoursLeft()).toBeGreaterThan(70);
    expect(hoursLeft()).toBeLessThan(71);
  });

  test("leads to every calendar, also to one made today, when a notification does not say which event it is about", async () => {
    her = await syncFor(product, ada);
    const { id: calendarId } = addCalendar(product.sandbox, ada, "Side projects");
    product.sandbox.switches.value.webhooksOff = true;
    const when = { dateTime: "2026-11-25T14:00:00.0000000", timeZone: "Europe/Berlin" };
    const input = { subject: "Nobody said which", start: when, end: when };
    product.sandbox.calendar.create(ada.id, input, calendarId);
    const { id, clientState, tenantId } = alive()[0]!;
    const notification = { subscriptionId: id, clientState, tenantId, changeType: "updated" };
    const reply = await fetch(`${product.url}/webhooks/graph`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: [notification] }),
    });
    expect(reply.status).toBe(202);
    await her.settle();
    expect(await her.mirroredSubjects()).toContain("Nobody said which");
  });

  test("leaves room for the test of the integration, of which nothing stays", async () => {
    her = await syncFor(product, ada);
    const before = [alive().map(({ id }) => id), await her.mirroredSubjects()];
    const reply = await her.visitor.call<{ text: string }>("POST", routes.connectionTest);
    const states = reply.body.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as TestEvent)
      .filter(({ state }) => state !== "running")
      .map(({ step, state, code }) => [step, state, code]);
    expect(states).toEqual(
      ["signIn", "read", "write", "receive", "remove", "zoom"].map((step) => [
        step,
        "passed",
        null,
      ]),
    );
    await her.settle();
    expect([alive().map(({ id }) => id), await her.mirroredSubjects()]).toEqual(before);
  });
});

describe("a feed that is reset", () => {
  test.each(["gone", "syncStateNotFound"] as const)(
    "with %s is read anew, and nothing is doubled or deleted",
    async (deltaReset) => {
      her = await syncFor(product, ada);
      applySwitches(product.sandbox.switches.value, { graph: { deltaReset } });
      const kept = her.inOutlook("Kept");
      const goes = her.inOutlook("Goes");
      await her.settle();
      const before = (await her.mirroredSubjects()).toSorted();
      product.sandbox.switches.value.webhooksOff = true;
      product.sandbox.calendar.remove(ada.id, goes.id);
      resetDeltaTokens(product.sandbox);
      product.passTime({ minutes: 6 });
      await product.workDue();
      expect((await her.mirroredSubjects()).toSorted()).toEqual(
        before.filter((name) => name !== "Goes"),
      );
      expect(her.event(kept.id).subject).toBe("Kept");
    },
  );
});

describe("a connection that ended", () => {
  test("makes up for everything when it is back, without doing anything twice", async () => {
    her = await syncFor(product, ada);
    lapse(product.sandbox, ada.id, "tokenRevoked");
    product.passTime({ hours: 2 });
    her.inOutlook("Meanwhile in Outlook");
    her.inZoom("Meanwhile in Zoom");
    await her.settle();
    expect((await her.status()).phase).toBe("lapsed");
    expect((await her.visitor.connection()).waitingChanges).toBeGreaterThan(0);
    expect(her.inCalendar("Meanwhile in Zoom")).toEqual([]);
    restore(product.sandbox, ada.id);
    await her.visitor.connect(ada);
    await her.settle();
    expect((await her.status()).phase).toBe("live");
    expect(her.inCalendar("Meanwhile in Zoom")).toHaveLength(1);
    expect(
      (await her.mirroredSubjects()).filter((name) => name === "Meanwhile in Outlook"),
    ).toHaveLength(1);
  });
});

test("a connection that works again is swept, because nobody told of what changed meanwhile", async () => {
  her = await syncFor(product, ada);
  const meeting = her.inZoom("Before it ended");
  await her.settle();
  lapse(product.sandbox, ada.id, "tokenRevoked");
  product.passTime({ hours: 2 });
  await her.settle();
  product.sandbox.switches.value.webhooksOff = true;
  her.zoom.change(meeting.id, { topic: "Renamed meanwhile" });
  restore(product.sandbox, ada.id);
  await her.visitor.connect(ada);
  await her.settle();
  expect(her.inCalendar("Renamed meanwhile")).toHaveLength(1);
});

describe("where Zoom has no calendar for it", () => {
  test.each([
    ["zoomCalendarScope", "scopeMissing"],
    ["zoomCalendarLicence", "noCalendarService"],
  ] as const)("(%s off) the agenda remains, and says why", async (name, mirror) => {
    applySwitches(product.sandbox.switches.value, { [name]: false });
    her = await syncFor(product, ada);
    her.inOutlook("Only in the agenda");
    const meeting = her.inZoom("Still in step", { start_time: "2026-11-24T09:00:00Z" });
    await her.settle();
    expect((await her.status()).mirror).toBe(mirror);
    const span = "from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z";
    const agenda = await her.visitor.call("GET", `${routes.agenda}?${span}`);
    expect(JSON.stringify(agenda.body)).toContain("Only in the agenda");
    expect(JSON.stringify(agenda.body)).toContain(String(meeting.id));
    expect(her.inCalendar("Still in step")).toHaveLength(1);
  });
});

describe("the version", () => {
  test("changed from 2 to 1 and back keeps every link, doubles nothing, and reads nothing meanwhile", async () => {
    her = await syncFor(product, ada);
    const meeting = her.inZoom("Through versions");
    await her.settle();
    const before = (await her.mirroredSubjects()).length;
    await her.visitor.call("PUT", routes.syncVersion, { version: "v1" });
    await her.settle();
    expect(alive()).toEqual([]);
    expect(await her.mirror()).toEqual([]);
    const calls = graphCalls().length;
    product.passTime({ hours: 6 });
    await her.settle();
    her.inOutlook("Not looked at");
    await her.settle();
    expect(graphCalls().slice(calls)).toEqual([]);
    // What changes in Zoom still reaches Outlook, through version 1.
    her.zoom.change(meeting.id, { topic: "Renamed under version 1" });
    await her.settle();
    await her.visitor.call("PUT", routes.syncVersion, { version: "v2" });
    await her.settle();
    expect((await her.status()).phase).toBe("live");
    expect(her.inCalendar("Renamed under version 1")).toHaveLength(1);
    expect((await her.meetings()).map(({ id }) => id)).toEqual([meeting.id]);
    expect(await her.mirroredSubjects()).toHaveLength(before + 1);
  });

  test("2, chosen again while 1 is being set up, is what holds in the end", async () => {
    her = await syncFor(product, ada);
    await her.visitor.call("PUT", routes.syncVersion, { version: "v1" });
    await whileZoomWaits("DELETE", () =>
      her.visitor.call("PUT", routes.syncVersion, { version: "v2" }),
    );
    await her.settle();
    product.passTime({ minutes: 1 });
    await her.settle();
    expect(await her.status()).toMatchObject({ version: "v2", phase: "live" });
  });

  test("2 lists a meeting whose event went under version 1, and makes the event again for one click", async () => {
    her = await syncFor(product, ada);
    const meeting = her.inZoom("Left behind");
    await her.settle();
    const [event] = her.inCalendar("Left behind");
    await her.visitor.call("PUT", routes.syncVersion, { version: "v1" });
    await her.settle();
    product.sandbox.calendar.remove(ada.id, event!.id);
    await her.visitor.call("PUT", routes.syncVersion, { version: "v2" });
    await her.settle();
    product.passTime({ minutes: 6 });
    await her.settle();
    expect((await her.meetings()).map(({ id }) => id)).toEqual([meeting.id]);
    const { findings } = await her.findings();
    expect(findings).toMatchObject([
      { kind: "zoomWithoutEvent", subject: "Left behind", zoomMeetingId: String(meeting.id) },
    ]);
    await her.visitor.call("POST", routes.finding(findings[0]!.id), { action: "createEvent" });
    await her.settle();
    product.passTime({ minutes: 6 });
    await her.settle();
    expect(her.inCalendar("Left behind")).toHaveLength(1);
    expect((await her.findings()).findings).toEqual([]);
    expect((await her.meetings()).map(({ id }) => id)).toEqual([meeting.id]);
  });

  test("2 takes over what version 1 made with the add-in, and the add-in finds what 2 made", async () => {
    const caller = await product.signIn(ada);
    await caller.connectZoom();
    const created = product.sandbox.calendar.create(ada.id, {
      subject: "From the add-in",
      start: { dateTime: "2026-11-24T10:00:00.0000000", timeZone: "W. Europe Standard Time" },
      end: { dateTime: "2026-11-24T11:00:00.0000000", timeZone: "W. Europe Standard Time" },
    });
    const added = await caller.call<MeetingView>("POST", "/api/meetings", {
      itemKey: newItemKey(),
      appointment: appointment({ subject: "From the add-in", outlookItemId: created.id }),
    });
    product.sandbox.calendar.update(ada.id, created.id, {
      body: { contentType: "html", content: `<p><a href="${added.body.joinUrl}">Join</a></p>` },
    });
    const visitor = await visit(product, ada);
    await visitor.connect(ada);
    her = watch(product, ada, visitor);
    await her.settle();
    product.passTime({ seconds: 31 });
    await her.settle();
    product.sandbox.calendar.update(ada.id, created.id, { subject: "Renamed, form closed" });
    await her.settle();
    expect((await her.meetings()).map(({ topic }) => topic)).toEqual(["Renamed, form closed"]);
    expect(await her.mirroredSubjects()).not.toContain("Renamed, form closed");

    her.inZoom("From Zoom");
    await her.settle();
    const [event] = her.inCalendar("From Zoom");
    const found = await caller.call<{ meeting: MeetingView | null }>("POST", routes.lookUp, {
      appointment: appointment({
        subject: "From Zoom",
        time: {
          start: "2026-11-26T09:00:00Z",
          end: "2026-11-26T09:30:00Z",
          timeZone: event!.start.timeZone,
          isAllDay: false,
        },
        outlookItemId: event!.id,
        joinUrls: [/href="([^"]+\/j\/[^"]+)"/.exec(event!.body.content)?.[1] ?? ""],
      }),
    });
    expect(found.body.meeting).toMatchObject({ topic: "From Zoom", health: { state: "inStep" } });
  });

  test("is a group's to set and to lock, and holds for its people at once", async () => {
    her = await syncFor(product, ada);
    const admin = await visit(product, alex);
    const { body } = await admin.call<AccountGroups>("GET", routes.adminGroups);
    const group = body.groups.find(({ people }) => people > 0);
    const choice = { syncVersion: "v1", timesOnly: null, locked: true, priority: 1 };
    await admin.call("PUT", routes.adminGroup(group!.groupId), choice);
    await her.settle();
    expect(await her.status()).toMatchObject({ version: "v1", versionLockedBy: "group" });
    expect(await her.mirror()).toEqual([]);
    const own = await her.visitor.call("PUT", routes.syncVersion, { version: "v2" });
    expect([own.status, own.body.code]).toEqual([409, "sync.versionLocked"]);
  });
});

test("settings that change while a run is at work hold for everything in the next one", async () => {
  her = await syncFor(product, ada);
  her.inOutlook("Very secret");
  await her.settle();
  const admin = await visit(product, alex);
  product.passTime({ minutes: 6 });
  await whileZoomWaits("GET", () =>
    admin.call("PUT", routes.adminSettings, { values: { timesOnly: true }, locked: [] }),
  );
  await her.settle();
  expect(await her.mirroredSubjects()).not.toContain("Very secret");
});

/** In the middle of a run, when it calls Zoom's calendar and has to wait for the answer. */
async function whileZoomWaits(method: string, act: () => Promise<unknown>): Promise<void> {
  const reached = Promise.withResolvers<undefined>();
  failNextZoomCall(product.sandbox, {
    failure: "429",
    matches: (call) => {
      const isThis = call.method === method && call.url.includes("/calendars/");
      if (isThis) reached.resolve(undefined);
      return isThis;
    },
  });
  const running = product.workDue();
  await reached.promise;
  await act();
  await running;
}

test("with times only, no subject is kept or shown in Zoom", async () => {
  her = await syncFor(product, ada);
  her.inOutlook("Very secret");
  await her.settle();
  expect(await her.mirroredSubjects()).toContain("Very secret");
  const admin = await visit(product, alex);
  await admin.call("PUT", routes.adminSettings, { values: { timesOnly: true }, locked: [] });
  await her.settle();
  expect(await her.mirroredSubjects()).not.toContain("Very secret");
  expect(await her.mirroredSubjects()).toContain("Busy");
  const span = "from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z";
  const agenda = await her.visitor.call("GET", `${routes.agenda}?${span}`);
  expect(JSON.stringify(agenda.body)).not.toContain("Very secret");
});
