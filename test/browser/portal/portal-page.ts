import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { type AxeResults } from "axe-core";
import { type Browser, type BrowserContext, type Page } from "playwright-core";
import { type Person } from "../../../src/sandbox/world/model.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = join(import.meta.dirname, "../../../screenshots/portal");

interface WithAxe {
  axe: { run: (context: { exclude: string[] }) => Promise<AxeResults> };
}

export interface Look {
  dark?: boolean;
  language?: "en" | "de";
  width?: number;
  timeZone?: string;
}

/** A browser, and where the portal is. */
interface Place {
  browser: Browser;
  productUrl: string;
}

/** A person at the portal in a real browser. */
export class PortalPage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #world: Place;

  private constructor(world: Place, context: BrowserContext, page: Page) {
    this.#world = world;
    this.#context = context;
    this.page = page;
  }

  static async open(
    world: Place,
    { dark, language, width, timeZone }: Look = {},
  ): Promise<PortalPage> {
    const context = await world.browser.newContext({
      ignoreHTTPSErrors: true,
      colorScheme: dark === true ? "dark" : "light",
      locale: language === "de" ? "de-DE" : "en-US",
      viewport: { width: width ?? 1000, height: 900 },
      ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return new PortalPage(world, context, page);
  }

  /** From the portal's own button through Zoom's sign-in and back. */
  async signIn(person: Person, path = "/portal/profile", button = "Sign in with Zoom") {
    await this.page.goto(this.#world.productUrl + path);
    await this.page.getByRole("link", { name: button }).click();
    await this.page.getByRole("button", { name: person.displayName }).click();
    const allow = this.page.getByRole("button", { name: "Allow" });
    await allow.click();
    await this.page.waitForURL(`${this.#world.productUrl}${path}`);
  }

  /** At Microsoft: picks the account, and answers the consent page. */
  async throughMicrosoft(person: Person, decision: "Accept" | "Cancel" = "Accept"): Promise<void> {
    const { page } = this;
    await page.getByRole("button", { name: person.displayName }).click();
    const button = page.getByRole("button", { name: decision });
    await Promise.race([button.waitFor(), page.waitForURL(`${this.#world.productUrl}/**`)]);
    if (await button.isVisible()) await button.click();
    await page.waitForURL(`${this.#world.productUrl}/portal/**`);
  }

  /** Looks at the screen as it is: accessible, no wider than the window, and kept as a picture. */
  async seen(name: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    // What slides or fades in is looked at when it has come to rest.
    await this.page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
          .map(({ finished }) => finished),
      ),
    );
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await this.page.evaluate(axe);
    const violations = await this.page.evaluate(async () => {
      const { axe: engine } = window as unknown as WithAxe;
      // Fluent UI's focus guards pass the focus on at once, so nobody ever stands on one.
      const result = await engine.run({ exclude: ["[data-tabster-dummy]"] });
      return result.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" ")}`);
    });
    expect([name, violations]).toEqual([name, []]);
    const tooWide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([name, Math.max(0, tooWide)]).toEqual([name, 0]);
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}
