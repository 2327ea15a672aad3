import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit } from "../../support/connecting.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor, watch } from "../../support/syncing.ts";

let product: RunningProduct;
beforeEach(async () => {
  product = await startProduct();
}, 60_000);
afterEach(async () => product.close());

const subjects = () => product.sandbox.calendar.list(ada.id).map(({ subject }) => subject);
const writes = () =>
  product.sandbox.traffic
    .recent()
    .filter(({ service, method, path }) => {
      const isApi = path.startsWith("/zoom/v2") || path.startsWith("/graph");
      const isReading = method === "GET" || path.includes("/subscriptions");
      return service !== "webhook" && isApi && !isReading && !path.includes("$batch");
    })
    .map(({ method, path }) => `${method} ${path}`);

/** Connected, read, and nothing written yet. */
async function connected(): Promise<SyncedPerson> {
  const visitor = await visit(product, ada);
  await visitor.connect(ada);
  await product.workDue();
  return watch(product, ada, visitor);
}

describe("the first run", () => {
  test("is shown before anything is written, with counts and a list", async () => {
    zoomByHand(product.sandbox).schedule(ada.mail, {
      topic: "Planned before",
      type: 2,
      start_time: "2026-11-25T09:00:00Z",
      duration: 30,
    });
    const her = await connected();
    const { phase, preview, startsAt } = await her.status();
    expect(phase).toBe("preview");
    expect(startsAt).not.toBeNull();
    expect(preview?.outlook).toEqual({ create: 1, change: 0, delete: 0 });
    expect(preview?.calendar.create).toBeGreaterThan(5);
    expect(preview?.items[0]).toMatchObject({ place: "outlook", subject: "Planned before" });
    expect(writes()).toEqual([]);
  });

  test("does not begin while the person holds it", async () => {
    const her = await connected();
    await her.visitor.call("POST", routes.syncHold);
    product.passTime({ minutes: 30 });
    await her.settle();
    expect(await her.status()).toMatchObject({ phase: "preview", startsAt: null });
    expect(writes()).toEqual([]);
  });

  test("begins by itself with what changes nothing in Outlook, and offers the rest", async () => {
    meetingInZoom("Planned before");
    const her = await connected();
    product.passTime({ seconds: 31 });
    await her.settle();
    expect((await her.status()).phase).toBe("live");
    expect(subjects()).not.toContain("Planned before");
    const { findings } = await her.findings();
    expect(findings).toMatchObject([{ kind: "zoomWithoutEvent", subject: "Planned before" }]);
    await her.visitor.call("POST", routes.finding(findings[0]!.id), { action: "createEvent" });
    await her.settle();
    expect(subjects().filter((subject) => subject === "Planned before")).toHaveLength(1);
  });

  test("begins with everything it showed when the person says so", async () => {
    meetingInZoom("Planned before");
    const her = await connected();
    const reply = await her.visitor.call("POST", routes.syncStart);
    expect(reply.status).toBe(200);
    await her.settle();
    expect((await her.status()).phase).toBe("live");
    expect(subjects()).toContain("Planned before");
    expect((await her.mirror()).length).toBeGreaterThan(5);
  });

  test("is what a Zoom meeting made in the moment after the start goes along with", async () => {
    entry("Something to show");
    const her = await connected();
    await her.visitor.call("POST", routes.syncStart);
    meetingInZoom("Made in that moment");
    await her.settle();
    expect(subjects()).toContain("Made in that moment");
  });

  test("asks nobody about a Zoom meeting that was made after connecting", async () => {
    meetingInZoom("Planned before");
    const her = await connected();
    meetingInZoom("Made while it is shown");
    await her.settle();
    expect((await her.status()).phase).toBe("preview");
    expect(subjects()).not.toContain("Made while it is shown");
    product.passTime({ seconds: 31 });
    await her.settle();
    expect(subjects()).toContain("Made while it is shown");
    expect((await her.findings()).findings.map(({ subject }) => subject)).toEqual([
      "Planned before",
    ]);
  });

  test("asks nobody about one of which Zoom told nothing, either", async () => {
    const her = await connected();
    product.sandbox.switches.value.webhooksOff = true;
    product.passTime({ minutes: 1 });
    await her.visitor.call("POST", routes.syncHold);
    meetingInZoom("Made while it is held");
    product.passTime({ minutes: 6 });
    await her.settle();
    expect((await her.findings()).findings).toEqual([]);
    await her.visitor.call("POST", routes.syncStart);
    product.passTime({ minutes: 6 });
    await her.settle();
    expect(subjects()).toContain("Made while it is held");
  });

  test("leaves out for good what a person ignored, also when it is edited in Zoom", async () => {
    const meeting = meetingInZoom("Not for Outlook");
    const her = await connected();
    product.passTime({ seconds: 31 });
    await her.settle();
    const { findings } = await her.findings();
    await her.visitor.call("POST", routes.finding(findings[0]!.id), { action: "ignore" });
    her.zoom.change(meeting.id, { topic: "Still not for Outlook" });
    await her.settle();
    product.passTime({ minutes: 6 });
    await her.settle();
    expect(subjects()).not.toContain("Still not for Outlook");
    expect((await her.findings()).findings).toEqual([]);
  });

  test("finds the link of an event made before, for the organizer who hosts it, after consent", async () => {
    const meeting = meetingInZoom("Linked by hand");
    const event = product.sandbox.calendar.create(ada.id, {
      subject: "Linked by hand",
      body: { contentType: "html", content: `<p><a href="${meeting.joinUrl}">Join</a></p>` },
      start: { dateTime: "2026-11-25T10:00:00.0000000", timeZone: "W. Europe Standard Time" },
      end: { dateTime: "2026-11-25T10:30:00.0000000", timeZone: "W. Europe Standard Time" },
    });
    const her = await connected();
    expect((await her.status()).preview?.items).toContainEqual(
      expect.objectContaining({ action: "link", subject: "Linked by hand" }),
    );
    await her.visitor.call("POST", routes.syncStart);
    await her.settle();
    product.sandbox.calendar.update(ada.id, event.id, { subject: "Renamed in Outlook" });
    await her.settle();
    const topics = (await her.meetings()).map(({ topic }) => topic);
    expect(topics).toEqual(["Renamed in Outlook"]);
    expect(subjects().filter((subject) => subject === "Renamed in Outlook")).toHaveLength(1);
  });
});

