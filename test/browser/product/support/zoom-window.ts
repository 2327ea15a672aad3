import { type Page } from "playwright-core";
import { type AppointmentPage } from "./appointment-page.ts";

/** First visit: signs in by Outlook's bridge, then Zoom's window: who one is, and Allow. */
export async function connectZoom(
  appointment: AppointmentPage,
  see: (name: string, page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await appointment.openPane();
  await answerZoom(appointment, see);
}

/** From the pane's button Connect Zoom until Zoom is connected. */
export async function answerZoom(
  appointment: AppointmentPage,
  see: (name: string, page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { page, user } = appointment;
  const pane = appointment.pane();
  const connect = pane.getByRole("button", { name: "Connect Zoom" });
  await connect.waitFor();
  await see("connect", page);
  const opening = user.context.waitForEvent("page");
  await connect.click();
  const zoom = await opening;
  await zoom.getByRole("heading", { name: "Sign in to Zoom" }).waitFor();
  await see("zoom-sign-in", zoom);
  await zoom.getByRole("button", { name: new RegExp(user.person().mail, "i") }).click();
  await zoom.getByRole("button", { name: "Allow" }).waitFor();
  await see("zoom-consent", zoom);
  await zoom.getByRole("button", { name: "Allow" }).click();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).waitFor();
}
