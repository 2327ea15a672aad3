import { expect } from "@jest/globals";
import { dayFromNow, berlin } from "./support/outlook-user.ts";
import { stageScenarios } from "./support/scenario.ts";
import { zoomMeeting } from "./support/zoom-side.ts";

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
  expect(await form.body().locator(`a[href*="/j/${meeting.id}"]`).count()).toBeGreaterThan(0);
  expect(await form.body().getByText("Join Zoom Meeting").count()).toBe(1);
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
