import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Frame, type Page } from "playwright-core";
import { TestOutlook, ask, type Reply } from "./support/rig.ts";

jest.setTimeout(60_000);

let outlook: TestOutlook;
beforeAll(async () => {
  outlook = await TestOutlook.start();
});
afterEach(() => outlook.closeForms());
afterAll(() => outlook.stop());

const form = async (
  options: Parameters<TestOutlook["openForm"]>[0] = {},
): Promise<{ page: Page; pane: Frame }> => {
  const page = await outlook.openForm(options);
  return { page, pane: await outlook.openPane(page) };
};
const done: Partial<Reply> = { status: "succeeded" };
const is = (value: unknown): Partial<Reply> => ({ status: "succeeded", value });
const failed = (code: number): Partial<Reply> => ({ status: "failed", code });
const stateOf = (page: Page) => page.evaluate(() => window.rig.item.state);
const html = { coercionType: "html" };
const series = {
  recurrenceType: "weekly" as const,
  recurrenceProperties: { interval: 1, days: ["tue"], firstDayOfWeek: "sun" },
  recurrenceTimeZone: { name: "W. Europe Standard Time" },
  seriesTimeJson: {
    startYear: 2026,
    startMonth: 11,
    startDay: 24,
    noEndDate: true,
    startTimeMin: 600,
    durationMin: 60,
  },
};

test("subject and location are read and written [17, 18, 26, 27]", async () => {
  const { page, pane } = await form();
  expect(await ask(pane, "item.subject.setAsync", "Review")).toMatchObject(done);
  expect(await ask(pane, "item.subject.getAsync")).toMatchObject(is("Review"));
  expect(await ask(pane, "item.location.setAsync", "Room 4; Hall")).toMatchObject(done);
  expect(await ask(pane, "item.location.getAsync")).toMatchObject(is("Room 4; Hall"));
  expect(await stateOf(page)).toMatchObject({ subject: "Review", location: "Room 4; Hall" });
});

test("places are listed, added and removed without disturbing others [154, 155, 156]", async () => {
  const { page, pane } = await form({ state: { location: "Room 4" } });
  const link = "https://zoom.example/j/1";
  const add = [{ id: link, type: "custom" }];
  expect(await ask(pane, "item.enhancedLocation.addAsync", add)).toMatchObject(done);
  expect(await stateOf(page)).toMatchObject({ location: `Room 4; ${link}` });
  expect((await ask(pane, "item.enhancedLocation.getAsync")).value).toMatchObject([
    { locationIdentifier: { id: "room4@contoso.example", type: "room" }, displayName: "Room 4" },
    { locationIdentifier: { id: link, type: "custom" }, displayName: link },
  ]);
  expect(await ask(pane, "item.enhancedLocation.removeAsync", add)).toMatchObject(done);
  expect(await stateOf(page)).toMatchObject({ location: "Room 4" });
});

describe("body", () => {
  test("is cleaned as Outlook cleans it, and read as HTML or text [14, 37, 38]", async () => {
    const { pane } = await form();
    expect(await ask(pane, "item.body.getTypeAsync")).toMatchObject(is("html"));
    const given =
      '<div id="zoom" class="a b" data-key="1" onclick="x()">Join <b>now</b></div>' +
      '<script>x()</script><style>p{}</style><iframe src="https://a.example"></iframe>' +
      '<a href="javascript:x()">bad</a><a href="https://zoom.example/j/1?a=1&amp;b=2">good</a>';
    expect(await ask(pane, "item.body.setAsync", given, html)).toMatchObject(done);
    expect(await ask(pane, "item.body.getAsync", "html")).toMatchObject(
      is(
        '<div id="x_zoom" class="x_a x_b">Join <b>now</b></div><a>bad</a>' +
          '<a href="https://zoom.example/j/1?a=1&amp;b=2">good</a>',
      ),
    );
    expect(await ask(pane, "item.body.getAsync", "text")).toMatchObject(is("Join now\nbadgood"));
  });

  test("takes text as text, and additions at its top, caret and end [13, 23, 173]", async () => {
    const { pane } = await form({ state: { bodyHtml: "<p>x</p>" } });
    expect(await ask(pane, "item.body.prependAsync", "a < b\nc")).toMatchObject(done);
    expect(await ask(pane, "item.body.setSelectedDataAsync", "<i>y</i>", html)).toMatchObject(done);
    expect(await ask(pane, "item.body.setSignatureAsync", "<u>z</u>", html)).toMatchObject(done);
    expect(await ask(pane, "item.body.getAsync", "html")).toMatchObject(
      is("<i>y</i><div>a &lt; b<br>c</div><p>x</p><u>z</u>"),
    );
  });

  test("selected text is empty without a caret, and set at the top [28, 29]", async () => {
    const { pane } = await form({ state: { bodyHtml: "x" } });
    expect(await ask(pane, "item.getSelectedDataAsync", "text")).toMatchObject(
      is({ data: "", sourceProperty: "body" }),
    );
    expect(await ask(pane, "item.setSelectedDataAsync", "y")).toMatchObject(done);
    expect(await ask(pane, "item.body.getAsync", "html")).toMatchObject(is("<div>y</div>x"));
  });

  test("client signatures are off [175, 176]", async () => {
    const { pane } = await form();
    expect(await ask(pane, "item.isClientSignatureEnabledAsync")).toMatchObject(is(false));
    expect(await ask(pane, "item.disableClientSignatureAsync")).toMatchObject(done);
  });
});

