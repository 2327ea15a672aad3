import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type FormEvent,
  type FormFields,
  type GridEvent,
  type SessionReply,
} from "../../../src/sandbox/outlook/server/service-model.ts";
import { createSandbox, type SandboxServer } from "../../../src/sandbox/server.ts";

const addInId = "0a1b2c3d-0000-4000-8000-000000000001";
const propertyKey = `String {00020329-0000-0000-C000-000000000046} Name cecp-${addInId}`;
const now = new Date("2026-11-23T08:00:00Z");

let folder: string;
let server: SandboxServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "outlook-service-"));
  const manifestFile = join(folder, "manifest.xml");
  await writeFile(manifestFile, `<OfficeApp><Id>${addInId}</Id></OfficeApp>`);
  server = await createSandbox({
    publicUrl: "https://localhost:3001",
    productUrl: "https://localhost:3000",
    dataDir: join(folder, "data"),
    manifestFile,
    entraClientId: "11111111-0000-4000-8000-000000000000",
    entraClientSecret: "secret",
    zoomClientId: "zoom",
    zoomClientSecret: "secret",
    zoomWebhookSecret: "secret",
    now: () => now,
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer<T> {
  status: number;
  body: T;
}

async function call<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  query: Record<string, string>,
  payload?: object,
): Promise<Answer<T>> {
  const url = `/outlook/api/${path}?${new URLSearchParams(query).toString()}`;
  const answer = await server.app.inject({ method, url, ...(payload && { payload }) });
  const body: unknown = answer.body === "" ? undefined : answer.json();
  return { status: answer.statusCode, body: body as T };
}

const mailboxOf = (key: string) =>
  server.sandbox.people.find(({ mail }) => mail.startsWith(`${key}@`))!.id;

const invitee = {
  name: "Ben Cho",
  address: "ben@contoso.example",
  recipientType: 2,
  appointmentResponse: 0,
};

const fields: FormFields = {
  subject: "Kick-off",
  start: Date.parse("2027-02-01T09:00:00Z"),
  end: Date.parse("2027-02-01T09:30:00Z"),
  timeZone: "W. Europe Standard Time",
  isAllDay: false,
  location: "Room 4",
  requiredAttendees: [],
  optionalAttendees: [],
  bodyHtml: "<p>Hello</p>",
  recurrence: null,
  sensitivity: "normal",
  showAs: "busy",
  customProperties: "{}",
  categories: [],
};

const create = async (change: Partial<FormFields> = {}, query: Record<string, string> = {}) => {
  const mailbox = mailboxOf("ada");
  return call<FormEvent>("POST", "events", { mailbox, ...query }, { ...fields, ...change });
};

const viewOf = (key: string, as = key) =>
  call<GridEvent[]>("GET", "view", {
    as,
    mailbox: mailboxOf(key),
    from: "2027-02-01T00:00:00Z",
    to: "2027-03-01T00:00:00Z",
  });

const weekly: FormFields["recurrence"] = {
  recurrenceType: "weekly",
  recurrenceProperties: { interval: 1, days: ["mon"], firstDayOfWeek: "sun" },
  recurrenceTimeZone: { name: "W. Europe Standard Time" },
  seriesTimeJson: {
    startYear: 2027,
    startMonth: 2,
    startDay: 1,
    endYear: 2027,
    endMonth: 2,
    endDay: 15,
    startTimeMin: 600,
    durationMin: 30,
  },
};

test("Ada uses the page unless somebody else is named", async () => {
  const ada = await call<SessionReply>("GET", "session", {});
  expect(ada.body.key).toBe("ada");
  const ben = await call<SessionReply>("GET", "session", { as: "ben" });
  expect(ben.body.person.mail).toBe("ben@contoso.example");
  const nobody = await call<{ error: { message: string } }>("GET", "session", { as: "zoe" });
  expect(nobody.status).toBe(404);
  expect(nobody.body.error.message).toContain("ada");
});

test("a delegate sees the owner's calendar, others are refused", async () => {
  await create();
  expect((await viewOf("ada", "dana")).body.map(({ subject }) => subject)).toContain("Kick-off");
  const refused = await call<{ error: { code: string } }>("GET", "view", {
    as: "ben",
    mailbox: mailboxOf("ada"),
    from: "2027-02-01T00:00:00Z",
    to: "2027-02-02T00:00:00Z",
  });
  expect(refused.status).toBe(403);
  expect(refused.body.error.code).toBe("ErrorAccessDenied");
});

test("what a form saved is what a form opens", async () => {
  const saved = await create({ requiredAttendees: [invitee], customProperties: '{"a":1}' });
  expect(saved.status).toBe(201);
  const opened = await call<FormEvent>("GET", "event", {
    mailbox: mailboxOf("ada"),
    id: saved.body.itemId,
  });
  expect(opened.body).toMatchObject({
    ...fields,
    requiredAttendees: [invitee],
    customProperties: '{"a":1}',
  });
});

test("custom properties stand in the add-in's named property, where Graph finds them", async () => {
  const { body } = await create({ customProperties: '{"zoom":"7"}' });
  const stored = server.sandbox.calendar.get(mailboxOf("ada"), body.itemId);
  expect(stored.extendedProperties[propertyKey]).toBe('{"zoom":"7"}');
});

test("an all-day appointment is kept from midnight to midnight", async () => {
  const { body } = await create({
    isAllDay: true,
    start: Date.parse("2027-02-01T23:00:00Z"),
    end: Date.parse("2027-02-02T23:00:00Z"),
  });
  const stored = server.sandbox.calendar.get(mailboxOf("ada"), body.itemId);
  expect(stored.start.dateTime.slice(0, 19)).toBe("2027-02-02T00:00:00");
  expect(stored.end.dateTime.slice(0, 19)).toBe("2027-02-03T00:00:00");
  expect([body.start, body.end]).toEqual([
    Date.parse("2027-02-01T23:00:00Z"),
    Date.parse("2027-02-02T23:00:00Z"),
  ]);
});

describe("a series", () => {
  const occurrences = async () =>
    (await viewOf("ada")).body.filter(({ subject }) => subject.startsWith("Kick-off"));

  test("shows each occurrence, and moving one leaves the others", async () => {
    await create({ recurrence: weekly });
    const before = await occurrences();
    expect(before.map(({ start }) => Date.parse(start))).toEqual([
      Date.parse("2027-02-01T09:00:00Z"),
      Date.parse("2027-02-08T09:00:00Z"),
      Date.parse("2027-02-15T09:00:00Z"),
    ]);
    const second = before[1]!;
    const moved = await call<FormEvent>(
      "PATCH",
      "event/times",
      { mailbox: mailboxOf("ada"), id: second.id },
      {
        start: Date.parse("2027-02-09T12:00:00Z"),
        end: Date.parse("2027-02-09T12:30:00Z"),
        isAllDay: false,
      },
    );
    expect(moved.body).toMatchObject({ isException: true, seriesId: second.seriesId });
    expect((await occurrences()).map(({ start }) => Date.parse(start))).toEqual([
      Date.parse("2027-02-01T09:00:00Z"),
      Date.parse("2027-02-09T12:00:00Z"),
      Date.parse("2027-02-15T09:00:00Z"),
    ]);
  });

  test.each([
    [true, "{}"],
    [false, '{"zoom":"7"}'],
  ])("custom properties of an edited occurrence, vanish switch %s", async (vanish, expected) => {
    server.sandbox.switches.value.customPropertiesVanish = vanish;
    await create({ recurrence: weekly, customProperties: '{"zoom":"7"}' });
    const second = (await occurrences())[1]!;
    const place = { mailbox: mailboxOf("ada"), id: second.id };
    const { body: form } = await call<FormEvent>("GET", "event", place);
    const edit: FormFields = { ...fields, start: form.start, end: form.end, subject: "Kick-off 2" };
    const saved = await call<FormEvent>("PUT", "event", place, {
      ...edit,
      customProperties: form.customProperties === "{}" ? '{"zoom":"7"}' : form.customProperties,
    });
    expect(saved.status).toBe(200);
    expect(saved.body.customProperties).toBe(expected);
  });
});

describe("an invitation", () => {
  const invitationsOfBen = async () =>
    (await viewOf("ben")).body.filter(({ subject }) => subject === "Kick-off");

  test("carries the attendee's answer to the organizer", async () => {
    const { body } = await create({ requiredAttendees: [invitee] });
    const [copy] = await invitationsOfBen();
    expect(copy).toMatchObject({ isOrganizer: false, response: "notResponded" });
    const place = { as: "ben", mailbox: mailboxOf("ben"), id: copy!.id };
    const answer = await call("POST", "event/respond", place, { response: "accepted" });
    expect(answer.status).toBe(204);
    const original = server.sandbox.calendar.get(mailboxOf("ada"), body.itemId);
    expect(original.attendees[0]?.status.response).toBe("accepted");
    expect((await invitationsOfBen())[0]).toMatchObject({ response: "accepted", showAs: "busy" });
  });

  test("leaves the calendar when it is declined", async () => {
    await create({ requiredAttendees: [invitee] });
    const [copy] = await invitationsOfBen();
    const place = { as: "ben", mailbox: mailboxOf("ben"), id: copy!.id };
    await call("POST", "event/respond", place, { response: "declined" });
    expect(await invitationsOfBen()).toEqual([]);
  });

  test("is not the organizer's to answer", async () => {
    const { body } = await create({ requiredAttendees: [invitee] });
    const place = { mailbox: mailboxOf("ada"), id: body.itemId };
    const refused = await call("POST", "event/respond", place, { response: "accepted" });
    expect(refused.status).toBe(400);
  });

  test("cannot be cancelled by an attendee", async () => {
    await create({ requiredAttendees: [invitee] });
    const [copy] = await invitationsOfBen();
    const place = { as: "ben", mailbox: mailboxOf("ben"), id: copy!.id };
    const refused = await call("POST", "event/cancel", place, { comment: "" });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: "ErrorInvalidRequest" } },
    });
  });
});

test("a request that makes no sense is refused with its reason", async () => {
  const refused = await create({ showAs: "sleeping" as "busy" });
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ error: { code: "ErrorInvalidRequest" } });
});

test("roaming settings belong to one person", async () => {
  await call("PUT", "roaming-settings", { as: "ada" }, { theme: '"dark"' });
  expect((await call("GET", "roaming-settings", { as: "ada" })).body).toEqual({ theme: '"dark"' });
  expect((await call("GET", "roaming-settings", { as: "ben" })).body).toEqual({});
});

test("nested sign-in is relayed to the emulated Entra, which answers in the bridge's form", async () => {
  const request = {
    messageType: "NestedAppAuthRequest",
    method: "GetInitContext",
    requestId: "r1",
  };
  const answer = await call<Record<string, unknown>>("POST", "nested-auth", {}, { request });
  expect(answer.body).toMatchObject({
    messageType: "NestedAppAuthResponse",
    requestId: "r1",
    success: true,
  });
});
