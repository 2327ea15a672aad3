import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { lapse, restore } from "../../../src/sandbox/entra/lapses.ts";
import { type StoredEvent } from "../../../src/sandbox/world/model.ts";
import { type MeetingView } from "../../../src/shared/api/meeting.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, type Visitor } from "../../support/connecting.ts";
import {
  ada,
  appointment,
  type Caller,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

let product: RunningProduct;
let visitor: Visitor;
let caller: Caller;

beforeAll(async () => {
  product = await startProduct();
  caller = await product.signIn(ada);
  await caller.connectZoom();
  visitor = await visit(product, ada);
  await visitor.connect(ada);
  await visitor.call("PUT", routes.syncVersion, { version: "v1" });
}, 60_000);
afterAll(async () => product.close());
afterEach(() => {
  restore(product.sandbox, ada.id);
  product.sandbox.switches.value.faults.graph.fail = false;
});

/** An appointment in Outlook's calendar with a Zoom meeting, as the add-in would have made it. */
async function scheduled(
  subject: string,
): Promise<{ event: () => StoredEvent; view: MeetingView }> {
  const created = product.sandbox.calendar.create(ada.id, {
    subject,
    start: { dateTime: "2026-11-24T10:00:00.0000000", timeZone: "W. Europe Standard Time" },
    end: { dateTime: "2026-11-24T11:00:00.0000000", timeZone: "W. Europe Standard Time" },
  });
  const added = await caller.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment({ subject, outlookItemId: created.id }),
  });
  const event = () => product.sandbox.calendar.get(ada.id, created.id) as StoredEvent;
  return { event, view: added.body };
}

/** Somebody edits the meeting in Zoom, and Zoom tells us. */
async function inZoom(view: MeetingView, changes: object): Promise<void> {
  const reply = await product.atZoom("PATCH", `/meetings/${view.zoomMeetingId}`, changes);
  expect(reply.status).toBe(204);
  const person = await product.database.db
    .selectFrom("zoom_people")
    .select(["zoom_account_id"])
    .executeTakeFirstOrThrow();
  const message = {
    event: "meeting.updated",
    event_ts: product.now().epochMilliseconds,
    payload: {
      account_id: person.zoom_account_id,
      operator: ada.mail,
      object: { id: Number(view.zoomMeetingId), ...changes },
    },
  };
  await product.zoomSends(JSON.stringify(message));
  await product.workDue();
}

const graphCalls = (): string[] =>
  product.sandbox.traffic
    .recent()
    .filter(({ service }) => service === "graph")
    .map(({ method, path }) => `${method} ${path.split("/events/")[0] ?? ""}`);

describe("what changes in Zoom, with version 1,", () => {
  test("reaches Outlook by one write, without reading the calendar", async () => {
    const { event, view } = await scheduled("Roadmap");
    const before = graphCalls().length;
    await inZoom(view, {
      topic: "Roadmap, moved",
      start_time: "2026-11-24T13:00:00Z",
      duration: 30,
    });
    expect(event().subject).toBe("Roadmap, moved");
    const { start, end } = event();
    expect([start.dateTime.slice(0, 16), end.dateTime.slice(0, 16)]).toEqual([
      "2026-11-24T14:00",
      "2026-11-24T14:30",
    ]);
    expect(graphCalls().slice(before)).toEqual(["PATCH /graph/v1.0/me"]);
  });

  test("costs nothing when it comes a second time", async () => {
    const { view } = await scheduled("Twice told");
    await inZoom(view, { topic: "Twice told, once written" });
    const before = graphCalls().length;
    await inZoom(view, { topic: "Twice told, once written" });
    expect(graphCalls().length).toBe(before);
  });

  test("waits while the calendar connection is ended, and is made once when it is back", async () => {
    const { event, view } = await scheduled("Waiting");
    lapse(product.sandbox, ada.id, "tokenRevoked");
    await inZoom(view, { topic: "Waiting, changed" });
    await inZoom(view, { topic: "Waiting, changed again" });
    expect(event().subject).toBe("Waiting");
    const me = await caller.call("GET", "/api/me");
    expect(me.body.calendar).toMatchObject({
      state: "lapsed",
      reason: "tokenRevoked",
      waitingChanges: 1,
    });
    expect((await visitor.connection()).waitingChanges).toBe(1);

    await visitor.connect(ada);
    const before = graphCalls().length;
    await product.workDue();
    await product.workDue();
    expect(event().subject).toBe("Waiting, changed again");
    expect(graphCalls().slice(before)).toEqual(["PATCH /graph/v1.0/me"]);
    expect((await visitor.connection()).waitingChanges).toBe(0);
  });

  test("waits while Microsoft 365 is down, and goes there by itself", async () => {
    const { event, view } = await scheduled("Outage");
    product.sandbox.switches.value.faults.graph.fail = true;
    await inZoom(view, { topic: "Outage, changed" });
    product.sandbox.switches.value.faults.graph.fail = false;
    expect(event().subject).toBe("Outage");
    expect((await visitor.connection()).state).toBe("active");
    product.passTime({ minutes: 2 });
    await product.workDue();
    expect(event().subject).toBe("Outage, changed");
  });

  test("waits for the open appointment where the connection may only read", async () => {
    await visitor.connect(ada, ["Calendars.Read"]);
    const { event, view } = await scheduled("Read only");
    await inZoom(view, { topic: "Read only, changed" });
    expect(event().subject).toBe("Read only");
    const found = await caller.call<{ meeting: MeetingView }>("POST", "/api/meetings/look-up", {
      itemKey: view.itemKey,
      appointment: appointment({ subject: "Read only", outlookItemId: event().id }),
    });
    expect(found.body.meeting.health).toMatchObject({ state: "outOfDate", behind: "outlook" });
  });
});