describe("times", () => {
  const read = (pane: Frame) =>
    pane.evaluate(async () => {
      const time = (which: "start" | "end") =>
        new Promise<string>((resolve) =>
          (Office.context.mailbox.item as Office.AppointmentCompose)[which].getAsync(({ value }) =>
            resolve(value.toISOString()),
          ),
        );
      return [await time("start"), await time("end")];
    });
  const write = (pane: Frame, which: "start" | "end", iso: string) =>
    pane.evaluate(([name, time]) => window.ask(`item.${name}.setAsync`, new Date(time)), [
      which,
      iso,
    ] as const);

  test("a new start keeps the duration; an end before it is refused [24, 25]", async () => {
    const { pane } = await form();
    expect(await write(pane, "start", "2026-11-25T12:00:00Z")).toMatchObject(done);
    expect(await read(pane)).toEqual(["2026-11-25T12:00:00.000Z", "2026-11-25T13:00:00.000Z"]);
    expect(await write(pane, "end", "2026-11-25T11:00:00Z")).toMatchObject(failed(9010));
    expect(await write(pane, "end", "2026-11-25T12:15:00Z")).toMatchObject(done);
    expect((await read(pane))[1]).toBe("2026-11-25T12:15:00.000Z");
  });

  test("all-day spans local days, and ends when a start is set [169, 170]", async () => {
    const { pane } = await form();
    expect(await ask(pane, "item.isAllDayEvent.getAsync")).toMatchObject(is(false));
    expect(await ask(pane, "item.isAllDayEvent.setAsync", true)).toMatchObject(done);
    expect(await read(pane)).toEqual(["2026-11-23T23:00:00.000Z", "2026-11-24T23:00:00.000Z"]);
    await write(pane, "start", "2026-11-25T08:00:00Z");
    expect(await ask(pane, "item.isAllDayEvent.getAsync")).toMatchObject(is(false));
    expect(await read(pane)).toEqual(["2026-11-25T08:00:00.000Z", "2026-11-26T08:00:00.000Z"]);
  });

  test("local and UTC times convert in the mailbox's zone", async () => {
    const { pane } = await form();
    const hours = await pane.evaluate(() =>
      ["2026-07-01T10:00:00Z", "2026-12-01T10:00:00Z"].map(
        (iso) => Office.context.mailbox.convertToLocalClientTime(new Date(iso)).hours,
      ),
    );
    expect(hours).toEqual([12, 11]);
  });
});

