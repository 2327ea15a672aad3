import { expect } from "@jest/globals";
import { type FrameLocator, type Page } from "playwright-core";
import { type OutlookUser } from "./support/outlook-user.ts";
import { stageScenarios } from "./support/scenario.ts";
import { eventually } from "./support/wait.ts";
import { answerZoom } from "./support/zoom-window.ts";
import { zoomMeeting, zoomMeetings } from "./support/zoom-side.ts";

const scenario = stageScenarios(["ada"]);

scenario("while the server is down nothing is changed, and Send is not held up", async (stage) => {
  const subject = "Server down";
  const ada = await stage.arrive();
  const first = await ada.newAppointment(subject);
  await first.addByRibbon();
  await first.bars().getByText("Zoom meeting added.").waitFor();
  await first.save();
  const [saved] = ada.saved(subject);
  // Handlers and commands are loaded before the server goes, as they are in a running Outlook.
  const toSend = await ada.openSaved(saved?.id ?? "");
  const sendPane = await toSend.openPane();
  await sendPane.getByText("In step with Zoom").waitFor();
  await toSend.addAttendee("ben@contoso.example");
  const fresh = await ada.openSaved(await plainAppointment(ada, "Still unchanged"));
  const pane = await fresh.openPane();
  const add = pane.getByRole("button", { name: "Add Zoom meeting" });
  await add.waitFor();
  const before = [await fresh.bodyHtml(), await fresh.location().inputValue()];

  await stage.world.stopProduct();
  try {
    await add.click();
    await pane.getByText("Our server is not answering").waitFor();
    await fresh.screenshot("server-down-pane");
    expect([await fresh.bodyHtml(), await fresh.location().inputValue()]).toEqual(before);

    await toSend.button("Send").click();
    await toSend.gone();
    expect(ada.saved(subject)[0]?.attendees).toHaveLength(1);
  } finally {
    await stage.world.startProduct();
  }
  await add.click();
  await pane.getByRole("button", { name: "Remove from this appointment" }).waitFor();
  expect(zoomMeetings(stage.world.sandbox, "Still unchanged")).toHaveLength(1);
});

scenario("the ribbon says so when the server is down, and changes nothing", async (stage) => {
  const subject = "Ribbon without server";
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject);
  await form.writeBody("<p>Mine</p>");
  await ada.blockApi();

  await form.addByRibbon();

  await form.bars().getByText("Our server is not answering.").waitFor();
  await form.screenshot("server-down-ribbon");
  expect(await form.bodyHtml()).toBe("<p>Mine</p>");
  expect(await form.location().inputValue()).toBe("");
  expect(zoomMeetings(stage.world.sandbox, subject)).toHaveLength(0);
});

scenario("a refused sign-in waits for a click, and nothing opens by itself", async (stage) => {
  stage.world.bend({ nestedAppAuth: "refuses" });
  const ada = await stage.arrive();
  const form = await ada.newAppointment("Refused sign-in");

  await form.addByRibbon();
  await form.bars().getByText("Please sign in with Microsoft in Zoom settings first.").waitFor();
  await form.screenshot("ribbon-needs-sign-in");
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
  await form.screenshot("signed-out");

  expect(ada.context.pages()).toHaveLength(1);
  expect(await form.bodyHtml()).not.toContain("/j/");
});

scenario(
  "without a bridge people sign in through Microsoft's pages, once a page",
  async (stage) => {
    const subject = "No bridge";
    stage.world.bend({ nestedAppAuth: "absent" });
    const finn = await stage.arrive({ as: "finn" });
    const form = await finn.newAppointment(subject);
    const pane = await form.openPane();

    await signInThroughWindow(finn, pane);
    await answerZoom(form);
    await pane.getByRole("button", { name: "Add Zoom meeting" }).click();
    await pane.getByRole("button", { name: "Remove from this appointment" }).waitFor();

    expect(zoomMeeting(stage.world.sandbox, subject).topic).toBe(subject);
    expect(finn.context.pages()).toHaveLength(1);
  },
);

scenario("scripts in subject and body run nowhere and stay text", async (stage) => {
  const subject = `<img src=x onerror=alert(1)> "q" & <script>alert(2)</script>`;
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject);
  const text = "<script>alert(3)</script><b onclick=alert(4)>bold</b>";
  await form.body().fill(text);
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();
  await pane.getByRole("heading", { name: subject }).waitFor();
  await form.screenshot("script-as-text");
  await form.save();

  expect(zoomMeeting(stage.world.sandbox, subject).topic).toBe(subject);
  const reopened = await ada.openSaved(ada.saved(subject)[0]?.id ?? "");
  expect(await reopened.body().innerText()).toContain(text);
  const again = await reopened.openPane();
  await again.getByRole("heading", { name: subject }).waitFor();
  expect(ada.evidence.scriptsRun).toEqual([]);
});

async function plainAppointment(user: OutlookUser, subject: string): Promise<string> {
  await user.openCalendar();
  const form = await user.newAppointment(subject);
  await form.save();
  return user.saved(subject)[0]?.id ?? "";
}

async function signInThroughWindow(user: OutlookUser, pane: FrameLocator): Promise<void> {
  const opening = user.context.waitForEvent("page");
  await pane.getByRole("button", { name: "Sign in with Microsoft" }).click();
  const microsoft: Page = await opening;
  await microsoft.getByRole("heading", { name: "Pick an account" }).waitFor();
  await user.screenshot("microsoft-account", microsoft);
  await microsoft.getByRole("button", { name: new RegExp(user.person().mail) }).click();
  await microsoft.getByRole("button", { name: "Accept" }).waitFor();
  await user.screenshot("microsoft-consent", microsoft);
  await microsoft.getByRole("button", { name: "Accept" }).click();
  await eventually(() => {
    expect(microsoft.isClosed()).toBe(true);
  });
}
