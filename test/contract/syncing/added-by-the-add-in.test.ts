import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type EventInput } from "../../../src/sandbox/world/model.ts";
import { addWithPane } from "../../support/add-in.ts";
import { ada, ben, type RunningProduct, startProduct } from "../../support/product.ts";
import { guest, type SyncedPerson, syncFor } from "../../support/syncing.ts";

let product: RunningProduct;
let her: SyncedPerson;

beforeAll(async () => {
  product = await startProduct();
  her = await syncFor(product, ada);
}, 60_000);
afterAll(async () => product.close());

/** Ada adds a Zoom meeting to an appointment, which she then saves. */
async function addAndSave(subject: string, changes: EventInput = {}) {
  const time = {
    start: "2026-11-24T09:00:00Z",
    end: "2026-11-24T10:00:00Z",
    timeZone: ada.timeZone,
    isAllDay: false,
  };
  const { meeting, written } = await addWithPane(
    product,
    { subject, time },
    "<p>Bring numbers</p>",
  );
  if (!meeting) throw new Error(`${subject} got no meeting`);
  const event = her.inOutlook(subject, { ...written, attendees: [guest(ben)], ...changes });
  return { id: meeting.zoomMeetingId, event };
}

interface Details {
  topic: string;
  agenda: string;
  settings: { meeting_invitees: Array<{ email: string }>; private_meeting?: boolean };
}

async function inZoom(id: string): Promise<Details> {
  return (await product.atZoom("GET", `/meetings/${id}`)).body as unknown as Details;
}

const patchesOf = (id: string) =>
  product.zoomCalls().filter((call) => call.startsWith(`PATCH /meetings/${id}`));

async function sweep(): Promise<void> {
  product.passTime({ minutes: 6 });
  await her.settle();
}

test.each([[false], [true]])(
  "guests and notes of an appointment are with its meeting within a sweep, by one write (webhooks off: %s)",
  async (webhooksOff) => {
    product.sandbox.switches.value.webhooksOff = webhooksOff;
    const subject = `Planned, ${String(webhooksOff)}`;
    const { id, event } = await addAndSave(subject);
    const body = event.body.content;
    await sweep();
    expect(await inZoom(id)).toMatchObject({
      agenda: "Bring numbers",
      settings: { meeting_invitees: [{ email: ben.mail }] },
    });
    await her.visitor.signIn(ada);
    expect((await her.conflicts()).conflicts).toEqual([]);
    const [line] = (await her.activity()).items.filter((item) => item.subject === subject);
    expect(line).toMatchObject({
      changedIn: "outlook",
      canUndo: false,
      changes: [
        { field: "notes", after: { text: "Bring numbers" } },
        { field: "attendees", after: { people: [ben.mail] } },
      ],
      did: [{ place: "zoom", action: "change" }],
    });
    product.passTime({ hours: 25 });
    await sweep();
    product.sandbox.switches.value.webhooksOff = false;
    expect(patchesOf(id)).toHaveLength(1);
    expect(her.event(event.id).body.content).toBe(body);
  },
);

test("of a private appointment the meeting is private, and has neither guests nor notes", async () => {
  const { id } = await addAndSave("Secret", { sensitivity: "private" });
  await sweep();
  expect(await inZoom(id)).toMatchObject({
    agenda: "",
    settings: { meeting_invitees: [], private_meeting: true },
  });
});

test("what was written in Zoom meanwhile stays there", async () => {
  product.sandbox.switches.value.webhooksOff = true;
  const { id, event } = await addAndSave("Two agendas");
  her.zoom.change(Number(id), { agenda: "Written in Zoom" });
  product.sandbox.switches.value.webhooksOff = false;
  await sweep();
  expect((await inZoom(id)).agenda).toBe("Written in Zoom");
  expect(her.event(event.id).body.content).toContain("Bring numbers");
});

test("they do not use up Zoom's day for what somebody changes: then they go along with it", async () => {
  const { db } = product.database;
  await db.updateTable("zoom_writes").set({ writes: 40 }).execute();
  const { id, event } = await addAndSave("On a busy day");
  await sweep();
  expect(patchesOf(id)).toEqual([]);
  product.sandbox.calendar.update(ada.id, event.id, { subject: "Renamed on a busy day" });
  await sweep();
  expect(await inZoom(id)).toMatchObject({
    topic: "Renamed on a busy day",
    agenda: "Bring numbers",
    settings: { meeting_invitees: [{ email: ben.mail }] },
  });
  expect(patchesOf(id)).toHaveLength(1);
});

test("on the next day they go by themselves", async () => {
  const { db } = product.database;
  await db.updateTable("zoom_writes").set({ writes: 40 }).execute();
  const { id } = await addAndSave("In no hurry");
  await sweep();
  expect((await inZoom(id)).agenda).toBe("");
  product.passTime({ hours: 24 });
  await sweep();
  expect((await inZoom(id)).agenda).toBe("Bring numbers");
});
