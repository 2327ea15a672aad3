import { type Page } from "playwright-core";
import { type OutlookUser } from "./outlook-user.ts";

/** One meeting in Zoom's web portal, in a window of its own. */
export interface ZoomPortal {
  /** Fills the meeting's form by its labels and saves. */
  edit(values: Record<string, string>): Promise<void>;
  remove(): Promise<void>;
}

export async function openZoomPortal(user: OutlookUser, meetingId: number): Promise<ZoomPortal> {
  const page: Page = await user.context.newPage();
  const address = `${user.world.sandboxUrl}/zoom/portal/meetings/${meetingId}`;
  await page.goto(address);
  await page.getByRole("button", { name: new RegExp(user.person().mail, "i") }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).waitFor();
  return {
    async edit(values) {
      await page.goto(`${address}/edit`);
      for (const [label, value] of Object.entries(values)) {
        await page.getByLabel(label, { exact: true }).fill(value);
      }
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("link", { name: "Edit", exact: true }).waitFor();
    },
    async remove() {
      await page.getByRole("button", { name: "Delete" }).first().click();
      await page.getByRole("heading", { name: "Meetings", exact: true }).waitFor();
    },
  };
}
