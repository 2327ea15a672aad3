import { describe, expect, test } from "@jest/globals";
import { lapse, restore } from "../../src/sandbox/entra/lapses.ts";
import {
  removeSubscription,
  requireReauthorization,
  tellOfMissed,
} from "../../src/sandbox/graph/lifecycle.ts";
import { type Delivery } from "../../src/sandbox/sandbox.ts";
import {
  eventPath,
  expectShape,
  hourOn,
  type Item,
  mondaysFrom,
} from "../unit/sandbox/graph-client.ts";
import { accepting, graphForEachTest } from "../unit/sandbox/graph-for-each-test.ts";
import { ada, ben } from "../unit/sandbox/running-sandbox.ts";

let now: Date;
let outbox: Delivery[];
let chance: number[];
const { running, appToken, call, post, patch, remove, bend } = graphForEachTest(() => {
  now = new Date("2026-03-10T12:00:00Z");
  outbox = [];
  chance = [];
  return {
    now: () => now,
    deliver: accepting((delivery) => outbox.push(delivery)),
    random: () => chance.shift() ?? 0,
  };
});

const asked = (more: object = {}) => ({
  changeType: "created,updated,deleted",
  notificationUrl: "https://localhost:3000/hooks/graph",
  lifecycleNotificationUrl: "https://localhost:3000/hooks/graph/lifecycle",
  resource: "/me/events",
  expirationDateTime: "2026-03-16T12:00:00Z",
  clientState: "secret",
  ...more,
});

async function subscribe(more: object = {}, token?: string): Promise<Item> {
  const { status, body } = await post("/subscriptions", asked(more), token ? { token } : {});
  expect([status, body.error]).toEqual([201, undefined]);
  return body;
}

const posts = () =>
  outbox.map(({ to, body }) => ({
    path: new URL(to).pathname,
    value: (JSON.parse(body) as { value: Item[] }).value,
  }));
const told = () => posts().flatMap(({ value }) => value);
const kinds = () =>
  told().map((item) => [item.changeType, (item.resourceData as Item | undefined)?.id]);

