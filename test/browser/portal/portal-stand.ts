import fastify, { type FastifyInstance } from "fastify";
import { type Browser, type Route } from "playwright-core";
import { portalPages } from "../../../src/server/http/portal-pages.ts";
import { launchChromium } from "../../support/chromium.ts";
import { type Look, PortalPage } from "./portal-page.ts";
import { answerTo, problem, type Answers } from "./stand-answers.ts";

/** Every time shown in the pictures is seen from here. */
const now = new Date("2026-11-24T08:30:00Z");

/**
 * The portal's own pages with no server behind them: each test says what the server would answer, so
 * that every state can be shown, also those that take a real calendar days to come into.
 */
export class PortalStand {
  readonly browser: Browser;
  readonly productUrl: string;
  readonly #app: FastifyInstance;

  private constructor(app: FastifyInstance, productUrl: string, browser: Browser) {
    this.#app = app;
    this.productUrl = productUrl;
    this.browser = browser;
  }

  static async start(): Promise<PortalStand> {
    const app = fastify();
    await app.register(portalPages);
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    return new PortalStand(app, url, await launchChromium());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.#app.close();
  }

  /** A page in front of `answers`, which may be changed while it is open. */
  async open(answers: Answers, look: Look = {}): Promise<PortalVisit> {
    const portal = await PortalPage.open(this, { timeZone: "Europe/Berlin", ...look });
    const visit = new PortalVisit(portal, answers, this.productUrl);
    await portal.page.clock.setFixedTime(now);
    await portal.page.route("**/api/portal/**", (route) => visit.answer(route));
    return visit;
  }
}

/** One visit, and all that was asked of the server in it. */
export class PortalVisit {
  readonly portal: PortalPage;
  answers: Answers;
  /** What changed something: method, path and body. */
  readonly asked: Array<[call: string, body: unknown]> = [];
  readonly #url: string;
  #then: Partial<Answers> = {};

  constructor(portal: PortalPage, answers: Answers, url: string) {
    this.portal = portal;
    this.answers = answers;
    this.#url = url;
  }

  get page() {
    return this.portal.page;
  }

  /** What the server answers once something has been asked to be changed. */
  willThen(different: Partial<Answers>): void {
    this.#then = different;
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
  }

  async answer(route: Route): Promise<void> {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const call = `${request.method()} ${pathname}`;
    if (request.method() !== "GET") {
      this.asked.push([call, request.postData() === null ? null : request.postDataJSON()]);
      Object.assign(this.answers, this.#then);
    }
    const reply = answerTo(this.answers, call, new URLSearchParams(search));
    if (reply === undefined) {
      await route.fulfill({ status: 404, json: problem(404, "stand.unknown", call) });
    } else if (reply === null) {
      await route.fulfill({ status: 204 });
    } else {
      await route.fulfill({ status: reply.status, json: reply.body });
    }
  }
}
