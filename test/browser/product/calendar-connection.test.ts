import { lapse, restore } from "../../../src/sandbox/entra/lapses.ts";
import { people } from "../../../src/sandbox/world/people.ts";
import { PortalPage } from "../portal/portal-page.ts";
import { expectAccessiblePane, expectNoSidewaysScrolling } from "./support/accessibility.ts";
import { stageScenarios } from "./support/scenario.ts";

const scenario = stageScenarios(["ada"]);
const [ada] = people;

scenario(
  "the pane says why the calendar connection ended, and where it is mended",
  async (stage) => {
    const { world } = stage;
    const portal = await PortalPage.open(world);
    const { page } = portal;
    await portal.signIn(ada!);
    await page.getByRole("button", { name: "Configure Calendar and Contacts Service" }).click();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Continue to Microsoft" }).click();
    await portal.throughMicrosoft(ada!);
    await page.getByText("Your calendar is connected.").waitFor();

    const outlook = await stage.arrive();
    const before = await (await outlook.newAppointment("While it works")).openPane();
    await before.getByRole("button", { name: "Add Zoom meeting" }).waitFor();

    lapse(world.sandbox, ada!.id, "passwordChanged");
    await page.getByRole("button", { name: "Test the integration" }).click();
    await page.getByRole("button", { name: "Run the test" }).click();
    await page.getByText("Not working").waitFor();
    await portal.leave();

    const form = await (await stage.arrive()).newAppointment("After it ended");
    const pane = await form.openPane();
    await pane.getByText("Your calendar connection has ended").waitFor();
    await pane.getByText("Your Microsoft password has changed.").waitFor();
    const link = pane.getByRole("link", { name: "Open your profile page" });
    await link.waitFor();
    await expectAccessiblePane(form);
    await expectNoSidewaysScrolling(form);
    await form.page.screenshot({ path: "screenshots/pane-calendar-ended.png" });
    // The main job is not in the way of it.
    await pane.getByRole("button", { name: "Add Zoom meeting" }).waitFor();
    restore(world.sandbox, ada!.id);
  },
);