describe("a subscription", () => {
  test("has the shape of Graph's, is listed, read, renewed and deleted", async () => {
    const made = await subscribe();
    expectShape("microsoft.graph.subscription", made);
    const list = await call("/subscriptions");
    expectShape("microsoft.graph.subscriptionCollectionResponse", list.body);
    expect(list.body.value).toMatchObject([{ id: made.id, clientState: "secret" }]);
    const path = `/subscriptions/${String(made.id)}`;
    const renewed = await patch(path, { expirationDateTime: "2026-03-17T11:00:00Z" });
    expect(renewed.body.expirationDateTime).toBe("2026-03-17T11:00:00.000Z");
    expect((await remove(path)).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  test("cannot be had twice by one app for the same changes of a mailbox", async () => {
    const { id } = await subscribe();
    const again = asked({ notificationUrl: "https://localhost:3000/other" });
    const { status, body } = await post("/subscriptions", again);
    expect([status, body.error?.message]).toEqual([
      409,
      `Subscription Id ${String(id)} already exists for the requested combination`,
    ]);
    await subscribe({ changeType: "deleted" });
  });

  test("is gone once its time is up, and cannot be renewed then", async () => {
    const { id } = await subscribe();
    now = new Date("2026-03-16T12:00:01Z");
    await post("/me/events", hourOn("2026-05-04"));
    expect(outbox).toEqual([]);
    const path = `/subscriptions/${String(id)}`;
    const renewal = await patch(path, { expirationDateTime: "2026-03-20T12:00:00Z" });
    expect([renewal.status, renewal.body.error?.code]).toEqual([404, "ResourceNotFound"]);
    expect((await post(`${path}/reauthorize`, undefined)).status).toBe(404);
  });

  test("lives 45 minutes at least and 10,080 at most", async () => {
    const short = await subscribe({ expirationDateTime: "2026-03-10T12:01:00Z" });
    expect(short.expirationDateTime).toBe("2026-03-10T12:45:00.000Z");
    const long = asked({ changeType: "deleted", expirationDateTime: "2026-03-17T12:01:00Z" });
    expect((await post("/subscriptions", long)).status).toBe(400);
  });

  test("belongs to whom made it: an app's is not a person's", async () => {
    const token = await appToken();
    const { id } = await subscribe({ resource: `/users/${ada.id}/events` }, token);
    expect((await call(`/subscriptions/${String(id)}`)).status).toBe(404);
    expect((await call(`/subscriptions/${String(id)}`, { token })).status).toBe(200);
  });
});

describe("notifications", () => {
  test("of one moment come together; a create is told as an update, too", async () => {
    const token = await appToken();
    await subscribe({ resource: `/users/${ada.id}/events` }, token);
    await subscribe({ resource: `/users/${ben.id}/events` }, token);
    const attendees = [{ emailAddress: { address: ben.mail } }];
    const { body } = await post("/me/events", { ...hourOn("2026-05-04"), attendees });
    expect(outbox).toHaveLength(1);
    expectShape("microsoft.graph.changeNotificationCollection", JSON.parse(outbox[0]!.body));
    expect(told()).toHaveLength(4);
    expect(told()[0]).toMatchObject({
      changeType: "created",
      clientState: "secret",
      tenantId: ada.tenantId,
      resource: `Users/${ada.id}/Events/${String(body.id)}`,
      resourceData: {
        "@odata.type": "#Microsoft.Graph.Event",
        "@odata.etag": body["@odata.etag"],
        id: body.id,
      },
    });
  });

  test("cover every calendar of the mailbox", async () => {
    await subscribe({ changeType: "created" });
    const { body } = await post("/me/calendars", { name: "Projects" });
    const made = await post(`/me/calendars/${String(body.id)}/events`, hourOn("2026-05-04"));
    expect(kinds()).toEqual([["created", made.body.id]]);
  });

  test("of a deleted occurrence are an update of its series, unless that trap is off", async () => {
    const { body } = await post("/me/events", mondaysFrom("2026-05-04"));
    await subscribe();
    const occurrence = (date: string) => `OID.${String(body.id)}.${date}`;
    await remove(eventPath(occurrence("2026-05-11")));
    expect(kinds()).toEqual([["updated", body.id]]);
    bend({ deletedOccurrencesHidden: false });
    outbox = [];
    await remove(eventPath(occurrence("2026-05-18")));
    expect(kinds()).toEqual([
      ["deleted", occurrence("2026-05-18")],
      ["updated", body.id],
    ]);
  });

  test("of an occurrence that is changed are updates, of it and of its series", async () => {
    const { body } = await post("/me/events", mondaysFrom("2026-05-04"));
    await subscribe();
    const occurrence = `OID.${String(body.id)}.2026-05-11`;
    await patch(eventPath(occurrence), { subject: "Other" });
    expect(kinds()).toEqual([
      ["updated", occurrence],
      ["updated", body.id],
    ]);
  });

  test("can come three times for one edit, and each several times", async () => {
    const { body } = await post("/me/events", hourOn("2026-05-04"));
    await subscribe();
    bend({ tripleUpdates: true, notificationCopies: 2 });
    await patch(eventPath(body.id), { subject: "Other" });
    expect(posts().map(({ value }) => value.length)).toEqual([3, 3]);
    expect(outbox[0]?.body).toBe(outbox[1]?.body);
  });

  test("can be lost, and come in another order", async () => {
    await subscribe();
    bend({ notificationLossPercent: 50 });
    chance = [0.4, 0.6];
    const { body } = await post("/me/events", hourOn("2026-05-04"));
    expect(kinds()).toEqual([["updated", body.id]]);
    bend({ notificationLossPercent: 0, notificationsShuffled: true });
    outbox = [];
    chance = [0.1, 0.1, 0.9, 0.1];
    const other = await post("/me/events", hourOn("2026-05-05"));
    expect(kinds()).toEqual([
      ["updated", other.body.id],
      ["created", other.body.id],
    ]);
  });

  test("wait while the owner's access has lapsed, until the owner confirms", async () => {
    const { id } = await subscribe();
    lapse(running().sandbox, ada.id, "conditionalAccess");
    const input = {
      start: { dateTime: "2026-05-04T09:00:00", timeZone: "UTC" },
      end: { dateTime: "2026-05-04T10:00:00", timeZone: "UTC" },
    };
    const event = running().sandbox.calendar.create(ada.id, input);
    await Promise.resolve();
    expect(told()).toMatchObject([{ lifecycleEvent: "reauthorizationRequired" }]);
    restore(running().sandbox, ada.id);
    outbox = [];
    const confirmed = await post(`/subscriptions/${String(id)}/reauthorize`, undefined);
    expect(confirmed.status).toBe(204);
    expect(kinds()).toEqual([
      ["created", event.id],
      ["updated", event.id],
    ]);
  });
});

describe("lifecycle notifications", () => {
  test("name no resource and no change type, and go to their own address", async () => {
    const { id, expirationDateTime } = await subscribe();
    await tellOfMissed(running().sandbox, String(id));
    expect(posts()).toEqual([
      {
        path: "/hooks/graph/lifecycle",
        value: [
          {
            subscriptionId: id,
            subscriptionExpirationDateTime: expirationDateTime,
            tenantId: ada.tenantId,
            clientState: "secret",
            lifecycleEvent: "missed",
          },
        ],
      },
    ]);
  });

  test("say that a subscription was removed, and it is", async () => {
    const { id } = await subscribe();
    await removeSubscription(running().sandbox, String(id));
    expect(told()).toMatchObject([{ lifecycleEvent: "subscriptionRemoved" }]);
    expect((await call(`/subscriptions/${String(id)}`)).status).toBe(404);
    await subscribe();
  });

  test("ask for reauthorization, which renewing answers as well", async () => {
    const { id } = await subscribe({ changeType: "created" });
    await requireReauthorization(running().sandbox, String(id));
    const { body } = await post("/me/events", hourOn("2026-05-04"));
    expect(kinds()).toEqual([[undefined, undefined]]);
    outbox = [];
    await patch(`/subscriptions/${String(id)}`, { expirationDateTime: "2026-03-17T11:00:00Z" });
    expect(kinds()).toEqual([["created", body.id]]);
  });

  test("can be had from the traffic page, for every subscription", async () => {
    await subscribe();
    const answer = await fetch(`${running().url}/traffic/api/actions/graph-missed`, {
      method: "POST",
    });
    expect(answer.status).toBe(200);
    expect(told()).toMatchObject([{ lifecycleEvent: "missed" }]);
  });
});