describe("recurrence", () => {
  test("what was set is read back, and moves the first occurrence [103, 104]", async () => {
    const { page, pane } = await form();
    expect(await ask(pane, "item.recurrence.getAsync")).toMatchObject(is(null));
    const set = await pane.evaluate(() => {
      // A constructor of the library that its published types leave out.
      const { SeriesTime } = Office as unknown as { SeriesTime: new () => Office.SeriesTime };
      const seriesTime = new SeriesTime();
      seriesTime.setStartDate(2026, 11, 1);
      seriesTime.setEndDate(2026, 11, 31);
      seriesTime.setStartTime(14, 30);
      seriesTime.setDuration(45);
      return window.ask("item.recurrence.setAsync", {
        seriesTime,
        recurrenceType: "daily",
        recurrenceProperties: { interval: 2 },
        recurrenceTimeZone: { name: "W. Europe Standard Time" },
      });
    });
    expect(set).toMatchObject(done);
    expect(await stateOf(page)).toMatchObject({
      start: Date.UTC(2026, 11, 1, 13, 30),
      end: Date.UTC(2026, 11, 1, 14, 15),
      recurrence: { recurrenceType: "daily", seriesTimeJson: { startMonth: 12, startDay: 1 } },
    });
    const read = await pane.evaluate(
      () =>
        new Promise((resolve) =>
          (Office.context.mailbox.item as Office.AppointmentCompose).recurrence.getAsync(
            ({ value }) => resolve([value.recurrenceType, value.seriesTime.getStartDate()]),
          ),
        ),
    );
    expect(read).toEqual(["daily", "2026-12-01"]);
  });

  test("is null until the series is saved, when Outlook is switched so", async () => {
    const { pane } = await form({
      state: { recurrence: series },
      switches: { recurrenceNullUntilSaved: true },
    });
    expect(await ask(pane, "item.recurrence.getAsync")).toMatchObject(is(null));
    await ask(pane, "item.saveAsync");
    expect((await ask(pane, "item.recurrence.getAsync")).value).toMatchObject({
      recurrenceType: "weekly",
    });
  });

  test("cannot be set on one occurrence", async () => {
    const { pane } = await form({ state: { itemId: "o-1", seriesId: "s-1" } });
    expect(
      await pane.evaluate(() =>
        window.ask("item.recurrence.setAsync", null).catch((error: unknown) => String(error)),
      ),
    ).toMatch(/seriesId|series|recurrence/i);
    expect(await pane.evaluate(() => Office.context.mailbox.item!.seriesId)).toBe("s/1");
  });

  test("counts in the series' own zone", async () => {
    const { page, pane } = await form({
      state: {
        recurrence: { ...series, recurrenceTimeZone: { name: "Pacific Standard Time" } },
      },
    });
    await pane.evaluate(() => window.ask("item.start.setAsync", new Date("2026-12-02T02:00:00Z")));
    expect((await stateOf(page)).recurrence?.seriesTimeJson).toMatchObject({
      startMonth: 12,
      startDay: 1,
      startTimeMin: 1080,
    });
  });

  test("a series follows a start the add-in sets", async () => {
    const { page, pane } = await form({ state: { recurrence: series } });
    await pane.evaluate(() => window.ask("item.start.setAsync", new Date("2026-12-01T15:00:00Z")));
    expect((await stateOf(page)).recurrence?.seriesTimeJson).toMatchObject({
      startMonth: 12,
      startDay: 1,
      startTimeMin: 960,
    });
  });
});

test("attendees are read, added once, and replaced [15, 21, 22]", async () => {
  const { pane } = await form();
  const bob = { displayName: "Bob", emailAddress: "bob@contoso.example" };
  await ask(pane, "item.requiredAttendees.addAsync", [bob, "guest@fabrikam.example"]);
  await ask(pane, "item.requiredAttendees.addAsync", [bob]);
  expect((await ask(pane, "item.requiredAttendees.getAsync")).value).toMatchObject([
    { ...bob, recipientType: "user", appointmentResponse: "none" },
    { displayName: "guest@fabrikam.example", recipientType: "externalUser" },
  ]);
  expect(await ask(pane, "item.optionalAttendees.setAsync", [bob])).toMatchObject(done);
  expect((await ask(pane, "item.optionalAttendees.getAsync")).value).toMatchObject([bob]);
});

test("the organizer is known, and the sensitivity is read and written [107, 171, 172]", async () => {
  const { pane } = await form();
  expect((await ask(pane, "item.organizer.getAsync")).value).toMatchObject({
    emailAddress: "ada@contoso.example",
  });
  expect(await ask(pane, "item.sensitivity.setAsync", "private")).toMatchObject(done);
  expect(await ask(pane, "item.sensitivity.getAsync")).toMatchObject(is("private"));
});

