import { type FrameLocator, type Locator, type Page } from "playwright-core";
import { type OutlookUser } from "./outlook-user.ts";
import { eventually } from "./wait.ts";

/** An open appointment form, as a person sees it; its names are those of the page's own manual. */
export class AppointmentPage {
  readonly user: OutlookUser;
  readonly page: Page;

  constructor(user: OutlookUser, page: Page) {
    this.user = user;
    this.page = page;
  }

  form(): Locator {
    return this.page.getByRole("region", { name: /^(Appointment form|Terminformular)$/ });
  }

  button(name: string | RegExp): Locator {
    return this.form().getByRole("button", { name, exact: typeof name === "string" });
  }

  subject(): Locator {
    return this.form().getByRole("textbox", { name: /^(Subject|Betreff)$/ });
  }

  location(): Locator {
    return this.form().getByRole("textbox", { name: /^(Location|Ort)$/ });
  }

  body(): Locator {
    return this.form().getByRole("textbox", { name: /^(Message body|Nachrichtentext)$/ });
  }

  bodyHtml(): Promise<string> {
    return this.body().innerHTML();
  }

  bars(): Locator {
    return this.form().getByRole("status", { name: "Messages from add-ins" });
  }

  /** Replaces the body's HTML as if the person had typed it. */
  async writeBody(html: string): Promise<void> {
    await this.body().evaluate((element, content) => {
      element.innerHTML = content;
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, html);
  }

  async setStart(date: string, time: string): Promise<void> {
    await this.form()
      .getByLabel(/^(Start date|Startdatum)$/)
      .fill(date);
    await this.form()
      .getByLabel(/^(Start time|Startzeit)$/)
      .fill(time);
  }

  async addAttendee(mail: string): Promise<void> {
    const field = this.form().getByRole("combobox", { name: "Required attendees" });
    await field.fill(mail);
    await field.press("Enter");
  }

  async repeat(choose: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.button(/^Repeat/).click();
    const dialog = this.page.getByRole("dialog", { name: "Repeat" });
    await choose(dialog);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async addByRibbon(): Promise<void> {
    await this.button("Add Zoom meeting").click();
  }

  async openPane(): Promise<FrameLocator> {
    await this.button(/^(Zoom settings|Zoom-Einstellungen)$/).click();
    return this.pane();
  }

  pane(): FrameLocator {
    return this.page.getByRole("complementary").frameLocator("iframe");
  }

  /** Saves; the form closes. In the calendar's window it gives the calendar back. */
  async save(): Promise<void> {
    await this.button(/^(Save|Speichern)$/).click();
    await this.gone();
  }

  async gone(): Promise<void> {
    await eventually(async () => {
      if (this.page.isClosed()) return;
      if (await this.form().isVisible()) throw new Error("The form is still open.");
      // A window opened by its address shows the calendar next: it has to be there before it goes.
      await this.page.getByRole("button", { name: /^(New event|Neues Ereignis)$/ }).waitFor();
    });
  }

  screenshot(name: string): Promise<void> {
    return this.user.screenshot(name, this.page);
  }
}
