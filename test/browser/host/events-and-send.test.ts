import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Page } from "playwright-core";
import { TestOutlook, ask } from "./support/rig.ts";

jest.setTimeout(60_000);

let outlook: TestOutlook;
beforeAll(async () => {
  outlook = await TestOutlook.start();
});
afterEach(() => outlook.closeForms());
afterAll(() => outlook.stop());

const ranTypes = async (page: Page) => {
  const runtime = await outlook.frame(page, "runtime.html");
  return runtime.evaluate(() => window.ran.map((event) => (event as { type: string }).type));
};
const waitForRuns = async (page: Page, count: number) => {
  const runtime = await outlook.frame(page, "runtime.html");
  // A hidden page paints no frames, so the default of polling with them would wait for ever.
  await runtime.waitForFunction((wanted) => window.ran.length >= wanted, count, { polling: 50 });
  return ranTypes(page);
};
const meeting = { requiredAttendees: [{ name: "Bob", address: "bob@contoso.example" }] };

describe("item events", () => {
  test("a page hears of what the person changes, once it listens", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page);
    const types = [
      "AppointmentTimeChanged",
      "RecurrenceChanged",
      "RecipientsChanged",
      "EnhancedLocationsChanged",
    ];
    for (const type of types) {
      expect(await pane.evaluate((name) => window.listen(name), type)).toBe("succeeded");
    }
    await page.evaluate(() => {
      const { item } = window.rig;
      const start = Date.UTC(2026, 10, 25, 9);
      item.update({ start, end: start + 1_800_000, location: "Room 4" }, "person");
      item.update({ recurrence: null, optionalAttendees: [item.state.organizer] }, "person");
      item.update({ subject: "unheard of" }, "person");
    });
    await pane.waitForFunction(() => window.heard.length >= 3);
    expect(await pane.evaluate(() => window.heard)).toEqual([
      expect.objectContaining({
        type: "olkAppointmentTimeChanged",
        start: "2026-11-25T09:00:00.000Z",
        end: "2026-11-25T09:30:00.000Z",
      }),
      expect.objectContaining({ type: "olkEnhancedLocationsChanged" }),
      expect.objectContaining({
        type: "olkRecipientsChanged",
        changedRecipientFields: {
          requiredAttendees: false,
          optionalAttendees: true,
          resources: false,
        },
      }),
    ]);
  });

  test("a recurrence reaches the page in the library's own form", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page);
    await pane.evaluate(() => window.listen("RecurrenceChanged"));
    await page.evaluate(() =>
      window.rig.item.update(
        {
          recurrence: {
            recurrenceType: "daily",
            recurrenceProperties: { interval: 1 },
            recurrenceTimeZone: { name: "W. Europe Standard Time" },
            seriesTimeJson: {
              startYear: 2026,
              startMonth: 11,
              startDay: 24,
              noEndDate: true,
              startTimeMin: 600,
              durationMin: 30,
            },
          },
        },
        "person",
      ),
    );
    await pane.waitForFunction(() => window.heard.length === 1);
    expect(await pane.evaluate(() => window.heard)).toMatchObject([
      { type: "olkRecurrenceChanged", recurrence: { recurrenceType: "daily" } },
    ]);
  });

  test("changes through office.js raise what the host is switched to raise", async () => {
    for (const [apiChangesRaise, heard] of [
      ["nothing", 0],
      ["itemEvents", 1],
    ] as const) {
      const page = await outlook.openForm({ apiChangesRaise });
      const pane = await outlook.openPane(page);
      await pane.evaluate(() => window.listen("RecipientsChanged"));
      await ask(pane, "item.requiredAttendees.addAsync", ["bob@contoso.example"]);
      await ask(pane, "item.requiredAttendees.getAsync");
      expect(await pane.evaluate(() => window.heard.length)).toBe(heard);
    }
  });
});

describe("launch events", () => {
  test("a new form raises both opening events, an edited one only the second", async () => {
    const created = await outlook.openForm({ isNew: true });
    expect(await waitForRuns(created, 2)).toEqual([
      "OnNewAppointmentOrganizer",
      "OnAppointmentOrganizer",
    ]);
    const edited = await outlook.openForm({ isNew: false });
    expect(await waitForRuns(edited, 1)).toEqual(["OnAppointmentOrganizer"]);
  });

  test("changes by the person run the handlers the manifest declares", async () => {
    const page = await outlook.openForm();
    await waitForRuns(page, 1);
    await page.evaluate((changes) => {
      const { item } = window.rig;
      item.update({ start: item.state.start + 60_000 }, "person");
      item.update(
        {
          requiredAttendees: [
            { ...changes.requiredAttendees[0]!, recipientType: 2, appointmentResponse: 0 },
          ],
        },
        "person",
      );
      item.update({ location: "not an event of launch" }, "person");
    }, meeting);
    expect(await waitForRuns(page, 3)).toEqual([
      "OnAppointmentOrganizer",
      "OnAppointmentTimeChanged",
      "OnAppointmentAttendeesChanged",
    ]);
    const runtime = await outlook.frame(page, "runtime.html");
    expect(await runtime.evaluate(() => window.ran[2])).toMatchObject({
      changedRecipientFields: { requiredAttendees: true, optionalAttendees: false },
    });
  });

  test("a dismissed notification goes, and its add-in hears of it both ways", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page);
    await pane.evaluate(() => window.listen("InfobarClicked"));
    const bar = { type: "errorMessage", message: "Look" };
    await ask(pane, "item.notificationMessages.addAsync", "a", bar);
    await page.evaluate(() => window.rig.host.dismissNotification("a"));
    await pane.waitForFunction(() => window.heard.length === 1);
    expect(await pane.evaluate(() => window.heard)).toMatchObject([
      { infobarDetails: { infobarType: 2, actionType: 1 } },
    ]);
    expect(await waitForRuns(page, 2)).toContain("OnInfoBarDismissClicked");
    expect(await page.evaluate(() => window.rig.item.state.notifications)).toEqual([]);
  });
});