describe("what the add-in keeps", () => {
  const properties = (pane: Frame, write?: string) =>
    pane.evaluate(
      (value) =>
        new Promise<unknown>((resolve) => {
          Office.context.mailbox.item!.loadCustomPropertiesAsync(({ value: loaded }) => {
            if (value === undefined) resolve(loaded.get("zoomMeeting"));
            else {
              loaded.set("zoomMeeting", value);
              loaded.saveAsync(({ status }) => resolve(status));
            }
          });
        }),
      write,
    );

  test("custom properties are saved on the item [3, 4]", async () => {
    const { page, pane } = await form();
    expect(await properties(pane, "key-1")).toBe("succeeded");
    expect(await properties(pane)).toBe("key-1");
    expect((await stateOf(page)).customProperties).toBe('{"zoomMeeting":"key-1"}');
  });

  test("custom properties vanish once an occurrence is an exception, when switched so", async () => {
    const { pane } = await form({
      state: { itemId: "o-1", seriesId: "s-1", customProperties: '{"zoomMeeting":"key-1"}' },
      switches: { customPropertiesVanish: true },
    });
    expect(await properties(pane)).toBe("key-1");
    await ask(pane, "item.saveAsync");
    expect(await properties(pane)).toBeUndefined();
  });

  test("session data lives by name and has a limit [185, 186, 187, 188, 189]", async () => {
    const { pane } = await form();
    const at = "item.sessionData";
    expect(await ask(pane, `${at}.setAsync`, "a", "1")).toMatchObject(done);
    expect(await ask(pane, `${at}.setAsync`, "b", "2")).toMatchObject(done);
    expect(await ask(pane, `${at}.getAsync`, "a")).toMatchObject(is("1"));
    expect(await ask(pane, `${at}.getAsync`, "c")).toMatchObject(failed(9050));
    expect(await ask(pane, `${at}.removeAsync`, "a")).toMatchObject(done);
    expect(await ask(pane, `${at}.getAllAsync`)).toMatchObject(is({ b: "2" }));
    const tooLong = await ask(pane, `${at}.setAsync`, "c", "x".repeat(50_000));
    expect(tooLong).toMatchObject(failed(9051));
    expect(await ask(pane, `${at}.clearAsync`)).toMatchObject(done);
    expect(await ask(pane, `${at}.getAllAsync`)).toMatchObject(is({}));
  });

  test("roaming settings are loaded and saved for the person [404]", async () => {
    const { page, pane } = await form({ settings: { theme: '"dark"' } });
    const status = await pane.evaluate(() => {
      const settings = Office.context.roamingSettings;
      settings.set("ticket", { id: 7 });
      return new Promise((resolve) =>
        settings.saveAsync((result) => resolve([settings.get("theme"), result.status])),
      );
    });
    expect(status).toEqual(["dark", "succeeded"]);
    expect(await page.evaluate(() => window.rig.settings)).toEqual({
      theme: '"dark"',
      ticket: '{"id":7}',
    });
  });
});

test("notifications keep their keys apart, and are five at most [33, 34, 35, 36]", async () => {
  const { page, pane } = await form();
  const at = "item.notificationMessages";
  const bar = { type: "informationalMessage", message: "Hi", icon: "Icon.16", persistent: true };
  expect(await ask(pane, `${at}.addAsync`, "a", bar)).toMatchObject(done);
  expect(await ask(pane, `${at}.addAsync`, "a", bar)).toMatchObject(failed(9023));
  const progress = { type: "progressIndicator", message: "Working" };
  expect(await ask(pane, `${at}.replaceAsync`, "a", progress)).toMatchObject(done);
  expect(await ask(pane, `${at}.getAllAsync`)).toMatchObject(is([{ key: "a", ...progress }]));
  const insight = {
    type: "insightMessage",
    message: "Sign in",
    icon: "Icon.16",
    actions: [
      { actionType: "showTaskPane", actionText: "Open", commandId: "PaneButton", contextData: "x" },
    ],
  };
  expect(await ask(pane, `${at}.addAsync`, "insight", insight)).toMatchObject(done);
  expect((await stateOf(page)).notifications[1]).toMatchObject({ key: "insight", ...insight });
  expect(await ask(pane, `${at}.addAsync`, "insight2", insight)).toMatchObject(failed(9025));
  for (const key of ["b", "c", "d"]) await ask(pane, `${at}.addAsync`, key, progress);
  expect(await ask(pane, `${at}.addAsync`, "e", progress)).toMatchObject(failed(9025));
  expect(await ask(pane, `${at}.removeAsync`, "insight")).toMatchObject(done);
  expect(await ask(pane, `${at}.removeAsync`, "insight")).toMatchObject(failed(9024));
});

test("categories of the item and the mailbox are kept [157 to 162]", async () => {
  const mailbox = await form({ pages: { permissions: "ReadWriteMailbox" } });
  expect(await ask(mailbox.pane, "item.categories.addAsync", ["Zoom"])).toMatchObject(done);
  expect(await ask(mailbox.pane, "item.categories.getAsync")).toMatchObject(
    is([{ displayName: "Zoom", color: "Preset4" }]),
  );
  expect(await ask(mailbox.pane, "item.categories.removeAsync", ["Zoom"])).toMatchObject(done);
  expect((await stateOf(mailbox.page)).categories).toEqual([]);
  const added = [{ displayName: "Webinar", color: "Preset1" }];
  expect(await ask(mailbox.pane, "masterCategories.addAsync", added)).toMatchObject(done);
  expect(await ask(mailbox.pane, "masterCategories.removeAsync", ["Zoom"])).toMatchObject(done);
  expect(await ask(mailbox.pane, "masterCategories.getAsync")).toMatchObject(is(added));
});

