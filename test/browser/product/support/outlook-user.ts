import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BrowserContext, type Locator, type Page } from "playwright-core";
import { type WholeWorld } from "../../../support/whole-world.ts";
import { AppointmentPage } from "./appointment-page.ts";
import { Evidence } from "./evidence.ts";

const screenshots = join(import.meta.dirname, "../../../../screenshots");

export interface UserOptions {
  /** `?as=`: the person at the screen. */
  as?: string;
  language?: "en" | "de";
  width?: number;
  dark?: boolean;
}

/** Somebody at a fresh browser, with the sandbox's Outlook open. */
export class OutlookUser {
  readonly world: WholeWorld;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly evidence: Evidence;
  readonly #options: UserOptions;

  private constructor(
    world: WholeWorld,
    context: BrowserContext,
    page: Page,
    evidence: Evidence,
    options: UserOptions,
  ) {
    this.world = world;
    this.context = context;
    this.page = page;
    this.evidence = evidence;
    this.#options = options;
  }

  static async arrive(world: WholeWorld, options: UserOptions = {}): Promise<OutlookUser> {
    const context = await world.browser.newContext({
      ignoreHTTPSErrors: true,
      timezoneId: "Europe/Berlin",
      viewport: { width: options.width ?? 1366, height: 900 },
      colorScheme: options.dark ? "dark" : "light",
      locale: options.language === "de" ? "de-DE" : "en-US",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    const evidence = await Evidence.collect(context);
    const user = new OutlookUser(world, context, await context.newPage(), evidence, options);
    await user.openCalendar();
    return user;
  }

  async openCalendar(): Promise<void> {
    const query = new URLSearchParams({ as: this.#options.as ?? "ada" });
    if (this.#options.language === "de") query.set("lang", "de");
    await this.page.goto(`${this.world.sandboxUrl}/outlook/?${query.toString()}`);
    await this.newEventButton().waitFor();
  }

  newEventButton(): Locator {
    return this.page.getByRole("button", { name: /^(New event|Neues Ereignis)$/ });
  }

  /** A new appointment, one week from now at `time`, so that nothing of the seed is near. */
  async newAppointment(subject: string, time = "14:00"): Promise<AppointmentPage> {
    await this.newEventButton().click();
    const appointment = new AppointmentPage(this, this.page);
    await appointment.subject().fill(subject);
    await appointment.setStart(dayFromNow(7), time);
    return appointment;
  }

  /** Opens a saved appointment's form in a window of its own. */
  async openSaved(eventId: string): Promise<AppointmentPage> {
    const page = await this.context.newPage();
    const person = this.person();
    const query = new URLSearchParams({
      as: this.#options.as ?? "ada",
      form: eventId,
      mailbox: person.id,
    });
    if (this.#options.language === "de") query.set("lang", "de");
    await page.goto(`${this.world.sandboxUrl}/outlook/?${query.toString()}`);
    const appointment = new AppointmentPage(this, page);
    await appointment.subject().waitFor();
    return appointment;
  }

  person(): { id: string; mail: string } {
    const key = this.#options.as ?? "ada";
    const person = this.world.sandbox.people.find(({ mail }) => mail.startsWith(`${key}@`));
    if (person === undefined) throw new Error(`Nobody in the world is called ${key}.`);
    return person;
  }

  /** Saved appointments with this subject, series once. */
  saved(subject: string) {
    return this.world.sandbox.calendar
      .list(this.person().id)
      .filter((event) => event.subject === subject);
  }

  /** Cuts this person's browser off from the product's API, and from nothing else. */
  async blockApi(): Promise<void> {
    await this.context.route(`${this.world.productUrl}/api/**`, (route) => route.abort());
  }

  async screenshot(name: string, page: Page = this.page): Promise<void> {
    const path = join(screenshots, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await page.screenshot({ path });
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

/** A date in Berlin, `yyyy-MM-dd`. */
export function dayFromNow(days: number): string {
  return Temporal.Now.plainDateISO("Europe/Berlin").add({ days }).toString();
}

/** The instant of a wall-clock time in Berlin, ISO 8601 in UTC without fractions. */
export function berlin(date: string, time: string): string {
  return Temporal.PlainDateTime.from(`${date}T${time}`)
    .toZonedDateTime("Europe/Berlin")
    .toInstant()
    .toString();
}
