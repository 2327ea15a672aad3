import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { people } from "../../../src/sandbox/world/people.ts";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { WholeWorld } from "../../support/whole-world.ts";
import { PortalPage } from "./portal-page.ts";

jest.setTimeout(120_000);
const ada: Person = people.find(({ mail }) => mail.startsWith("ada"))!;

let world: WholeWorld;
beforeAll(async () => {
  world = await WholeWorld.start();
}, 120_000);
afterAll(() => world.stop());

const tomorrow = (hour: number): string => {
  const day = new Date(Date.now() + 24 * 3_600_000);
  day.setUTCHours(hour, 0, 0, 0);
  return day.toISOString().slice(0, 19);
};

test("a connected calendar is shown first, then kept in step both ways, and tells its history", async () => {
  const portal = await PortalPage.open(world, {});
  const { page } = portal;
  await portal.signIn(ada);
  await page.getByRole("button", { name: "Configure Calendar and Contacts Service" }).click();
  await page.getByRole("radio", { name: "Office 365" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Continue to Microsoft" }).click();
  await portal.throughMicrosoft(ada);
  await page.getByText("Your calendar is connected.").waitFor();

  const start = page.getByRole("button", { name: "Start now" });
  await start.waitFor({ timeout: 60_000 });
  await portal.seen("live-preview");
  expect(world.sandbox.calendar.list(ada.id).length).toBeGreaterThan(3);
  await start.click();
  await page.getByText("In step").first().waitFor({ timeout: 60_000 });

  zoomByHand(world.sandbox).schedule(ada.mail, {
    topic: "Planned in Zoom",
    type: 2,
    start_time: `${tomorrow(9)}Z`,
    duration: 30,
    timezone: "Europe/Berlin",
  });
  world.sandbox.calendar.create(ada.id, {
    subject: "Typed in Outlook",
    start: { dateTime: tomorrow(13), timeZone: "UTC" },
    end: { dateTime: tomorrow(14), timeZone: "UTC" },
  });
  const inOutlook = () =>
    world.sandbox.calendar.list(ada.id).find(({ subject }) => subject === "Planned in Zoom");
  for (let waited = 0; !inOutlook() && waited < 40; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const event = inOutlook();
  expect(event?.location.displayName).toContain("/j/");
  world.sandbox.calendar.update(ada.id, event!.id, { subject: "Renamed in Outlook" });
  await page.getByText("Renamed in Outlook").first().waitFor({ timeout: 40_000 });
  await page.getByText("Typed in Outlook").first().waitFor();
  await portal.seen("live-profile");

  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByRole("heading", { name: "History" }).waitFor();
  await page.getByText("Renamed in Outlook").first().waitFor();
  await portal.seen("live-activity");
  await portal.leave();
});