describe("the item as a whole", () => {
  test("has no id before it is saved, and then the one Exchange gave it [32, 164]", async () => {
    const { page, pane } = await form();
    expect(await ask(pane, "item.getItemIdAsync")).toMatchObject(failed(9046));
    expect(await ask(pane, "item.saveAsync")).toMatchObject(is("AAkALgAA/saved+1"));
    expect(await ask(pane, "item.getItemIdAsync")).toMatchObject(is("AAkALgAA/saved+1"));
    expect((await stateOf(page)).itemId).toBe("AAkALgAA-saved_1");
    expect(
      await pane.evaluate(() => Office.context.mailbox.convertToRestId("AAkALgAA/saved+1", "v2.0")),
    ).toBe("AAkALgAA-saved_1");
  });

  test("closes on request, and opens other appointments [9, 41, 180]", async () => {
    const { page, pane } = await form();
    await pane.evaluate(() => {
      const { mailbox } = Office.context;
      mailbox.displayAppointmentForm("AA/1+2");
      mailbox.item!.close();
    });
    await page.waitForFunction(() => window.rig.closed === 1);
    expect(await ask(pane, "displayAppointmentFormAsync", "AA/3")).toMatchObject(done);
    expect(await page.evaluate(() => window.rig.opened)).toEqual([
      { itemId: "AA-1_2" },
      { itemId: "AA-3" },
    ]);
  });

  test("tells the pane why it was opened [99]", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page, '{"fix":"link"}');
    expect(await ask(pane, "item.getInitializationContextAsync")).toMatchObject(
      is('{"fix":"link"}'),
    );
  });

  test("tells whose shared calendar it is in [108]", async () => {
    const shared = {
      owner: "boss@contoso.example",
      targetMailbox: "boss@contoso.example",
      targetRestUrl: "https://localhost/api",
      delegatePermissions: 63,
    };
    const { pane } = await form({ shared });
    expect(await ask(pane, "item.getSharedPropertiesAsync")).toMatchObject(is(shared));
  });

  test("has no attachments [149]", async () => {
    const { pane } = await form();
    expect(await ask(pane, "item.getAttachmentsAsync")).toMatchObject(is([]));
  });
});

test("Exchange tokens and services are off, as in every tenant [2, 5, 12]", async () => {
  const { pane } = await form({ pages: { permissions: "ReadWriteMailbox" } });
  expect(await ask(pane, "getUserIdentityTokenAsync")).toMatchObject({ status: "failed" });
  expect(await ask(pane, "getCallbackTokenAsync", { isRest: true })).toMatchObject({
    status: "failed",
  });
  expect(await ask(pane, "makeEwsRequestAsync", "<soap/>")).toMatchObject({ status: "failed" });
});

test("the manifest's permission is enforced by the library itself", async () => {
  const { pane } = await form({ pages: { permissions: "ReadItem" } });
  const thrown = pane.evaluate(() =>
    window.ask("item.subject.setAsync", "x").catch((error: unknown) => String(error)),
  );
  expect(await thrown).toMatch(/Elevated permission/);
});

describe("faults", () => {
  test("a call fails with the chosen code, is late, or is never answered", async () => {
    const { page, pane } = await form();
    await page.evaluate(() => window.rig.host.faults.set(18, { failWith: 9041 }));
    expect(await ask(pane, "item.subject.getAsync")).toMatchObject(failed(9041));
    await page.evaluate(() => window.rig.host.faults.set(18, { delayMs: 300 }));
    const before = Date.now();
    expect(await ask(pane, "item.subject.getAsync")).toMatchObject(done);
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
    await page.evaluate(() => window.rig.host.faults.set(18, "mute"));
    const silence = new Promise((resolve) => setTimeout(resolve, 500, "silence"));
    const asked = ask(pane, "item.subject.getAsync").catch(() => "page closed");
    expect(await Promise.race([asked, silence])).toBe("silence");
    await page.evaluate(() => window.rig.host.faults.clear());
    expect(await ask(pane, "item.subject.getAsync")).toMatchObject(done);
  });

  test("a method this Outlook lacks fails, and the fault is reported", async () => {
    const { page, pane } = await form();
    const attached = await ask(
      pane,
      "item.addFileAttachmentAsync",
      "https://localhost/a.png",
      "a.png",
    );
    expect(attached).toMatchObject(failed(5000));
    expect(await page.evaluate(() => window.rig.faults)).toEqual([
      expect.stringContaining("method 16"),
    ]);
  });
});
