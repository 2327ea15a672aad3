import { expect } from "@jest/globals";
import { type FrameLocator, type Locator } from "playwright-core";
import { expectAccessiblePane, expectNoSidewaysScrolling } from "./support/accessibility.ts";
import { type AppointmentPage } from "./support/appointment-page.ts";
import { stageScenarios } from "./support/scenario.ts";
import { connectZoom } from "./support/zoom-window.ts";
import { openZoomPortal } from "./support/zoom-portal.ts";
import { zoomMeeting, zoomMeetings } from "./support/zoom-side.ts";

const scenario = stageScenarios(["ada"]);

scenario("a German Outlook shows German words, and writes a German invitation", async (stage) => {
  const subject = "Quartalsplanung";
  const ada = await stage.arrive({ language: "de" });
  const form = await ada.newAppointment(subject);
  await form.button("Zoom-Meeting hinzufügen").waitFor();
  const pane = await form.openPane();
  await pane.getByRole("heading", { name: "Meeting-Einstellungen" }).waitFor();
  await seen(form, "german-ready");

  await pane.getByRole("button", { name: "Zoom-Meeting hinzufügen" }).click();

  await pane.getByText("Stimmt mit Zoom überein").waitFor();
  await seen(form, "german-added");
  const body = await form.body().innerText();
  expect(body).toContain("Zoom-Meeting beitreten");
  expect(body).toContain("Meeting-Optionen");
  expect(body).not.toContain("Join Zoom Meeting");

  await pane.getByRole("button", { name: "Aus diesem Termin entfernen" }).click();
  await pane.getByRole("heading", { name: "Zoom-Meeting entfernen?" }).waitFor();
  await seen(form, "german-remove");
  await pane.getByRole("button", { name: "Meeting behalten" }).click();
  await form.save();

  const saved = ada.saved(subject)[0]?.id ?? "";
  const portal = await openZoomPortal(ada, zoomMeeting(stage.world.sandbox, subject).id);
  await portal.edit({
    Topic: "Donaudampfschifffahrtsgesellschaftskapitänsbesprechung",
    Time: "09:15",
  });
  const changed = await ada.openSaved(saved);
  const changedPane = await changed.openPane();
  await changedPane.getByText("Outlook und Zoom unterscheiden sich").waitFor();
  await seen(changed, "german-zoom-changed");
  await portal.remove();
  const deleted = await ada.openSaved(saved);
  await (await deleted.openPane()).getByText("Das Meeting wurde in Zoom gelöscht").waitFor();
  await seen(deleted, "german-zoom-deleted");
});

scenario("every state of the pane is accessible, in light", async (stage) => {
  const dana = await stage.arrive({ as: "dana" });
  const form = await dana.newAppointment("States in light");
  await connectZoom(form, async (name) => {
    if (name === "connect") await seen(form, "light-connect");
  });
  await walkThroughStates(form, "light");
});

scenario("every state of the pane is accessible, in dark", async (stage) => {
  const ada = await stage.arrive({ dark: true });
  const form = await ada.newAppointment("States in dark");
  await form.openPane();
  await walkThroughStates(form, "dark");
});

scenario("a signed-out pane is accessible, in both themes and languages", async (stage) => {
  stage.world.bend({ nestedAppAuth: "refuses" });
  for (const [dark, language, action] of [
    [false, "en", "Sign in with Microsoft"],
    [true, "de", "Mit Microsoft anmelden"],
  ] as const) {
    const ada = await stage.arrive({ dark, language });
    const form = await ada.newAppointment("Signed out");
    const pane = await form.openPane();
    await pane.getByRole("button", { name: action }).waitFor();
    await seen(form, `signed-out-${language}-${dark ? "dark" : "light"}`);
  }
});

scenario("on a screen 320 px wide nothing scrolls sideways", async (stage) => {
  const ada = await stage.arrive({ width: 320 });
  const form = await ada.newAppointment("Narrow");
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();
  await pane.getByText("In step with Zoom").waitFor();
  await seen(form, "narrow-added");
});

scenario("the keyboard alone adds, copies and removes", async (stage) => {
  const subject = "Keyboard only";
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject);
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).waitFor();

  await tabTo(form, pane.getByRole("button", { name: "Add Zoom meeting" }));
  await form.page.keyboard.press("Enter");
  await pane.getByText("In step with Zoom").waitFor();
  await tabTo(form, pane.getByRole("button", { name: "Copy join link" }));
  await form.screenshot("keyboard-focus");
  await form.page.keyboard.press("Enter");
  await pane.getByTitle("Copied").waitFor();
  await tabTo(form, pane.getByText("What attendees receive"));
  await form.page.keyboard.press("Space");
  await pane.getByRole("link", { name: "Join Zoom Meeting" }).waitFor();
  await tabTo(form, pane.getByRole("button", { name: "Remove from this appointment" }));
  await form.page.keyboard.press("Enter");
  await tabTo(form, pane.getByRole("button", { name: "Remove meeting" }));
  await form.page.keyboard.press("Space");
  await pane.getByRole("button", { name: "Undo" }).waitFor();

  expect(zoomMeetings(stage.world.sandbox, subject)[0]?.deletedAt).not.toBeNull();
  expect(await form.bodyHtml()).not.toContain("/j/");
});

/** From an open pane with nothing in the appointment, through what a person meets there. */
async function walkThroughStates(form: AppointmentPage, look: string): Promise<void> {
  const pane = form.pane();
  await pane.getByRole("heading", { name: "Meeting settings" }).waitFor();
  await pane.getByText("More settings").click();
  await pane.getByText("Settings", { exact: true }).click();
  await pane.getByText("Details", { exact: true }).click();
  await seen(form, `${look}-ready`);

  await form.setStart("2030-01-07", "10:00");
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();
  await pane.getByText("In step with Zoom").waitFor();
  await pane.getByText("What attendees receive").click();
  await pane.getByRole("button", { name: "Show passcode" }).click();
  await seen(form, `${look}-added`);

  await form.writeBody("<p>https://meet.google.com/abc-defg-hij</p>");
  await backToPane(form, pane);
  await pane.getByText("The Zoom link is missing from the invitation").waitFor();
  await pane.getByText("Google Meet").waitFor();
  await seen(form, `${look}-link-missing`);

  await pane.getByRole("button", { name: "Remove from this appointment" }).click();
  await pane.getByRole("heading", { name: "Remove the Zoom meeting?" }).waitFor();
  await seen(form, `${look}-remove`);
  await pane.getByRole("button", { name: "Remove meeting" }).click();
  await pane.getByRole("button", { name: "Undo" }).waitFor();
  await seen(form, `${look}-removed`);
}

/** The pane reads again when it gets the focus. */
async function backToPane(form: AppointmentPage, pane: FrameLocator): Promise<void> {
  await form.subject().click();
  await pane.getByRole("heading", { level: 1 }).click();
}

async function seen(form: AppointmentPage, name: string): Promise<void> {
  await form.screenshot(name);
  await expectAccessiblePane(form);
  await expectNoSidewaysScrolling(form);
}

/** What has the focus, in the pane or else in the form. */
async function focusedName(form: AppointmentPage): Promise<string> {
  for (const frame of form.page.frames().toReversed()) {
    const name = await frame.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement.tagName === "BODY") return "";
      return activeElement.getAttribute("aria-label") ?? activeElement.textContent.slice(0, 30);
    });
    if (name !== "") return name;
  }
  return "nothing";
}

async function tabTo(form: AppointmentPage, target: Locator): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 60) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    passed.push(await focusedName(form));
    await form.page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${String(target)}: ${passed.join(", ")}.`);
}
