import { expect } from "@jest/globals";
import { type AppointmentPage } from "./support/appointment-page.ts";
import { berlin, dayFromNow } from "./support/outlook-user.ts";
import { stageScenarios } from "./support/scenario.ts";
import { eventually } from "./support/wait.ts";
import { connectZoom } from "./support/zoom-window.ts";
import { zoomMeeting, zoomMeetings } from "./support/zoom-side.ts";

const scenario = stageScenarios(["ada"]);

scenario("one click in the ribbon adds the meeting, without opening the pane", async (stage) => {
  const subject = "Ribbon planning";
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject);
  await form.location().fill("Room 4");

  await form.addByRibbon();

  await form.bars().getByText("Zoom meeting added.").waitFor();
  await form.screenshot("ribbon-added");
  const meeting = zoomMeeting(stage.world.sandbox, subject);
  expect(meeting.startTime).toBe(berlin(dayFromNow(7), "14:00"));
  expect(await joinBlocks(form)).toBe(1);
  expect(await form.body().locator(`a[href*="/j/${meeting.id}"]`).count()).toBe(1);
  expect(await form.location().inputValue()).toMatch(
    new RegExp(`^Room 4; https://.+/j/${meeting.id}\\?pwd=`),
  );
  expect(await form.page.getByRole("complementary").count()).toBe(0);

  await form.save();
  const [saved] = ada.saved(subject);
  expect(Object.values(saved?.extendedProperties ?? {}).join()).toMatch(
    /[0-9a-f]{8}-[0-9a-f-]{27}/,
  );
  expect(saved?.body.content).toContain(`/j/${meeting.id}`);
});

scenario("a first visit connects Zoom, and the options chosen there reach Zoom", async (stage) => {
  const subject = "First visit";
  const ben = await stage.arrive({ as: "ben" });
  const form = await ben.newAppointment(subject);

  await connectZoom(form, (name, page) => ben.screenshot(`first-visit-${name}`, page));

  const pane = form.pane();
  const waitingRoom = pane.getByRole("switch", { name: "Waiting room" });
  await waitingRoom.waitFor();
  const wasOn = await waitingRoom.isChecked();
  await waitingRoom.setChecked(!wasOn);
  await form.screenshot("first-visit-ready");
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();

  await pane.getByText("Zoom meeting added", { exact: true }).first().waitFor();
  await form.screenshot("pane-added");
  expect(zoomMeeting(stage.world.sandbox, subject).settings.waiting_room).toBe(!wasOn);
  await pane.getByText("In step with Zoom").waitFor();
});

scenario("a command that Outlook runs twice makes one meeting", async (stage) => {
  const subject = "Twice by Outlook";
  stage.world.bend({ commandTwice: true });
  const form = await (await stage.arrive()).newAppointment(subject);

  await form.addByRibbon();

  await form.bars().getByText("Zoom meeting added.").waitFor();
  await form.save();
  expect(zoomMeetings(stage.world.sandbox, subject)).toHaveLength(1);
});

scenario("ribbon and pane clicked together make one meeting and one join block", async (stage) => {
  const subject = "Both at once";
  const form = await (await stage.arrive()).newAppointment(subject);
  const pane = await form.openPane();
  const inPane = pane.getByRole("button", { name: "Add Zoom meeting" });
  await inPane.waitFor();

  await Promise.all([form.addByRibbon(), inPane.click()]);

  await form.bars().getByText("Zoom meeting added.").waitFor();
  await pane.getByRole("button", { name: "Remove from this appointment" }).waitFor();
  const meeting = zoomMeeting(stage.world.sandbox, subject);
  expect(zoomMeetings(stage.world.sandbox, subject)).toHaveLength(1);
  expect(await joinBlocks(form)).toBe(1);
  const [inBody] = /\/j\/\d+/.exec(await form.bodyHtml()) ?? [];
  const [inLocation] = /\/j\/\d+/.exec(await form.location().inputValue()) ?? [];
  expect([inBody, inLocation]).toEqual([`/j/${meeting.id}`, `/j/${meeting.id}`]);
  await form.screenshot("both-at-once");
});

scenario("removing gives back body and location to the byte, and can be undone", async (stage) => {
  const subject = "Second thoughts";
  const form = await (await stage.arrive()).newAppointment(subject);
  await form.location().fill("Room 4");
  await form.writeBody(
    '<p>Agenda &amp; <b>notes</b></p><p style="color: red;">Bring <i>tea</i></p>',
  );
  const before = await form.bodyHtml();
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();
  await pane.getByRole("button", { name: "Remove from this appointment" }).click();
  await pane.getByRole("heading", { name: "Remove the Zoom meeting?" }).waitFor();
  await form.screenshot("remove-question");

  await pane.getByRole("button", { name: "Remove meeting" }).click();

  await pane.getByRole("button", { name: "Undo" }).waitFor();
  expect(await form.bodyHtml()).toBe(before);
  expect(await form.location().inputValue()).toBe("Room 4");
  const [deleted] = zoomMeetings(stage.world.sandbox, subject);
  expect(deleted?.deletedAt).not.toBeNull();
  await form.screenshot("removed");

  await pane.getByRole("button", { name: "Undo" }).click();
  await pane.getByRole("button", { name: "Remove from this appointment" }).waitFor();
  expect(zoomMeeting(stage.world.sandbox, subject).id).toBe(deleted?.id);
  expect(await form.bodyHtml()).toContain(`/j/${deleted?.id}`);
  expect(await form.location().inputValue()).toContain(`/j/${deleted?.id}`);
});

scenario("a join block somebody deleted is put back with the same meeting", async (stage) => {
  const subject = "Tidy writer";
  const form = await (await stage.arrive()).newAppointment(subject);
  await form.addByRibbon();
  await form.bars().getByText("Zoom meeting added.").waitFor();
  const meeting = zoomMeeting(stage.world.sandbox, subject);
  await form.writeBody("<p>Only my own words</p>");

  const pane = await form.openPane();
  await pane.getByText("The Zoom link is missing from the invitation").waitFor();
  await form.screenshot("link-missing");
  await pane.getByRole("button", { name: "Put it back" }).click();

  await eventually(async () => {
    expect(await joinBlocks(form)).toBe(1);
  });
  expect(await form.bodyHtml()).toContain(`/j/${meeting.id}`);
  expect(await form.bodyHtml()).toContain("Only my own words");
  expect(zoomMeetings(stage.world.sandbox, subject)).toHaveLength(1);
});

const joinBlocks = (form: AppointmentPage): Promise<number> =>
  form.body().getByText("Join Zoom Meeting", { exact: true }).count();
