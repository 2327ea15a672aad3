import { type Person } from "../../src/sandbox/world/model.ts";
import { routes } from "../../src/shared/api/routes.ts";
import { type ConnectionView } from "../../src/shared/api/connection.ts";
import { type PortalSession, type Profile } from "../../src/shared/api/portal.ts";
// Whole, so that nothing of it is loaded: this page runs without a test runner, too.
import type { Reply, RunningProduct } from "./product.ts";

/** Where a browser stands. */
interface Page {
  url: URL;
  status: number;
  html: string;
}

/** One browser, without scripts: keeps cookies per host, follows redirects, presses buttons. */
export class WebBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(address: string | URL, form?: Record<string, string>): Promise<Page> {
    const url = new URL(address);
    const reply = await fetch(url, {
      redirect: "manual",
      headers: { cookie: this.cookiesFor(url) },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    this.#keep(url, reply);
    const location = reply.headers.get("location");
    const html = await reply.text();
    if (location === null) return { url, status: reply.status, html };
    return this.open(new URL(location, url));
  }

  /** Presses the button with this text or value, in its form. */
  async press(page: Page, button: string): Promise<Page> {
    const form = [...page.html.matchAll(/<form[\s\S]*?<\/form>/g)]
      .map(([found]) => found)
      .find((found) => found.includes(button));
    if (form === undefined) throw new Error(`No form with "${button}" at ${page.url.pathname}`);
    const action = /action="([^"]*)"/.exec(form)?.[1] ?? "";
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]): [string, string] => [name, unescape(value)],
    );
    const pressed = [...form.matchAll(/<button[^>]*>[\s\S]*?<\/button>/g)]
      .map(([found]) => found)
      .find((found) => found.includes(button));
    const name = /name="([^"]*)"/.exec(pressed ?? "")?.[1];
    const value = /value="([^"]*)"/.exec(pressed ?? "")?.[1] ?? "";
    const own = name === undefined ? {} : { [name]: unescape(value) };
    return this.open(new URL(unescape(action), page.url), {
      ...Object.fromEntries(fields),
      ...own,
    });
  }

  cookiesFor(url: URL): string {
    return [...(this.#cookies.get(url.host) ?? [])].map((pair) => pair.join("=")).join("; ");
  }

  #keep(url: URL, reply: Response): void {
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    for (const cookie of reply.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const cut = pair.indexOf("=");
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }
}

/** Somebody at the portal: signed in with Zoom, with the page's own API at hand. */
export class Visitor {
  readonly browser: WebBrowser;
  readonly product: Pick<RunningProduct, "url">;
  csrfToken = "";

  constructor(product: Pick<RunningProduct, "url">, browser = new WebBrowser()) {
    this.product = product;
    this.browser = browser;
  }

  /** Signs in with Zoom, and lands where the portal sends the browser. */
  async signIn(person: Person, returnTo = "/portal/profile"): Promise<Page> {
    const email = person.zoomEmail ?? person.mail;
    let page = await this.browser.open(this.product.url + routes.portalSignIn(returnTo));
    if (page.html.includes(email)) page = await this.#pickZoom(page, email);
    if (page.url.origin !== this.product.url) page = await this.browser.press(page, "Allow");
    const session = await this.call<PortalSession>("GET", routes.portalSession);
    this.csrfToken = session.body.csrfToken;
    return page;
  }

  async #pickZoom(page: Page, email: string): Promise<Page> {
    const transaction = /name="transaction" value="([^"]*)"/.exec(page.html)?.[1] ?? "";
    return this.browser.open(new URL("/zoom/oauth/signin", page.url), { transaction, user: email });
  }

  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const url = new URL(this.product.url + path);
    const reply = await fetch(url, {
      method,
      headers: {
        cookie: this.browser.cookiesFor(url),
        "x-csrf-token": this.csrfToken,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const type = reply.headers.get("content-type") ?? "";
    const isJson = type.includes("json") && !type.includes("ndjson") && text !== "";
    return {
      status: reply.status,
      type,
      headers: reply.headers,
      body: (isJson ? JSON.parse(text) : { text }) as T,
    };
  }

  async profile(): Promise<Profile> {
    return (await this.call<Profile>("GET", routes.profile)).body;
  }

  async connection(): Promise<ConnectionView> {
    const { connection } = await this.profile();
    if (!connection) throw new Error("No calendar is connected");
    return connection;
  }

  /** To Microsoft's page for these permissions. */
  async startConnecting(
    scopes = ["Calendars.Read", "Calendars.ReadWrite"],
    loginHint?: string,
  ): Promise<URL> {
    const reply = await this.call<{ url: string }>("POST", routes.connectionStart, {
      scopes,
      ...(loginHint === undefined ? {} : { loginHint }),
    });
    if (reply.status !== 200) throw new Error(`Connecting did not start: ${reply.status}`);
    return new URL(reply.body.url);
  }

  /** Chooses the account, answers the consent page if there is one, and comes back. */
  async throughMicrosoft(start: URL, person: Person, decision = "Accept"): Promise<Page> {
    let page = await this.browser.open(start);
    if (page.html.includes("Pick an account")) page = await this.browser.press(page, person.id);
    if (page.html.includes("Permissions requested")) {
      page = await this.browser.press(page, decision === "Accept" ? 'value="accept"' : decision);
    }
    return page;
  }

  async connect(person: Person, scopes?: string[]): Promise<Page> {
    return this.throughMicrosoft(await this.startConnecting(scopes), person);
  }

  /** As an admin: grants the app's own permissions for the organization, and comes back. */
  async grantApplication(admin: Person): Promise<Page> {
    const reply = await this.call<{ url: string }>("POST", routes.adminConsent);
    if (reply.status !== 200) throw new Error(`No consent page: ${reply.status}`);
    let page = await this.throughMicrosoft(new URL(reply.body.url), admin);
    if (page.html.includes("Pick an account")) page = await this.browser.press(page, admin.id);
    return page;
  }
}

/** Somebody new at the portal, signed in. */
export async function visit(
  product: Pick<RunningProduct, "url">,
  person: Person,
): Promise<Visitor> {
  const visitor = new Visitor(product);
  await visitor.signIn(person);
  return visitor;
}

const unescape = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
