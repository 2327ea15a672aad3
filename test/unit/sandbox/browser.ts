/** A person at a browser without scripts: follows redirects on one host, keeps cookies, sends forms. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
  }

  /** Loads an address; ends at a page, or at the redirect that leaves the host. */
  async open(address: string | URL, form?: Record<string, string>): Promise<Visit> {
    const response = await fetch(address, {
      redirect: "manual",
      headers: { cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; ") },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      this.#cookies.set(name, value);
    }
    const location = response.headers.get("location");
    const html = await response.text();
    if (location === null) return { status: response.status, html, left: null };
    const next = new URL(location, address);
    if (next.href.startsWith(this.#host)) return this.open(next);
    return { status: response.status, html, left: next };
  }

  /** Presses the button of the form that holds `text`. */
  async press(visit: Visit, text: string, extra: Record<string, string> = {}): Promise<Visit> {
    const form = [...visit.html.matchAll(/<form[\s\S]*?<\/form>/g)]
      .map(([found]) => found)
      .find((found) => found.includes(text));
    if (form === undefined) throw new Error(`No form with "${text}" on ${visit.html}`);
    const action = /action="([^"]*)"/.exec(form)?.[1] ?? "";
    const fields = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = "", value = ""]) => [name, unescape(value)],
      ),
    );
    return this.open(new URL(unescape(action), this.#host), { ...fields, ...extra });
  }
}

export interface Visit {
  status: number;
  html: string;
  /** Where the browser was sent, outside the host. */
  left: URL | null;
}

const unescape = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