describe("many deletions at once", () => {
  test("stop everything until a person says that they are meant", async () => {
    for (let at = 0; at < 25; at += 1) entry(`Entry ${at}`);
    const her = await syncFor(product, ada);
    const before = (await her.mirror()).length;
    for (const event of product.sandbox.calendar.list(ada.id)) {
      if (event.subject.startsWith("Entry ")) product.sandbox.calendar.remove(ada.id, event.id);
    }
    await her.settle();
    const { phase, pause } = await her.status();
    expect(phase).toBe("paused");
    expect(pause).toMatchObject({ reason: "massDeletion", deletions: 25 });
    expect(pause?.items).toHaveLength(25);
    expect(await her.mirror()).toHaveLength(before);
    await her.visitor.call("POST", routes.syncRelease, { decision: "delete" });
    await her.settle();
    expect(await her.mirror()).toHaveLength(before - 25);
    expect((await her.status()).phase).toBe("live");
  });

  test("are put back when they were not meant", async () => {
    const her = await syncFor(product, ada);
    for (let at = 0; at < 6; at += 1) meetingInZoom(`Meeting ${at}`);
    await her.settle();
    const [first] = product.sandbox.calendar
      .list(ada.id)
      .filter(({ subject }) => subject.startsWith("Meeting "));
    for (const event of product.sandbox.calendar.list(ada.id)) {
      if (event.subject.startsWith("Meeting ")) product.sandbox.calendar.remove(ada.id, event.id);
    }
    await her.settle();
    expect((await her.status()).phase).toBe("paused");
    expect(await her.meetings()).toHaveLength(6);
    await her.visitor.call("POST", routes.syncRelease, { decision: "keep" });
    await her.settle();
    expect((await her.status()).phase).toBe("live");
    expect(await her.meetings()).toHaveLength(6);
    const again = subjects().filter((subject) => subject.startsWith("Meeting "));
    expect(again.toSorted()).toEqual([0, 1, 2, 3, 4, 5].map((at) => `Meeting ${at}`));
    expect(product.sandbox.calendar.list(ada.id).map(({ id }) => id)).not.toContain(first?.id);
  });
});

function meetingInZoom(topic: string) {
  const made = zoomByHand(product.sandbox).schedule(ada.mail, {
    topic,
    type: 2,
    start_time: "2026-11-25T09:00:00Z",
    duration: 30,
  });
  return { ...made, joinUrl: `https://zoom.us/j/${made.id}` };
}

function entry(subject: string): void {
  product.sandbox.calendar.create(ada.id, {
    subject,
    start: { dateTime: "2026-11-24T10:00:00.0000000", timeZone: "W. Europe Standard Time" },
    end: { dateTime: "2026-11-24T11:00:00.0000000", timeZone: "W. Europe Standard Time" },
  });
}
