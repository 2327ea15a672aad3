import { readFile } from "node:fs/promises";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { type Browser, type Frame, type Page } from "playwright-core";
import { registerOfficeJs } from "../../../../src/sandbox/outlook/office-js.ts";
import { makeCertificate, type Certificate } from "../../../support/certificate.ts";
import { launchChromium } from "../../../support/chromium.ts";
import { addInManifest, addInPages, type ManifestPages } from "./add-in-pages.ts";
import { bundleForBrowser } from "./bundle.ts";
import { type OpenOptions } from "./host-page.ts";

/** One answer of the mailbox API, as the add-in's page sees it. */
export interface Reply {
  status: string;
  value?: unknown;
  code?: number;
  name?: string;
}

declare global {
  interface Window {
    ask(path: string, ...args: unknown[]): Promise<Reply>;
    listen(type: string): Promise<string>;
    heard: unknown[];
    ran: unknown[];
    where: unknown;
  }
}

type FormOptions = Omit<OpenOptions, "manifest"> & { pages?: ManifestPages };

/** Outlook and an add-in on two real https origins, in a real browser, with the real office.js. */
export class TestOutlook {
  readonly addInOrigin: string;
  #hostOrigin: string;
  #servers: FastifyInstance[];
  #browser: Browser;
  #pages: Page[] = [];

  private constructor(
    hostOrigin: string,
    addInOrigin: string,
    servers: FastifyInstance[],
    browser: Browser,
  ) {
    this.#hostOrigin = hostOrigin;
    this.addInOrigin = addInOrigin;
    this.#servers = servers;
    this.#browser = browser;
  }

  static async start(): Promise<TestOutlook> {
    const certificate = await makeCertificate();
    const bundle = await bundleForBrowser(join(import.meta.dirname, "host-page.ts"));
    const [host, addIn] = [secureServer(certificate), secureServer(certificate)];
    registerOfficeJs(host);
    const page = '<!doctype html><title>Outlook</title><div id="pane" style="height:600px"></div>';
    host.get("/form", (_, reply) =>
      reply.type("text/html").send(`${page}<script src="/host.js"></script>`),
    );
    host.get("/host.js", (_, reply) => reply.type("text/javascript").send(bundle));
    await host.listen({ host: "127.0.0.1", port: 0 });
    const hostOrigin = originOf(host);
    for (const [path, html] of Object.entries(addInPages(`${hostOrigin}/office/office.js`))) {
      addIn.get(path, (_, reply) => reply.type("text/html").send(html));
    }
    const msal = join(
      import.meta.dirname,
      "../../../../node_modules/@azure/msal-browser/lib/msal-browser.min.js",
    );
    addIn.get("/msal.js", async (_, reply) =>
      reply.type("text/javascript").send(await readFile(msal)),
    );
    await addIn.listen({ host: "127.0.0.1", port: 0 });
    return new TestOutlook(hostOrigin, originOf(addIn), [host, addIn], await launchChromium());
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  /** A form with the add-in; the page's `window.rig` is what the form around it saw. */
  async openForm({ pages, ...options }: FormOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      ignoreHTTPSErrors: true,
      timezoneId: "Europe/Berlin",
    });
    const page = await context.newPage();
    this.#pages.push(page);
    await page.goto(`${this.#hostOrigin}/form`);
    const manifest = addInManifest(this.addInOrigin, pages);
    await page.evaluate((given) => window.openForm(given), { ...options, manifest });
    return page;
  }

  /** The add-in's task pane, ready for calls. */
  async openPane(page: Page, initializationContext = ""): Promise<Frame> {
    await page.evaluate(
      ([url, context]) =>
        window.rig.host.openPane(document.querySelector<HTMLElement>("#pane")!, url!, {
          initializationContext: context!,
        }),
      [`${this.addInOrigin}/pane.html`, initializationContext],
    );
    return this.frame(page, "pane.html");
  }

  /** The frame showing `file`, once its page is ready. */
  async frame(page: Page, file: string): Promise<Frame> {
    const url = `${this.addInOrigin}/${file}`;
    for (let tries = 0; tries < 200; tries += 1) {
      const frame = page.frames().find((candidate) => candidate.url().startsWith(url));
      if (frame !== undefined) {
        await frame.waitForFunction(() => typeof Office !== "undefined");
        await frame.evaluate(async () => {
          await Office.onReady();
        });
        return frame;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No frame shows ${file}.`);
  }

  async closeForms(): Promise<void> {
    await Promise.all(this.#pages.splice(0).map((page) => page.context().close()));
  }
}

/** Calls `Office.context.mailbox.<path>` in the add-in's page. */
export function ask(frame: Frame, path: string, ...args: unknown[]): Promise<Reply> {
  return frame.evaluate(([name, given]) => window.ask(name, ...given), [path, args] as const);
}

function secureServer(certificate: Certificate): FastifyInstance {
  return Fastify({ https: certificate });
}

function originOf(server: FastifyInstance): string {
  return `https://localhost:${(server.server.address() as AddressInfo).port}`;
}