describe("function commands", () => {
  test("one click runs the function once, in a hidden page", async () => {
    const page = await outlook.openForm();
    expect(await page.evaluate(() => window.rig.host.runCommand("addMeeting"))).toEqual({
      outcome: "completed",
      completedContext: { ok: 1 },
    });
    const commands = await outlook.frame(page, "commands.html");
    expect(await commands.evaluate(() => window.ran)).toEqual(["AddButton"]);
    expect(await (await commands.frameElement()).isVisible()).toBe(false);
  });

  test("one click runs it twice when Outlook is switched so", async () => {
    const page = await outlook.openForm({ switches: { commandTwice: true } });
    await page.evaluate(() => window.rig.host.runCommand("addMeeting"));
    const commands = await outlook.frame(page, "commands.html");
    expect(await commands.evaluate(() => window.ran)).toEqual(["AddButton", "AddButton"]);
  });

  test("a function the page lacks is told at once", async () => {
    const page = await outlook.openForm();
    expect(await page.evaluate(() => window.rig.host.runCommand("nowhere"))).toEqual({
      outcome: "functionNotFound",
    });
  });

  test("a control opens its pane or runs its function", async () => {
    const page = await outlook.openForm();
    await page.evaluate(() => {
      window.rig.host.activateControl("PaneButton", "why");
      window.rig.host.activateControl("Nobody");
    });
    expect(await page.evaluate(() => window.rig.opened)).toEqual([
      { url: `${outlook.addInOrigin}/pane.html`, controlId: "PaneButton", context: "why" },
    ]);
    expect(await page.evaluate(() => window.rig.faults)).toEqual([
      expect.stringContaining("Nobody"),
    ]);
  });
});

describe("send", () => {
  const send = (page: Page) => page.evaluate(() => window.rig.host.clickSend());

  test("goes out when the add-in allows it", async () => {
    const page = await outlook.openForm();
    expect(await send(page)).toEqual({ outcome: "send" });
    expect(await ranTypes(page)).toContain("OnAppointmentSend");
  });

  test("asks with the add-in's words, and keeps the first of two completions", async () => {
    const page = await outlook.openForm({ state: { subject: "block" } });
    expect(await send(page)).toEqual({
      outcome: "ask",
      reason: "refused",
      message: "The join link is missing.",
      sendMode: "PromptUser",
      maySendAnyway: true,
      cancelLabel: "Fix it",
      commandId: "PaneButton",
      contextData: '{"fix":"link"}',
    });
  });

  test("does not ask the add-in from the embedded form", async () => {
    const page = await outlook.openForm({ poppedOut: false, state: { subject: "block" } });
    expect(await send(page)).toEqual({ outcome: "send" });
    await waitForRuns(page, 1);
    expect(await ranTypes(page)).toEqual(["OnAppointmentOrganizer"]);
    const asked = await outlook.openForm({
      poppedOut: false,
      state: { subject: "block" },
      switches: { sendOnlyFromPopOut: false },
    });
    expect(await send(asked)).toMatchObject({ outcome: "ask", reason: "refused" });
  });

  test("times out when the handler throws, and says whether it may go out anyway", async () => {
    for (const [sendMode, maySendAnyway] of [
      ["PromptUser", true],
      ["SoftBlock", false],
    ] as const) {
      const page = await outlook.openForm({
        state: { subject: "throw" },
        pages: { sendMode },
        timings: { launchEventMs: 1_500 },
      });
      expect(await send(page)).toMatchObject({ reason: "timeout", sendMode, maySendAnyway });
    }
  });

  test("may go out past an add-in that never loads, unless it blocks", async () => {
    for (const [sendMode, maySendAnyway] of [
      ["SoftBlock", true],
      ["Block", false],
    ] as const) {
      const page = await outlook.openForm({
        pages: { runtime: "quiet.html", sendMode },
        timings: { readyMs: 500 },
      });
      expect(await send(page)).toMatchObject({ reason: "unavailable", maySendAnyway });
    }
  });

  test("offers to send anyway when the add-in takes longer than expected", async () => {
    const page = await outlook.openForm({
      state: { subject: "slow" },
      timings: { sendNoticeMs: 300 },
    });
    const verdict = await page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          void window.rig.host
            .clickSend((notice) => {
              window.rig.notice = notice;
              notice.dontSend();
            })
            .then((given) => resolve([given, window.rig.notice?.maySendAnyway]));
        }),
    );
    expect(verdict).toEqual([{ outcome: "stay" }, true]);
  });

  test("is decided by the handler's late answer when the person waits", async () => {
    const page = await outlook.openForm({
      state: { subject: "slow" },
      timings: { sendNoticeMs: 300 },
    });
    const waited = await page.evaluate(async () => {
      let notices = 0;
      const verdict = await window.rig.host.clickSend(() => (notices += 1));
      return { verdict, notices };
    });
    expect(waited).toEqual({ verdict: { outcome: "send" }, notices: 1 });
  });
});

test("closing the form ends what runs and takes the add-in's pages away", async () => {
  const page = await outlook.openForm({ state: { subject: "throw" } });
  await outlook.openPane(page);
  await waitForRuns(page, 1);
  const verdict = await page.evaluate(() => {
    const sent = window.rig.host.clickSend();
    setTimeout(() => window.rig.host.dispose(), 500);
    return sent;
  });
  expect(verdict).toMatchObject({ outcome: "ask", reason: "unavailable" });
  expect(await page.locator("iframe").count()).toBe(0);
});
